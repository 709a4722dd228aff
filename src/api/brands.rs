//! Brands of the studio.

use super::error::ApiError;
use crate::domain::session::BrandFace;
use leptos::prelude::*;
use leptos::server_fn::codec::{GetUrl, Json};

/// Every brand the member may see, team brands by name, Personal last.
#[server(input = GetUrl, endpoint = "brands/list")]
pub async fn list() -> Result<Vec<BrandFace>, ApiError> {
    super::run(|ctx| async move { Ok(crate::server::service::brands::list(&ctx)) }).await
}

/// Creates a team brand and answers with its slug.
#[server(input = Json, endpoint = "brands/create")]
pub async fn create(name: String) -> Result<String, ApiError> {
    super::run(|ctx| async move { crate::server::service::brands::create(&ctx, &name).await }).await
}
