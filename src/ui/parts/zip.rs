//! Many files as one archive: plain forms, so that the browser's own downloads take it from there.

use leptos::{html, prelude::*};

use crate::domain::asset::count_words;
use crate::domain::bulk::MOST_IN_ZIP;
use crate::domain::query::LibraryQuery;
use crate::ui::browser::input::Control;
use crate::ui::browser::popover;
use crate::ui::kit::{Icon, IconName};
use crate::ui::state::library::Library;

/// Ids of what the buttons show.
const PICKED: &str = "zip-picked";
const RESULTS: &str = "zip-results";

/// Downloads what is picked.
#[component]
pub fn ZipPicked(
    /// The page whose selection it is.
    library: Library,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    // Ten thousand ids are only written out when they are sent.
    let fill = move |_| {
        let ids: Vec<String> = untrack(|| library.selection.ids()).iter().map(ToString::to_string).collect();
        node.put(&ids.join(","));
        popover::hide(PICKED);
    };
    let count = Signal::derive(move || library.selection.count() as u64);
    view! {
        <form class="zip" method="post" action="/zip" on:submit=fill>
            <input type="hidden" name="assets" value="" node_ref=node/>
            {choices(PICKED, "Download", count)}
        </form>
    }
}

/// Downloads everything that was found; works without scripts.
#[component]
pub fn ZipResults(
    /// The page whose results they are.
    library: Library,
    /// How many were found.
    #[prop(into)]
    count: Signal<u64>,
) -> impl IntoView {
    let question = move || library.query.with(LibraryQuery::to_query_string);
    let some = Memo::new(move |_| count.get() > 0);
    let form = move || {
        some.get().then(|| {
            view! {
                <form class="zip last" method="post" action="/zip" on:submit=|_| popover::hide(RESULTS)>
                    <input type="hidden" name="query" value=question/>
                    {choices(RESULTS, "Download all", count)}
                </form>
            }
        })
    };
    view! { {form} }
}

/// The button, and what it offers.
fn choices(id: &'static str, label: &'static str, count: Signal<u64>) -> AnyView {
    let title = move || match count.get() {
        1 => "Download 1 file as a zip".to_owned(),
        count => format!("Download {} files as a zip", count_words(count)),
    };
    let too_many = Memo::new(move |_| count.get() > MOST_IN_ZIP as u64);
    let body = move || {
        if too_many.get() {
            let most = count_words(MOST_IN_ZIP as u64);
            return view! { <p class="faint pad">{format!("A zip holds at most {most} files. Choose fewer.")}</p> }.into_any();
        }
        view! {
            <button type="submit">
                <Icon name=IconName::Download/>
                "All in one folder"
            </button>
            <button type="submit" name="folders" value="1">
                <Icon name=IconName::Folder/>
                "A folder for each collection"
            </button>
        }
        .into_any()
    };
    view! {
        <button class="btn ghost" type="button" aria-label=label title=label popovertarget=id>
            <Icon name=IconName::Download/>
            <span class="lbl">{label}</span>
        </button>
        <div class="menu choices" id=id popover="auto" role="group" aria-label=label>
            <h3>{title}</h3>
            {body}
        </div>
    }
    .into_any()
}
