//! The tag filter: the tags of the results with their counts, a field that narrows them, and Any or All.

use std::time::Duration;

use leptos::{ev, html, prelude::*};

use super::choices::{heading, several};
use crate::api;
use crate::domain::library::Facets;
use crate::domain::query::{LibraryQuery, TagMode};
use crate::ui::browser::input::Control;
use crate::ui::browser::timer::{self, Slot};
use crate::ui::kit::{Button, Chip, Size};
use crate::ui::parts::search_box::kept_fields;
use crate::ui::state::library::Library;

/// How long typing must rest before tags are looked up.
const REST: Duration = Duration::from_millis(120);

/// What stands in the field and the tags that begin so, with the counts they would leave.
pub type Found = RwSignal<Option<(String, Vec<(String, u32)>)>>;

/// The field for a tag, whether any or all must be there, and the tags that are asked for.
pub fn field(library: Library, found: Found) -> AnyView {
    let node = NodeRef::<html::Input>::new();
    let timer = Slot::of_component();
    let look = move || {
        let text = node.text().unwrap_or_default().trim().to_owned();
        if text.is_empty() {
            found.set(None);
            return;
        }
        let question = library.query.with_untracked(LibraryQuery::to_query_string);
        leptos::task::spawn_local(async move {
            // Without an answer the list stays as it was; the field still takes any tag.
            if let Ok(tags) = api::library::tags(question, text.clone()).await
                && node.text().is_some_and(|now| now.trim() == text)
            {
                found.set(Some((text, tags)));
            }
        });
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        timer.clear();
        let tag = node.text().unwrap_or_default().trim().to_owned();
        let mut query = library.query.get_untracked();
        if !tag.is_empty() && !query.tags.contains(&tag) {
            query.tags.push(tag);
            library.ask(&query);
        }
        node.put("");
        found.set(None);
    };
    let modes = move || {
        let query = library.query.get();
        [(TagMode::Any, "Any", "Any of the tags"), (TagMode::All, "All", "All of the tags")]
            .map(|(tag_mode, words, title)| {
                let on = query.tag_mode == tag_mode;
                let href = LibraryQuery { tag_mode, ..query.clone() }.library_path();
                view! {
                    <a href=href title=title aria-current=on.then_some("true") data-noscroll="">
                        {words}
                    </a>
                }
            })
            .collect_view()
    };
    view! {
        {heading("Tag")}
        <form class="tag-form" method="get" action="/library" on:submit=submit>
            {kept_fields(library, &[])}
            <label class="sr" for="tag-field">
                "Tag"
            </label>
            <input
                class="input"
                id="tag-field"
                name="tag"
                maxlength="60"
                autocomplete="off"
                placeholder="Find a tag"
                node_ref=node
                on:input=move |_| timer.set(timer::after(REST, look))
            />
            <Button submit=true size=Size::Medium>"Add"</Button>
        </form>
        <div class="seg" role="group" aria-label="How tags combine">
            {modes}
        </div>
        {move || chosen(&library.query.get())}
    }
    .into_any()
}

fn chosen(query: &LibraryQuery) -> Option<AnyView> {
    let chips = query
        .tags
        .iter()
        .map(|tag| {
            let rest = LibraryQuery { tags: super::choices::toggled(&query.tags, tag), ..query.clone() }.library_path();
            let words = tag.clone();
            view! {
                <Chip remove_label=format!("Remove {tag}") remove_href=Signal::stored(rest)>
                    <span class="cut">{words}</span>
                </Chip>
            }
        })
        .collect_view();
    (!query.tags.is_empty()).then(|| view! { <div class="chips">{chips}</div> }.into_any())
}

/// The tags with most results, or those that begin with what stands in the field.
pub fn list(library: Library, facets: &Facets, found: Found) -> AnyView {
    let query = library.query.get();
    let found = found.get();
    let (asked, tags) = match &found {
        Some((text, tags)) => (Some(text), tags),
        None => (None, &facets.tags),
    };
    // A tag is one whatever its case: what the address says is taken for what is listed.
    let spelled = |tag: &String| {
        let same = query.tags.iter().find(|chosen| chosen.to_lowercase() == tag.to_lowercase());
        same.unwrap_or(tag).clone()
    };
    let tags: Vec<(String, u32)> = tags.iter().map(|(tag, count)| (spelled(tag), *count)).collect();
    let nothing = tags.is_empty().then(|| {
        let words = match asked {
            Some(text) => format!("No result has a tag beginning with “{text}”."),
            None => "No result has a tag.".to_owned(),
        };
        view! { <p class="faint">{words}</p> }
    });
    let choices = several(
        &query,
        &tags,
        |query| &mut query.tags,
        |tag| {
            view! {
                <span class="cut" title=tag.clone()>
                    {tag.clone()}
                </span>
            }
            .into_any()
        },
    );
    view! {
        {nothing}
        {choices}
    }
    .into_any()
}
