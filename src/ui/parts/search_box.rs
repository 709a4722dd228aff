//! The library's search: asks while it is typed in, and on Enter without scripts.

use std::time::Duration;

use leptos::{ev, html, prelude::*};

use crate::domain::query::LibraryQuery;
use crate::ui::browser::input::{self, Control};
use crate::ui::browser::timer::{self, Slot};
use crate::ui::kit::{Icon, IconName};
use crate::ui::state::library::Library;

/// How long typing must rest before the question is asked.
const REST: Duration = Duration::from_millis(200);

/// Hidden fields that keep the rest of the question in a GET form; `without` names the form's own.
pub fn kept_fields(library: Library, without: &'static [&'static str]) -> impl IntoView {
    move || {
        let pairs = library.query.with(LibraryQuery::to_pairs);
        pairs
            .into_iter()
            .filter(|(name, _)| !without.contains(name))
            .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
            .collect_view()
    }
}

/// The search box.
#[component]
pub fn SearchBox(
    /// The page whose question it changes.
    library: Library,
    /// Reaches the control itself.
    node: NodeRef<html::Input>,
) -> impl IntoView {
    let timer = Slot::of_component();
    // What was asked last from here: an answer to it must not overwrite what is typed meanwhile.
    let asked = StoredValue::new(library.query.with_untracked(|query| query.words.clone()));
    let ask = move || {
        let words = node.text().unwrap_or_default().trim().to_owned();
        if asked.with_value(|asked| *asked == words) {
            return;
        }
        asked.set_value(words.clone());
        library.ask_in_place(&LibraryQuery { words, ..library.query.get_untracked() });
    };
    Effect::new(move |before: Option<()>| {
        let words = library.query.with(|query| query.words.clone());
        if before.is_none() {
            // Typed before the page's code ran.
            if node.text().is_some_and(|typed| typed.trim() != words) {
                timer.set(timer::after(REST, ask));
            }
        } else if asked.with_value(|asked| *asked != words) {
            asked.set_value(words.clone());
            node.put(&words);
        }
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        timer.clear();
        ask();
    };
    let keys = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && node.text().is_some_and(|text| !text.is_empty()) {
            event.prevent_default();
            event.stop_propagation();
            node.put("");
            ask();
        }
    };
    view! {
        <form class="seek" method="get" action="/library" role="search" on:submit=submit>
            {kept_fields(library, &["q"])}
            <label class="search">
                <Icon name=IconName::Search/>
                <input
                    type="search"
                    name="q"
                    value=library.query.with_untracked(|query| query.words.clone())
                    placeholder="Search name, prompt or tag"
                    aria-label="Search name, prompt or tag"
                    autocomplete="off"
                    maxlength="200"
                    node_ref=node
                    on:input=move |_| timer.set(timer::after(REST, ask))
                    on:keydown=keys
                />
                <kbd class="hide-xs">"/"</kbd>
            </label>
        </form>
    }
}

/// Gives the search the focus and selects what stands in it.
pub fn focus(node: NodeRef<html::Input>) {
    input::select_all(node);
}
