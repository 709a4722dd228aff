//! What the upload tray asks beside the upload protocol itself.

use super::error::ApiError;
use crate::domain::asset::Card;
use crate::domain::id::AssetId;
use crate::domain::upload::Resemblance;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// For each BLAKE3 hash (64 hex digits): the asset of the brand (by slug) that has these bytes already and that
/// the member may see, if any.
#[server(input = Json, endpoint = "uploads/already_here")]
pub async fn already_here(brand: String, hashes: Vec<String>) -> Result<Vec<Option<Card>>, ApiError> {
    super::run(|ctx| async move { crate::server::service::uploads::already_here(&ctx, &brand, &hashes) }).await
}

/// For each asset, of which there are at most [`RESEMBLES_MOST`](crate::domain::upload::RESEMBLES_MOST): what it looks
/// like in its brand, those apart that are `undecided`. Nothing for what the member may not see.
#[server(input = Json, endpoint = "uploads/resembles")]
pub async fn resembles(assets: Vec<AssetId>, undecided: Vec<AssetId>) -> Result<Vec<Resemblance>, ApiError> {
    super::run(|ctx| async move { crate::server::service::uploads::resembles(&ctx, &assets, &undecided).await }).await
}
