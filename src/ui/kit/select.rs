//! The native select, labelled like every field.

use leptos::{html, prelude::*};

use super::field::Field;
use crate::ui::browser::input::Control;

/// One answer among several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// Shown, but not to be chosen now.
    pub off: bool,
}

impl Choice {
    /// An answer that can be chosen.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), off: false }
    }
}

/// Asks for one of several answers.
#[component]
pub fn SelectField(
    /// Unique in the page, and the same on the server.
    #[prop(into)]
    id: String,
    /// What the field asks for.
    #[prop(into)]
    label: Signal<String>,
    /// Its name in a form that is posted.
    #[prop(optional, into)]
    name: Option<String>,
    /// The answers.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// The value of the chosen answer.
    #[prop(into)]
    value: Signal<String>,
    /// Hears the value of a new choice.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
    /// 40 px tall, for forms.
    #[prop(optional)]
    large: bool,
    /// Shows the label only to those who do not see the page.
    #[prop(optional)]
    bare: bool,
    /// What is wrong with the choice.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// A word of help.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
) -> impl IntoView {
    let node = NodeRef::<html::Select>::new();
    // After the answers too: an answer drawn anew is not the chosen one by itself.
    Effect::new(move |before: Option<()>| {
        let wanted = value.get();
        let offered = |text: &String| choices.with(|choices| choices.iter().any(|choice| choice.value == *text));
        match (node.text().filter(offered), on_change) {
            // Chosen in the server's page before this ran: the person was first.
            (Some(chosen), Some(on_change)) if before.is_none() && chosen != wanted && offered(&wanted) => on_change.run(chosen),
            _ => node.put(&wanted),
        }
    });
    let first = value.get_untracked();
    let answers = move || {
        choices
            .get()
            .into_iter()
            .map(|choice| {
                let chosen = choice.value == first;
                view! {
                    <option value=choice.value selected=chosen disabled=choice.off>
                        {choice.label}
                    </option>
                }
            })
            .collect_view()
    };
    let changed = move |event| {
        if let Some(on_change) = on_change {
            on_change.run(event_target_value(&event));
        }
    };
    view! {
        <Field id=id.clone() label bare error hint>
            <select
                class="input"
                class:lg=large
                id=id.clone()
                name=name
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=format!("{id}-say")
                node_ref=node
                on:change=changed
            >
                {answers}
            </select>
        </Field>
    }
}
