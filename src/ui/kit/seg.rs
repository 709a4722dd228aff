//! A few answers side by side, one of them chosen.

use leptos::prelude::*;

use super::icon::{Icon, IconName};

/// One of the answers of a `Seg`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// What is sent.
    pub value: String,
    /// What is read, or said where there is an icon.
    pub label: String,
    /// Drawn in place of the words.
    pub icon: Option<IconName>,
}

impl Segment {
    /// An answer in words.
    pub fn word(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), icon: None }
    }

    /// An answer as a drawing.
    pub fn icon(value: impl Into<String>, label: impl Into<String>, icon: IconName) -> Self {
        Self { icon: Some(icon), ..Self::word(value, label) }
    }
}

/// Native radios drawn as one control: arrows move between them.
#[component]
pub fn Seg(
    /// What is chosen among ("Density").
    #[prop(into)]
    label: String,
    /// Name of the radios, unique in the page.
    #[prop(into)]
    name: String,
    /// The answers.
    segments: Vec<Segment>,
    /// The value of the chosen one.
    #[prop(into)]
    value: Signal<String>,
    /// Hears the value of a new choice.
    #[prop(into)]
    on_change: Callback<String>,
    /// Further classes, such as `hide-c`.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let first = value.get_untracked();
    let radios = segments
        .into_iter()
        .map(|segment| {
            let Segment { value: own, label, icon } = segment;
            let chosen = first == own;
            let mine = StoredValue::new(own.clone());
            let is_chosen = move || value.with(|value| mine.with_value(|mine| mine == value));
            let said = icon.is_some().then(|| label.clone());
            let tooltip = said.clone();
            let drawn = match icon {
                Some(name) => view! { <Icon name/> }.into_any(),
                None => label.into_any(),
            };
            view! {
                <label title=tooltip>
                    <input
                        type="radio"
                        name=name.clone()
                        value=own
                        checked=chosen
                        prop:checked=is_chosen
                        aria-label=said
                        on:change=move |_| on_change.run(mine.get_value())
                    />
                    {drawn}
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class=format!("seg {class}").trim_end().to_owned() aria-label=label>
            {radios}
        </fieldset>
    }
}
