//! Versions of an asset: every file it ever had, of which the last is its file now.

use super::ROOT;
use super::answer::{Answer, Bytes, Created, Json};
use super::assets::At;
use super::caller::{Caller, Read, Write};
use super::extract::{Path, Query};
use super::files::{Sending, Wanted};
use super::shape::{List, Person, Time};
use super::upload::{Arrived, Stream};
use crate::domain::format::Format;
use crate::domain::id::AssetId;
use crate::domain::version as domain;
use crate::server::context::Ctx;
use crate::server::error::Error;
use crate::server::http::bytes::Keep;
use crate::server::http::media;
use crate::server::http::upload::Announced;
use crate::server::service::versions;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One of the files an asset ever had.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Version {
    /// From 1 on.
    #[schemars(range(min = 1))]
    number: u32,
    /// It is the asset's file now.
    current: bool,
    /// What its file was called.
    name: String,
    /// Told from the content, not from the name.
    format: Format,
    /// Media type of the file.
    media_type: &'static str,
    /// Size of the file.
    bytes: u64,
    /// BLAKE3 of the file, 64 hex digits.
    hash: String,
    /// Pixels, after orientation was applied; `null` where unknown.
    width: Option<u32>,
    /// Pixels, after orientation was applied; `null` where unknown.
    height: Option<u32>,
    /// Who added it.
    creator: Person,
    added: Time,
    /// Number of the version that was brought back by this one.
    restored_from: Option<u32>,
    links: VersionLinks,
}

/// Addresses of a version, on this studio's host.
#[derive(Debug, Serialize, JsonSchema)]
pub struct VersionLinks {
    /// The version itself.
    #[serde(rename = "self")]
    this: String,
    /// The untouched file.
    file: String,
}

impl Version {
    /// The same in the API's shape; `current` is the number of the asset's last version.
    fn of(ctx: &Ctx, asset: AssetId, version: domain::Version, current: u32) -> Self {
        let this = format!("{}/assets/{asset}/versions/{}", ROOT, version.number);
        let creator = ctx.catalog.member(version.uploader).map(|member| member.name.to_string()).unwrap_or_default();
        Self {
            number: version.number,
            current: version.number == current,
            name: version.name.to_string(),
            format: version.format,
            media_type: version.format.mime(),
            bytes: version.bytes,
            hash: version.object,
            width: Some(version.facts.width).filter(|width| *width > 0),
            height: Some(version.facts.height).filter(|height| *height > 0),
            creator: Person { id: version.uploader, name: creator },
            added: Time(version.added),
            restored_from: version.restored_from,
            links: VersionLinks { file: format!("{this}/file"), this },
        }
    }
}

/// Newest first.
async fn all(ctx: &Ctx, asset: AssetId) -> Answer<Vec<Version>> {
    let versions = versions::all(ctx, asset).await?;
    let current = versions.first().map_or(0, |version| version.number);
    Ok(versions.into_iter().map(|version| Version::of(ctx, asset, version, current)).collect())
}

async fn one(ctx: &Ctx, asset: AssetId, number: u32) -> Answer<Version> {
    let found = all(ctx, asset).await?.into_iter().find(|version| version.number == number);
    Ok(found.ok_or(Error::Missing("version"))?)
}

pub async fn list(caller: Caller<Read>, Path(At { asset }): Path<At>) -> Answer<Json<List<Version>>> {
    Ok(Json(List { items: all(&caller, asset).await? }))
}

/// A version in an address.
#[derive(Deserialize, JsonSchema)]
pub struct VersionAt {
    /// The asset's id.
    asset: AssetId,
    /// The version's number, from 1 on.
    number: u32,
}

pub async fn get(caller: Caller<Read>, Path(VersionAt { asset, number }): Path<VersionAt>) -> Answer<Json<Version>> {
    Ok(Json(one(&caller, asset, number).await?))
}

pub async fn file(
    caller: Caller<Read>,
    Path(VersionAt { asset, number }): Path<VersionAt>,
    Query(Sending { download }): Query<Sending>,
    wanted: Wanted,
) -> Answer<Bytes> {
    let asset = versions::get(&caller, asset, number).await?;
    Ok(Bytes(media::file(&caller.studio, &asset, download, Keep::Asking, &wanted.asked()).await?))
}

/// How the file is called.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// File name; folders before it are left out. The asset keeps its own.
    name: String,
}

pub async fn add(
    caller: Caller<Write>,
    Path(At { asset }): Path<At>,
    Query(Named { name }): Query<Named>,
    stream: Stream,
) -> Answer<Arrived<Version>> {
    let announced = Announced { version_of: Some(asset), name, ..Announced::default() };
    let done = stream.take_in(&caller, announced).await?;
    let body = one(&caller, asset, done.version.unwrap_or_default()).await?;
    Ok(Arrived { already: done.already, at: body.links.this.clone(), body })
}

pub async fn restore(caller: Caller<Write>, Path(VersionAt { asset, number }): Path<VersionAt>) -> Answer<Created<Version>> {
    let number = versions::restore(&caller, asset, number).await?;
    let body = one(&caller, asset, number).await?;
    Ok(Created { at: body.links.this.clone(), body })
}
