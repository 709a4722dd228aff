//! The tree of collections: native details, so that it opens and closes without scripts.

use std::collections::HashSet;

use leptos::{ev, prelude::*};

use crate::domain::id::CollectionId;
use crate::domain::library::{Rail, RailCollection};
use crate::domain::query::{Bucket, LibraryQuery};
use crate::ui::browser::focus::{self, Step};
use crate::ui::kit::{Count, Icon, IconName};
use crate::ui::state::library::Library;
use crate::ui::state::rail::path_of;

/// Links of rows that are not folded away.
const ROWS: &str = "a.name:not(details:not([open]) > ul a)";
const ID: &str = "collections";

/// What every row needs.
#[derive(Clone)]
struct Rows {
    library: Library,
    rail: ArcRwSignal<Rail>,
    open: RwSignal<HashSet<CollectionId>>,
}

/// The tree. It is drawn anew only when a collection comes, goes, moves or is renamed.
#[component]
pub fn Tree(
    /// The page whose place it changes.
    library: Library,
    /// Collections and counts as they change.
    rail: ArcRwSignal<Rail>,
) -> impl IntoView {
    let shape = {
        let rail = rail.clone();
        Memo::new(move |_| {
            rail.with(|rail| {
                let bare = |row: &RailCollection| RailCollection { count: 0, nested_count: 0, ..row.clone() };
                rail.collections.iter().map(bare).collect::<Vec<_>>()
            })
        })
    };
    // Open on the way to where we are; from then on as the person leaves them.
    let first: HashSet<CollectionId> = untrack(|| {
        let here = library.query.with(|query| query.collection);
        here.map(|id| shape.with(|shape| path_of(shape, id))).unwrap_or_default().into_iter().map(|row| row.id).collect()
    });
    let rows = Rows { library, rail, open: RwSignal::new(first) };
    let keys = move |event: ev::KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowDown" => Step::Next,
            "ArrowUp" => Step::Back,
            "Home" => Step::First,
            "End" => Step::Last,
            _ => return,
        };
        event.prevent_default();
        focus::step(ID, ROWS, step);
    };
    view! {
        <ul class="tree" id=ID on:keydown=keys>
            {move || shape.with(|shape| branch(&rows, shape, None, 0))}
        </ul>
    }
}

fn branch(rows: &Rows, shape: &[RailCollection], parent: Option<CollectionId>, depth: usize) -> AnyView {
    if depth > crate::domain::collection::MAX_DEPTH {
        return ().into_any();
    }
    let list = shape.iter().filter(|row| row.parent == parent);
    list.map(|row| view! { <li>{item(rows, shape, row, depth)}</li> }).collect_view().into_any()
}

fn item(rows: &Rows, shape: &[RailCollection], row: &RailCollection, depth: usize) -> AnyView {
    let id = row.id;
    let open = rows.open;
    let library = rows.library;
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
    let line = line(rows, row, has_children);
    if !has_children {
        return view! {
            <div class="row" style=indent aria-current=current>
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
            <summary class="row" style=indent aria-current=current on:click=pressed on:keydown=keys>
                {line}
            </summary>
            <ul>{branch(rows, shape, Some(id), depth + 1)}</ul>
        </details>
    }
    .into_any()
}

fn line(rows: &Rows, row: &RailCollection, has_children: bool) -> AnyView {
    let (library, rail) = (rows.library, rows.rail.clone());
    let id = row.id;
    let href = move || {
        library.query.with(|query| LibraryQuery { bucket: Bucket::All, collection: Some(id), ..query.clone() }.library_path())
    };
    let count = Signal::derive(move || {
        let nested = library.query.with(|query| query.nested);
        rail.with(|rail| {
            let row = rail.collections.iter().find(|row| row.id == id);
            u64::from(row.map_or(0, |row| if nested { row.nested_count } else { row.count }))
        })
    });
    view! {
        <Icon name=IconName::Right class=if has_children { "tw" } else { "tw none" }/>
        <Icon name=IconName::Folder/>
        // The row's own press folds; the link's must reach the router and not the fold.
        <a class="name cut" href=href title=row.name.clone() data-noscroll="" on:click=move |event| event.stop_propagation()>
            {row.name.clone()}
        </a>
        <Count value=count/>
    }
    .into_any()
}
