//! Two versions side by side on the dark stage: an earlier one and the current one, under one zoom.

use leptos::{ev, html, prelude::*};

use super::grip::Grip;
use super::stage::{on_stage, when_measured};
use super::zoom::Zoom;
use super::{Room, deeds};
use crate::domain::access::Action;
use crate::domain::asset::{Card, bytes_words, size_words};
use crate::domain::rendition::{RenditionSize, version_media_path, version_original_path};
use crate::domain::version::VersionFace;
use crate::ui::kit::{Button, Icon, IconName, Look, Size};
use crate::ui::state::viewed::Viewed;

/// The number of the version that the address compares with the current one, from `compare=2`.
pub fn compared(search: &str) -> Option<u32> {
    let pairs = search.trim_start_matches('?').split('&');
    pairs.filter_map(|pair| pair.strip_prefix("compare=")).find_map(|number| number.parse().ok())
}

/// The version that is compared, if there is one of that number besides the current one; tracked.
pub fn chosen(room: Room, viewed: &Viewed) -> Memo<Option<(VersionFace, VersionFace)>> {
    let all = viewed.part(|detail| detail.versions.clone());
    Memo::new(move |_| {
        let number = room.compare.get()?;
        all.with(|all| {
            let (current, earlier) = all.split_first()?;
            Some((earlier.iter().find(|version| version.number == number)?.clone(), current.clone()))
        })
    })
}

/// Both, named, the earlier one first. On phones one stands above the other.
pub fn compare(room: Room, viewed: &Viewed, earlier: &VersionFace, current: &VersionFace) -> AnyView {
    let id = viewed.id();
    let library = room.library;
    let close = move || library.query.with(|query| query.asset_path(id));
    let pressed = move |event: ev::MouseEvent| {
        event.prevent_default();
        library.turn_to(id);
    };
    let restore = {
        let (viewed, number) = (viewed.clone(), earlier.number);
        let open = viewed.part(|detail| detail.card.status.keeps_bytes().is_none() && detail.trashed.is_none());
        move || {
            let back = viewed.clone();
            (open.get() && viewed.may(Action::AddVersion)).then(|| {
                view! {
                    <span class="needs-js">
                        <Button
                            look=Look::Ghost
                            size=Size::Small
                            icon=IconName::Restore
                            label=format!("Restore version {number}")
                            on_press=move |_| {
                                deeds::restore_version(&back, number);
                                library.turn_to(id);
                            }
                        />
                    </span>
                }
            })
        }
    };
    let leave = view! {
        <a
            class="btn ghost sm icon"
            href=close
            aria-label="Leave the comparison (Esc)"
            title="Leave the comparison (Esc)"
            on:click=pressed
        >
            <Icon name=IconName::X/>
        </a>
    };
    let card = untrack(|| viewed.card());
    view! {
        <section class="compare" data-theme="dark" aria-label="Comparison of two versions">
            {pane(room, room.zoom.beside(), &card, earlier, "", restore.into_any())}
            {pane(room, room.zoom, &card, current, ", current", leave.into_any())}
        </section>
    }
    .into_any()
}

fn pane(room: Room, zoom: Zoom, card: &Card, version: &VersionFace, word: &'static str, deed: AnyView) -> AnyView {
    let node = NodeRef::<html::Div>::new();
    when_measured(room.folded, node, zoom);
    let grip = Grip::new(node, zoom, Callback::new(|_| ()));
    let VersionFace { number, name, digest, .. } = version.clone();
    let facts = match size_words(version.width, version.height) {
        size if size.is_empty() => bytes_words(version.bytes),
        size => format!("{}, {size}", bytes_words(version.bytes)),
    };
    let shown = Card {
        name: format!("Version {number}: {name}"),
        format: version.format,
        width: version.width,
        height: version.height,
        mat: version.mat,
        renditions: version.renditions.clone(),
        version: digest.clone(),
        ..card.clone()
    };
    let fitted = version_media_path(card.id, number, RenditionSize::S2048, &digest);
    let original = version_original_path(card.id, number, &digest);
    view! {
        <figure>
            <figcaption>
                <b>{format!("Version {number}{word}")}</b>
                <span class="faint cut" title=name.clone()>{format!("{name}, {facts}")}</span>
                {deed}
            </figcaption>
            <div
                class="pic"
                class:near=move || zoom.is_near()
                node_ref=node
                on:wheel=move |event| grip.wheel(&event)
                on:pointerdown=move |event| grip.down(&event)
                on:pointermove=move |event| grip.moved(&event)
                on:pointerup=move |event| grip.up(&event)
                on:pointercancel=move |event| grip.lost(&event)
            >
                {on_stage(grip, &shown, fitted, original)}
            </div>
        </figure>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::compared;

    #[test]
    fn the_address_says_what_is_compared() {
        for (search, expect) in
            [("", None), ("?compare=2", Some(2)), ("brand=x&compare=12", Some(12)), ("compare=-1", None), ("compare=all", None)]
        {
            assert_eq!(compared(search), expect, "{search:?}");
        }
    }
}
