//! Resumable uploads: tus 1.0 with creation, creation-with-upload, termination and expiration, at `/upload`.
//!
//! Beside the protocol, the answer to the last byte says what became of the file: `Atelier-Asset` is the asset, and
//! `Atelier-Already: 1` says that the brand had these bytes before. Refusals are plain text for people.
//!
//! `Upload-Metadata` names the `brand` (its slug) and the `filename`, and may name a `collection` and a `campaign` of the
//! brand and `tags`, apart by commas. `keep` with the value 1 makes an asset of its own even of bytes that the brand has.
//! `version_of` names the asset of which the file becomes the newest version, and stands in place of all but the name.

mod desk;
mod metadata;
mod record;

use self::desk::{Claim, Complete, Desk, Finish, Standing};
pub use self::record::Done;
use self::record::Record;
use super::bytes::plain;
use super::error::Refusal;
use super::headers::http_date;
use crate::domain::access::{Action, Scope};
use crate::domain::asset::Source;
use crate::domain::id::{AssetId, UploadId};
use crate::domain::text::Invalid;
use crate::domain::token::TokenScope;
use crate::domain::upload::{Filing, MOST_BYTES, check_size, file_name, tags_of};
use crate::server::auth::Visit;
use crate::server::context::Ctx;
use crate::server::error::{Error, Result};
use crate::server::ids;
use crate::server::service::assets::{Arrival, Received, check_filing, ingest};
use crate::server::service::versions;
use crate::server::studio::Studio;
use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, FromRequestParts, Path, Request};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName, HeaderValue, LOCATION};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{head, options};
use futures::TryStreamExt;
use std::io;
use std::sync::{Arc, OnceLock};

const VERSION: &str = "1.0.0";
const EXTENSIONS: &str = "creation,creation-with-upload,expiration,termination";
const OFFSET_STREAM: &str = "application/offset+octet-stream";

const TUS_RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const TUS_VERSION: HeaderName = HeaderName::from_static("tus-version");
const TUS_EXTENSION: HeaderName = HeaderName::from_static("tus-extension");
const TUS_MAX_SIZE: HeaderName = HeaderName::from_static("tus-max-size");
const UPLOAD_OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const UPLOAD_LENGTH: HeaderName = HeaderName::from_static("upload-length");
const UPLOAD_METADATA: HeaderName = HeaderName::from_static("upload-metadata");
const UPLOAD_EXPIRES: HeaderName = HeaderName::from_static("upload-expires");
const METHOD_OVERRIDE: HeaderName = HeaderName::from_static("x-http-method-override");
const ATELIER_ASSET: HeaderName = HeaderName::from_static("atelier-asset");
const ATELIER_ALREADY: HeaderName = HeaderName::from_static("atelier-already");

/// The desk of this router, made at the first request because only that knows the studio.
#[derive(Clone, Debug, Default)]
pub struct DeskCell(Arc<OnceLock<Arc<Desk>>>);

impl DeskCell {
    fn of(&self, studio: &Studio) -> Arc<Desk> {
        self.0.get_or_init(|| Arc::new(Desk::new(studio.storage.staging_dir().join("uploads")))).clone()
    }
}

/// The routes. Bodies are as long as files are; they are measured while they come. They need a [`DeskCell`] around them.
pub fn routes() -> Router<Studio> {
    Router::new()
        .route("/upload", options(capabilities).post(create))
        .route("/upload/{id}", head(look).patch(append).delete(remove).options(capabilities).post(overridden))
        .layer(from_fn(version))
        .layer(DefaultBodyLimit::disable())
}

/// Who asks, at which desk: what every handler needs.
struct Desktop {
    ctx: Ctx,
    desk: Arc<Desk>,
}

impl Desktop {
    fn claim(&self, id: UploadId) -> Claim {
        Claim { id, owner: self.ctx.actor.member, now: self.ctx.now }
    }
}

impl FromRequestParts<Studio> for Desktop {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, studio: &Studio) -> Result<Self, Refusal> {
        let visit = parts.extensions.get::<Visit>().cloned().unwrap_or_default();
        let ctx = visit.ctx_for(studio, TokenScope::Write)?;
        let cell = parts.extensions.get::<DeskCell>().cloned().unwrap_or_default();
        Ok(Self { ctx, desk: cell.of(studio) })
    }
}

/// Refuses other versions of the protocol and stamps ours on every answer.
async fn version(request: Request, next: Next) -> Response {
    let spoken = request.headers().get(TUS_RESUMABLE).map(HeaderValue::as_bytes);
    let mut answer = if request.method() == Method::OPTIONS || spoken == Some(VERSION.as_bytes()) {
        next.run(request).await
    } else {
        plain(StatusCode::PRECONDITION_FAILED, "This studio speaks version 1.0.0 of the tus protocol.")
    };
    let headers = answer.headers_mut();
    headers.insert(TUS_RESUMABLE, HeaderValue::from_static(VERSION));
    headers.insert(TUS_VERSION, HeaderValue::from_static(VERSION));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

async fn capabilities() -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(TUS_EXTENSION, HeaderValue::from_static(EXTENSIONS));
    headers.insert(TUS_MAX_SIZE, MOST_BYTES.into());
    (StatusCode::NO_CONTENT, headers).into_response()
}

async fn create(at: Desktop, request: Request) -> Result<Response, Refusal> {
    let record = announced(&at.ctx, request.headers())?;
    let claim = at.claim(record.id);
    at.desk.begin(record.clone()).await?;
    let standing = if sends_bytes(request.headers()) {
        receive(at, claim, 0, request.into_body()).await?
    } else {
        Standing { offset: 0, record }
    };
    let mut headers = told(&standing);
    headers.insert(LOCATION, value(format!("/upload/{}", claim.id)));
    Ok((StatusCode::CREATED, headers).into_response())
}

/// The upload that a creation request announces.
fn announced(ctx: &Ctx, headers: &HeaderMap) -> Result<Record> {
    let invalid = |reason: &str| Error::from(Invalid::new("file", reason));
    let length = number(headers, &UPLOAD_LENGTH).ok_or_else(|| invalid("Upload-Length must say how many bytes follow."))?;
    let metadata = headers.get(UPLOAD_METADATA).map_or(Some(""), |value| value.to_str().ok());
    let metadata = metadata.ok_or_else(|| invalid("Upload-Metadata does not read."))?;
    let mut pairs = metadata::parse(metadata).ok_or_else(|| invalid("Upload-Metadata does not read."))?;
    let version_of = pairs.remove("version_of").map(|id| id.parse().map_err(|_| Error::Missing("asset"))).transpose()?;
    let brand = match pairs.remove("brand") {
        None if version_of.is_none() => return Err(invalid("Upload-Metadata must name the brand.")),
        brand => brand.unwrap_or_default(),
    };
    let mut given = |name: &str| pairs.remove(name).filter(|value| !value.is_empty());
    let collection = given("collection").map(|id| id.parse().map_err(|_| Error::Missing("collection"))).transpose()?;
    let campaign = given("campaign").map(|id| id.parse().map_err(|_| Error::Missing("campaign"))).transpose()?;
    let filing = Filing { collection, campaign, tags: tags_of(&given("tags").unwrap_or_default())? };
    let keep = pairs.remove("keep").is_some_and(|keep| keep == "1");
    let name = pairs.remove("filename").filter(|name| !name.is_empty()).or_else(|| pairs.remove("relativePath"));
    let (name, metadata) = (name.unwrap_or_default(), metadata.to_owned());
    record(ctx, Announced { brand, filing, version_of, keep, name, metadata, length })
}

/// A file that is about to come.
#[derive(Clone, Debug, Default)]
pub struct Announced {
    /// Slug; for a version that of its asset, or empty.
    pub brand: String,
    /// Nothing for a version.
    pub filing: Filing,
    /// The asset it is a new version of.
    pub version_of: Option<AssetId>,
    /// A second asset is wanted where the brand has these bytes already.
    pub keep: bool,
    /// As the sender calls it.
    pub name: String,
    /// To be repeated on demand.
    pub metadata: String,
    pub length: u64,
}

/// Refuses what may not come at all.
fn record(ctx: &Ctx, announced: Announced) -> Result<Record> {
    let Announced { brand, filing, version_of, keep, name, metadata, length } = announced;
    check_size(length)?;
    let version_of = version_of.map(|id| versions::open(ctx, id)).transpose()?;
    let brand = match &version_of {
        Some(asset) => {
            let own = ctx.brand(asset.brand)?;
            if !brand.is_empty() && brand != own.slug {
                return Err(Invalid::new("brand", "The asset of which this is a version belongs to another brand.").into());
            }
            if filing != Filing::default() {
                let reason = "A new version stays where its asset is. Leave out collection, campaign and tags.";
                return Err(Invalid::new("version_of", reason).into());
            }
            own
        }
        None => {
            let brand = ctx.catalog.brand_by_slug(&brand).ok_or(Error::Missing("brand"))?;
            ctx.require(Action::Upload, &Scope::Brand(brand.scope()), "brand")?;
            brand
        }
    };
    check_filing(ctx, &brand, &filing)?;
    Ok(Record {
        id: ids::mint(ctx.now),
        owner: ctx.actor.member,
        brand: brand.id,
        filing,
        version_of: version_of.map(|asset| asset.id),
        keep,
        name: file_name(&name),
        metadata,
        length,
        safe: 0,
        created: ctx.now,
        done: None,
        ended: None,
    })
}

/// Takes in a whole file at once. `None` when the body ended before its end; then nothing of it is kept.
pub async fn take_in(ctx: &Ctx, desk: &DeskCell, announced: Announced, body: Body) -> Result<Option<Done>> {
    let record = record(ctx, announced)?;
    let at = Desktop { ctx: ctx.clone(), desk: desk.of(&ctx.studio) };
    let (claim, desk) = (at.claim(record.id), at.desk.clone());
    desk.begin(record).await?;
    let task = tokio::spawn(async move {
        let standing = receive(at, claim, 0, body).await?;
        // Nobody knows its address, so nobody will ask for it or go on with it.
        desk.remove(claim.id, claim.owner, claim.now).await?;
        Ok(standing.record.done)
    });
    task.await.map_err(io::Error::other)?
}

async fn look(at: Desktop, Path(id): Path<String>) -> Result<Response, Refusal> {
    let claim = at.claim(upload_id(&id)?);
    let standing = at.desk.look(claim.id, claim.owner, claim.now).await?;
    let mut headers = told(&standing);
    headers.insert(UPLOAD_LENGTH, standing.record.length.into());
    if !standing.record.metadata.is_empty() {
        headers.insert(UPLOAD_METADATA, value(standing.record.metadata));
    }
    Ok((StatusCode::OK, headers).into_response())
}

async fn append(at: Desktop, Path(id): Path<String>, request: Request) -> Result<Response, Refusal> {
    if !sends_bytes(request.headers()) {
        return Ok(plain(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Bytes come as application/offset+octet-stream."));
    }
    let claim = at.claim(upload_id(&id)?);
    let offset = number(request.headers(), &UPLOAD_OFFSET)
        .ok_or_else(|| Invalid::new("file", "Upload-Offset must say where the bytes go."))?;
    let standing = receive(at, claim, offset, request.into_body()).await?;
    Ok((StatusCode::NO_CONTENT, told(&standing)).into_response())
}

async fn remove(at: Desktop, Path(id): Path<String>) -> Result<Response, Refusal> {
    let claim = at.claim(upload_id(&id)?);
    at.desk.remove(claim.id, claim.owner, claim.now).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// For clients behind something that lets only GET and POST through.
async fn overridden(at: Desktop, id: Path<String>, request: Request) -> Result<Response, Refusal> {
    match request.headers().get(METHOD_OVERRIDE).map(HeaderValue::as_bytes) {
        Some(b"PATCH") => append(at, id, request).await,
        Some(b"DELETE") => remove(at, id).await,
        Some(b"HEAD") => look(at, id).await,
        _ => Ok(plain(StatusCode::METHOD_NOT_ALLOWED, "Bytes come by PATCH.")),
    }
}

/// Takes the body in. In a task of its own: when the connection goes, what has arrived is still kept, and a file
/// that is complete still becomes an asset.
async fn receive(at: Desktop, claim: Claim, offset: u64, body: Body) -> Result<Standing> {
    let Desktop { ctx, desk } = at;
    let body = body.into_data_stream().map_err(io::Error::other);
    let finish: Finish = Box::new(move |complete| Box::pin(async move { finish(&ctx, complete).await }));
    let task = tokio::spawn(async move { desk.receive(claim, offset, body, finish).await });
    task.await.map_err(io::Error::other)?
}

async fn finish(ctx: &Ctx, complete: Complete) -> Result<Done> {
    let Complete { record, file, sums, head } = complete;
    let file = Received { name: record.name, file, hash: sums.hash(), crc: Some(sums.crc()), bytes: record.length, head };
    if let Some(asset) = record.version_of {
        let added = versions::add(ctx, asset, file).await?;
        return Ok(Done { asset, already: added.already, version: Some(added.number) });
    }
    let arrival = Arrival {
        brand: ctx.catalog.brand(record.brand).ok_or(Error::Missing("brand"))?,
        file,
        source: Source::Uploaded,
        filing: record.filing,
        keep: record.keep,
    };
    let ingested = ingest(ctx, arrival).await?;
    Ok(Done { asset: ingested.asset, already: ingested.already, version: None })
}

fn told(standing: &Standing) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(UPLOAD_OFFSET, standing.offset.into());
    headers.insert(UPLOAD_EXPIRES, value(http_date(standing.record.expires())));
    if let Some(done) = standing.record.done {
        headers.insert(ATELIER_ASSET, value(done.asset.to_string()));
        if done.already {
            headers.insert(ATELIER_ALREADY, HeaderValue::from_static("1"));
        }
    }
    headers
}

/// A value made of what is known to be fit for a header.
fn value(text: String) -> HeaderValue {
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
}

fn number(headers: &HeaderMap, name: &HeaderName) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.parse().ok()
}

fn sends_bytes(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes() == OFFSET_STREAM.as_bytes())
}

fn upload_id(text: &str) -> Result<UploadId> {
    text.parse().map_err(|_| Error::Missing("upload"))
}
