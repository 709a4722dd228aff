//! Questions to the library.

use super::error::ApiError;
use crate::domain::asset::{Detail, Standing};
use crate::domain::bulk::Alike;
use crate::domain::id::AssetId;
use crate::domain::library;
use leptos::prelude::*;
use leptos::server_fn::codec::{GetUrl, Json};

/// `count` cards of the result of `query` (a [`LibraryQuery`](crate::domain::query::LibraryQuery) as a
/// query string) from index `start`.
#[server(input = GetUrl, endpoint = "library/page")]
pub async fn page(query: String, start: u32, count: u32) -> Result<library::Page, ApiError> {
    super::run(|ctx| async move { crate::server::service::library::page(&ctx, &query, start, count) }).await
}

/// The same with the counts beside the filters.
#[server(input = GetUrl, endpoint = "library/answer")]
pub async fn answer(query: String, start: u32, count: u32) -> Result<library::Page, ApiError> {
    super::run(|ctx| async move { crate::server::service::library::answer(&ctx, &query, start, count) }).await
}

/// The tags of the result that have a word beginning so, with how many results each would leave.
#[server(input = GetUrl, endpoint = "library/tags")]
pub async fn tags(query: String, beginning: String) -> Result<Vec<(String, u32)>, ApiError> {
    super::run(|ctx| async move { crate::server::service::library::tags(&ctx, &query, &beginning) }).await
}

/// Counts and collections for the rail of a brand (its slug; all brands when empty).
#[server(input = GetUrl, endpoint = "library/rail")]
pub async fn rail(brand: String) -> Result<library::Rail, ApiError> {
    super::run(|ctx| async move { crate::server::service::library::rail(&ctx, &brand) }).await
}

/// Where months, letters, ratings or sizes begin in the result of `query`; none where it is in the order of closeness.
#[server(input = GetUrl, endpoint = "library/landmarks")]
pub async fn landmarks(query: String) -> Result<Vec<library::Landmark>, ApiError> {
    super::run(|ctx| async move { Ok(crate::server::service::library::landmarks(&ctx, &query)) }).await
}

/// Where `asset` stands in the result of `query`.
#[server(input = GetUrl, endpoint = "library/place")]
pub async fn place(asset: AssetId, query: String) -> Result<library::Place, ApiError> {
    super::run(|ctx| async move { crate::server::service::library::place(&ctx, asset, &query) }).await
}

/// Everything the lightbox shows of one asset.
#[server(input = GetUrl, endpoint = "library/asset")]
pub async fn asset(asset: AssetId) -> Result<Detail, ApiError> {
    super::run(|ctx| async move { crate::server::service::assets::detail(&ctx, asset).await }).await
}

/// The assets of the whole result of `query`, in its order, as many as one action takes.
#[server(input = GetUrl, endpoint = "library/ids")]
pub async fn ids(query: String) -> Result<Vec<AssetId>, ApiError> {
    super::run(|ctx| async move { Ok(crate::server::service::library::ids(&ctx, &query)) }).await
}

/// Status and rating of each of these assets; those that may not be seen are left out.
#[server(input = Json, endpoint = "library/standings")]
pub async fn standings(assets: Vec<AssetId>) -> Result<Vec<Standing>, ApiError> {
    super::run(|ctx| async move { crate::server::service::assets::standings(&ctx, &assets) }).await
}

/// How many of these assets are alike in all that rights and moves go by; those that may not be seen are left out.
#[server(input = Json, endpoint = "library/groups")]
pub async fn groups(assets: Vec<AssetId>) -> Result<Vec<Alike>, ApiError> {
    super::run(|ctx| async move { crate::server::service::assets::groups(&ctx, &assets) }).await
}
