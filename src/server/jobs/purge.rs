//! Empties the trash of what lay there long enough, takes away bytes nobody refers to, and forgets archives nobody fetched.

use super::Failure;
use crate::server::db::{self, jobs::Job};
use crate::server::service::trash;
use crate::server::studio::Studio;

pub(super) async fn run(studio: &Studio, _job: &Job) -> Result<(), Failure> {
    let expired = trash::purge_expired(studio).await?;
    let removed = trash::remove_forsaken(studio).await?;
    db::downloads::delete_expired(&studio.db, studio.clock.now()).await?;
    if expired + removed > 0 {
        tracing::info!(expired, removed, "emptied the trash");
    }
    Ok(())
}
