//! A point in time as people say it, exact in its tooltip.

use crate::domain::time::Timestamp;
use leptos::prelude::*;

/// "5 min ago", seen from `now`; the whole time is the tooltip.
#[component]
pub fn When(
    /// The time meant.
    at: Timestamp,
    /// The time of the document, so that both sides write the same words.
    now: Timestamp,
) -> impl IntoView {
    view! { <time datetime=at.iso() title=format!("{} UTC", at.words())>{at.ago(now)}</time> }
}
