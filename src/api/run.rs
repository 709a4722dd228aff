//! Gives each server function its context, and each failure its status and words.

use super::error::ApiError;
use crate::server::auth::{SessionCookie, Visit, safe_path};
use crate::server::context::Ctx;
use crate::server::error::{Error, Result};
use crate::server::ids;
use crate::server::studio::Studio;
use axum::http::header::{ACCEPT, HeaderValue, RETRY_AFTER, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use std::future::Future;

/// Runs `work` for the signed-in member of this request.
pub async fn run<T, F>(work: impl FnOnce(Ctx) -> F + Send) -> Result<T, ApiError>
where
    F: Future<Output = Result<T>> + Send,
{
    let (studio, visit) = here()?;
    let outcome = match visit.ctx(&studio) {
        Ok(ctx) => Box::pin(work(ctx)).await,
        Err(error) => Err(error),
    };
    outcome.map_err(|error| tell(&studio, error))
}

/// Runs `work` for whoever asks; it judges for itself.
pub async fn run_signed_out<T, F>(work: impl FnOnce(Studio, Visit) -> F + Send) -> Result<T, ApiError>
where
    F: Future<Output = Result<T>> + Send,
{
    let (studio, visit) = here()?;
    Box::pin(work(studio.clone(), visit)).await.map_err(|error| tell(&studio, error))
}

/// Sets the session cookie and redirects to `path` when it is one of this studio's.
pub fn answer_with_cookie(cookie: &SessionCookie, path: &str) {
    if let (Some(response), Ok(value)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(&cookie.header())) {
        response.append_header(SET_COOKIE, value);
    }
    leptos_axum::redirect(safe_path(path));
}

fn here() -> Result<(Studio, Visit), ApiError> {
    let found = use_context::<Studio>().zip(use_context::<Parts>());
    let (studio, parts) = found.ok_or_else(|| ApiError::Broken { reference: "context".to_owned() })?;
    let visit = parts.extensions.get::<Visit>().cloned().unwrap_or_default();
    Ok((studio, visit))
}

/// Whether a browser posted a form by itself; our own code does not ask for documents.
fn posted_form(parts: &Parts) -> bool {
    let accepts = parts.headers.get(ACCEPT).and_then(|value| value.to_str().ok());
    parts.method == Method::POST && accepts.is_some_and(|accepts| accepts.contains("text/html"))
}

/// Words for the person, fields for the log, the status for the protocol.
fn tell(studio: &Studio, error: Error) -> ApiError {
    let (status, told) = match error {
        Error::SignedOut | Error::WrongToken => (StatusCode::UNAUTHORIZED, ApiError::SignedOut),
        Error::Scope(_) => (StatusCode::FORBIDDEN, ApiError::Denied(error.to_string())),
        Error::Stale => (StatusCode::CONFLICT, ApiError::Conflict { reason: error.to_string(), current: None }),
        Error::Denied(denied) => (StatusCode::FORBIDDEN, ApiError::Denied(denied.to_string())),
        Error::Missing(_) => (StatusCode::NOT_FOUND, ApiError::Missing(error.to_string())),
        Error::Invalid(invalid) => {
            (StatusCode::UNPROCESSABLE_ENTITY, ApiError::Invalid { field: invalid.field, reason: invalid.reason })
        }
        Error::Refused(refused) => {
            (StatusCode::UNPROCESSABLE_ENTITY, ApiError::Invalid { field: "file".to_owned(), reason: refused.to_string() })
        }
        Error::Conflict { reason, current } => (StatusCode::CONFLICT, ApiError::Conflict { reason, current }),
        Error::TooMany(_) => (StatusCode::TOO_MANY_REQUESTS, ApiError::Busy(error.to_string())),
        Error::Busy => (StatusCode::SERVICE_UNAVAILABLE, ApiError::Busy(error.to_string())),
        Error::Db(_) | Error::Corrupt { .. } | Error::Storage(_) | Error::Io(_) | Error::Internal(_) => {
            let reference = ids::mint::<crate::domain::id::JobId>(studio.clock.now()).to_string();
            tracing::error!(%reference, %error, "a request failed");
            (StatusCode::INTERNAL_SERVER_ERROR, ApiError::Broken { reference })
        }
    };
    // A form posted without scripts is sent back to its page, which says why; a status would undo that.
    let posted = use_context::<Parts>().is_some_and(|parts| posted_form(&parts));
    if let Some(response) = use_context::<ResponseOptions>()
        && !posted
    {
        response.set_status(status);
        if let (ApiError::Busy(_), Ok(value)) = (&told, HeaderValue::from_str("5")) {
            response.insert_header(RETRY_AFTER, value);
        }
    }
    told
}
