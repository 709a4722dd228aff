//! The library's grid: the virtual one, or a plain page of cards for those without scripts.

use leptos::{ev, prelude::*};

use super::asset_card::asset_card;
use super::bulk_bar::deeds::Bulk;
use super::bulk_bar::open_panel;
use crate::domain::library::PAGE;
use crate::ui::browser::keyboard;
use crate::ui::kit::{Cell, VirtualGrid};
use crate::ui::state::library::Library;
use crate::ui::state::results::Results;

/// The cards of an answer. With `from` above 0 only that page of them, in plain flow.
pub fn asset_grid(library: Library, results: Results, from: u32) -> AnyView {
    if from > 0 {
        return plain_page(library, &results, from);
    }
    let total = {
        let results = results.clone();
        Signal::derive(move || results.counts().total)
    };
    let key = {
        let results = results.clone();
        Callback::new(move |index: u32| results.at(index).map(|asset| asset.to_string()))
    };
    let bulk = Bulk::new(library);
    let item = {
        let results = results.clone();
        Callback::new(move |cell: Cell| asset_card(bulk, &results, &cell))
    };
    let load = {
        let results = results.clone();
        Callback::new(move |range| results.load(range))
    };
    let handle = results.grid();
    let keys = Callback::new(move |(index, event): (u32, ev::KeyboardEvent)| key_on_card(bulk, &results, index, &event));
    view! {
        <VirtualGrid
            total
            key
            item
            placeholder=waiting
            on_range=load
            first=PAGE
            label="Assets"
            handle
            on_key=keys
        />
    }
    .into_any()
}

fn plain_page(library: Library, results: &Results, from: u32) -> AnyView {
    let bulk = Bulk::new(library);
    let cards = (from..from + PAGE)
        .filter_map(|index| {
            let asset = untrack(|| results.at(index))?;
            let cell = Cell { key: asset.to_string(), index: Signal::stored(index), tab: Signal::stored("0") };
            Some(view! { <li>{asset_card(bulk, results, &cell)}</li> })
        })
        .collect_view();
    view! {
        <ul class="grid" role="list" aria-label="Assets">
            {cards}
        </ul>
    }
    .into_any()
}

/// A card that is not loaded.
fn waiting() -> impl IntoView {
    view! {
        <div class="card">
            <div class="shot skel"></div>
            <div class="foot"></div>
        </div>
    }
}

/// The grid while its first page is on its way.
pub fn skeleton_grid() -> impl IntoView {
    let cards = (0..24).map(|_| view! { <li>{waiting()}</li> }).collect_view();
    view! {
        <ul class="grid" aria-hidden="true">
            {cards}
        </ul>
    }
}

/// Space picks, Shift and an arrow pick on the way; Enter is the link's own.
fn key_on_card(bulk: Bulk, results: &Results, index: u32, event: &ev::KeyboardEvent) {
    let library = bulk.library;
    if keyboard::has_command(event) || event.alt_key() {
        return;
    }
    let asset = untrack(|| results.at(index));
    let meant = |asset| if library.selection.any() { bulk.picked() } else { vec![asset] };
    let meant = |asset| untrack(|| meant(asset));
    match (event.key().as_str(), asset) {
        (key @ ("0" | "1" | "2" | "3" | "4" | "5"), Some(asset)) => {
            event.prevent_default();
            bulk.rate(meant(asset), key.parse().unwrap_or_default());
        }
        ("Delete", Some(asset)) => {
            event.prevent_default();
            bulk.trash(meant(asset));
        }
        (key @ ("t" | "c"), Some(asset)) if untrack(|| !library.selection.any()) => {
            event.prevent_default();
            library.selection.toggle(asset, index);
            open_panel(key);
        }
        (" ", Some(asset)) => {
            event.prevent_default();
            if event.shift_key() {
                bulk.pick_range(results, index);
            } else {
                library.selection.toggle(asset, index);
            }
        }
        (key, Some(asset)) if event.shift_key() && key.starts_with("Arrow") => {
            event.prevent_default();
            let total = untrack(|| results.counts().total);
            let columns = results.grid().columns().get_untracked();
            let to = match key {
                "ArrowLeft" => index.saturating_sub(1),
                "ArrowRight" => index + 1,
                "ArrowUp" => index.checked_sub(columns).unwrap_or(index),
                _ => index + columns,
            };
            if to < total {
                if !library.selection.any() {
                    library.selection.toggle(asset, index);
                }
                bulk.pick_range(results, to);
                results.grid().focus(to);
            }
        }
        _ => {}
    }
}
