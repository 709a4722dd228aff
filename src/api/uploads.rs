//! What the upload tray asks beside the upload protocol itself.

use super::error::ApiError;
use crate::domain::asset::Card;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// For each BLAKE3 hash (64 hex digits): the asset of the brand (by slug) that has these bytes already and that
/// the member may see, if any.
#[server(input = Json, endpoint = "uploads/already_here")]
pub async fn already_here(brand: String, hashes: Vec<String>) -> Result<Vec<Option<Card>>, ApiError> {
    super::run(|ctx| async move { crate::server::service::assets::already_here(&ctx, &brand, &hashes) }).await
}
