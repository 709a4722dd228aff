//! `atelier import`: brings a folder into a brand. Repeating it brings in only what is not there yet.

use super::{Place, progress};
use crate::domain::asset::Source;
use crate::domain::brand::Brand;
use crate::domain::id::CollectionId;
use crate::domain::member::{Member, StudioRole};
use crate::domain::text::{Name, fold};
use crate::domain::upload::{Filing, HEAD_BYTES, file_name};
use crate::server::auth::Visit;
use crate::server::context::Ctx;
use crate::server::error::{Error, Result};
use crate::server::jobs;
use crate::server::service::assets::{Arrival, Received, ingest};
use crate::server::service::{brands, collections, members};
use crate::server::storage::Sums;
use crate::server::studio::Studio;
use clap::Args;
use futures::StreamExt;
use std::path::{Path, PathBuf};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// Files read and kept at once.
const AT_ONCE: usize = 4;
/// Bytes copied at once.
const CHUNK: usize = 1 << 20;

#[derive(Args, Debug)]
pub(super) struct Import {
    #[command(flatten)]
    place: Place,
    /// Folder to bring in, with all below it.
    dir: PathBuf,
    /// Name of the brand.
    #[arg(long)]
    brand: String,
    /// Name of a collection of the brand; made when missing.
    #[arg(long)]
    collection: Option<String>,
    /// E-mail address of the member who imports; the first owner unless given.
    #[arg(long = "as", value_name = "EMAIL")]
    member: Option<String>,
}

/// What became of one file.
enum Fate {
    Added,
    Already,
    Skipped(String),
}

pub(super) async fn run(command: Import) -> Result<()> {
    let studio = command.place.open().await?;
    let member = importer(&studio, command.member.as_deref())?;
    let ctx = Visit { member: Some(member.id), ..Visit::default() }.ctx(&studio)?;
    let brand = brand_named(&ctx, &command.brand)?;
    let collection = match &command.collection {
        Some(name) => Some(collection_named(&ctx, &brand, name).await?),
        None => None,
    };
    let (files, unread) = files_below(&command.dir).await;

    let tasks = TaskTracker::new();
    let stop = CancellationToken::new();
    jobs::start(&studio, &tasks, &stop);
    let bar = progress::bar(files.len() as u64, "files");
    let total = files.len();
    let fates = futures::stream::iter(files).map(|path| {
        let (ctx, brand, bar) = (ctx.clone(), brand.clone(), bar.clone());
        async move {
            let fate = match bring_in(&ctx, &brand, collection, &path).await {
                Ok(fate) => fate,
                Err(error) => Fate::Skipped(error.to_string()),
            };
            bar.inc(1);
            (path, fate)
        }
    });
    let fates: Vec<(PathBuf, Fate)> = fates.buffer_unordered(AT_ONCE).collect().await;
    bar.finish_and_clear();

    progress::wait_for_previews(&studio).await;
    stop.cancel();
    tasks.close();
    tasks.wait().await;
    studio.close().await;
    report(total, fates, unread);
    Ok(())
}

fn importer(studio: &Studio, email: Option<&str>) -> Result<Member> {
    if let Some(email) = email {
        return members::by_email(studio, email);
    }
    let mut owners: Vec<Member> = studio.catalog.members();
    owners.retain(|member| member.role == StudioRole::Owner);
    owners.sort_by_key(|member| member.joined);
    let first = owners.into_iter().next();
    first.ok_or_else(|| Error::conflict("The studio is not set up yet. Start it and open it in a browser first."))
}

fn brand_named(ctx: &Ctx, name: &str) -> Result<Brand> {
    let folded = fold(name);
    let faces = brands::list(ctx);
    let known: Vec<String> = faces.iter().map(|face| face.brand.name.to_string()).collect();
    let found = faces.into_iter().map(|face| face.brand).find(|brand| brand.name.folded() == folded || brand.slug == folded);
    found.ok_or_else(|| Error::conflict(format!("There is no brand {name:?}. There are: {}.", known.join(", "))))
}

async fn collection_named(ctx: &Ctx, brand: &Brand, name: &str) -> Result<CollectionId> {
    match ctx.catalog.collection_by_name(brand.id, None, &Name::new(name)?.folded()) {
        Some(known) => Ok(known.id),
        None => collections::create(ctx, &brand.slug, name, None).await,
    }
}

/// Every file below `dir`, by path, and folders that could not be read. Hidden files and links are left out.
async fn files_below(dir: &Path) -> (Vec<PathBuf>, Vec<String>) {
    let mut files = Vec::new();
    let mut unread = Vec::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        let mut entries = match tokio::fs::read_dir(&folder).await {
            Ok(entries) => entries,
            Err(error) => {
                unread.push(format!("{}: {error}", folder.display()));
                continue;
            }
        };
        while let Ok(Some(entry)) = entries.next_entry().await {
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            match entry.file_type().await {
                Ok(kind) if kind.is_dir() && !hidden => folders.push(entry.path()),
                Ok(kind) if kind.is_file() && !hidden => files.push(entry.path()),
                _ => {}
            }
        }
    }
    files.sort();
    (files, unread)
}

/// Hashes the file, and copies it only if the brand does not have it.
async fn bring_in(ctx: &Ctx, brand: &Brand, collection: Option<CollectionId>, path: &Path) -> Result<Fate> {
    let (sums, head, bytes) = read_through(path, None).await?;
    let hash = sums.hash();
    if let Some(known) = ctx.catalog.asset_by_object(brand.id, &hash) {
        if let Some(collection) = collection {
            collections::file(ctx, &[known.id], collection).await?;
        }
        return Ok(Fate::Already);
    }
    crate::domain::upload::accept(bytes, &head)?;
    // Of its own, since two files with the same bytes may be read at once.
    let staged = ctx.storage.passing_file();
    let copy = read_through(path, Some(staged.path())).await?;
    if copy.0.hash() != hash {
        return Ok(Fate::Skipped("It changed while it was read. Import again.".to_owned()));
    }
    let name = file_name(&path.file_name().unwrap_or_default().to_string_lossy());
    let now = ctx.studio.clock.now();
    let ctx = Ctx { now, ..ctx.clone() };
    let file = Received { name, file: staged.path().to_owned(), hash, crc: Some(sums.crc()), bytes, head };
    let filing = Filing { collection, ..Filing::default() };
    let arrival = Arrival { brand: brand.clone(), file, source: Source::Imported, filing, keep: false };
    let ingested = ingest(&ctx, arrival).await?;
    Ok(if ingested.already { Fate::Already } else { Fate::Added })
}

/// Sums, first bytes and length of a file, copied to `to` on the way.
async fn read_through(path: &Path, to: Option<&Path>) -> Result<(Sums, Vec<u8>, u64)> {
    let mut from = tokio::fs::File::open(path).await?;
    let mut copy = match to {
        Some(to) => Some(tokio::fs::File::create(to).await?),
        None => None,
    };
    let mut sums = Sums::default();
    let mut head = Vec::new();
    let mut bytes = 0;
    let mut chunk = vec![0; CHUNK];
    loop {
        let read = from.read(&mut chunk).await?;
        if read == 0 {
            break;
        }
        let part = &chunk[..read];
        sums.update(part);
        head.extend_from_slice(&part[..part.len().min(HEAD_BYTES - head.len())]);
        bytes += read as u64;
        if let Some(copy) = &mut copy {
            copy.write_all(part).await?;
        }
    }
    if let Some(copy) = &mut copy {
        copy.flush().await?;
    }
    Ok((sums, head, bytes))
}

fn report(total: usize, fates: Vec<(PathBuf, Fate)>, unread: Vec<String>) {
    let added = fates.iter().filter(|(_, fate)| matches!(fate, Fate::Added)).count();
    let already = fates.iter().filter(|(_, fate)| matches!(fate, Fate::Already)).count();
    println!("{total} files: {added} added, {already} already here, {} skipped", total - added - already);
    let mut skipped: Vec<String> = fates
        .into_iter()
        .filter_map(|(path, fate)| match fate {
            Fate::Skipped(reason) => Some(format!("{}: {reason}", path.display())),
            _ => None,
        })
        .collect();
    skipped.sort();
    for line in unread.iter().chain(&skipped) {
        println!("skipped {line}");
    }
}
