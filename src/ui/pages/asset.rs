//! The viewer: one asset on a dark stage over the library, with everything known of it.

mod bar;
mod compare;
mod deeds;
mod grip;
mod info;
mod keys;
mod memberships;
mod player;
mod rename;
mod stage;
mod tags;
mod versions;
mod zoom;

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};

use self::bar::{actions, close_link, room_bar};
use self::info::panel;
use self::stage::{film_strip, stage};
use self::zoom::Zoom;
use super::not_found::Nowhere;
use crate::api;
use crate::api::error::ApiError;
use crate::domain::asset::Detail;
use crate::domain::id::AssetId;
use crate::domain::library::Place;
use crate::domain::query::LibraryQuery;
use crate::ui::browser::focus;
use crate::ui::browser::timer::{self, Slot};
use crate::ui::layout::PageTitle;
use crate::ui::parts::failure::Failure;
use crate::ui::state::library::Library;
use crate::ui::state::live::Live;
use crate::ui::state::viewed::Viewed;

/// The viewer's element, for focus and full screen.
const ID: &str = "viewer";

type Answer = (Option<AssetId>, Result<(Detail, Place), ApiError>);

/// What the viewer shows around the asset and remembers from one to the next.
#[derive(Clone, Copy)]
struct Room {
    library: Library,
    zoom: Zoom,
    /// Whether the panel is folded away.
    folded: RwSignal<bool>,
    /// The number of the version that is compared with the current one, from the address.
    compare: Memo<Option<u32>>,
    /// What is shown now; nothing where it could not be.
    shown: StoredValue<Option<Viewed>>,
    /// Asks again for the asset of the address.
    again: Callback<()>,
}

impl Room {
    /// The asset of this answer, the same however often it is asked for.
    fn viewed(self, detail: Detail, place: Place) -> Viewed {
        let known = self.shown.with_value(|shown| shown.clone().filter(|viewed| viewed.id() == detail.card.id));
        known.unwrap_or_else(|| {
            let viewed = Viewed::new(self.library, detail, place, self.again);
            self.shown.set_value(Some(viewed.clone()));
            viewed
        })
    }
}

/// One asset of the library's question.
#[component]
pub fn AssetPage() -> impl IntoView {
    let Some(library) = Library::get() else { return view! { <Nowhere/> }.into_any() };
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("asset").and_then(|id| id.parse::<AssetId>().ok())));
    let answer = Resource::new(
        move || (id.get(), library.query.with(LibraryQuery::to_query_string)),
        |(id, question)| async move { (id, ask(id, question).await) },
    );
    let search = use_location().search;
    let compare = Memo::new(move |_| search.with(|search| compare::compared(search)));
    let again = Callback::new(move |()| answer.refetch());
    let (zoom, folded) = (Zoom::new(), RwSignal::new(false));
    let room = Room { library, zoom, folded, compare, shown: StoredValue::new(None), again };
    Live::expect().on_assets(move || match room.shown.get_value() {
        Some(viewed) => viewed.refresh(),
        // It may have come back.
        None => answer.refetch(),
    });
    keys::listen(room);
    Effect::new(move |_| {
        focus::by_id(ID);
    });
    Effect::new(move |_| library.view(id.get()));
    let content = move || Suspend::new(async move { draw(room, answer.await) });
    view! {
        <dialog open=true class="room light" class:folded=move || room.folded.get() id=ID tabindex="-1" aria-label="Viewer">
            <Transition fallback=|| {
                view! { <div class="stage skel" data-theme="dark"></div> }
            }>{content}</Transition>
        </dialog>
    }
    .into_any()
}

async fn ask(id: Option<AssetId>, question: String) -> Result<(Detail, Place), ApiError> {
    let Some(id) = id else { return Err(ApiError::Missing("There is no such asset.".to_owned())) };
    let detail = api::library::asset(id).await?;
    let place = api::library::place(id, question).await?;
    Ok((detail, place))
}

fn draw(room: Room, (_, answer): Answer) -> AnyView {
    match answer {
        Ok((detail, place)) => {
            let viewed = room.viewed(detail, place);
            let key = viewed.id();
            // Keyed, so that another asset begins with fresh fields.
            view! { <For each=move || [key] key=|key| *key children=move |_| whole(room, &viewed)/> }.into_any()
        }
        Err(ApiError::Missing(_)) => absent(room, view! { <Nowhere/> }.into_any()),
        Err(error) => absent(room, view! { <Failure title="The asset did not arrive" error retry=room.again/> }.into_any()),
    }
}

fn whole(room: Room, viewed: &Viewed) -> AnyView {
    room.zoom.reset();
    hold_focus();
    let name = viewed.part(|detail| detail.card.name.clone());
    let chosen = compare::chosen(room, viewed);
    let content = {
        let viewed = viewed.clone();
        move || {
            let chosen = chosen.get();
            room.zoom.fill(chosen.is_some());
            match chosen {
                Some((earlier, current)) => compare::compare(room, &viewed, &earlier, &current),
                None => stage(room, &viewed),
            }
        }
    };
    view! {
        <PageTitle words=move || format!("{} · Atelier", name.get())/>
        {room_bar(room, viewed)}
        {content}
        {film_strip(viewed)}
        {actions(viewed)}
        {panel(room, viewed)}
    }
    .into_any()
}

/// A link to another asset goes with the one it stood by, and the focus with it: the viewer takes it.
fn hold_focus() {
    let soon = Slot::of_component();
    Effect::new(move |_| {
        let take = || {
            if focus::is_free() {
                focus::by_id(ID);
            }
        };
        soon.set(timer::after(Duration::ZERO, take));
    });
}

/// What stands in the viewer's place when there is nothing to see. Keys must not reach what was there before.
fn absent(room: Room, message: AnyView) -> AnyView {
    room.shown.set_value(None);
    hold_focus();
    view! {
        <header class="roombar" data-theme="dark">
            <div class="l">
                {close_link(room.library)}
            </div>
        </header>
        <div class="stage" data-theme="dark">{message}</div>
    }
    .into_any()
}
