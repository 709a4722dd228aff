//! The dark stage: the picture, the way to its neighbours, and the filmstrip.

use std::time::Duration;

use leptos::{ev, html, prelude::*};

use super::grip::Grip;
use super::zoom::Zoom;
use super::{Room, player};
use crate::domain::asset::Card;
use crate::domain::format::{Format, Kind};
use crate::domain::id::AssetId;
use crate::domain::rendition::{RenditionSize, Renditions, media_path, original_path};
use crate::ui::browser::timer::{self, Slot};
use crate::ui::browser::{observe, stage};
use crate::ui::kit::{Icon, IconName};
use crate::ui::parts::status::kind_icon;
use crate::ui::parts::thumb::{mat_class, strip_picture};
use crate::ui::state::library::Library;
use crate::ui::state::viewed::Viewed;

/// Whether a browser shows the untouched file itself.
fn shows(format: Format) -> bool {
    use Format::{Avif, Bmp, Gif, Jpeg, Png, Svg, WebP};
    matches!(format, Jpeg | Png | WebP | Gif | Avif | Bmp | Svg)
}

/// The stage with the asset on it.
pub fn stage(room: Room, viewed: &Viewed) -> AnyView {
    let node = NodeRef::<html::Div>::new();
    let zoom = room.zoom;
    when_measured(room.folded, node, zoom);
    // The picture changes with its file, not with its name or rating.
    let card = viewed.part(|detail| {
        let card = &detail.card;
        Card { name: card.name.clone(), rating: Default::default(), creator: String::new(), ..card.clone() }
    });
    let turn = {
        let (library, viewed) = (viewed.library(), viewed.clone());
        Callback::new(move |forward: bool| {
            let place = untrack(|| viewed.place());
            if let Some(id) = if forward { place.next } else { place.previous } {
                library.turn_to(id);
            }
        })
    };
    let grip = Grip::new(node, zoom, turn);
    let content = move || {
        card.with(|card| {
            if player::plays(card) {
                zoom.set_picture(0, 0);
                return player::on_stage(card);
            }
            let fitted = media_path(card.id, RenditionSize::S2048, &card.version);
            on_stage(grip, card, fitted, original_path(card.id, &card.version))
        })
    };
    view! {
        <div
            class="stage"
            data-theme="dark"
            class:near=move || zoom.is_near()
            node_ref=node
            on:wheel=move |event| grip.wheel(&event)
            on:pointerdown=move |event| grip.down(&event)
            on:pointermove=move |event| grip.moved(&event)
            on:pointerup=move |event| grip.up(&event)
            on:pointercancel=move |event| grip.lost(&event)
        >
            {content}
            {neighbours(viewed)}
        </div>
    }
    .into_any()
}

/// Tells `zoom` how large the element is, whenever that may have changed.
pub fn when_measured(folded: RwSignal<bool>, node: NodeRef<html::Div>, zoom: Zoom) {
    let measure = move || {
        if let Some((width, height)) = stage::size(node) {
            zoom.set_stage(width, height);
        }
    };
    observe::scrolling(measure);
    let soon = Slot::of_component();
    Effect::new(move |_| {
        // Folding the panel makes room once the style has heard of it.
        folded.track();
        node.track();
        soon.set(timer::after(Duration::ZERO, measure));
    });
}

/// What the card shows of its file, from the address of its large rendition or of the file itself.
pub fn on_stage(grip: Grip, card: &Card, fitted: String, original: String) -> AnyView {
    grip.zoom().set_picture(card.width, card.height);
    match (card.kind(), &card.renditions) {
        (Kind::Video, _) => {
            view! { <video src=original controls=true preload="metadata" aria-label=card.name.clone()></video> }.into_any()
        }
        (Kind::Audio, _) => view! {
            <div class="sound">
                {stand_in(card, None)}
                <audio src=original controls=true preload="metadata" aria-label=card.name.clone()></audio>
            </div>
        }
        .into_any(),
        (_, Renditions::Ready) => picture(grip, card, fitted, original),
        (Kind::Image, Renditions::Pending) if shows(card.format) => picture(grip, card, original.clone(), original),
        (_, Renditions::Pending) => stand_in(card, Some("Preparing…".to_owned())),
        (_, Renditions::Placeholder(reason)) => stand_in(card, Some(reason.clone())),
    }
}

fn picture(grip: Grip, card: &Card, fitted: String, original: String) -> AnyView {
    let zoom = grip.zoom();
    // Its own pixels are fetched only when somebody comes near.
    let best = shows(card.format) && !matches!(card.format, Format::Svg);
    let src = move || if best && zoom.is_near() { original.clone() } else { fitted.clone() };
    view! {
        <img
            class=mat_class(card.mat)
            src=src
            width=card.width.max(1)
            height=card.height.max(1)
            alt=card.name.clone()
            draggable="false"
            on:click=move |event| grip.click(&event)
            style:transform=move || zoom.transform()
        />
    }
    .into_any()
}

fn stand_in(card: &Card, words: Option<String>) -> AnyView {
    view! {
        <div class="absent">
            <Icon name=kind_icon(card.kind()) large=true/>
            <b>{card.format.label()}</b>
            {words.map(|words| view! { <span>{words}</span> })}
        </div>
    }
    .into_any()
}

/// Arrows to the results on either side, and their pictures fetched ahead.
fn neighbours(viewed: &Viewed) -> AnyView {
    let library = viewed.library();
    let viewed = viewed.clone();
    let draw = move || {
        let place = viewed.place();
        let ahead = place
            .strip
            .iter()
            .filter(|card| Some(card.id) == place.previous || Some(card.id) == place.next)
            .filter(|card| card.renditions == Renditions::Ready)
            .map(|card| {
                let src = media_path(card.id, RenditionSize::S2048, &card.version);
                view! { <img src=src alt="" fetchpriority="low" decoding="async"/> }
            })
            .collect_view();
        view! {
            {place.previous.map(|id| turn(library, id, "step prev", IconName::Left, "Previous (←)"))}
            {place.next.map(|id| turn(library, id, "step next", IconName::Next, "Next (→)"))}
            <div hidden=true>{ahead}</div>
        }
        .into_any()
    };
    view! { {draw} }.into_any()
}

fn turn(library: Library, id: AssetId, class: &'static str, icon: IconName, label: &'static str) -> AnyView {
    let href = move || library.query.with(|query| query.asset_path(id));
    view! {
        <a class=class href=href aria-label=label title=label on:click=move |event| turn_by(library, id, &event)>
            <Icon name=icon large=true/>
        </a>
    }
    .into_any()
}

/// A link within the viewer takes the place of this one in the history, so that Back leads to the grid.
fn turn_by(library: Library, id: AssetId, event: &ev::MouseEvent) {
    if !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.button() != 0) {
        event.prevent_default();
        library.turn_to(id);
    }
}

/// The results around the asset.
pub fn film_strip(viewed: &Viewed) -> AnyView {
    let (library, id) = (viewed.library(), viewed.id());
    let viewed = viewed.clone();
    let frames = move || {
        viewed
            .place()
            .strip
            .into_iter()
            .map(|card| {
                let other = card.id;
                let href = move || library.query.with(|query| query.asset_path(other));
                view! {
                    <a
                        href=href
                        aria-label=card.name.clone()
                        title=card.name.clone()
                        aria-current=(other == id).then_some("true")
                        on:click=move |event| turn_by(library, other, &event)
                    >
                        {strip_picture(&card)}
                    </a>
                }
            })
            .collect_view()
    };
    view! {
        <div class="strip-w" data-theme="dark">
            <nav class="strip" aria-label="Filmstrip">
                {frames}
            </nav>
        </div>
    }
    .into_any()
}
