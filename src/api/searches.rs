//! Saved searches. They are listed with the rail.

use super::error::ApiError;
use crate::domain::id::SearchId;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// Keeps a question (a [`LibraryQuery`](crate::domain::query::LibraryQuery) as a query string) of the brand with that
/// slug, of all brands when empty; `shared` shows it to everybody who sees the brand.
#[server(input = Json, endpoint = "searches/save")]
pub async fn save(brand: String, name: String, question: String, shared: bool) -> Result<SearchId, ApiError> {
    super::run(|ctx| async move { crate::server::service::searches::save(&ctx, &brand, &name, &question, shared).await }).await
}

/// Gives another name.
#[server(input = Json, endpoint = "searches/rename")]
pub async fn rename(search: SearchId, name: String) -> Result<(), ApiError> {
    super::run(|ctx| async move { crate::server::service::searches::rename(&ctx, search, &name).await }).await
}

/// Forgets it; what it found stays.
#[server(input = Json, endpoint = "searches/delete")]
pub async fn delete(search: SearchId) -> Result<(), ApiError> {
    super::run(|ctx| async move { crate::server::service::searches::delete(&ctx, search).await }).await
}
