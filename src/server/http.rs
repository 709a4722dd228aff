//! The plain routes: media, uploads, archives, events, health; and the layers around every route.
//!
//! From the outside in: log, compression, problems below `/api/v1`, panic guard, security headers, session, cross-site guard, sign-in guard.

mod bytes;
pub mod error;
pub mod events;
mod headers;
pub mod health;
pub mod media;
pub mod middleware;
pub mod share;
pub mod upload;
pub mod v1;
pub mod zip;

use crate::server::studio::Studio;
use axum::routing::get;
use axum::{Extension, Router};
use upload::DeskCell;

/// Every plain route, without the layers.
pub fn routes() -> Router<Studio> {
    Router::new()
        .route("/healthz", get(health::health))
        .route("/events", get(events::events))
        .merge(media::routes())
        .merge(share::routes())
        .merge(upload::routes())
        .merge(v1::routes())
        .merge(zip::routes())
        .layer(Extension(DeskCell::default()))
}
