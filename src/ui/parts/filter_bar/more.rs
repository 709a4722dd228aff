//! The filters behind the More button.

use leptos::{ev, html, prelude::*};

use super::choices::{choice, heading, several};
use crate::domain::brand::css_colour;
use crate::domain::id::MemberId;
use crate::domain::library::Facets;
use crate::domain::query::{Added, LibraryQuery};
use crate::ui::browser::input::Control;
use crate::ui::kit::{Button, Icon, Size};
use crate::ui::parts::search_box::kept_fields;
use crate::ui::parts::status::{StatusGlyph, kind_icon, source_icon};
use crate::ui::state::library::Library;

/// Source, rating, status, kind, orientation, colour, creator and when it was added.
pub fn more(library: Library, facets: &Facets) -> AnyView {
    let query = library.query.get();
    let ratings: Vec<(u8, u32)> = facets.ratings.iter().rev().copied().collect();
    let sources = several(
        &query,
        &facets.sources,
        |query| &mut query.sources,
        |source| {
            view! {
                <Icon name=source_icon(*source)/>
                {source.label()}
            }
            .into_any()
        },
    );
    let ratings = several(&query, &ratings, |query| &mut query.ratings, |stars| stars_words(*stars).into_any());
    let statuses = several(
        &query,
        &facets.statuses,
        |query| &mut query.statuses,
        |status| {
            view! {
                <StatusGlyph status=*status quiet=true/>
                {status.label()}
            }
            .into_any()
        },
    );
    let kinds = several(
        &query,
        &facets.kinds,
        |query| &mut query.kinds,
        |kind| {
            view! {
                <Icon name=kind_icon(*kind)/>
                {kind.label()}
            }
            .into_any()
        },
    );
    let orientations =
        several(&query, &facets.orientations, |query| &mut query.orientations, |orientation| orientation.label().into_any());
    let colours = several(
        &query,
        &facets.colours,
        |query| &mut query.colours,
        |colour| {
            let paint = format!("background:{}", css_colour(colour.sample()));
            view! {
                <i class="dot" style=paint></i>
                {colour.label()}
            }
            .into_any()
        },
    );
    let names: Vec<(MemberId, String)> = facets.creators.iter().map(|(id, name, _)| (*id, name.clone())).collect();
    let creators: Vec<(MemberId, u32)> = facets.creators.iter().map(|(id, _, count)| (*id, *count)).collect();
    let creators = several(
        &query,
        &creators,
        |query| &mut query.creators,
        |id| {
            let name = names.iter().find(|(other, _)| other == id).map(|(_, name)| name.clone()).unwrap_or_default();
            view! {
                <span class="cut" title=name.clone()>
                    {name.clone()}
                </span>
            }
            .into_any()
        },
    );
    let added = added(&query, facets);
    view! {
        <div class="sections">
            {section("Source", sources)} {section("Rating", ratings)} {section("Status", statuses)} {section("Kind", kinds)}
            {section("Orientation", orientations)} {section("Colour", colours)} {section("Creator", creators)}
            {section("Added", added)}
        </div>
    }
    .into_any()
}

fn section(words: &'static str, choices: AnyView) -> AnyView {
    view! {
        <section aria-label=words>
            {heading(words)}
            {choices}
        </section>
    }
    .into_any()
}

/// "1 star", "4 stars".
pub fn stars_words(stars: u8) -> String {
    if stars == 1 { "1 star".to_owned() } else { format!("{stars} stars") }
}

fn added(query: &LibraryQuery, facets: &Facets) -> AnyView {
    facets
        .added
        .iter()
        .map(|(within, count)| {
            let on = query.added.within == Some(*within);
            let added = Added { within: (!on).then_some(*within), ..Added::default() };
            choice(LibraryQuery { added, ..query.clone() }.library_path(), on, Some(*count), within.label())
        })
        .collect_view()
        .into_any()
}

/// From a day to a day: a form, so that it works without scripts.
pub fn days(library: Library) -> AnyView {
    let [since, until] = [NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new()];
    Effect::new(move |_| {
        let added = library.query.with(|query| query.added);
        for (node, day) in [(since, added.since), (until, added.until)] {
            node.put(&day.map(|day| day.to_string()).unwrap_or_default());
        }
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let day = |node: NodeRef<html::Input>| node.text().and_then(|text| text.parse().ok());
        let added = Added { within: None, since: day(since), until: day(until) };
        library.ask(&LibraryQuery { added, ..library.query.get_untracked() });
    };
    let first = library.query.with_untracked(|query| query.added);
    let field = |id: &'static str, name: &'static str, words: &'static str, node, day: Option<crate::domain::time::Day>| {
        view! {
            <label for=id>{words}</label>
            <input class="input" id=id name=name type="date" value=day.map(|day| day.to_string()) node_ref=node/>
        }
    };
    view! {
        <form class="days" method="get" action="/library" aria-label="Added between two days" on:submit=submit>
            {kept_fields(library, &["added", "since", "until"])}
            {field("added-since", "since", "From", since, first.since)}
            {field("added-until", "until", "To", until, first.until)}
            <Button submit=true size=Size::Medium>"Apply"</Button>
        </form>
    }
    .into_any()
}
