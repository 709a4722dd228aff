//! Goes to a collection by a part of its name.

use leptos::{ev, prelude::*};

use super::tree::collection_path;
use crate::domain::library::{Rail, RailCollection};
use crate::domain::text::fold;
use crate::ui::browser::focus::{self, Step};
use crate::ui::kit::{Icon, IconName};
use crate::ui::state::library::Library;
use crate::ui::state::rail::path_words;

const FOUND: &str = "found-collections";
/// Most matches that are shown.
const MOST: usize = 50;

/// The box.
#[component]
pub fn SearchCollections(
    /// What is typed in it; the tree gives way to the matches while there is any.
    words: RwSignal<String>,
    library: Library,
    rail: ArcRwSignal<Rail>,
) -> impl IntoView {
    let keys = {
        let rail = rail.clone();
        move |event: ev::KeyboardEvent| match event.key().as_str() {
            "Escape" if !words.with_untracked(String::is_empty) => {
                event.prevent_default();
                event.stop_propagation();
                words.set(String::new());
            }
            "ArrowDown" => {
                event.prevent_default();
                focus::step(FOUND, "a", Step::First);
            }
            "Enter" => {
                event.prevent_default();
                let first = rail
                    .with_untracked(|rail| words.with_untracked(|words| matching(&rail.collections, words).into_iter().next()));
                if let Some(first) = first {
                    words.set(String::new());
                    library.go(library.query.with_untracked(|query| collection_path(query, first.id)));
                }
            }
            _ => {}
        }
    };
    view! {
        <label class="search sm needs-js">
            <Icon name=IconName::Search/>
            <input
                type="search"
                placeholder="Search collections"
                aria-label="Search collections"
                autocomplete="off"
                maxlength="120"
                prop:value=move || words.get()
                on:input=move |event| words.set(event_target_value(&event))
                on:keydown=keys
            />
        </label>
    }
}

/// The matches, in place of the tree.
pub fn found(words: RwSignal<String>, library: Library, rail: ArcRwSignal<Rail>) -> AnyView {
    let keys = move |event: ev::KeyboardEvent| {
        let Some(step) = Step::of(&event.key()) else { return };
        event.prevent_default();
        focus::step(FOUND, "a", step);
    };
    let list = move || {
        let rows = rail.with(|rail| rail.collections.clone());
        let found = words.with(|words| matching(&rows, words));
        if found.is_empty() {
            return view! { <li class="faint pad" role="status">"No collection has that name."</li> }.into_any();
        }
        found
            .into_iter()
            .take(MOST)
            .map(|row| {
                let href = move || library.query.with(|query| collection_path(query, row.id));
                let path = path_words(&rows, row.id);
                view! {
                    <li>
                        <a class="row" href=href title=path.clone() data-noscroll="" on:click=move |_| words.set(String::new())>
                            <Icon name=IconName::Folder/>
                            <span class="name cut">{path.clone()}</span>
                        </a>
                    </li>
                }
            })
            .collect_view()
            .into_any()
    };
    view! {
        <ul id=FOUND on:keydown=keys>
            {list}
        </ul>
    }
    .into_any()
}

/// Those whose name holds the words; names that begin with them lead.
fn matching(rows: &[RailCollection], words: &str) -> Vec<RailCollection> {
    let words = fold(words);
    let mut found: Vec<_> = rows.iter().filter(|row| fold(&row.name).contains(&words)).cloned().collect();
    found.sort_by_key(|row| !fold(&row.name).starts_with(&words));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{BrandId, CollectionId, Id};

    #[test]
    fn beginnings_lead_and_case_does_not_matter() {
        let row = |id: u128, name: &str| RailCollection {
            id: CollectionId(Id(id)),
            brand: BrandId(Id(9)),
            name: name.into(),
            parent: None,
            depth: 0,
            count: 0,
            nested_count: 0,
        };
        let rows = [row(1, "Winter coats"), row(2, "COATS 2026"), row(3, "Hats")];
        let names = |words| matching(&rows, words).into_iter().map(|row| row.name).collect::<Vec<_>>();
        assert_eq!(names("coat"), ["COATS 2026", "Winter coats"]);
        assert!(names("zebra").is_empty());
    }
}
