//! The library's left rail: buckets, the collections tree, and the pinned upload.

mod arrange;
mod jump;
mod menu;
mod smart;
mod tree;

use leptos::prelude::*;

use self::arrange::Arranging;
use self::jump::{SearchCollections, found};
use self::menu::CollectionMenu;
use self::smart::SmartCollections;
use self::tree::{Tree, top};
use super::collection_dialog::CollectionDialog;
use super::search_box::kept_fields;
use crate::domain::access::{Action, Scope};
use crate::domain::library::Rail;
use crate::domain::query::{Bucket, LibraryQuery};
use crate::ui::kit::{Button, Count, Icon, IconName, Look, Size, Switch};
use crate::ui::state::library::Library;
use crate::ui::state::rail::RailState;
use crate::ui::state::session::Session;

/// The rail. On narrow windows it is a drawer, shown by the chip with its place.
#[component]
pub fn LibraryRail(
    /// The page whose place it changes.
    library: Library,
    /// Whether the dialog for a new collection is open.
    making: RwSignal<bool>,
    /// What stands pinned at the bottom.
    children: Children,
) -> impl IntoView {
    let state = RailState::get();
    let arranging = Arranging::new(library);
    let content = move || {
        Suspend::new(async move {
            let Some(state) = state else { return ().into_any() };
            match state.answer.await {
                Some((brand, Ok(rail))) => content(arranging, state.live(&brand, &rail), making),
                Some((_, Err(error))) => view! {
                    <p class="faint pad" role="alert">{error.to_string()}</p>
                    <Button size=Size::Small on_press=move |_| state.answer.refetch()>
                        "Try again"
                    </Button>
                }
                .into_any(),
                None => ().into_any(),
            }
        })
    };
    view! {
        <aside class="rail" id="rail" popover="auto" aria-label="Buckets and collections">
            <div class="scroll">
                <Transition>{content}</Transition>
            </div>
            <div class="foot">{children()}</div>
        </aside>
        <CollectionMenu arranging/>
        <CollectionDialog library open=making/>
    }
}

fn content(arranging: Arranging, rail: ArcRwSignal<Rail>, making: RwSignal<bool>) -> AnyView {
    let library = arranging.library;
    let words = RwSignal::new(String::new());
    let searching = Memo::new(move |_| words.with(|words| !words.trim().is_empty()));
    let session = Session::expect();
    let may_arrange = move || match library.query.with(|query| query.brand.clone()) {
        Some(slug) => {
            session.brand(&slug).is_some_and(|brand| session.may(Action::ArrangeCollections, &Scope::Brand(brand.scope())))
        }
        None => session.may_somewhere(Action::ArrangeCollections),
    };
    let buckets = Bucket::ALL.map(|bucket| {
        let rail = rail.clone();
        view! { <li>{bucket_row(library, rail, bucket)}</li> }
    });
    let has_collections = {
        let rail = rail.clone();
        Memo::new(move |_| rail.with(|rail| !rail.collections.is_empty()))
    };
    let (search_rail, found_rail, smart_rail) = (rail.clone(), rail.clone(), rail.clone());
    view! {
        <ul>{buckets.into_iter().collect_view()}</ul>
        <SmartCollections library rail=smart_rail/>
        <div class="sec">
            {top(arranging)}
            {move || {
                may_arrange()
                    .then(|| {
                        view! {
                            <Button
                                look=Look::Ghost
                                size=Size::Small
                                icon=IconName::Plus
                                class="needs-js"
                                on_press=move |_| making.set(true)
                            >
                                "New"
                            </Button>
                        }
                    })
            }}
        </div>
        {move || {
            if has_collections.get() {
                let rail = search_rail.clone();
                view! {
                    <SearchCollections words library rail/>
                    {nested_switch(library)}
                }
                    .into_any()
            } else {
                view! {
                    <p class="faint pad">"None yet. A collection can hold a shoot, a product line or a season."</p>
                }
                    .into_any()
            }
        }}
        {move || searching.get().then(|| found(words, library, found_rail.clone()))}
        // Hidden and not gone: it remembers what was open.
        <div hidden=move || searching.get()>
            <Tree arranging rail/>
        </div>
    }
    .into_any()
}

fn bucket_row(library: Library, rail: ArcRwSignal<Rail>, bucket: Bucket) -> AnyView {
    let icon = match bucket {
        Bucket::All => IconName::All,
        Bucket::Recent => IconName::Clock,
        Bucket::Unfiled => IconName::Inbox,
        Bucket::Trash => IconName::Trash,
    };
    let href = move || library.query.with(|query| LibraryQuery { bucket, collection: None, ..query.clone() }.library_path());
    let current = move || library.query.with(|query| query.bucket == bucket && query.collection.is_none());
    let count = Signal::derive(move || {
        let count = rail.with(|rail| match bucket {
            Bucket::All => rail.all,
            Bucket::Recent => rail.recent,
            Bucket::Unfiled => rail.unfiled,
            Bucket::Trash => rail.trash,
        });
        u64::from(count)
    });
    view! {
        <a class="row" href=href aria-current=move || current().then_some("true") data-noscroll="">
            <Icon name=icon/>
            <span class="name">{bucket.label()}</span>
            <Count value=count hot=bucket == Bucket::Unfiled/>
        </a>
    }
    .into_any()
}

/// Rolls sub-collections up. A form, so that it works without scripts.
fn nested_switch(library: Library) -> AnyView {
    let on = Signal::derive(move || library.query.with(|query| query.nested));
    let change = move |nested| library.ask_in_place(&LibraryQuery { nested, ..library.query.get_untracked() });
    view! {
        <form class="nested" method="get" action="/library">
            {kept_fields(library, &["nested"])}
            <Switch name="nested" posts="1" on on_change=change>
                "Include nested"
            </Switch>
            <Button submit=true size=Size::Small class="no-js">
                "Apply"
            </Button>
        </form>
    }
    .into_any()
}
