//! A brand as its mark: the first letter of its name on its colour.

use crate::domain::brand::css_colour;
use crate::ui::kit::{Icon, IconName};
use leptos::prelude::*;

/// The square mark. It says nothing by itself: the brand's name stands beside it.
#[component]
pub fn BrandMark(
    /// The brand's name.
    #[prop(into)]
    name: String,
    /// 0xRRGGBB.
    colour: u32,
    /// A member's Personal brand: a person in place of the letter.
    #[prop(optional)]
    personal: bool,
    /// 40 px in place of 24.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    let letter = name.chars().find(|c| c.is_alphanumeric()).unwrap_or('·').to_uppercase().to_string();
    view! {
        <span class="mark" class:lg=large style=format!("--brand:{}", css_colour(colour)) aria-hidden="true">
            {if personal { view! { <Icon name=IconName::Person/> }.into_any() } else { letter.into_any() }}
        </span>
    }
}
