//! Collections of a brand. They are listed with the rail.

use super::error::ApiError;
use crate::domain::id::CollectionId;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// Creates a collection in the brand with that slug, inside `parent` when given.
/// Sibling names are unique ignoring case.
#[server(input = Json, endpoint = "collections/create")]
pub async fn create(brand: String, name: String, parent: Option<CollectionId>) -> Result<CollectionId, ApiError> {
    super::run(|ctx| async move { crate::server::service::collections::create(&ctx, &brand, &name, parent).await }).await
}
