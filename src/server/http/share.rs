//! Pictures and downloads of public campaign pages. Every request asks anew whether the link lives.

use super::bytes::{Asked, Keep, Sheet, plain, rendition};
use super::error::Refusal;
use super::headers::attachment;
use crate::domain::asset::Asset;
use crate::domain::file_name::named;
use crate::domain::rendition::RenditionSize;
use crate::server::error::{Error, Result};
use crate::server::media::{Strip, strip};
use crate::server::service::share::open_asset;
use crate::server::storage::{Key, Storage, is_missing};
use crate::server::studio::Studio;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::{HeaderName, HeaderValue};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use bytes::Bytes;
use std::io;
use tokio::sync::Semaphore;

const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

/// Largest original that is cleaned in memory for a visitor, in bytes; above it the large rendition goes out.
const MOST_CLEANED: u64 = 128 << 20;
/// Originals cleaned at once, which bounds the memory that visitors can ask for.
static SEATS: Semaphore = Semaphore::const_new(3);

/// The routes.
pub fn routes() -> Router<Studio> {
    Router::new()
        .route("/c/{brand}/{segment}/media/{asset}/{size}", get(picture))
        .route("/c/{brand}/{segment}/download/{asset}", get(download))
        .layer(map_response(hidden))
}

/// Search engines keep nothing of it.
async fn hidden(mut answer: Response) -> Response {
    answer.headers_mut().insert(ROBOTS, HeaderValue::from_static("noindex, nofollow"));
    answer
}

async fn picture(
    State(studio): State<Studio>,
    Path((_, segment, id, size)): Path<(String, String, String, String)>,
    method: Method,
    headers: HeaderMap,
) -> Response {
    let asked = Asked { method: &method, headers: &headers };
    let work = async {
        let asset = open(&studio, &segment, &id).await?;
        let size = RenditionSize::parse(&size).ok_or(Error::Missing("picture"))?;
        rendition(&studio.storage, &asset, size, Keep::Asking, &asked).await
    };
    work.await.unwrap_or_else(gone)
}

async fn download(
    State(studio): State<Studio>,
    Path((_, segment, id)): Path<(String, String, String)>,
    method: Method,
    headers: HeaderMap,
) -> Response {
    let asked = Asked { method: &method, headers: &headers };
    let work = async {
        let asset = open(&studio, &segment, &id).await?;
        hand_out(&studio.storage, asset, &asked).await
    };
    work.await.unwrap_or_else(gone)
}

async fn open(studio: &Studio, segment: &str, id: &str) -> Result<Asset> {
    let id = id.parse().map_err(|_| Error::Missing("picture"))?;
    open_asset(studio, segment, id).await
}

/// Wrong, private, deleted, not approved: the same answer.
fn gone(error: Error) -> Response {
    if error.internal() {
        Refusal(error).into_response()
    } else {
        plain(StatusCode::NOT_FOUND, "This link leads nowhere (any more).")
    }
}

/// The original without metadata, or the large rendition, which never has any.
async fn hand_out(storage: &Storage, asset: Asset, asked: &Asked<'_>) -> Result<Response> {
    let probe = Sheet::new(&asset, "clean", asset.format.mime(), Keep::Asking);
    if let Some(unchanged) = probe.unchanged(asked) {
        return Ok(unchanged);
    }
    let saved = |mime, extension| {
        let name = named(asset.name.as_str(), extension);
        Sheet::new(&asset, "clean", mime, Keep::Asking).saved_as(&attachment(&name))
    };
    if let Some(bytes) = clean(storage, &asset).await? {
        return Ok(saved(asset.format.mime(), asset.format.extension()).whole(bytes));
    }
    Ok(match storage.rendition(&asset.object, RenditionSize::S2048).await? {
        Some((coding, bytes)) => saved(coding.mime(), coding.extension()).whole(bytes),
        None => plain(StatusCode::NOT_FOUND, "This file is not handed out, because what is embedded in it cannot be taken out."),
    })
}

/// The original's bytes without metadata; `None` where that is not safe.
async fn clean(storage: &Storage, asset: &Asset) -> Result<Option<Bytes>> {
    if asset.bytes > MOST_CLEANED {
        return Ok(None);
    }
    let _seat = SEATS.acquire().await.map_err(|error| Error::Internal(error.to_string()))?;
    let bytes = match storage.read_all(&Key::object(&asset.object)?).await {
        Err(error) if is_missing(&error) => return Ok(None),
        bytes => bytes?,
    };
    let format = asset.format;
    let cleaned = tokio::task::spawn_blocking(move || strip(&bytes, format)).await.map_err(io::Error::other)?;
    Ok(match cleaned {
        Strip::Clean(bytes) => Some(bytes.into()),
        Strip::Unsupported => None,
    })
}
