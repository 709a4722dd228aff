//! Pictures and files for members: `/media/{asset}/{320|640|2048|sheet|waveform|original|download}`, and of an
//! earlier version `/media/{asset}/v{number}/…`.

use super::bytes::{Asked, Keep, Sheet, rendition, sheet_of_frames, waveform};
use super::error::Refusal;
use super::headers::attachment;
use crate::domain::access::Action;
use crate::domain::asset::Asset;
use crate::domain::file_name::named;
use crate::domain::id::AssetId;
use crate::domain::rendition::RenditionSize;
use crate::server::auth::Visit;
use crate::server::error::{Error, Result};
use crate::server::service::{assets, versions};
use crate::server::storage::Key;
use crate::server::studio::Studio;
use axum::Router;
use axum::extract::{Extension, Path, Query, State};
use axum::http::{HeaderMap, Method};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;

/// The routes.
pub fn routes() -> Router<Studio> {
    Router::new().route("/media/{asset}/{what}", get(serve)).route("/media/{asset}/{version}/{what}", get(serve_version))
}

/// First digits of the object, which make the address change with the bytes.
#[derive(Deserialize)]
struct Version {
    v: Option<String>,
    /// Bars of a waveform.
    bars: Option<u16>,
}

impl Version {
    fn keep(&self, asset: &Asset) -> Keep {
        let same = self.v.as_deref().is_some_and(|version| version.len() >= 8 && asset.object.starts_with(version));
        if same { Keep::Immutable } else { Keep::Asking }
    }
}

async fn serve(
    State(studio): State<Studio>,
    Extension(visit): Extension<Visit>,
    Path((id, what)): Path<(String, String)>,
    Query(version): Query<Version>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let ctx = visit.ctx(&studio)?;
    let asset = assets::get(&ctx, asset_id(&id)?, Action::See)?;
    Ok(hand_out(&studio, &asset, &what, &version, &Asked { method: &method, headers: &headers }).await?)
}

async fn serve_version(
    State(studio): State<Studio>,
    Extension(visit): Extension<Visit>,
    Path((id, number, what)): Path<(String, String, String)>,
    Query(version): Query<Version>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let ctx = visit.ctx(&studio)?;
    let number = number.strip_prefix('v').and_then(|number| number.parse().ok()).ok_or(Error::Missing("version"))?;
    let asset = versions::get(&ctx, asset_id(&id)?, number).await?;
    Ok(hand_out(&studio, &asset, &what, &version, &Asked { method: &method, headers: &headers }).await?)
}

fn asset_id(text: &str) -> Result<AssetId> {
    text.parse().map_err(|_| Error::Missing("asset"))
}

async fn hand_out(studio: &Studio, asset: &Asset, what: &str, version: &Version, asked: &Asked<'_>) -> Result<Response> {
    if let Some(size) = RenditionSize::parse(what) {
        return rendition(&studio.storage, asset, size, version.keep(asset), asked).await;
    }
    match what {
        "sheet" => return sheet_of_frames(&studio.storage, asset, version.keep(asset), asked).await,
        "waveform" => return waveform(&studio.storage, asset, version.bars, version.keep(asset), asked).await,
        _ => {}
    }
    match what {
        "original" => file(studio, asset, false, version.keep(asset), asked).await,
        "download" => file(studio, asset, true, Keep::Asking, asked).await,
        _ => Err(Error::Missing("asset")),
    }
}

/// The untouched file, to be shown or, as a download, to be saved under its name.
pub(super) async fn file(studio: &Studio, asset: &Asset, download: bool, keep: Keep, asked: &Asked<'_>) -> Result<Response> {
    let what = if download { "download" } else { "original" };
    let mut sheet = Sheet::new(asset, what, asset.format.mime(), keep);
    if download {
        sheet = sheet.saved_as(&attachment(&named(asset.name.as_str(), asset.format.extension())));
    }
    match sheet.unchanged(asked) {
        Some(unchanged) => Ok(unchanged),
        None => sheet.stream(&studio.storage, &Key::object(&asset.object)?, asset.bytes, asked).await,
    }
}
