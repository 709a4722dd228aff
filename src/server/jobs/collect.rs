//! Takes away bytes that were kept for an asset that never came about: a process that ends between the two leaves them.

use super::Failure;
use crate::server::db::jobs::Job;
use crate::server::service::trash;
use crate::server::studio::Studio;

pub(super) async fn run(studio: &Studio, _job: &Job) -> Result<(), Failure> {
    let removed = trash::remove_forgotten(studio).await?;
    if removed > 0 {
        tracing::info!(removed, "took away bytes that no asset refers to");
    }
    Ok(())
}
