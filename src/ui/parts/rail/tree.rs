//! The tree of collections: native details, so that it opens and closes without scripts.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use leptos::{ev, prelude::*};

use super::arrange::{Arranging, Asked};
use super::menu;
use crate::domain::collection::Side;
use crate::domain::id::CollectionId;
use crate::domain::library::{Rail, RailCollection};
use crate::domain::query::{Bucket, LibraryQuery};
use crate::ui::browser::focus::{self, Step};
use crate::ui::browser::timer::{self, Slot};
use crate::ui::browser::{carry, storage};
use crate::ui::kit::{Count, Icon, IconName};
use crate::ui::state::carrying::Carried;
use crate::ui::state::library::Library;
use crate::ui::state::rail::path_of;

/// Links of rows that are not folded away.
const ROWS: &str = "a.name:not(details:not([open]) > ul a)";
const ID: &str = "collections";
/// Under which this browser keeps what is open.
const OPEN: &str = "open-collections";
/// How long something must be carried over a folded row until it opens.
const SPRING: Duration = Duration::from_millis(700);

/// All rows without their counts, as they hang together.
type Shape = Arc<[RailCollection]>;

/// What every row needs.
#[derive(Clone)]
struct Rows {
    arranging: Arranging,
    rail: ArcRwSignal<Rail>,
    open: RwSignal<HashSet<CollectionId>>,
    /// Over which row something is carried, and where in it that would come to lie.
    over: RwSignal<Option<(CollectionId, Spot)>>,
    spring: Slot,
}

/// Where what is carried comes to lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spot {
    Inside,
    Beside(Side),
}

impl Spot {
    /// Of a pointer that is so far down a row, from 0 to 1. Behind the row of an open branch lies its first child.
    fn at(share: f64, open: bool) -> Self {
        match share {
            ..0.25 => Self::Beside(Side::Before),
            0.75.. if !open => Self::Beside(Side::After),
            _ => Self::Inside,
        }
    }
}

/// Of a row's link in the document.
pub fn link_id(id: CollectionId) -> String {
    format!("collection-{id}")
}

/// Address of a collection, all else of the question as it is.
pub fn collection_path(query: &LibraryQuery, id: CollectionId) -> String {
    LibraryQuery { bucket: Bucket::All, collection: Some(id), ..query.clone() }.library_path()
}

/// The heading over the tree. A collection let go here moves to the top.
pub fn top(arranging: Arranging) -> AnyView {
    let over = RwSignal::new(false);
    let welcome = move || arranging.carrying.is(|carried| matches!(carried, Carried::Collection(..)));
    let hover = move |event: ev::DragEvent| {
        if welcome() && carry::allow(&event) {
            over.set(true);
        }
    };
    let drop = move |event: ev::DragEvent| {
        over.set(false);
        if welcome() && carry::allow(&event) {
            arranging.drop_on(None);
        }
    };
    view! {
        <h2 class:drop=move || over.get() on:dragover=hover on:dragleave=move |_| over.set(false) on:drop=drop>
            "Collections"
        </h2>
    }
    .into_any()
}

/// The tree. It is drawn anew only when a collection comes, goes, moves or is renamed.
#[component]
pub fn Tree(
    /// The page whose place it changes, and the deeds on its rows.
    arranging: Arranging,
    /// Collections and counts as they change.
    rail: ArcRwSignal<Rail>,
) -> impl IntoView {
    let shape = {
        let rail = rail.clone();
        Memo::new(move |_| {
            rail.with(|rail| {
                let bare = |row: &RailCollection| RailCollection { count: 0, nested_count: 0, ..row.clone() };
                rail.collections.iter().map(bare).collect::<Shape>()
            })
        })
    };
    // Open on the way to where we are; from then on as the person leaves them.
    let first: HashSet<CollectionId> = untrack(|| {
        let here = arranging.library.query.with(|query| query.collection);
        here.map(|id| shape.with(|shape| path_of(shape, id))).unwrap_or_default().into_iter().map(|row| row.id).collect()
    });
    let open = RwSignal::new(first);
    // What this browser kept comes after the first render, which must be the server's.
    Effect::new(move |before: Option<()>| {
        let kept = before.is_none().then(|| storage::get(OPEN)).flatten();
        if let Some(kept) = kept {
            open.update(|open| open.extend(kept.split(' ').filter_map(|id| id.parse::<CollectionId>().ok())));
        }
        let ids: Vec<String> = open.with(|open| open.iter().map(ToString::to_string).collect());
        storage::set(OPEN, &ids.join(" "));
    });
    // Where the page goes later is laid open too, once: folding it again is the person's choice.
    let laid_open = StoredValue::new(None::<CollectionId>);
    Effect::new(move |_| {
        let Some(here) = arranging.library.query.with(|query| query.collection) else { return laid_open.set_value(None) };
        let path = shape.with(|shape| path_of(shape, here));
        if !path.is_empty() && laid_open.get_value() != Some(here) {
            laid_open.set_value(Some(here));
            open.update(|open| open.extend(path.iter().map(|row| row.id).filter(|id| *id != here)));
        }
    });
    // A row that was put elsewhere by a key is drawn anew, and keeps the focus.
    let drawn = Slot::of_component();
    Effect::new(move |_| {
        shape.track();
        drawn.set(timer::after(Duration::ZERO, move || arranging.give_back_focus()));
    });
    let rows = Rows { arranging, rail, open, over: RwSignal::new(None), spring: Slot::of_component() };
    let keys = move |event: ev::KeyboardEvent| {
        if event.alt_key() {
            return;
        }
        let Some(step) = Step::of(&event.key()) else { return };
        event.prevent_default();
        focus::step(ID, ROWS, step);
    };
    view! {
        <ul class="tree" id=ID on:keydown=keys>
            {move || shape.with(|shape| branch(&rows, shape, None, 0))}
        </ul>
    }
}

fn branch(rows: &Rows, shape: &Shape, parent: Option<CollectionId>, depth: usize) -> AnyView {
    if depth > crate::domain::collection::MAX_DEPTH {
        return ().into_any();
    }
    let list = shape.iter().filter(|row| row.parent == parent);
    list.map(|row| {
        let (over, drop, menu) = (rows.over_row(row), rows.drop_on_row(row), rows.menu_of_row(row));
        let left = rows.clone();
        let id = row.id;
        view! {
            <li on:dragover=over on:dragleave=move |_| left.leave(id) on:drop=drop on:contextmenu=menu>
                {item(rows, shape, row, depth)}
            </li>
        }
    })
    .collect_view()
    .into_any()
}

impl Rows {
    /// Where in this row what is carried may be let go; nothing where it may not.
    fn welcome(&self, row: &RailCollection, event: &ev::DragEvent) -> Option<Spot> {
        let collection = self.arranging.carrying.is(|carried| matches!(carried, Carried::Collection(..)));
        if !collection {
            return self.arranging.carrying.is(|carried| matches!(carried, Carried::Assets(_))).then_some(Spot::Inside);
        }
        let other = self.arranging.carrying.is(|carried| matches!(carried, Carried::Collection(id, _) if *id != row.id));
        let open = self.open.with_untracked(|open| open.contains(&row.id));
        (other && self.arranging.may(row)).then(|| Spot::at(carry::share_of_row(event).unwrap_or(0.5), open))
    }

    fn over_row(&self, row: &RailCollection) -> impl Fn(ev::DragEvent) + 'static {
        let (rows, row) = (self.clone(), row.clone());
        move |event| {
            let Some(spot) = rows.welcome(&row, &event).filter(|_| carry::allow(&event)) else { return };
            let before = rows.over.get_untracked();
            if before != Some((row.id, spot)) {
                rows.over.set(Some((row.id, spot)));
            }
            if before.map(|(id, _)| id) != Some(row.id) {
                let (open, id) = (rows.open, row.id);
                rows.spring.set(timer::after(SPRING, move || {
                    open.update(|open| {
                        open.insert(id);
                    });
                }));
            }
        }
    }

    fn leave(&self, row: CollectionId) {
        if self.over.get_untracked().is_some_and(|(over, _)| over == row) {
            self.over.set(None);
            self.spring.clear();
        }
    }

    fn drop_on_row(&self, row: &RailCollection) -> impl Fn(ev::DragEvent) + 'static {
        let (rows, row) = (self.clone(), row.clone());
        move |event| {
            rows.leave(row.id);
            match rows.welcome(&row, &event).filter(|_| carry::allow(&event)) {
                Some(Spot::Inside) => rows.arranging.drop_on(Some(row.clone())),
                Some(Spot::Beside(side)) => rows.arranging.drop_beside(&row, side),
                None => {}
            }
        }
    }

    fn menu_of_row(&self, row: &RailCollection) -> impl Fn(ev::MouseEvent) + 'static {
        let (arranging, row) = (self.arranging, row.clone());
        move |event| {
            if arranging.may(&row) {
                menu::show_at(arranging, row.clone(), &event);
            }
        }
    }
}

fn item(rows: &Rows, shape: &Shape, row: &RailCollection, depth: usize) -> AnyView {
    let id = row.id;
    let open = rows.open;
    let library = rows.arranging.library;
    let over = rows.over;
    let spot = move || over.get().filter(|(over, _)| *over == id).map(|(_, spot)| spot);
    let hovered = move || spot() == Some(Spot::Inside);
    let above = move || spot() == Some(Spot::Beside(Side::Before));
    let below_it = move || spot() == Some(Spot::Beside(Side::After));
    let has_children = shape.iter().any(|other| other.parent == Some(id));
    let current = move || library.query.with(|query| query.collection == Some(id)).then_some("true");
    let indent = format!("--d:{depth}");
    let turn = move |wanted: bool| {
        open.update(|open| {
            if wanted {
                open.insert(id);
            } else {
                open.remove(&id);
            }
        });
    };
    let is_open = move || open.with(|open| open.contains(&id));
    // What is folded away is drawn when it is first opened: hundreds of rows cost every page. What was open once stays,
    // and so does the focus in it.
    let drawn = Memo::new(move |before: Option<&bool>| before == Some(&true) || is_open());
    let line = line(rows, row, has_children);
    let (below, shape) = (rows.clone(), shape.clone());
    if !has_children {
        return view! {
            <div class="row" class:drop=hovered class:drop-before=above class:drop-after=below_it style=indent aria-current=current>
                {line}
            </div>
        }
        .into_any();
    }
    // The signal opens and closes, so that it always knows; the browser does it without scripts.
    let pressed = move |event: ev::MouseEvent| {
        if !event.default_prevented() {
            event.prevent_default();
            turn(!untrack(is_open));
        }
    };
    let keys = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "ArrowRight" => turn(true),
        "ArrowLeft" => turn(false),
        _ => {}
    };
    view! {
        <details open=is_open>
            <summary class="row" class:drop=hovered class:drop-before=above class:drop-after=below_it style=indent aria-current=current on:click=pressed on:keydown=keys>
                {line}
            </summary>
            <ul>
                {move || {
                    if drawn.get() { branch(&below, &shape, Some(id), depth + 1) } else { way_in(library, id, depth + 1) }
                }}
            </ul>
        </details>
    }
    .into_any()
}

/// Stands for a branch that is not drawn yet: without scripts, the way to the page where it is open.
fn way_in(library: Library, id: CollectionId, depth: usize) -> AnyView {
    let href = move || library.query.with(|query| collection_path(query, id));
    let indent = format!("--d:{depth}");
    view! {
        <li class="no-js">
            <div class="row" style=indent>
                <a class="name cut" href=href>
                    "Show what lies in it"
                </a>
            </div>
        </li>
    }
    .into_any()
}

fn line(rows: &Rows, row: &RailCollection, has_children: bool) -> AnyView {
    let (arranging, rail) = (rows.arranging, rows.rail.clone());
    let library = arranging.library;
    let id = row.id;
    let own = row.clone();
    let may = {
        let row = row.clone();
        Memo::new(move |_| arranging.may(&row))
    };
    let href = move || library.query.with(|query| collection_path(query, id));
    let count = Signal::derive(move || {
        let nested = library.query.with(|query| query.nested);
        rail.with(|rail| {
            let row = rail.collections.iter().find(|row| row.id == id);
            u64::from(row.map_or(0, |row| if nested { row.nested_count } else { row.count }))
        })
    });
    let take = {
        let row = row.clone();
        move |event: ev::DragEvent| {
            let carried = Carried::Collection(row.id, row.name.clone());
            carry::begin(&event, &carried.words());
            arranging.carrying.take(carried);
        }
    };
    let keys = {
        let row = row.clone();
        move |event: ev::KeyboardEvent| {
            if !may.get_untracked() {
                return;
            }
            match event.key().as_str() {
                "F2" => {
                    arranging.row.set(Some(row.clone()));
                    arranging.asked.set(Some(Asked::Name));
                }
                "ArrowUp" if event.alt_key() => arranging.step(&row, Side::Before),
                "ArrowDown" if event.alt_key() => arranging.step(&row, Side::After),
                _ => return,
            }
            event.prevent_default();
        }
    };
    view! {
        <Icon name=IconName::Right class=if has_children { "tw" } else { "tw none" }/>
        <Icon name=IconName::Folder/>
        // The row's own press folds; the link's must reach the router and not the fold.
        <a
            class="name cut"
            id=link_id(id)
            href=href
            title=row.name.clone()
            data-noscroll=""
            draggable=move || if may.get() { "true" } else { "false" }
            on:click=move |event| event.stop_propagation()
            on:dragstart=take
            on:dragend=move |_| drop(arranging.carrying.end())
            on:keydown=keys
        >
            {row.name.clone()}
        </a>
        <Count value=count/>
        {move || may.get().then(|| menu::opener(arranging, &own))}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_put_into_each_other_or_beside() {
        for (share, open, expected) in [
            (0.1, false, Spot::Beside(Side::Before)),
            (0.1, true, Spot::Beside(Side::Before)),
            (0.5, false, Spot::Inside),
            (0.9, false, Spot::Beside(Side::After)),
            (0.9, true, Spot::Inside),
        ] {
            assert_eq!(Spot::at(share, open), expected, "{share} {open}");
        }
    }
}
