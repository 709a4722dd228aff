//! The way to where we are, in the top bar.

use leptos::prelude::*;

use super::place::Place;
use crate::domain::query::{Bucket, LibraryQuery};
use crate::ui::kit::{Icon, IconName};
use crate::ui::state::rail::{RailState, path_of};

/// "Library › Autumn 2026", or the area alone.
#[component]
pub fn Crumbs(
    /// Where we are.
    place: Place,
) -> impl IntoView {
    let rail = RailState::get();
    let way = move || {
        Suspend::new(async move {
            let answer = match rail {
                Some(rail) => rail.answer.await,
                None => None,
            };
            move || {
                let rail =
                    answer.as_ref().zip(rail).and_then(|((brand, answer), rail)| Some(rail.live(brand, answer.as_ref().ok()?)));
                let collections = rail.map(|rail| rail.get().collections).unwrap_or_default();
                draw(&steps(place, |id| path_of(&collections, id).into_iter().map(|row| (row.name, row.id)).collect()))
            }
        })
    };
    view! {
        <nav class="crumbs" aria-label="Place">
            <Transition>{way}</Transition>
        </nav>
    }
}

type Step = (String, Option<String>);

/// Words and addresses from the outside in; the last has no address.
fn steps(
    place: Place,
    path: impl Fn(crate::domain::id::CollectionId) -> Vec<(String, crate::domain::id::CollectionId)>,
) -> Vec<Step> {
    if place.brands() {
        let home = Some("/brands".to_owned()).filter(|_| place.in_brand());
        return vec![("Brands".to_owned(), home)];
    }
    if place.settings() {
        return vec![("Settings".to_owned(), None)];
    }
    if !place.library() {
        return Vec::new();
    }
    let query = place.query();
    let within: Vec<Step> = match query.collection {
        Some(id) => path(id)
            .into_iter()
            .map(|(name, id)| {
                let there = LibraryQuery { collection: Some(id), ..LibraryQuery::of_brand(query.brand.clone()) };
                (name, Some(there.library_path()))
            })
            .collect(),
        None if query.bucket != Bucket::All => vec![(query.bucket.label().to_owned(), None)],
        None => Vec::new(),
    };
    let mut steps = vec![("Library".to_owned(), Some(place.library_path()))];
    steps.extend(within);
    if let Some(last) = steps.last_mut() {
        last.1 = None;
    }
    steps
}

fn draw(steps: &[Step]) -> AnyView {
    steps
        .iter()
        .enumerate()
        .map(|(place, (words, href))| {
            let words = words.clone();
            let apart = (place > 0).then(|| view! { <Icon name=IconName::Right/> });
            let step = match href {
                Some(href) => view! { <a class="cut" href=href.clone()>{words}</a> }.into_any(),
                None => view! { <span class="cut" aria-current="page">{words}</span> }.into_any(),
            };
            view! {
                {apart}
                {step}
            }
        })
        .collect_view()
        .into_any()
}
