//! Small facts in a row: chips that can be taken away or added, and counts.

use leptos::prelude::*;

use super::icon::{Icon, IconName};

/// One fact; with a way to remove it, a cross at its end.
#[component]
pub fn Chip(
    /// Accessible name of the cross ("Remove wool").
    #[prop(optional, into)]
    remove_label: String,
    /// What the cross does.
    #[prop(optional, into)]
    on_remove: Option<Callback<()>>,
    /// Where the cross leads, for a page whose state is its address; works without scripts.
    #[prop(optional, into)]
    remove_href: Option<Signal<String>>,
    /// The fact.
    children: Children,
) -> impl IntoView {
    let cross = match (remove_href, on_remove) {
        (Some(href), _) => Some(
            view! {
                <a class="x" href=move || href.get() aria-label=remove_label>
                    <Icon name=IconName::X/>
                </a>
            }
            .into_any(),
        ),
        (None, Some(on_remove)) => Some(
            view! {
                <button type="button" aria-label=remove_label on:click=move |_| on_remove.run(())>
                    <Icon name=IconName::X/>
                </button>
            }
            .into_any(),
        ),
        (None, None) => None,
    };
    view! { <span class="chip">{children()} {cross}</span> }
}

/// The outlined chip that adds one.
#[component]
pub fn AddChip(
    /// What a press does.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
    /// The id of the menu it shows.
    #[prop(optional, into)]
    menu: Option<String>,
    /// "Add to campaign…"
    children: Children,
) -> impl IntoView {
    let press = move |_| {
        if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    view! {
        <button
            class="chip add"
            type="button"
            aria-haspopup=menu.is_some().then_some("menu")
            popovertarget=menu
            on:click=press
        >
            <Icon name=IconName::Plus/>
            {children()}
        </button>
    }
}

/// A number with its thousands apart, as it is written beside rows and tabs.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// How many.
#[component]
pub fn Count(
    /// The number.
    #[prop(into)]
    value: Signal<u64>,
    /// Asks for attention while above 0.
    #[prop(optional)]
    hot: bool,
) -> impl IntoView {
    view! {
        <span class="count" class:hot=move || hot && value.get() != 0>
            {move || grouped(value.get())}
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        for (number, expect) in [(0, "0"), (999, "999"), (1_000, "1,000"), (12_480, "12,480"), (1_000_000, "1,000,000")] {
            assert_eq!(grouped(number), expect);
        }
    }
}
