//! A small panel that a button shows beside itself: filters, choices, a form of one field.

use leptos::prelude::*;

use crate::ui::browser;

/// A native popover. Its button names it (`Button popover=id`, or `popovertarget` on any button);
/// Escape and a press elsewhere hide it; all of that works without scripts.
#[component]
pub fn Popover(
    /// Unique in the page, and the same on the server; the button names it.
    #[prop(into)]
    id: String,
    /// Accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// Hears that it was shown (`true`) or hidden (`false`).
    #[prop(optional, into)]
    on_toggle: Option<Callback<bool>>,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    let own = StoredValue::new(id.clone());
    let toggled = move |_| {
        own.with_value(|id| {
            let shown = browser::popover::is_shown(id);
            if shown {
                browser::popover::settle(id);
            } else {
                browser::popover::release(id);
            }
            if let Some(on_toggle) = on_toggle {
                on_toggle.run(shown);
            }
        });
    };
    view! {
        <div class="pop" id=id popover="auto" role="dialog" aria-label=move || label.get() on:toggle=toggled>
            {children()}
        </div>
    }
}
