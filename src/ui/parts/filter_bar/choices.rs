//! What every panel of the toolbar is made of: links to the question with one choice changed.

use leptos::prelude::*;

use crate::domain::asset::count_words;
use crate::domain::library::Facets;
use crate::domain::query::{LibraryQuery, Sort};
use crate::ui::kit::{Icon, IconName};
use crate::ui::state::library::Library;

/// One choice: where it leads, its words, how many it would leave, and whether it is on.
pub fn choice(href: String, on: bool, count: Option<u32>, words: impl IntoView + 'static) -> AnyView {
    view! {
        <a href=href aria-current=on.then_some("true") class:none=count == Some(0) data-noscroll="">
            {words.into_any()}
            <span class="k">
                {count.map(|count| count_words(count.into()))}
                {on.then(|| view! { <Icon name=IconName::Check label="chosen"/> })}
            </span>
        </a>
    }
    .into_any()
}

/// The list with `value` in it if it was not, and without if it was.
pub fn toggled<T: PartialEq + Clone>(list: &[T], value: &T) -> Vec<T> {
    let mut list = list.to_vec();
    match list.iter().position(|other| other == value) {
        Some(place) => {
            list.remove(place);
        }
        None => list.push(value.clone()),
    }
    list
}

/// The title of some choices.
pub fn heading(words: &'static str) -> AnyView {
    view! { <h2>{words}</h2> }.into_any()
}

/// The choices of one filter, of which several can be on: each links to the question with it turned.
pub fn several<T: Clone + PartialEq>(
    query: &LibraryQuery,
    choices: &[(T, u32)],
    list: fn(&mut LibraryQuery) -> &mut Vec<T>,
    words: impl Fn(&T) -> AnyView,
) -> AnyView {
    choices
        .iter()
        .map(|(value, count)| {
            let mut turned = query.clone();
            let chosen = list(&mut turned);
            let on = chosen.contains(value);
            *chosen = toggled(chosen, value);
            choice(turned.library_path(), on, Some(*count), words(value))
        })
        .collect_view()
        .into_any()
}

/// The campaigns that have results.
pub fn campaigns(library: Library, facets: &Facets) -> AnyView {
    let query = library.query.get();
    let to = |campaign| LibraryQuery { campaign, ..query.clone() }.library_path();
    let all = choice(to(None), query.campaign.is_none(), None, "All campaigns");
    let list = facets
        .campaigns
        .iter()
        .map(|(id, name, count)| {
            let on = query.campaign == Some(*id);
            let words = view! {
                <span class="cut" title=name.clone()>
                    {name.clone()}
                </span>
            };
            choice(to(if on { None } else { Some(*id) }), on, Some(*count), words)
        })
        .collect_view();
    view! {
        {heading("Campaign")}
        {all}
        {list}
    }
    .into_any()
}

/// The orders.
pub fn sorts(library: Library) -> AnyView {
    let list = move || {
        let query = library.query.get();
        Sort::ALL
            .into_iter()
            .map(|sort| choice(LibraryQuery { sort, ..query.clone() }.library_path(), query.sort == sort, None, sort.label()))
            .collect_view()
    };
    view! {
        {heading("Sort")}
        {list}
    }
    .into_any()
}
