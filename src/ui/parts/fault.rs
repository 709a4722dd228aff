//! Why saving a form failed, in words for one of its fields.

use crate::api::error::ApiError;
use leptos::prelude::*;

/// What the last try says about that field, or else at all; `None` while nothing is wrong.
pub fn fault_about<O>(save: Action<(), Result<O, ApiError>>, field: &'static str) -> Signal<Option<String>>
where
    O: Send + Sync + 'static,
{
    Signal::derive(move || {
        save.value().with(|answer| match answer {
            Some(Err(error)) => Some(error.about(field).unwrap_or_else(|| error.to_string())),
            _ => None,
        })
    })
}
