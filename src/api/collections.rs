//! Collections of a brand. They are listed with the rail.

use super::error::ApiError;
use crate::domain::collection::{Dissolved, Side};
use crate::domain::id::CollectionId;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// Creates a collection in the brand with that slug, inside `parent` when given.
/// Sibling names are unique ignoring case.
#[server(input = Json, endpoint = "collections/create")]
pub async fn create(brand: String, name: String, parent: Option<CollectionId>) -> Result<CollectionId, ApiError> {
    super::run(|ctx| async move { crate::server::service::collections::create(&ctx, &brand, &name, parent).await }).await
}

/// Gives another name, unique among its siblings ignoring case.
#[server(input = Json, endpoint = "collections/rename")]
pub async fn rename(collection: CollectionId, name: String) -> Result<(), ApiError> {
    super::run(|ctx| async move { crate::server::service::collections::rename(&ctx, collection, &name).await }).await
}

/// Moves it with all that lies in it into `parent`, or to the top.
#[server(input = Json, endpoint = "collections/move")]
pub async fn move_into(collection: CollectionId, parent: Option<CollectionId>) -> Result<(), ApiError> {
    super::run(|ctx| async move { crate::server::service::collections::move_into(&ctx, collection, parent).await }).await
}

/// Puts it with all that lies in it beside another of its brand, and so into what that lies in.
#[server(input = Json, endpoint = "collections/place")]
pub async fn put_beside(collection: CollectionId, sibling: CollectionId, side: Side) -> Result<(), ApiError> {
    super::run(|ctx| async move { crate::server::service::collections::put_beside(&ctx, collection, sibling, side).await }).await
}

/// Deletes the grouping; its assets stay, and what lies in it moves up. Answers what stood in it, for the way back.
#[server(input = Json, endpoint = "collections/delete")]
pub async fn delete(collection: CollectionId) -> Result<Dissolved, ApiError> {
    super::run(|ctx| async move { crate::server::service::collections::delete(&ctx, collection).await }).await
}
