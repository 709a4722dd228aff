//! The library: rail, toolbar, grid, and the viewer over them.

mod keys;
mod nothing;

use std::time::Duration;

use leptos::{html, prelude::*};
use leptos_router::components::Outlet;

use self::nothing::{nothing_found, nothing_here};
use crate::domain::query::LibraryQuery;
use crate::ui::browser::focus;
use crate::ui::browser::timer::{self, Slot};
use crate::ui::kit::{ButtonLink, IconName};
use crate::ui::layout::{Covered, PageTitle};
use crate::ui::parts::asset_grid::{asset_grid, skeleton_grid};
use crate::ui::parts::bulk_bar::BulkBar;
use crate::ui::parts::drop_zone::DropZone;
use crate::ui::parts::failure::Failure;
use crate::ui::parts::filter_bar::FilterBar;
use crate::ui::parts::rail::LibraryRail;
use crate::ui::parts::result_line::ResultLine;
use crate::ui::parts::scrubber::Scrubber;
use crate::ui::parts::upload_button::UploadButton;
use crate::ui::parts::upload_options::UploadOptions;
use crate::ui::state::carrying::Carrying;
use crate::ui::state::density::DensityState;
use crate::ui::state::library::{Answer, Library};
use crate::ui::state::live::Live;
use crate::ui::state::results::Results;
use crate::ui::state::session::Session;

/// The library. The viewer opens over it, and it stays as it was.
#[component]
pub fn LibraryPage() -> impl IntoView {
    let library = Library::provide();
    let density = DensityState::expect();
    let search = NodeRef::<html::Input>::new();
    let making = RwSignal::new(false);
    Carrying::provide();
    let covered = Covered::expect();
    Live::expect().on_assets(move || {
        if let Some(results) = library.shown() {
            results.refresh();
        }
    });
    keys::listen(library, search);
    begin_at_the_top(library);
    // The grid gets the focus back once it takes presses again.
    let back = Slot::of_component();
    Effect::new(move |before: Option<bool>| {
        let now = covered.get();
        if before == Some(true) && !now {
            back.set(timer::after(Duration::ZERO, move || library.focus_viewed()));
        }
        now
    });
    // The bulk bar goes with the selection, and with its buttons the focus: the grid takes it.
    let bar = Slot::of_component();
    Effect::new(move |before: Option<bool>| {
        let any = library.selection.any();
        if before == Some(true) && !any {
            let enter = move || {
                if let Some(results) = library.shown().filter(|_| focus::is_free()) {
                    results.grid().enter();
                }
            };
            bar.set(timer::after(Duration::ZERO, enter));
        }
        any
    });

    let session = Session::expect();
    let title = move || {
        let brand = library.query.with(|query| query.brand.clone()).and_then(|slug| session.brand(&slug));
        let place = library.query.with(|query| if query.collection.is_some() { "Collection" } else { query.bucket.label() });
        match brand {
            Some(brand) => format!("{place} · {} · Atelier", brand.name),
            None => format!("{place} · Atelier"),
        }
    };
    let cards = move || Suspend::new(async move { answer(library, library.page.await, making) });
    view! {
        <PageTitle words=title/>
        <div class="lib" inert=move || covered.get()>
            <LibraryRail library making>
                <div class="uploading">
                    <UploadButton brand=library.brand() collection=library.collection() wide=true/>
                    <UploadOptions brand=library.brand()/>
                </div>
            </LibraryRail>
            <section
                class="stack"
                class:selecting=move || library.selection.any()
                data-density=move || density.get().attribute()
                aria-label="Assets"
            >
                <h1 class="sr">"Library"</h1>
                <FilterBar library search/>
                <ResultLine library/>
                <Transition fallback=|| {
                    view! { <div class="field-of-view">{skeleton_grid()}</div> }
                }>{cards}</Transition>
                <BulkBar library/>
            </section>
        </div>
        <DropZone brand=library.brand() collection=library.collection()/>
        <Outlet/>
    }
}

/// A page of results as those without scripts turn it becomes a place to scroll to.
fn begin_at_the_top(library: Library) {
    Effect::new(move |_| {
        let from = library.from.get();
        if from > 0 {
            library.leave_pages(from);
        }
    });
}

fn answer(library: Library, (question, answer): Answer, making: RwSignal<bool>) -> AnyView {
    match answer {
        Ok(page) => {
            let from = page.start;
            let results = library.results(&question, &page);
            // Keyed, so that another question begins with a new grid at its top.
            let key = format!("{from} {question}");
            view! {
                <For each=move || [key.clone()] key=String::clone children=move |_| shown(library, results.clone(), from, making)/>
            }
            .into_any()
        }
        Err(error) => view! { <Failure title="The assets did not arrive" error retry=move |()| library.ask_again()/> }.into_any(),
    }
}

/// The grid, or what stands in its place; it follows as assets come and go.
fn shown(library: Library, results: Results, from: u32, making: RwSignal<bool>) -> AnyView {
    let state = {
        let results = results.clone();
        Memo::new(move |_| {
            let counts = results.counts();
            (counts.total == 0, counts.of)
        })
    };
    let is_empty = Memo::new(move |_| state.get().0);
    let body = move || {
        if !is_empty.get() {
            let results = results.clone();
            let pager = pager(library, &results, from);
            view! {
                <div class="field">
                    <div class="field-of-view">
                        {asset_grid(library, results.clone(), from)}
                        {pager}
                    </div>
                    <Scrubber results/>
                </div>
            }
            .into_any()
        } else if library.query.with_untracked(LibraryQuery::narrowed) {
            nothing_found(library, Signal::derive(move || state.get().1))
        } else {
            nothing_here(library, making)
        }
    };
    view! { {body} }.into_any()
}

/// The way to the other pages of results, for those without scripts.
fn pager(library: Library, results: &Results, from: u32) -> AnyView {
    use crate::domain::library::PAGE;
    let total = untrack(|| results.counts().total);
    let before = (from > 0).then(|| {
        let href = library.page_path(from.saturating_sub(PAGE));
        view! { <ButtonLink href icon=IconName::Left>"Previous"</ButtonLink> }
    });
    let after = (from + PAGE < total).then(|| {
        let href = library.page_path(from + PAGE);
        let more = PAGE.min(total - from - PAGE);
        view! { <ButtonLink href>{format!("Next {more}")}</ButtonLink> }
    });
    view! {
        <nav class="pager no-js" aria-label="Pages of results">
            {before}
            {after}
        </nav>
    }
    .into_any()
}
