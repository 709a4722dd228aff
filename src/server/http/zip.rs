//! Archives for members, fetched whole or from any byte on.
//!
//! `POST /zip` remembers what is wanted and leads to the address of an archive that stays the same while others add assets.
//! `GET /zip?query=…` is an archive of the results of this moment, for plain links.

use super::bytes::{Asked, Keep, Sheet};
use super::error::Refusal;
use super::headers::attachment;
use crate::domain::bulk::MOST_IN_ZIP;
use crate::domain::query::LibraryQuery;
use crate::domain::text::Invalid;
use crate::server::auth::Visit;
use crate::server::error::{Error, Result};
use crate::server::service::downloads::{self, Archive, Choice};
use crate::server::studio::Studio;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Extension, Form, Path, Query, State};
use axum::http::{HeaderMap, Method};
use axum::response::{Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;

/// The routes. A form with as many ids as an archive takes fits in.
pub fn routes() -> Router<Studio> {
    Router::new()
        .route("/zip", post(ask).get(fetch_at_once).layer(DefaultBodyLimit::max(32 * MOST_IN_ZIP)))
        .route("/zip/{download}", get(fetch))
}

/// What a form asks for.
#[derive(Deserialize)]
struct Wanted {
    /// Ids with commas between them. Without any, the results of `query` are meant.
    #[serde(default)]
    assets: String,
    /// A question to the library, as its URL writes it.
    #[serde(default)]
    query: String,
    /// "1" for a folder for each collection.
    #[serde(default)]
    folders: String,
}

impl Wanted {
    fn choice(&self) -> Result<Choice> {
        if self.assets.is_empty() {
            return Ok(Choice::Results(Box::new(LibraryQuery::from_query_string(&self.query))));
        }
        let ids = self.assets.split(',').map(str::parse).collect::<Result<_, _>>();
        Ok(Choice::Assets(ids.map_err(|_| Invalid::new("assets", "These are not ids of assets."))?))
    }
}

async fn ask(
    State(studio): State<Studio>,
    Extension(visit): Extension<Visit>,
    Form(wanted): Form<Wanted>,
) -> Result<Redirect, Refusal> {
    let ctx = visit.ctx(&studio)?;
    let id = downloads::ask(&ctx, &wanted.choice()?, wanted.folders == "1").await?;
    Ok(Redirect::to(&format!("/zip/{id}")))
}

async fn fetch_at_once(
    State(studio): State<Studio>,
    Extension(visit): Extension<Visit>,
    Query(wanted): Query<Wanted>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let ctx = visit.ctx(&studio)?;
    let archive = downloads::open_at_once(&ctx, &wanted.choice()?, wanted.folders == "1").await?;
    Ok(send(archive, &Asked { method: &method, headers: &headers }).await?)
}

async fn fetch(
    State(studio): State<Studio>,
    Extension(visit): Extension<Visit>,
    Path(id): Path<String>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let ctx = visit.ctx(&studio)?;
    let id = id.parse().map_err(|_| Error::Missing("download"))?;
    let archive = downloads::open(&ctx, id).await?;
    Ok(send(archive, &Asked { method: &method, headers: &headers }).await?)
}

/// The archive or the part of it that is asked for.
pub(super) async fn send(archive: Archive, asked: &Asked<'_>) -> Result<Response> {
    let Archive { name, plan, source } = archive;
    let sheet = Sheet::tagged(&plan.tag(), "application/zip", Keep::Asking).saved_as(&attachment(&name));
    match sheet.unchanged(asked) {
        Some(unchanged) => Ok(unchanged),
        None => sheet.parts(plan.length(), asked, |range| async move { Ok(plan.stream(source, range)) }).await,
    }
}
