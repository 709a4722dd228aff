//! The menu of a collection, one for the whole tree, and the dialogs it opens.

use leptos::{ev, prelude::*};

use super::arrange::{Arranging, Asked};
use crate::api::error::ApiError;
use crate::domain::collection::Side;
use crate::domain::id::CollectionId;
use crate::domain::library::RailCollection;
use crate::domain::query::LibraryQuery;
use crate::ui::browser::popover;
use crate::ui::kit::{Button, Choice, Dialog, IconName, Look, Menu, MenuItem, MenuLine, MenuLink, SelectField, Size, TextField};
use crate::ui::parts::fault::fault_words;
use crate::ui::state::rail::{RailState, path_of, path_words};

const MENU: &str = "collection-menu";

/// Shows the menu of a row where a right click asks for it.
pub fn show_at(arranging: Arranging, row: RailCollection, event: &ev::MouseEvent) {
    event.prevent_default();
    event.stop_propagation();
    arranging.row.set(Some(row));
    popover::show_at(MENU, f64::from(event.client_x()), f64::from(event.client_y()));
}

/// The button that shows the menu of a row.
pub fn opener(arranging: Arranging, row: &RailCollection) -> AnyView {
    let anchor = format!("more-{}", row.id);
    let label = format!("Actions for {}", row.name);
    let row = row.clone();
    let press = {
        let anchor = anchor.clone();
        move |_| {
            arranging.row.set(Some(row.clone()));
            popover::show_by(MENU, &anchor);
        }
    };
    // A press here must neither fold the row nor go there.
    view! {
        <span class="more needs-js" id=anchor on:click=move |event| event.stop_propagation()>
            <Button look=Look::Ghost size=Size::Small icon=IconName::More label on_press=press/>
        </span>
    }
    .into_any()
}

/// The menu and its dialogs. Stand once, behind the tree.
#[component]
pub fn CollectionMenu(
    /// What they act on.
    arranging: Arranging,
) -> impl IntoView {
    let label = Signal::derive(move || match arranging.row.get() {
        Some(row) => format!("Collection {}", row.name),
        None => "Collection".to_owned(),
    });
    let ask = move |asked| arranging.asked.set(Some(asked));
    let delete = move |()| {
        if let Some(row) = arranging.row.get_untracked() {
            arranging.delete(row);
        }
    };
    let step = move |side| {
        if let Some(row) = arranging.row.get_untracked() {
            arranging.step(&row, side);
        }
    };
    // With everything that lies in it, in folders as here.
    let zip = Signal::derive(move || {
        let collection = arranging.row.get().map(|row| row.id);
        LibraryQuery { collection, nested: true, ..LibraryQuery::default() }.zip_path(true)
    });
    let state = RailState::get();
    let filled = Memo::new(move |_| {
        let (rail, id) = (state.and_then(RailState::shown)?, arranging.row.get()?.id);
        rail.with(|rail| rail.collections.iter().find(|row| row.id == id).map(|row| row.nested_count > 0))
    });
    let filled = Signal::derive(move || filled.get() == Some(true));
    view! {
        <Menu id=MENU label>
            <MenuItem menu=MENU icon=IconName::Pencil on_choose=move |()| ask(Asked::Name)>
                "Rename…"
            </MenuItem>
            <MenuItem menu=MENU icon=IconName::Folder on_choose=move |()| ask(Asked::Parent)>
                "Move…"
            </MenuItem>
            <Show when=move || arranging.can_step(Side::Before)>
                <MenuItem menu=MENU icon=IconName::Up on_choose=move |()| step(Side::Before)>
                    "Move up"
                </MenuItem>
            </Show>
            <Show when=move || arranging.can_step(Side::After)>
                <MenuItem menu=MENU icon=IconName::Down on_choose=move |()| step(Side::After)>
                    "Move down"
                </MenuItem>
            </Show>
            <Show when=move || filled.get()>
                <MenuLink menu=MENU icon=IconName::Download href=zip external=true>
                    "Download as zip"
                </MenuLink>
            </Show>
            <MenuLine/>
            <MenuItem menu=MENU icon=IconName::Trash danger=true on_choose=delete>
                "Delete collection"
            </MenuItem>
        </Menu>
        <Asking arranging asked=Asked::Name id="rename-collection" title="Rename collection" text=""/>
        <Asking
            arranging
            asked=Asked::Parent
            id="move-collection"
            title="Move collection"
            text="It goes with everything that lies in it."
        />
    }
}

/// A dialog, open while it is what is asked.
#[component]
fn Asking(arranging: Arranging, asked: Asked, id: &'static str, title: &'static str, text: &'static str) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(arranging.asked.get() == Some(asked)));
    let body = move || {
        let row = arranging.row.get_untracked()?;
        Some(match asked {
            Asked::Name => name_form(arranging, row, id),
            Asked::Parent => parent_form(arranging, row, id),
        })
    };
    let text = (!text.is_empty()).then(|| text.to_owned());
    view! {
        <Dialog id open title text=MaybeProp::from(text) on_close=move |()| arranging.asked.set(None)>
            <Show when=move || open.get()>{body}</Show>
        </Dialog>
    }
}

fn name_form(arranging: Arranging, row: RailCollection, id: &'static str) -> AnyView {
    let name = RwSignal::new(row.name.clone());
    let save = Action::new(move |(): &()| {
        let (row, wanted) = (row.clone(), name.get_untracked());
        async move { done(arranging, arranging.rename(row, wanted).await) }
    });
    let field = view! { <TextField id="collection-rename" label="Name" value=name required=true max=120 autofocus=true error=fault_words(save)/> };
    form(arranging, id, save, "Rename", "Renaming…", field.into_any())
}

fn parent_form(arranging: Arranging, row: RailCollection, id: &'static str) -> AnyView {
    let rows = RailState::get().and_then(RailState::shown).map(|rail| rail.get_untracked().collections).unwrap_or_default();
    let mut choices = vec![Choice::new("", "At the top")];
    choices.extend(possible_parents(&rows, &row).map(|other| Choice::new(other.id.to_string(), path_words(&rows, other.id))));
    let parent = RwSignal::new(row.parent.map(|id| id.to_string()).unwrap_or_default());
    let save = Action::new(move |(): &()| {
        let wanted: Option<CollectionId> = parent.get_untracked().parse().ok();
        let target = rows.iter().find(|other| Some(other.id) == wanted).cloned();
        let row = row.clone();
        async move { done(arranging, arranging.move_into(row, target).await) }
    });
    let field = view! {
        <SelectField
            id="collection-move"
            label="Into"
            choices
            value=parent
            on_change=move |id| parent.set(id)
            error=fault_words(save)
        />
    };
    form(arranging, id, save, "Move", "Moving…", field.into_any())
}

/// Collections of the same brand that do not lie in this one.
fn possible_parents<'a>(rows: &'a [RailCollection], row: &'a RailCollection) -> impl Iterator<Item = &'a RailCollection> {
    rows.iter().filter(|other| other.brand == row.brand && path_of(rows, other.id).iter().all(|above| above.id != row.id))
}

fn done(arranging: Arranging, answer: Result<(), ApiError>) -> Result<(), ApiError> {
    if answer.is_ok() {
        arranging.asked.set(None);
    }
    answer
}

fn form(
    arranging: Arranging,
    id: &'static str,
    save: Action<(), Result<(), ApiError>>,
    deed: &'static str,
    busy_words: &'static str,
    field: AnyView,
) -> AnyView {
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        save.dispatch(());
    };
    view! {
        <form on:submit=submit>
            <div class="in">{field}</div>
            <footer>
                <Button look=Look::Ghost closes=id on_press=move |_| arranging.asked.set(None)>
                    "Cancel"
                </Button>
                <Button look=Look::Primary submit=true busy=save.pending() busy_words>
                    {deed}
                </Button>
            </footer>
        </form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{BrandId, Id};

    #[test]
    fn nothing_moves_into_itself_or_another_brand() {
        let row = |id: u128, parent: Option<u128>, brand: u128| RailCollection {
            id: CollectionId(Id(id)),
            brand: BrandId(Id(brand)),
            name: id.to_string(),
            parent: parent.map(|id| CollectionId(Id(id))),
            depth: 0,
            count: 0,
            nested_count: 0,
        };
        let rows = [row(1, None, 7), row(2, Some(1), 7), row(3, Some(2), 7), row(4, None, 7), row(5, None, 8)];
        let names = |of: usize| possible_parents(&rows, &rows[of]).map(|other| other.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(0), ["4"]);
        assert_eq!(names(1), ["1", "4"]);
        assert_eq!(names(2), ["1", "2", "4"]);
    }
}
