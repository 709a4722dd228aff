//! How far back in the browser's history the grid lies that the viewer was opened over.
//!
//! Closing goes back there, so that views leave no entries behind that seem to do nothing. The number of steps is kept
//! in the history's own entries: it holds over Back, Forward and a reload.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::domain::query::LibraryQuery;
use crate::ui::browser::history;
use crate::ui::browser::timer::{self, Slot};

/// The router writes the address bar a moment after it drew the page.
const SOON: Duration = Duration::from_millis(8);
/// After so many looks it will not come.
const LOOKS: u32 = 250;

/// Follows the address of one library page.
#[derive(Clone, Copy)]
pub struct WayBack {
    query: Memo<LibraryQuery>,
    place: StoredValue<Option<Place>>,
    /// The viewer took the place of its own entry.
    replaced: StoredValue<bool>,
    /// On the way back already: a second press must not go further.
    closing: StoredValue<bool>,
    /// Writes the address of this page over its entry.
    write: Callback<String>,
    slot: Slot,
}

#[derive(Clone, PartialEq)]
struct Place {
    open: bool,
    question: String,
    /// Entries back to the grid; 0 where the viewer was not opened from it.
    steps: u32,
}

/// Steps back to the grid from an entry of the viewer that nothing is kept in yet.
fn steps(before: Option<&Place>, question: &str, replaced: bool) -> u32 {
    match before.filter(|before| before.question == question) {
        None => 0,
        Some(Place { open: false, .. }) => 1,
        Some(Place { steps, .. }) if replaced || *steps == 0 => *steps,
        Some(Place { steps, .. }) => steps + 1,
    }
}

impl WayBack {
    /// Follows from now on. Call it inside the router.
    pub fn follow(query: Memo<LibraryQuery>, write: Callback<String>) -> Self {
        let way = Self {
            query,
            place: StoredValue::new(None),
            replaced: StoredValue::new(false),
            closing: StoredValue::new(false),
            write,
            slot: Slot::of_component(),
        };
        let location = use_location();
        let (path, search) = (location.pathname, location.search);
        Effect::new(move |_| way.settle(path.get(), search.get(), LOOKS));
        way
    }

    /// The viewer shows something else in its own entry.
    pub fn replaces(self) {
        self.replaced.set_value(true);
    }

    /// Goes back to the grid, if the viewer was opened from it; says whether it did.
    pub fn close(self) -> bool {
        let steps = self.place.with_value(|place| place.as_ref().map_or(0, |place| place.steps));
        if steps > 0 && !self.closing.get_value() {
            self.closing.set_value(true);
            history::back(steps);
        }
        steps > 0
    }

    /// Looks at the entry once the address bar shows it.
    fn settle(self, path: String, search: String, looks: u32) {
        let timer = timer::after(SOON, move || {
            if history::path().is_some_and(|shown| shown == path) {
                self.arrive(path, search);
            } else if looks > 0 {
                self.settle(path, search, looks - 1);
            }
        });
        self.slot.set(timer);
    }

    fn arrive(self, path: String, search: String) {
        let question = self.query.with_untracked(LibraryQuery::to_query_string);
        let open = path.starts_with("/library/");
        let before = self.place.get_value();
        let replaced = self.replaced.try_update_value(std::mem::take).unwrap_or_default();
        self.closing.set_value(false);
        let steps = match (open, history::mark()) {
            (false, _) => 0,
            (true, Some(steps)) => steps,
            (true, None) => {
                let steps = steps(before.as_ref(), &question, replaced);
                history::set_mark(steps);
                steps
            }
        };
        self.place.set_value(Some(Place { open, question, steps }));
        if !open && before.is_some_and(|before| before.open) {
            // Going back, the router does not notice that it left what the viewer turned to: were that opened again,
            // it would take it for shown and not write its address.
            self.write.run(if search.is_empty() { path } else { format!("{path}?{}", search.trim_start_matches('?')) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(open: bool, steps: u32) -> Option<Place> {
        Some(Place { open, question: "q=tide".to_owned(), steps })
    }

    #[test]
    fn the_grid_lies_one_step_back_from_what_was_opened_there() {
        for (before, replaced, expect) in [
            (None, false, 0),
            (place(false, 0), false, 1),
            (place(true, 1), true, 1),
            (place(true, 1), false, 2),
            (place(true, 0), true, 0),
            (place(true, 0), false, 0),
        ] {
            assert_eq!(steps(before.as_ref(), "q=tide", replaced), expect);
        }
        assert_eq!(steps(place(false, 0).as_ref(), "q=low", false), 0, "over the grid of another question");
    }
}
