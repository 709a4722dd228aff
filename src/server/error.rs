//! The error of the server side. Services return it; `api` and `http` turn it into what may cross.
//!
//! Use the first group for what a person can act on, the second for what only an operator can.

use crate::domain::access::Denied;
use crate::domain::review::Status;
use crate::domain::text::Invalid;
use crate::domain::token::TokenScope;
use crate::domain::upload::Refused;

/// Shorthand of this side.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("Sign in to go on.")]
    SignedOut,
    #[error("This token is not known, has expired or was revoked.")]
    WrongToken,
    /// The token is not good for this, whatever its member may do.
    #[error("This token lacks the scope “{}”.", .0.as_str())]
    Scope(TokenScope),
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The thing does not exist, or not for this person. Holds its noun: "asset".
    #[error("This {0} does not exist, or you may not see it.")]
    Missing(&'static str),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Somebody else was quicker, or the state forbids it. The sentence says what is true now.
    #[error("{reason}")]
    Conflict { reason: String, current: Option<Status> },
    /// It is not what was read before: a precondition of the request does not hold.
    #[error("It has changed since you read it. Read it again and repeat.")]
    Stale,
    /// Too many attempts; come back in so many seconds.
    #[error("Too many attempts. Try again in {0} seconds.")]
    TooMany(u64),
    #[error("The studio is busy. Try again in a moment.")]
    Busy,

    #[error("database: {0}")]
    Db(#[from] surrealdb::Error),
    #[error("a record does not read: {table}:{id}: {reason}")]
    Corrupt { table: &'static str, id: String, reason: String },
    #[error("storage: {0}")]
    Storage(#[from] object_store::Error),
    #[error("file: {0}")]
    Io(#[from] std::io::Error),
    #[error("{0}")]
    Internal(String),
}

impl Error {
    /// A conflict without a status.
    pub fn conflict(reason: impl Into<String>) -> Self {
        Self::Conflict { reason: reason.into(), current: None }
    }

    /// Whether only an operator can do something about it.
    pub fn internal(&self) -> bool {
        matches!(self, Self::Db(_) | Self::Corrupt { .. } | Self::Storage(_) | Self::Io(_) | Self::Internal(_))
    }
}
