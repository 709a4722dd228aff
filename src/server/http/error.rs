//! Failures of the plain routes: the right status, and a sentence as plain text. `/api/v1` tells the same as a
//! [`Problem`](super::v1::problem::Problem).

use crate::domain::upload::Refused;
use crate::server::error::Error;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

/// A refused request.
#[derive(Debug)]
pub struct Refusal(pub Error);

impl<E: Into<Error>> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

/// The status that says what went wrong.
pub fn status(error: &Error) -> StatusCode {
    match error {
        Error::SignedOut | Error::WrongToken => StatusCode::UNAUTHORIZED,
        Error::Denied(_) | Error::Scope(_) => StatusCode::FORBIDDEN,
        Error::Missing(_) => StatusCode::NOT_FOUND,
        Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Error::Refused(Refused::TooLarge(_)) => StatusCode::PAYLOAD_TOO_LARGE,
        Error::Refused(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Error::Conflict { .. } => StatusCode::CONFLICT,
        Error::Stale => StatusCode::PRECONDITION_FAILED,
        Error::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
        Error::Busy => StatusCode::SERVICE_UNAVAILABLE,
        Error::Db(_) | Error::Corrupt { .. } | Error::Storage(_) | Error::Io(_) | Error::Internal(_) => {
            StatusCode::INTERNAL_SERVER_ERROR
        }
    }
}

/// The sentence for people. What only an operator can act on goes to the log instead.
pub fn words(error: &Error) -> String {
    if error.internal() {
        tracing::error!(%error, "a request failed");
        return "Something went wrong in the studio. Nothing was lost; try again.".to_owned();
    }
    error.to_string()
}

/// Headers by which a program knows what to do next.
pub fn headers(error: &Error) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let challenge = match error {
        Error::SignedOut => Some("Bearer realm=\"Atelier\"".to_owned()),
        Error::WrongToken => Some("Bearer realm=\"Atelier\", error=\"invalid_token\"".to_owned()),
        Error::Scope(scope) => {
            Some(format!("Bearer realm=\"Atelier\", error=\"insufficient_scope\", scope=\"{}\"", scope.as_str()))
        }
        _ => None,
    };
    if let Some(challenge) = challenge.and_then(|challenge| HeaderValue::from_str(&challenge).ok()) {
        headers.insert(WWW_AUTHENTICATE, challenge);
    }
    match error {
        Error::TooMany(seconds) => drop(headers.insert(RETRY_AFTER, (*seconds).into())),
        Error::Busy => drop(headers.insert(RETRY_AFTER, HeaderValue::from_static("2"))),
        _ => {}
    }
    headers
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let Self(error) = self;
        let mut headers = headers(&error);
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
        (status(&error), headers, words(&error)).into_response()
    }
}
