//! How far something is.

use leptos::prelude::*;

/// A thin bar; figures and words stand beside it, never in it.
#[component]
pub fn Progress(
    /// What is done, from 0 to 1; `None` while it cannot be told.
    #[prop(into)]
    value: Signal<Option<f64>>,
    /// Accessible name ("roll-neck_01.jpg, uploading").
    #[prop(into)]
    label: Signal<String>,
    /// Paused: grey.
    #[prop(optional, into)]
    still: Signal<bool>,
) -> impl IntoView {
    view! {
        <progress
            class:still=move || still.get()
            max="1"
            value=move || value.get().map(|value| format!("{:.4}", value.clamp(0.0, 1.0)))
            aria-label=move || label.get()
        ></progress>
    }
}
