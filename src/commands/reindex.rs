//! `atelier reindex`: builds anew what can be derived: the catalog from the record, previews and likenesses from the
//! files. The studio must not be running on an embedded database meanwhile.

use super::{Place, progress};
use crate::domain::id::AssetId;
use crate::server::db::{self, jobs::Job};
use crate::server::error::Result;
use crate::server::jobs::{self, snapshots};
use crate::server::studio::Studio;
use crate::server::verify::{self, Depth, Drift};
use crate::server::{ids, snapshot};
use clap::Args;
use std::collections::BTreeSet;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// Jobs noted in one transaction.
const TOGETHER: usize = 500;

#[derive(Args, Debug)]
pub(super) struct Reindex {
    #[command(flatten)]
    place: Place,
    /// Make the previews of all files anew, not only those that are missing.
    #[arg(long)]
    previews: bool,
}

pub(super) async fn run(command: Reindex) -> Result<()> {
    let config = command.place.config(([127, 0, 0, 1], 0).into());
    match std::fs::remove_file(snapshot::path(&config.data)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    let studio = command.place.open().await?;
    println!("Catalog: {} assets read from the record.", studio.catalog.asset_count());
    let wanted = if command.previews { studio.catalog.every_asset() } else { without_previews(&studio).await? };
    if !wanted.is_empty() {
        println!("Previews: {} to be made.", wanted.len());
        queue(&studio, &wanted).await?;
    }
    let tasks = TaskTracker::new();
    let stop = CancellationToken::new();
    jobs::start(&studio, &tasks, &stop);
    progress::wait_for_previews(&studio).await;
    jobs::describing::run(studio.clone(), stop.clone()).await;
    stop.cancel();
    tasks.close();
    tasks.wait().await;
    snapshots::take(&studio).await?;
    studio.close().await;
    println!("Done.");
    Ok(())
}

async fn without_previews(studio: &Studio) -> Result<Vec<AssetId>> {
    let bar = progress::bar(studio.catalog.asset_count(), "files looked at");
    let files = verify::files(studio, Depth::Sizes, |done| bar.inc(done as u64)).await?;
    bar.finish_and_clear();
    let missing = files.drift.into_iter().filter_map(|one| if let Drift::NoPreview { id } = one { Some(id) } else { None });
    // An asset may miss those of several versions; its job makes all of them.
    Ok(missing.collect::<BTreeSet<AssetId>>().into_iter().collect())
}

async fn queue(studio: &Studio, assets: &[AssetId]) -> Result<()> {
    for some in assets.chunks(TOGETHER) {
        let now = studio.clock.now();
        let jobs: Vec<Job> = some.iter().map(|asset| Job::renditions(ids::mint(now), *asset, now)).collect();
        let mut change = studio.change().await;
        jobs.iter().for_each(|job| db::jobs::put(&mut change.tx, job));
        change.commit().await?;
        jobs.into_iter().for_each(|job| studio.queue.push(job));
    }
    Ok(())
}
