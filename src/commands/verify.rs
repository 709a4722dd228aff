//! `atelier verify`: whether catalog, record and bytes say the same. The studio must not be running on an embedded
//! database meanwhile.

use super::{Place, progress};
use crate::server::error::{Error, Result};
use crate::server::verify::{self, Depth, Drift};
use clap::Args;

/// Lines of drift that are written out.
const LINES: usize = 50;

#[derive(Args, Debug)]
pub(super) struct Verify {
    #[command(flatten)]
    place: Place,
    /// Read every byte of every file and compare its hash, not only its size.
    #[arg(long)]
    deep: bool,
}

pub(super) async fn run(command: Verify) -> Result<()> {
    let studio = command.place.open().await?;
    let count = studio.catalog.asset_count();
    let bar = progress::bar(count, "assets compared");
    let (assets, mut drift) = verify::catalog(&studio, |done| bar.inc(done as u64)).await?;
    bar.finish_and_clear();
    println!("Record and catalog: {assets} assets, {}.", found(drift.len()));

    let bar = progress::bar(count, "files looked at");
    let depth = if command.deep { Depth::Bytes } else { Depth::Sizes };
    let files = verify::files(&studio, depth, |done| bar.inc(done as u64)).await?;
    bar.finish_and_clear();
    let how = if command.deep { "read" } else { "seen" };
    println!("Files: {} with {} bytes {how}, {}.", files.objects, files.bytes, found(files.drift.len()));
    if !files.forgotten.is_empty() {
        let bytes: u64 = files.forgotten.iter().map(|stored| stored.bytes).sum();
        println!("Left over: {} files with {bytes} bytes that no asset needs.", files.forgotten.len());
    }
    studio.close().await;
    drift.extend(files.drift);
    report(&drift)
}

fn found(differences: usize) -> String {
    match differences {
        0 => "no difference".to_owned(),
        1 => "1 difference".to_owned(),
        many => format!("{many} differences"),
    }
}

fn report(drift: &[Drift]) -> Result<()> {
    for one in drift.iter().take(LINES) {
        println!("  {one}");
    }
    if drift.len() > LINES {
        println!("  and {} more", drift.len() - LINES);
    }
    if drift.is_empty() {
        return Ok(());
    }
    let advice = if drift.iter().all(|one| matches!(one, Drift::Missing { .. } | Drift::Damaged { .. })) {
        "Bring the files back from a backup."
    } else {
        "`atelier reindex` rebuilds the catalog and the previews; files come back from a backup."
    };
    Err(Error::conflict(format!("Drift was found. {advice}")))
}
