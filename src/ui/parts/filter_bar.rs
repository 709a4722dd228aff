//! The toolbar over the grid: search, filters, sort and density. All of it is links and forms, so it
//! works without scripts; with them nothing reloads.

mod choices;
mod more;
mod tags;

use leptos::{html, prelude::*};

use self::choices::{campaigns, sorts};
pub use self::more::stars_words;
use self::tags::Found;
use super::search_box::SearchBox;
use crate::domain::library::Facets;
use crate::domain::query::LibraryQuery;
use crate::domain::session::Density;
use crate::ui::kit::{Icon, IconName, Seg, Segment};
use crate::ui::state::density::DensityState;
use crate::ui::state::library::Library;

/// The toolbar.
#[component]
pub fn FilterBar(
    /// The page whose question it changes.
    library: Library,
    /// Reaches the search.
    search: NodeRef<html::Input>,
) -> impl IntoView {
    let tag_count = move || library.query.with(|query| query.tags.len());
    let more_count = move || library.query.with(LibraryQuery::more_count);
    let campaign_count = move || library.query.with(|query| usize::from(query.campaign.is_some()));
    let all = Signal::derive(move || more_count() + usize::from(tag_count() > 0) + campaign_count());
    let found = Found::new(None);
    let sort = move || library.query.with(|query| query.sort.label());
    view! {
        <div class="tools">
            <SearchBox library node=search/>
            <Opener panel="by-campaign" count=Signal::derive(campaign_count)>"Campaign"</Opener>
            <Opener panel="by-tag" count=Signal::derive(tag_count)>"Tag"</Opener>
            <Opener panel="by-more" count=Signal::derive(more_count) icon=IconName::More2>"More"</Opener>
            <button class="btn icon only-c" type="button" popovertarget="by-more" aria-label=move || filters_words(all.get())>
                <Icon name=IconName::More2/>
            </button>
            <span class="space hide-c"></span>
            <button class="filter hide-c" type="button" popovertarget="by-sort" title="Sort">
                <Icon name=IconName::Sort/>
                <span class="word">{sort}</span>
                <span class="sr">", sort"</span>
            </button>
            <DensityChoice/>
        </div>
        <Panel id="by-more" label="More filters" wide=true>
            <div class="only-c rest">
                <Further panel="by-campaign" count=Signal::derive(campaign_count)>"Campaign"</Further>
                <Further panel="by-tag" count=Signal::derive(tag_count)>"Tag"</Further>
                <Further panel="by-sort" count=Signal::stored(0)>"Sort"</Further>
            </div>
            {with_facets(library, move |facets| more::more(library, &facets))}
            {more::days(library)}
        </Panel>
        <Panel id="by-campaign" label="Filter by campaign">
            {with_facets(library, move |facets| campaigns(library, &facets))}
        </Panel>
        <Panel id="by-tag" label="Filter by tag">
            {tags::field(library, found)}
            {with_facets(library, move |facets| tags::list(library, &facets, found))}
        </Panel>
        <Panel id="by-sort" label="Sort">{sorts(library)}</Panel>
    }
}

fn filters_words(count: usize) -> String {
    if count == 0 { "Filters".to_owned() } else { format!("Filters, {count} active") }
}

/// Draws with the counts of the answer, as they change. What was drawn is changed in place, so that a choice keeps the
/// focus it was made with.
fn with_facets(library: Library, draw: impl Fn(Facets) -> AnyView + Clone + Send + Sync + 'static) -> AnyView {
    let told = move || {
        let facets = match library.page.get() {
            Some((question, Ok(page))) => library.results(&question, &page).facets(),
            _ => Facets::default(),
        };
        draw(facets)
    };
    view! { <Transition>{told}</Transition> }.into_any()
}

/// The button of a filter, with how many of it are on.
#[component]
fn Opener(
    /// The id of what it shows.
    panel: &'static str,
    /// How many are on.
    count: Signal<usize>,
    /// Drawn before the words; without, a chevron stands after them.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// The words.
    children: Children,
) -> impl IntoView {
    let number = move || {
        let count = count.get();
        (count > 0).then(|| view! { <span class="n">{count}</span> })
    };
    view! {
        <button class="filter hide-c" class:on=move || { count.get() > 0 } type="button" popovertarget=panel>
            {icon.map(|name| view! { <Icon name/> })}
            {children()}
            {number}
            {icon.is_none().then(|| view! { <Icon name=IconName::Down/> })}
        </button>
    }
}

/// The way to another panel, where the toolbar has no room for its button.
#[component]
fn Further(
    /// The id of what it shows.
    panel: &'static str,
    /// How many are on.
    count: Signal<usize>,
    /// The words.
    children: Children,
) -> impl IntoView {
    let number = move || {
        let count = count.get();
        (count > 0).then_some(count)
    };
    view! {
        <button type="button" popovertarget=panel>
            {children()}
            <span class="k">
                {number}
                <Icon name=IconName::Right/>
            </span>
        </button>
    }
}

/// What a filter's button shows. It stays while choices are made in it.
#[component]
fn Panel(
    /// Unique in the page.
    id: &'static str,
    /// Accessible name.
    label: &'static str,
    /// Has room for choices side by side.
    #[prop(optional)]
    wide: bool,
    /// What can be chosen.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="menu choices" class:wide=wide id=id popover="auto" role="group" aria-label=label>
            {children()}
        </div>
    }
}

#[component]
fn DensityChoice() -> impl IntoView {
    let density = DensityState::expect();
    let segments = Density::ALL
        .map(|density| {
            let (words, icon) = match density {
                Density::Small => ("Small", IconName::Small),
                Density::Medium => ("Medium", IconName::Medium),
                Density::Large => ("Large", IconName::Large),
            };
            Segment::icon(density.as_str(), words, icon)
        })
        .to_vec();
    view! {
        <Seg
            label="Density"
            name="density"
            segments
            value=Signal::derive(move || density.get().as_str().to_owned())
            on_change=move |choice: String| density.choose(Density::parse(&choice))
            class="hide-c needs-js"
        />
    }
}
