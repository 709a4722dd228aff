//! Takes snapshots of the catalog now and then, so that a start reads little from the record. See `server::snapshot`.

use crate::server::db;
use crate::server::error::{Error, Result};
use crate::server::snapshot;
use crate::server::studio::Studio;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How often it is looked whether one is due.
const LOOK_EVERY: Duration = Duration::from_secs(60);
/// Touched assets from which on one is due at once; reading them again takes a good part of a second.
const MANY: u64 = 20_000;
/// With fewer, one is due after so many looks.
const LOOKS: u32 = 30;

/// Takes them until told to stop.
pub async fn run(studio: Studio, stop: CancellationToken) {
    let mut looks = 0;
    while stop.run_until_cancelled(tokio::time::sleep(LOOK_EVERY)).await.is_some() {
        looks += 1;
        let (_, touched) = studio.line.now();
        if touched >= MANY || (touched > 0 && looks >= LOOKS) {
            looks = 0;
            if let Err(error) = take(&studio).await {
                tracing::warn!(%error, "no snapshot of the catalog could be taken; the next start reads the record");
            }
        }
    }
}

/// Takes one now, and forgets what the line of changes says of the time before.
pub async fn take(studio: &Studio) -> Result<()> {
    let (position, touched) = studio.line.now();
    let (taking, at) = (studio.clone(), position.clone());
    let file = snapshot::path(&studio.config.data);
    let taken = tokio::task::spawn_blocking(move || snapshot::take(&taking.catalog, &at, &file)).await;
    let taken = taken.map_err(|error| Error::Internal(format!("the snapshot's thread ended: {error}")))??;
    let Some(assets) = taken else {
        tracing::info!("the library is renumbered again and again; the snapshot waits");
        return Ok(());
    };
    studio.line.taken(touched);
    tracing::info!(assets, position = position.number, "took a snapshot of the catalog");
    db::changes::forget_before(&studio.db, &position).await
}
