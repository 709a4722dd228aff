//! Removes files that were left half written in staging, and sessions that expired. Uploads are the desk's own to sweep.

use super::Failure;
use crate::domain::time::{DAY, Timestamp};
use crate::server::db::{self, jobs::Job};
use crate::server::error::Error;
use crate::server::studio::Studio;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// Files untouched for this long were left, in milliseconds.
const LEFT_AFTER: i64 = 2 * DAY;

pub(super) async fn run(studio: &Studio, _job: &Job) -> Result<(), Failure> {
    let now = studio.clock.now();
    db::sessions::delete_expired(&studio.db, now).await?;
    let removed = remove_before(studio.storage.staging_dir(), now.plus(-LEFT_AFTER)).await.map_err(Error::from)?;
    if removed > 0 {
        tracing::info!(removed, "removed files that were left half written");
    }
    Ok(())
}

/// Removes files last touched before `time`; says how many.
async fn remove_before(folder: &Path, time: Timestamp) -> std::io::Result<u32> {
    let limit = SystemTime::UNIX_EPOCH + Duration::from_millis(time.0.unsigned_abs());
    let mut removed = 0;
    let mut entries = tokio::fs::read_dir(folder).await?;
    while let Some(entry) = entries.next_entry().await? {
        let meta = entry.metadata().await?;
        if meta.is_file() && meta.modified()? < limit {
            tokio::fs::remove_file(entry.path()).await?;
            removed += 1;
        }
    }
    Ok(removed)
}
