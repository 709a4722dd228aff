//! Why saving a form failed, in words beside the field they are about.

use leptos::prelude::*;

use crate::api::error::ApiError;
use crate::ui::kit::{Icon, IconName};

/// Why the last try failed; `None` while nothing is wrong.
pub fn fault_of<I, O>(save: Action<I, Result<O, ApiError>>) -> Signal<Option<ApiError>>
where
    I: Send + Sync + 'static,
    O: Send + Sync + 'static,
{
    let value = save.value();
    Signal::derive(move || value.with(|done| done.as_ref()?.as_ref().err().cloned()))
}

/// The same in words, for a form where one field says everything.
pub fn fault_words<I, O>(save: Action<I, Result<O, ApiError>>) -> Signal<Option<String>>
where
    I: Send + Sync + 'static,
    O: Send + Sync + 'static,
{
    besides(fault_of(save), &[])
}

/// What it says about that field and no other.
pub fn about(fault: Signal<Option<ApiError>>, field: &'static str) -> Signal<Option<String>> {
    Signal::derive(move || fault.with(|fault| fault.as_ref()?.about(field)))
}

/// What it says, unless one of those fields says it: for the field where everything else stands.
pub fn besides(fault: Signal<Option<ApiError>>, fields: &'static [&'static str]) -> Signal<Option<String>> {
    Signal::derive(move || {
        fault.with(|fault| {
            let fault = fault.as_ref()?;
            fields.iter().all(|field| fault.about(field).is_none()).then(|| fault.to_string())
        })
    })
}

/// What it says, unless one of those fields says it: above the button, where no field has room for it.
#[component]
pub fn Fault(
    /// Why the last try failed.
    fault: Signal<Option<ApiError>>,
    /// The fields that say what is theirs.
    fields: &'static [&'static str],
) -> impl IntoView {
    let words = besides(fault, fields);
    let line = move || {
        words.get().map(|words| {
            view! {
                <p class="fault" role="alert">
                    <Icon name=IconName::Alert/>
                    {words}
                </p>
            }
        })
    };
    view! { {line} }
}
