//! Background work as people see it.

use super::error::ApiError;
use crate::domain::id::JobId;
use crate::domain::job;
use leptos::prelude::*;
use leptos::server_fn::codec::{GetUrl, Json};

/// How much waits, runs and has been given up. Reasons are told to owners and admins only.
#[server(input = GetUrl, endpoint = "jobs/progress")]
pub async fn progress() -> Result<job::Progress, ApiError> {
    super::run(|ctx| async move { crate::server::service::jobs::progress(&ctx).await }).await
}

/// Tries a given-up job again.
#[server(input = Json, endpoint = "jobs/retry")]
pub async fn retry(job: JobId) -> Result<(), ApiError> {
    super::run(|ctx| async move { crate::server::service::jobs::retry(&ctx, job).await }).await
}
