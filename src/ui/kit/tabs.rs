//! Tabs: links, so each has an address and works without scripts.

use leptos::prelude::*;

use super::chip::Count;

/// A row of `Tab`s.
#[component]
pub fn Tabs(
    /// What they divide ("By status").
    #[prop(into)]
    label: String,
    /// The tabs.
    children: Children,
) -> impl IntoView {
    view! {
        <nav class="tabs" aria-label=label>
            {children()}
        </nav>
    }
}

/// One tab.
#[component]
pub fn Tab(
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// Whether it is the one shown.
    #[prop(into)]
    current: Signal<bool>,
    /// How many it holds, shown beside its words.
    #[prop(optional, into)]
    count: Option<Signal<u64>>,
    /// The count asks for attention while above 0.
    #[prop(optional)]
    hot: bool,
    /// Keeps the scroll position of the page when followed.
    #[prop(optional)]
    noscroll: bool,
    /// The words, a glyph before them if any.
    children: Children,
) -> impl IntoView {
    view! {
        <a
            href=move || href.get()
            aria-current=move || current.get().then_some("true")
            data-noscroll=noscroll.then_some("")
        >
            {children()}
            {count.map(|value| view! { <Count value hot/> })}
        </a>
    }
}
