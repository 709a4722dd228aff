//! The file of an asset and the smaller pictures made of it.

use super::answer::{Answer, Bytes};
use super::assets::At;
use super::caller::{Caller, Read};
use super::extract::{Path, Query, document};
use crate::domain::access::Action;
use crate::domain::id::AssetId;
use crate::domain::rendition::RenditionSize;
use crate::server::error::Error;
use crate::server::http::bytes::{Asked, Keep, rendition as stored};
use crate::server::http::media;
use crate::server::service::assets;
use crate::server::studio::Studio;
use aide::OperationInput;
use aide::generate::GenContext;
use aide::openapi::Operation;
use aide::operation::ParamLocation;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use schemars::JsonSchema;
use serde::Deserialize;
use std::convert::Infallible;

/// Of a request, what decides how bytes are answered.
pub struct Wanted {
    method: Method,
    headers: HeaderMap,
}

impl Wanted {
    /// The same for the code that answers.
    pub fn asked(&self) -> Asked<'_> {
        Asked { method: &self.method, headers: &self.headers }
    }
}

impl FromRequestParts<Studio> for Wanted {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Studio) -> Result<Self, Infallible> {
        Ok(Self { method: parts.method.clone(), headers: parts.headers.clone() })
    }
}

/// The headers in question.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is of interest")]
struct ByteHeaders {
    /// One range of bytes: `bytes=0-999`.
    #[schemars(rename = "Range")]
    range: Option<String>,
    /// The range is meant for the file with this tag; of another one, all is sent.
    #[schemars(rename = "If-Range")]
    if_range: Option<String>,
    /// Tags of what is there already.
    #[schemars(rename = "If-None-Match")]
    if_none_match: Option<String>,
}

impl OperationInput for Wanted {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        document::<ByteHeaders>(ctx, operation, ParamLocation::Header);
    }
}

/// How the file is sent.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sending {
    /// Say that it be saved under the asset's name rather than shown.
    #[serde(default)]
    pub download: bool,
}

pub async fn file(
    caller: Caller<Read>,
    Path(At { asset }): Path<At>,
    Query(Sending { download }): Query<Sending>,
    wanted: Wanted,
) -> Answer<Bytes> {
    let asset = assets::get(&caller, asset, Action::See)?;
    Ok(Bytes(media::file(&caller.studio, &asset, download, Keep::Asking, &wanted.asked()).await?))
}

/// A rendition in an address.
#[derive(Deserialize, JsonSchema)]
pub struct RenditionAt {
    /// The asset's id.
    asset: AssetId,
    /// Longest edge in pixels: 320, 640 or 2048.
    #[schemars(regex(pattern = "^(320|640|2048)$"))]
    size: String,
}

pub async fn rendition(
    caller: Caller<Read>,
    Path(RenditionAt { asset, size }): Path<RenditionAt>,
    wanted: Wanted,
) -> Answer<Bytes> {
    let asset = assets::get(&caller, asset, Action::See)?;
    let size = RenditionSize::parse(&size).ok_or(Error::Missing("rendition"))?;
    Ok(Bytes(stored(&caller.storage, &asset, size, Keep::Asking, &wanted.asked()).await?))
}
