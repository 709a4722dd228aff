//! Keys of the library that do not belong to one card.

use leptos::{html, prelude::*};

use crate::domain::query::Bucket;
use crate::ui::browser::keyboard;
use crate::ui::layout::Covered;
use crate::ui::parts::bulk_bar::deeds::Bulk;
use crate::ui::parts::bulk_bar::open_panel;
use crate::ui::parts::search_box;
use crate::ui::state::library::Library;

/// Listens until the page is gone; keeps quiet under the viewer.
pub fn listen(library: Library, search: NodeRef<html::Input>) {
    let covered = Covered::expect();
    let bulk = Bulk::new(library);
    keyboard::listen(move |event| {
        if covered.get_untracked() || keyboard::is_typing() || event.default_prevented() {
            return;
        }
        if keyboard::has_command(&event) {
            if event.key() == "a" && !event.shift_key() && !event.alt_key() && !keyboard::is_covered() {
                event.prevent_default();
                bulk.pick_all();
            }
            return;
        }
        if !keyboard::is_free(&event) {
            return;
        }
        match event.key().as_str() {
            "/" => {
                event.prevent_default();
                search_box::focus(search);
            }
            "Escape" => library.selection.clear(),
            _ if !untrack(|| library.selection.any()) => {}
            key @ ("t" | "c") => {
                event.prevent_default();
                open_panel(key);
            }
            "s" => {
                if let [asset] = untrack(|| library.selection.ids())[..] {
                    event.prevent_default();
                    library.ask(&library.query.with_untracked(|query| query.similar_to(asset)));
                }
            }
            key @ ("0" | "1" | "2" | "3" | "4" | "5") => {
                event.prevent_default();
                bulk.rate(bulk.picked(), key.parse().unwrap_or_default());
            }
            // In the trash a button asks first.
            "Delete" if library.query.with_untracked(|query| query.bucket != Bucket::Trash) => {
                event.prevent_default();
                bulk.trash_picked();
            }
            _ => {}
        }
    });
}
