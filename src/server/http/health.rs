//! `GET /healthz`: 200 with the version when record and storage answer, else 503 with what does not.

use crate::server::studio::Studio;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// Checks the components a request needs.
pub async fn health(State(studio): State<Studio>) -> Response {
    let database = studio.db.check().await;
    let storage = studio.storage.check().await;
    let word = |ok: bool| if ok { "ok" } else { "unavailable" };
    for (component, error) in [("database", database.as_ref().err()), ("storage", storage.as_ref().err())] {
        if let Some(error) = error {
            tracing::error!(component, %error, "a component is unavailable");
        }
    }
    let status = if database.is_ok() && storage.is_ok() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let body = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "database": word(database.is_ok()),
        "storage": word(storage.is_ok()),
    });
    (status, [(CACHE_CONTROL, "no-store")], Json(body)).into_response()
}
