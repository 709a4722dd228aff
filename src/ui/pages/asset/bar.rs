//! The bars over and under the stage.

use leptos::{ev, prelude::*};

use super::{ID, Room, deeds};
use crate::domain::access::Action;
use crate::domain::asset::Card;
use crate::domain::format::Kind;
use crate::domain::query::LibraryQuery;
use crate::domain::rendition::{Renditions, download_path, original_path};
use crate::ui::browser::stage;
use crate::ui::kit::{Button, ButtonLink, Icon, IconName, Look};
use crate::ui::parts::status::StatusMark;
use crate::ui::parts::trash::PurgeDialog;
use crate::ui::state::library::Library;
use crate::ui::state::viewed::Viewed;

/// Close, name, status, place among the results, and the tools of the view.
pub fn room_bar(room: Room, viewed: &Viewed) -> AnyView {
    let library = room.library;
    let name = viewed.part(|detail| detail.card.name.clone());
    let status = viewed.part(|detail| detail.card.status);
    let picture = viewed.part(|detail| is_picture(&detail.card));
    let place = {
        let viewed = viewed.clone();
        move || {
            let place = viewed.place();
            place.position.map(|position| format!("{position} of {}", place.total))
        }
    };
    view! {
        <header class="roombar" data-theme="dark">
            <div class="l">
                {close_link(library)}
                <h1 class="title cut" title=move || name.get()>
                    {move || name.get()}
                </h1>
                <span class="hide-xs">{move || view! { <StatusMark status=status.get()/> }}</span>
            </div>
            <span class="place">{place}</span>
            <div class="r needs-js">
                <span class="faint num hide-xs">{move || room.zoom.words()}</span>
                <Show when=move || picture.get()>
                    <Button
                        look=Look::Ghost
                        icon=IconName::Rotate
                        label="Rotate the view (R)"
                        on_press=move |_| room.zoom.turn()
                    />
                </Show>
                <Button
                    look=Look::Ghost
                    icon=IconName::Full
                    label="Full screen (F)"
                    on_press=move |_| stage::toggle_full_screen(ID)
                />
                <span class="hide-xs">
                    <Button
                        look=Look::Ghost
                        icon=IconName::Panel
                        label=Signal::derive(move || {
                            if room.folded.get() { "Show panel (I)".to_owned() } else { "Hide panel (I)".to_owned() }
                        })
                        on_press=move |_| room.folded.update(|folded| *folded = !*folded)
                    />
                </span>
            </div>
        </header>
    }
    .into_any()
}

/// The way back to the grid.
pub fn close_link(library: Library) -> AnyView {
    let close = move || library.query.with(LibraryQuery::library_path);
    let pressed = move |event: ev::MouseEvent| {
        event.prevent_default();
        library.close();
    };
    view! {
        <a class="btn icon ghost" href=close aria-label="Close (Esc)" title="Close (Esc)" on:click=pressed>
            <Icon name=IconName::X/>
        </a>
    }
    .into_any()
}

/// Whether it is shown as a picture, which can be turned.
fn is_picture(card: &Card) -> bool {
    !matches!(card.kind(), Kind::Video | Kind::Audio) && !matches!(card.renditions, Renditions::Placeholder(_))
}

/// Whether the view of it can be turned.
pub fn turns(viewed: &Viewed) -> bool {
    is_picture(&viewed.card())
}

fn purge_button(viewed: &Viewed) -> AnyView {
    let open = RwSignal::new(false);
    let viewed = viewed.clone();
    let purge = Callback::new(move |()| deeds::purge(&viewed));
    view! {
        <Button look=Look::Danger icon=IconName::Trash on_press=move |_| open.set(true)>
            "Delete for good"
        </Button>
        <PurgeDialog id="purge-viewed" open count=1u64 on_confirm=purge/>
    }
    .into_any()
}

/// Download, and delete, restore or delete for good.
pub fn actions(viewed: &Viewed) -> AnyView {
    let id = viewed.id();
    // The stage shows the first page; the browser reads them all.
    let document = viewed.part(|detail| (detail.card.kind() == Kind::Document).then(|| detail.card.version.clone()));
    let whole = move || {
        document.get().map(|version| {
            view! {
                <ButtonLink href=original_path(id, &version) external=true new_tab=true look=Look::Ghost icon=IconName::Out>
                    "Read it all"
                </ButtonLink>
            }
        })
    };
    let library = viewed.library();
    let alike = Signal::derive(move || library.query.with(|query| query.similar_to(id).library_path()));
    let last = {
        let viewed = viewed.clone();
        let trashed = viewed.part(|detail| detail.trashed.is_some());
        let locked = viewed.part(|detail| detail.card.status.locked());
        move || {
            let (delete, restore) = (viewed.clone(), viewed.clone());
            if trashed.get() {
                let purge = viewed.may(Action::Purge).then(|| purge_button(&viewed));
                return viewed.may(Action::Trash).then(|| {
                    view! {
                        <Button look=Look::Ghost icon=IconName::Restore on_press=move |_| deeds::restore(&restore)>
                            "Restore"
                        </Button>
                        {purge}
                    }
                    .into_any()
                });
            }
            let off = locked.get().then(|| "Approved work is locked. Archive it first.".to_owned());
            (off.is_some() || viewed.may(Action::Trash)).then(|| {
                view! {
                    <Button look=Look::Danger icon=IconName::Trash off=Signal::stored(off) on_press=move |_| deeds::trash(&delete)>
                        "Delete"
                    </Button>
                }
                .into_any()
            })
        }
    };
    view! {
        <footer class="acts" data-theme="dark">
            <ButtonLink href=download_path(id) external=true look=Look::Ghost icon=IconName::Download>
                "Download"
            </ButtonLink>
            {whole}
            <ButtonLink href=alike look=Look::Ghost icon=IconName::Similar>
                "Find similar"
            </ButtonLink>
            <span class="space"></span>
            <span class="needs-js">{last}</span>
        </footer>
    }
    .into_any()
}
