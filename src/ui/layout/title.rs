//! The title of a page that changes while it is open.

use leptos::prelude::*;
use leptos_meta::Title;

/// Names the document; the words follow what they read. On the server they are read now: the head is written apart from
/// the page, where another request's signals may be at hand.
#[component]
pub fn PageTitle(
    /// The whole title.
    words: impl Fn() -> String + Send + Sync + 'static,
) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    let text = words;
    #[cfg(not(feature = "hydrate"))]
    let text = untrack(words);
    view! { <Title text/> }
}
