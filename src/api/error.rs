//! The one error that crosses the wire: small, and what a person can act on.

use crate::domain::review::Status;
use leptos::prelude::{FromServerFnError, ServerFnErrorErr};
use leptos::server_fn::codec::JsonEncoding;
use serde::{Deserialize, Serialize};

/// Why a request did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum ApiError {
    #[error("Sign in to go on.")]
    SignedOut,
    /// Visible, but not allowed. The sentence says what.
    #[error("{0}")]
    Denied(String),
    /// Does not exist, or not for this person.
    #[error("{0}")]
    Missing(String),
    #[error("{reason}")]
    Invalid { field: String, reason: String },
    /// Somebody else was quicker, or the state forbids it.
    #[error("{reason}")]
    Conflict { reason: String, current: Option<Status> },
    #[error("{0}")]
    Busy(String),
    /// The request did not reach the studio.
    #[error("The studio cannot be reached. Check the connection and try again.")]
    Offline,
    /// The studio failed; the reference finds it in the log.
    #[error("Something went wrong in the studio. Nothing was lost; try again. Reference {reference}.")]
    Broken { reference: String },
}

impl ApiError {
    /// The reason belonging to a form field, if it is about that field.
    pub fn about(&self, name: &str) -> Option<String> {
        match self {
            Self::Invalid { field, reason } if field == name => Some(reason.clone()),
            _ => None,
        }
    }
}

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Offline,
            ServerFnErrorErr::Args(reason) | ServerFnErrorErr::MissingArg(reason) => {
                Self::Invalid { field: String::new(), reason: format!("The request does not read: {reason}") }
            }
            _ => Self::Broken { reference: "contract".to_owned() },
        }
    }
}
