//! A rating in stars.

use leptos::{ev, prelude::*};

use super::icon::IconName;

/// How many stars there are.
pub const STARS: u8 = 5;

/// Five native radios drawn as stars. Choosing the star that is the rating takes the rating away.
#[component]
pub fn Stars(
    /// Name of the radios, unique in the page.
    #[prop(into)]
    name: String,
    /// The rating, 1 to 5; 0 for none.
    #[prop(into)]
    value: Signal<u8>,
    /// Hears the new rating, 0 when it is taken away.
    #[prop(into)]
    on_change: Callback<u8>,
    /// Shows without taking changes.
    #[prop(optional, into)]
    off: Signal<bool>,
    /// What is rated, for those who do not see it.
    #[prop(default = "Rating".into(), into)]
    label: String,
) -> impl IntoView {
    let first = value.get_untracked();
    let stars = (1..=STARS)
        .map(|star| {
            let said = format!("{star} of {STARS}");
            let tooltip = said.clone();
            // A click on the star that is already chosen changes nothing in the radio itself.
            let click = move |event: ev::MouseEvent| {
                if value.get_untracked() == star && !off.get_untracked() {
                    event.stop_propagation();
                    on_change.run(0);
                }
            };
            view! {
                <label title=tooltip>
                    <input
                        type="radio"
                        name=name.clone()
                        value=star.to_string()
                        checked=first == star
                        prop:checked=move || value.get() == star
                        disabled=move || off.get()
                        aria-label=said
                        on:click=click
                        on:change=move |_| on_change.run(star)
                    />
                    <svg viewBox="0 0 24 24" aria-hidden="true">
                        <use href=IconName::Star.href()></use>
                    </svg>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="stars">
            <legend class="sr">{label}</legend>
            {stars}
        </fieldset>
    }
}

/// A rating that is only read: "4 of 5" in stars.
#[component]
pub fn StarsShown(
    /// The rating, 1 to 5; 0 shows nothing.
    #[prop(into)]
    value: Signal<u8>,
) -> impl IntoView {
    let drawn = move || {
        (value.get() > 0).then(|| {
            let stars = (1..=STARS)
                .map(|star| {
                    view! {
                        <svg class:on=star <= value.get() viewBox="0 0 24 24">
                            <use href=IconName::Star.href()></use>
                        </svg>
                    }
                })
                .collect_view();
            view! {
                <span class="stars-shown" role="img" aria-label=format!("{} of {STARS} stars", value.get())>
                    {stars}
                </span>
            }
        })
    };
    view! { {drawn} }
}
