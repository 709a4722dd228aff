//! Versions of an asset. They are listed with the asset; files come by the upload protocol.

use super::error::ApiError;
use crate::domain::id::AssetId;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// Brings an earlier file back as the newest version; answers its number.
#[server(input = Json, endpoint = "versions/restore")]
pub async fn restore(asset: AssetId, number: u32) -> Result<u32, ApiError> {
    super::run(|ctx| async move { crate::server::service::versions::restore(&ctx, asset, number).await }).await
}

/// Makes the file of `from`, a draft of one's own in the same brand, the newest version of `asset`, and deletes `from`
/// for good; answers the version's number.
#[server(input = Json, endpoint = "versions/adopt")]
pub async fn adopt(asset: AssetId, from: AssetId) -> Result<u32, ApiError> {
    super::run(|ctx| async move { crate::server::service::versions::adopt(&ctx, asset, from).await }).await
}
