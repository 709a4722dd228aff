//! Picking what is not loaded: the server says what stands there.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Bulk;
use crate::api;
use crate::domain::asset::count_words;
use crate::ui::state::results::Results;
use crate::ui::state::toasts::Toast;

impl Bulk {
    /// Picks the whole result, however little of it is loaded.
    pub fn pick_all(self) {
        let Some(results) = self.library.shown() else { return };
        let selection = self.library.selection;
        let age = selection.age();
        spawn_local(async move {
            let answer = api::library::ids(results.question().to_owned()).await;
            if selection.age() != age {
                // Something else is shown by now, or the person thought better of it.
                return;
            }
            match answer {
                Ok(ids) => {
                    let (picked, total) = (ids.len() as u64, untrack(|| u64::from(results.counts().total)));
                    selection.add(ids);
                    if picked < total {
                        self.toasts.say(Toast::done(first_alone(picked, total)));
                    }
                }
                Err(error) => self.toasts.say(Toast::problem(error.to_string())),
            }
        });
    }

    /// Picks everything between the card picked last and the one at `index`.
    pub fn pick_range(self, results: &Results, index: u32) {
        let selection = self.library.selection;
        let range = selection.range_to(index);
        let known: Vec<_> = untrack(|| range.clone().map(|place| results.at(place)).collect());
        let whole = known.iter().all(Option::is_some);
        // What is seen is picked at once.
        selection.add(known.into_iter().flatten());
        if whole || !selection.want(range) {
            return;
        }
        let results = results.clone();
        let age = selection.age();
        spawn_local(async move {
            let answer = api::library::ids(results.question().to_owned()).await;
            if selection.age() != age {
                return;
            }
            // It may have grown while the answer was on its way.
            let Some(range) = selection.wanted() else { return };
            match answer {
                Ok(ids) => {
                    let (start, end) = (*range.start() as usize, *range.end() as usize);
                    selection.add(ids.iter().take(end.saturating_add(1)).skip(start).copied());
                    if ids.len() <= end {
                        let total = untrack(|| u64::from(results.counts().total));
                        self.toasts.say(Toast::done(first_alone(ids.len() as u64, total)));
                    }
                }
                Err(error) => self.toasts.say(Toast::problem(error.to_string())),
            }
        });
    }
}

fn first_alone(picked: u64, total: u64) -> String {
    let (picked, total) = (count_words(picked), count_words(total));
    format!("The first {picked} of {total} are selected: one action takes no more.")
}
