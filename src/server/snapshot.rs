//! The library in one file, so that a start need not read every asset from the record.
//!
//! A snapshot is taken while the studio runs and says where the line of changes was when it began. A start reads the file
//! and, from the record, only what was touched since; so a snapshot may be old, and may have been taken in the midst of
//! changes. It is a copy and nothing else: one that is damaged, written by another build, or of another line is left
//! aside, and the record is read instead.
//!
//! Layout: the magic word, then blocks of MessagePack, each behind its length (u32, little-endian) and the first sixteen
//! bytes of its BLAKE3: a [`Head`], stretches of entries, and an empty stretch as the end.

use crate::domain::id::AssetId;
use crate::server::catalog::Catalog;
use crate::server::change::Fact;
use crate::server::db::changes::Position;
use crate::server::db::{self, Db};
use crate::server::entry::Entry;
use crate::server::error::Result;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, sync_channel};

const MAGIC: [u8; 8] = *b"ATELSNAP";
/// Bytes of a block's sum.
const SUM: usize = 16;
/// Longest block that is believed.
const MOST: u32 = 256 << 20;
/// Assets in one stretch.
const STRETCH: u32 = 4_000;
/// How often taking one begins anew because ordinals changed, before it is left for later.
const TRIES: u32 = 3;

#[derive(Serialize, Deserialize)]
struct Head {
    build: String,
    position: Position,
}

/// Where the snapshot of a data folder is.
pub fn path(data: &Path) -> PathBuf {
    data.join("catalog.snapshot")
}

/// The running binary: what another one wrote may mean something else.
fn build() -> String {
    let meta = std::env::current_exe().and_then(std::fs::metadata);
    let written = meta.as_ref().ok().and_then(|meta| meta.modified().ok());
    format!("{} {:?} {written:?}", env!("CARGO_PKG_VERSION"), meta.map(|meta| meta.len()).ok())
}

/// What a start found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// A snapshot, and so many assets that were touched since.
    Snapshot { touched: usize },
    /// No snapshot of use: everything was read from the record.
    Record,
}

/// Fills an empty catalog, which is told the people and groups first, and says up to which place of the line of changes.
pub async fn fill(db: &Db, catalog: &Catalog, file: PathBuf) -> Result<(Start, Position)> {
    db::load::people_and_groups(db, |facts| catalog.apply(&facts)).await?;
    if let Some(opened) = open(&file)
        && let Some((position, touched)) = db::changes::since(db, &opened.position).await?
    {
        let touched: Vec<AssetId> = touched.into_iter().collect();
        let entries = db::load::entries(db, &touched).await?;
        let mut fresh: HashMap<AssetId, Option<Entry>> = touched.iter().map(|id| (*id, None)).collect();
        fresh.extend(entries.into_iter().map(|entry| (entry.asset.id, Some(entry))));
        match tokio::task::block_in_place(|| opened.give(catalog, fresh)) {
            Ok(()) => return Ok((Start::Snapshot { touched: touched.len() }, position)),
            Err(error) => {
                tracing::warn!(%error, "the snapshot of the catalog is damaged; reading the record instead");
                catalog.forget_all();
                db::load::people_and_groups(db, |facts| catalog.apply(&facts)).await?;
            }
        }
    }
    let position = db::changes::newest(db).await?;
    db::load::library(db, |facts| catalog.apply(&facts)).await?;
    Ok((Start::Record, position))
}

struct Opened {
    position: Position,
    from: BufReader<File>,
}

/// Opens the snapshot; `None` where there is none that this build can read.
fn open(file: &Path) -> Option<Opened> {
    let mut from = BufReader::with_capacity(1 << 20, File::open(file).ok()?);
    let mut magic = [0; MAGIC.len()];
    from.read_exact(&mut magic).ok()?;
    let head: Head = read_block(&mut from).ok()?;
    (magic == MAGIC && head.build == build()).then_some(Opened { position: head.position, from })
}

impl Opened {
    /// Tells the catalog every entry, those of `fresh` in place of what was written of them. One thread reads while the
    /// other takes in.
    fn give(self, catalog: &Catalog, mut fresh: HashMap<AssetId, Option<Entry>>) -> io::Result<()> {
        let (sender, receiver) = sync_channel::<io::Result<Vec<Entry>>>(4);
        std::thread::scope(|scope| {
            scope.spawn(move || {
                let mut from = self.from;
                loop {
                    let block = read_block::<Vec<Entry>>(&mut from);
                    let last = block.as_ref().map_or(true, Vec::is_empty);
                    if sender.send(block).is_err() || last {
                        return;
                    }
                }
            });
            take_in(catalog, &receiver, &mut fresh)
        })?;
        // Those that are newer than the snapshot.
        let mut newer: Vec<Entry> = fresh.into_values().flatten().collect();
        newer.sort_unstable_by_key(|entry| (entry.asset.added, entry.asset.id));
        catalog.apply(&facts(newer));
        Ok(())
    }
}

fn take_in(
    catalog: &Catalog,
    blocks: &Receiver<io::Result<Vec<Entry>>>,
    fresh: &mut HashMap<AssetId, Option<Entry>>,
) -> io::Result<()> {
    for block in blocks {
        let entries = block?;
        if entries.is_empty() {
            return Ok(());
        }
        let current = entries.into_iter().filter_map(|entry| match fresh.remove(&entry.asset.id) {
            Some(now) => now,
            None => Some(entry),
        });
        catalog.apply(&facts(current));
    }
    Err(io::ErrorKind::UnexpectedEof.into())
}

/// Assets first, so that they are taken in together.
fn facts(entries: impl IntoIterator<Item = Entry>) -> Vec<Fact> {
    let (assets, mut rest): (Vec<Fact>, Vec<Fact>) =
        entries.into_iter().flat_map(Entry::facts).partition(|fact| matches!(fact, Fact::Asset(_)));
    let mut facts = assets;
    facts.append(&mut rest);
    facts
}

/// Writes a snapshot beside the old one and puts it in its place. `position` is where the line of changes was before the
/// first entry is read; changes may go on meanwhile. Blocks. Answers how many assets it holds, or `None` where ordinals
/// kept changing and it was left.
pub fn take(catalog: &Catalog, position: &Position, file: &Path) -> io::Result<Option<u64>> {
    for _ in 0..TRIES {
        if let Some(assets) = try_take(catalog, position, file)? {
            return Ok(Some(assets));
        }
    }
    Ok(None)
}

fn try_take(catalog: &Catalog, position: &Position, file: &Path) -> io::Result<Option<u64>> {
    let beside = file.with_extension("new");
    let mut to = BufWriter::with_capacity(1 << 20, File::create(&beside)?);
    to.write_all(&MAGIC)?;
    write_block(&mut to, &Head { build: build(), position: position.clone() })?;
    let (mut assets, mut start) = (0, Some(0));
    let mut numbering = None;
    while let Some(from) = start {
        let stretch = catalog.stretch(from, STRETCH);
        if *numbering.get_or_insert(stretch.numbering) != stretch.numbering {
            return Ok(None);
        }
        if !stretch.entries.is_empty() {
            write_block(&mut to, &stretch.entries)?;
        }
        assets += stretch.entries.len() as u64;
        start = stretch.next;
    }
    write_block(&mut to, &Vec::<Entry>::new())?;
    to.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
    std::fs::rename(&beside, file)?;
    Ok(Some(assets))
}

fn write_block(to: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    let bytes = rmp_serde::to_vec(value).map_err(io::Error::other)?;
    let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
    to.write_all(&length.to_le_bytes())?;
    to.write_all(&blake3::hash(&bytes).as_bytes()[..SUM])?;
    to.write_all(&bytes)
}

fn read_block<T: DeserializeOwned>(from: &mut impl Read) -> io::Result<T> {
    let (mut length, mut sum) = ([0; 4], [0; SUM]);
    from.read_exact(&mut length)?;
    from.read_exact(&mut sum)?;
    let length = u32::from_le_bytes(length);
    let mut bytes = Vec::new();
    from.take(u64::from(length.min(MOST))).read_to_end(&mut bytes)?;
    if bytes.len() != length as usize || blake3::hash(&bytes).as_bytes()[..SUM] != sum {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "a block does not have its sum"));
    }
    rmp_serde::from_slice(&bytes).map_err(io::Error::other)
}
