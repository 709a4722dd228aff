//! The choices inside the toolbar's panels. Each is a link to the question with it changed.

use leptos::{ev, html, prelude::*};

use crate::domain::asset::{Source, count_words};
use crate::domain::format::Kind;
use crate::domain::library::Facets;
use crate::domain::query::{LibraryQuery, Sort, TagMode};
use crate::domain::review::Status;
use crate::ui::browser::input::Control;
use crate::ui::kit::{Button, Chip, Icon, IconName, Size};
use crate::ui::parts::search_box::kept_fields;
use crate::ui::parts::status::{StatusGlyph, kind_icon, source_icon};
use crate::ui::state::library::Library;

/// One choice: where it leads, its words, how many it would leave, and whether it is on.
fn choice(href: String, on: bool, count: Option<u32>, words: impl IntoView + 'static) -> AnyView {
    view! {
        <a href=href aria-current=on.then_some("true") data-noscroll="">
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
fn toggled<T: PartialEq + Clone>(list: &[T], value: &T) -> Vec<T> {
    let mut list = list.to_vec();
    match list.iter().position(|other| other == value) {
        Some(place) => {
            list.remove(place);
        }
        None => list.push(value.clone()),
    }
    list
}

fn heading(words: &'static str) -> AnyView {
    view! { <h3>{words}</h3> }.into_any()
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
            let name = name.clone();
            choice(to(if on { None } else { Some(*id) }), on, Some(*count), view! { <span class="cut">{name}</span> })
        })
        .collect_view();
    view! {
        {heading("Campaign")}
        {all}
        {list}
    }
    .into_any()
}

/// Rating, status, source and kind.
pub fn more(library: Library, facets: &Facets) -> AnyView {
    let query = library.query.get();
    let ratings = (1..=5u8)
        .rev()
        .map(|stars| {
            let count = facets.ratings.iter().find(|(other, _)| *other == stars).map_or(0, |(_, count)| *count);
            let to = LibraryQuery { ratings: toggled(&query.ratings, &stars), ..query.clone() }.library_path();
            let words = if stars == 1 { "1 star".to_owned() } else { format!("{stars} stars") };
            choice(to, query.ratings.contains(&stars), Some(count), words)
        })
        .collect_view();
    let statuses = Status::ALL
        .into_iter()
        .map(|status| {
            let count = facets.statuses.iter().find(|(other, _)| *other == status).map_or(0, |(_, count)| *count);
            let to = LibraryQuery { statuses: toggled(&query.statuses, &status), ..query.clone() }.library_path();
            let words = view! {
                <StatusGlyph status quiet=true/>
                {status.label()}
            };
            choice(to, query.statuses.contains(&status), Some(count), words)
        })
        .collect_view();
    let sources = Source::ALL
        .into_iter()
        .map(|source| {
            let to = LibraryQuery { sources: toggled(&query.sources, &source), ..query.clone() }.library_path();
            let words = view! {
                <Icon name=source_icon(source)/>
                {source.label()}
            };
            choice(to, query.sources.contains(&source), None, words)
        })
        .collect_view();
    let kinds = Kind::ALL
        .into_iter()
        .map(|kind| {
            let to = LibraryQuery { kinds: toggled(&query.kinds, &kind), ..query.clone() }.library_path();
            let words = view! {
                <Icon name=kind_icon(kind)/>
                {kind.label()}
            };
            choice(to, query.kinds.contains(&kind), None, words)
        })
        .collect_view();
    view! {
        {heading("Rating")}
        {ratings}
        {heading("Status")}
        {statuses}
        {heading("Source")}
        {sources}
        {heading("Kind")}
        {kinds}
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

/// The tags asked for, a field for another, and whether any or all must be there.
pub fn tags(library: Library, panel: &'static str) -> AnyView {
    let node = NodeRef::<html::Input>::new();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let tag = node.text().unwrap_or_default().trim().to_owned();
        let mut query = library.query.get_untracked();
        if !tag.is_empty() && !query.tags.contains(&tag) {
            query.tags.push(tag);
            library.ask(&query);
        }
        node.put("");
    };
    let chosen = move || {
        let query = library.query.get();
        let chips = query
            .tags
            .iter()
            .map(|tag| {
                let rest = LibraryQuery { tags: toggled(&query.tags, tag), ..query.clone() }.library_path();
                let words = tag.clone();
                view! {
                    <Chip remove_label=format!("Remove {tag}") remove_href=Signal::stored(rest)>
                        <span class="cut">{words}</span>
                    </Chip>
                }
            })
            .collect_view();
        (!query.tags.is_empty()).then(|| view! { <div class="chips">{chips}</div> })
    };
    let modes = move || {
        let query = library.query.get();
        [(TagMode::Any, "Any"), (TagMode::All, "All")]
            .map(|(tag_mode, words)| {
                let on = query.tag_mode == tag_mode;
                let href = LibraryQuery { tag_mode, ..query.clone() }.library_path();
                view! { <a href=href aria-current=on.then_some("true") data-noscroll="">{words}</a> }
            })
            .collect_view()
    };
    let id = format!("{panel}-tag");
    view! {
        {heading("Tag")}
        <form class="tag-form" method="get" action="/library" on:submit=submit>
            {kept_fields(library, &[])}
            <label class="sr" for=id.clone()>"Tag"</label>
            <input class="input" id=id name="tag" maxlength="60" autocomplete="off" placeholder="A tag" node_ref=node/>
            <Button submit=true size=Size::Medium>"Add"</Button>
        </form>
        {chosen}
        <div class="seg" role="group" aria-label="How tags combine">{modes}</div>
    }
    .into_any()
}
