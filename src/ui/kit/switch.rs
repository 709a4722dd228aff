//! On or off, at once.

use leptos::prelude::*;

use super::button::Size;

/// A native checkbox drawn as a switch, its words at the left.
#[component]
pub fn Switch(
    /// Its name in a form that is posted.
    #[prop(optional, into)]
    name: Option<String>,
    /// What a posted form says when it is on.
    #[prop(default = "true")]
    posts: &'static str,
    /// Whether it is on.
    #[prop(into)]
    on: Signal<bool>,
    /// Hears what the person made of it.
    #[prop(optional, into)]
    on_change: Option<Callback<bool>>,
    /// Why it cannot be changed now, shown as its tooltip; `None` when it can.
    #[prop(optional, into)]
    off: Signal<Option<String>>,
    /// `Large` for the one switch of a panel.
    #[prop(optional)]
    size: Size,
    /// The words.
    children: Children,
) -> impl IntoView {
    let changed = move |event| {
        if let Some(on_change) = on_change {
            on_change.run(event_target_checked(&event));
        }
    };
    view! {
        <label class="switch" class:lg=size == Size::Large title=move || off.get()>
            {children()}
            <input
                type="checkbox"
                role="switch"
                name=name
                value=posts
                checked=on.get_untracked()
                prop:checked=move || on.get()
                disabled=move || off.with(Option::is_some)
                on:change=changed
            />
        </label>
    }
}
