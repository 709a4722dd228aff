//! Moves of the review machine.

use super::error::ApiError;
use crate::domain::bulk::Outcome;
use crate::domain::id::AssetId;
use crate::domain::review::{Move, Status};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// Makes `step` for each asset, given the status the person saw. On a single asset a lost race or a missing
/// right is an error; among several it is skipped with the reason.
#[server(input = Json, endpoint = "review/move")]
pub async fn make_move(assets: Vec<(AssetId, Status)>, step: Move, note: String) -> Result<Outcome, ApiError> {
    super::run(|ctx| async move { crate::server::service::review::make_move(&ctx, &assets, step, &note).await }).await
}
