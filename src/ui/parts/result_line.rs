//! How many were found, by what, and the way back.

mod filters;

use leptos::prelude::*;

use self::filters::filters;
use super::failure::Again;
use super::save_search::SaveSearch;
use super::trash::TrashTools;
use super::zip::ZipResults;
use crate::domain::asset::count_words;
use crate::domain::library::Facets;
use crate::domain::query::LibraryQuery;
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
            let count = {
                let results = results.clone();
                Signal::derive(move || u64::from(results.counts().total))
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
                <TrashTools library count/>
                <ZipResults library count/>
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
            <SaveSearch library/>
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
        .map(|told| {
            let href = told.rest.library_path();
            let words = told.words;
            view! {
                <Chip remove_label=format!("Remove {} filter", told.noun) remove_href=Signal::stored(href)>
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
