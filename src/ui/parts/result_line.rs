//! How many were found, by what, and the way back.

use leptos::prelude::*;

use super::failure::Again;
use crate::domain::asset::count_words;
use crate::domain::library::Facets;
use crate::domain::query::{LibraryQuery, TagMode};
use crate::ui::kit::{Chip, Icon, IconName};
use crate::ui::state::library::Library;
use crate::ui::state::rail::{RailState, path_of};

/// The line under the toolbar.
#[component]
pub fn ResultLine(
    /// The page whose answer it tells.
    library: Library,
) -> impl IntoView {
    let told = move || {
        Suspend::new(async move {
            let (question, answer) = library.page.await;
            let Ok(page) = answer else { return ().into_any() };
            let results = library.results(&question, &page);
            let say = {
                let results = results.clone();
                move || {
                    let counts = results.counts();
                    let narrowed = library.query.with(LibraryQuery::narrowed);
                    say(counts.total, counts.of, narrowed)
                }
            };
            let chips = {
                let results = results.clone();
                move || chips(&library.query.get(), &results.facets())
            };
            let failed = move || {
                let again = results.clone();
                results.failure().map(|error| {
                    view! {
                        <Again error retry=move |()| again.refresh()/>
                    }
                })
            };
            view! {
                <span class="say" role="status">{say}</span>
                {chips}
                {failed}
            }
            .into_any()
        })
    };
    view! {
        <div class="result">
            <button class="chip only-s" type="button" popovertarget="rail">
                <Icon name=IconName::Folder/>
                <PlaceName library/>
                <Icon name=IconName::Down/>
            </button>
            <Transition>{told}</Transition>
        </div>
    }
}

/// The bucket or collection the question asks in.
#[component]
pub fn PlaceName(
    /// The page.
    library: Library,
) -> impl IntoView {
    let rail = RailState::get();
    let name = move || {
        Suspend::new(async move {
            let answer = match rail {
                Some(rail) => rail.answer.await,
                None => None,
            };
            move || {
                let query = library.query.get();
                let label = query.bucket.label().to_owned();
                let Some(id) = query.collection else { return label };
                let live =
                    answer.as_ref().zip(rail).and_then(|((brand, answer), rail)| Some(rail.live(brand, answer.as_ref().ok()?)));
                let name = live.and_then(|live| live.with(|rail| path_of(&rail.collections, id).pop()));
                name.map_or_else(|| "Collection".to_owned(), |collection| collection.name)
            }
        })
    };
    view! { <Transition>{name}</Transition> }
}

fn say(total: u32, of: u32, narrowed: bool) -> AnyView {
    let noun = if of == 1 { "asset" } else { "assets" };
    if narrowed {
        view! { <b>{count_words(total.into())}</b>{format!(" of {} {noun}", count_words(of.into()))} }.into_any()
    } else {
        let noun = if total == 1 { "asset" } else { "assets" };
        view! { <b>{count_words(total.into())}</b>{format!(" {noun}")} }.into_any()
    }
}

/// One chip for each filter that is on, each with the way to the question without it.
fn chips(query: &LibraryQuery, facets: &Facets) -> Option<AnyView> {
    if !query.narrowed() {
        return None;
    }
    let list = filters(query, facets)
        .into_iter()
        .map(|(words, noun, rest)| {
            let href = rest.library_path();
            view! {
                <Chip remove_label=format!("Remove {noun} filter") remove_href=Signal::stored(href)>
                    <span class="cut" title=words.clone()>{words.clone()}</span>
                </Chip>
            }
        })
        .collect_view();
    let clear = query.without_filters().library_path();
    Some(
        view! {
            {list}
            <a class="clear" href=clear>"Clear all"</a>
        }
        .into_any(),
    )
}

/// Each filter that is on: its words, its name, and the question without it.
fn filters(query: &LibraryQuery, facets: &Facets) -> Vec<(String, &'static str, LibraryQuery)> {
    let mut list = Vec::new();
    let base = || query.clone();
    let join = |words: Vec<&str>| words.join(", ");
    if !query.words.is_empty() {
        list.push((format!("“{}”", query.words), "search", LibraryQuery { words: String::new(), ..base() }));
    }
    if let Some(id) = query.campaign {
        let name = facets.campaigns.iter().find(|(other, ..)| *other == id).map_or("one", |(_, name, _)| name);
        list.push((format!("Campaign: {name}"), "campaign", LibraryQuery { campaign: None, ..base() }));
    }
    if !query.tags.is_empty() {
        let how = match (query.tags.len(), query.tag_mode) {
            (1, _) => "",
            (_, TagMode::Any) => "any of ",
            (_, TagMode::All) => "all of ",
        };
        let words = format!("Tag: {how}{}", query.tags.join(", "));
        list.push((words, "tag", LibraryQuery { tags: Vec::new(), tag_mode: TagMode::Any, ..base() }));
    }
    if !query.ratings.is_empty() {
        let stars: Vec<String> = query.ratings.iter().map(u8::to_string).collect();
        list.push((format!("Rating: {}", stars.join(", ")), "rating", LibraryQuery { ratings: Vec::new(), ..base() }));
    }
    if !query.statuses.is_empty() {
        let words = join(query.statuses.iter().map(|status| status.label()).collect());
        list.push((format!("Status: {words}"), "status", LibraryQuery { statuses: Vec::new(), ..base() }));
    }
    if !query.sources.is_empty() {
        let words = join(query.sources.iter().map(|source| source.label()).collect());
        list.push((format!("Source: {words}"), "source", LibraryQuery { sources: Vec::new(), ..base() }));
    }
    if !query.kinds.is_empty() {
        let words = join(query.kinds.iter().map(|kind| kind.label()).collect());
        list.push((format!("Kind: {words}"), "kind", LibraryQuery { kinds: Vec::new(), ..base() }));
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::review::Status;

    #[test]
    fn each_filter_can_be_taken_away_alone() {
        let query = LibraryQuery {
            brand: Some("saltmarsh".into()),
            words: "coat".into(),
            tags: vec!["launch".into(), "window".into()],
            tag_mode: TagMode::All,
            ratings: vec![4, 5],
            statuses: vec![Status::Draft, Status::InReview],
            ..Default::default()
        };
        let told = filters(&query, &Facets::default());
        let words: Vec<&str> = told.iter().map(|(words, ..)| words.as_str()).collect();
        assert_eq!(words, ["“coat”", "Tag: all of launch, window", "Rating: 4, 5", "Status: Draft, In review"]);
        for (_, _, rest) in &told {
            assert_eq!(filters(rest, &Facets::default()).len(), 3);
            assert_eq!(rest.brand.as_deref(), Some("saltmarsh"));
        }
    }
}
