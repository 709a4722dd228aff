//! Pictures and downloads of public campaign pages. Every request asks anew whether the link lives.

use super::bytes::{Asked, Keep, Sheet, plain, rendition, waveform};
use super::error::Refusal;
use super::headers::attachment;
use super::zip::send;
use crate::domain::asset::Asset;
use crate::domain::file_name::named;
use crate::domain::rendition::RenditionSize;
use crate::server::error::{Error, Result};
use crate::server::service::clean::handout;
use crate::server::service::downloads::open_public;
use crate::server::service::share::open_asset;
use crate::server::studio::Studio;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::{HeaderName, HeaderValue};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

/// The routes.
pub fn routes() -> Router<Studio> {
    Router::new()
        .route("/c/{brand}/{segment}/media/{asset}/{size}", get(picture))
        .route("/c/{brand}/{segment}/download/{asset}", get(download))
        .route("/c/{brand}/{segment}/zip", get(all))
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
        match size.as_str() {
            "play" => hand_out(&studio, asset, &asked, false).await,
            "waveform" => waveform(&studio.storage, &asset, None, Keep::Asking, &asked).await,
            size => {
                let size = RenditionSize::parse(size).ok_or(Error::Missing("picture"))?;
                rendition(&studio.storage, &asset, size, Keep::Asking, &asked).await
            }
        }
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
        hand_out(&studio, asset, &asked, true).await
    };
    work.await.unwrap_or_else(gone)
}

async fn all(
    State(studio): State<Studio>,
    Path((_, segment)): Path<(String, String)>,
    method: Method,
    headers: HeaderMap,
) -> Response {
    let asked = Asked { method: &method, headers: &headers };
    let work = async { send(open_public(&studio, &segment).await?, &asked).await };
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

/// The file as visitors get it, whole or in part, to be saved or shown.
async fn hand_out(studio: &Studio, asset: Asset, asked: &Asked<'_>, save: bool) -> Result<Response> {
    let Some(file) = handout(studio, &asset).await? else {
        let sentence = "This file is not handed out, because what is embedded in it cannot be taken out.";
        return Ok(plain(StatusCode::NOT_FOUND, sentence));
    };
    let name = named(asset.name.as_str(), file.extension);
    let sheet = Sheet::new(&asset, &file.what, file.mime, Keep::Asking);
    let sheet = if save { sheet.saved_as(&attachment(&name)) } else { sheet };
    match sheet.unchanged(asked) {
        Some(unchanged) => Ok(unchanged),
        None => sheet.stream(&studio.storage, &file.key, file.bytes, asked).await,
    }
}
