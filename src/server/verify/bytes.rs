//! Whether every asset's bytes are there, and what is there that nobody needs.

use super::Drift;
use crate::domain::id::AssetId;
use crate::domain::rendition::Renditions;
use crate::server::db;
use crate::server::entry::Entry;
use crate::server::error::{Error, Result};
use crate::server::storage::{Key, Stored};
use crate::server::studio::Studio;
use futures::TryStreamExt;
use std::collections::HashMap;

/// Assets looked at between two answers to `looked`.
const STEP: u32 = 1_000;

/// How closely bytes are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Whether they are there, and how many.
    Sizes,
    /// Every byte is read, and its hash compared with the name.
    Bytes,
}

/// What storage holds.
#[derive(Debug, Default)]
pub struct Files {
    /// Originals that assets and their versions refer to.
    pub objects: u64,
    pub bytes: u64,
    pub drift: Vec<Drift>,
    /// Originals that no asset refers to.
    pub forgotten: Vec<Stored>,
}

/// Looks for the bytes of every version of every asset.
pub async fn files(studio: &Studio, depth: Depth, mut looked: impl FnMut(usize)) -> Result<Files> {
    let mut stored: HashMap<String, Stored> =
        studio.storage.objects().map_ok(|stored| (stored.hash.clone(), stored)).try_collect().await?;
    let mut files = Files::default();
    let mut judged: HashMap<String, bool> = HashMap::new();
    let mut start = Some(0);
    while let Some(from) = start {
        let stretch = studio.catalog.stretch(from, STEP);
        for (id, file) in files_of(studio, &stretch.entries).await? {
            let object = &file.object;
            if file.ready && !studio.storage.has_renditions(object).await? {
                files.drift.push(Drift::NoPreview { id });
            }
            let whole = match judged.get(object) {
                Some(whole) => *whole,
                None => {
                    let whole = match stored.get(object) {
                        Some(found) if found.bytes != file.bytes => Some(false),
                        Some(_) if depth == Depth::Bytes => Some(hash_of(studio, object).await? == *object),
                        Some(_) => Some(true),
                        None => None,
                    };
                    if let Some(whole) = whole {
                        files.objects += 1;
                        files.bytes += file.bytes;
                        judged.insert(object.clone(), whole);
                        whole
                    } else {
                        missing(studio, &mut files, id, object).await?;
                        continue;
                    }
                }
            };
            if !whole {
                files.drift.push(Drift::Damaged { id, object: object.clone() });
            }
        }
        looked(stretch.entries.len());
        start = stretch.next;
    }
    stored.retain(|hash, _| !judged.contains_key(hash));
    for (hash, one) in stored {
        // What came meanwhile is not forgotten.
        if !studio.needs(&hash).await? {
            files.forgotten.push(one);
        }
    }
    files.forgotten.sort_by(|a, b| a.hash.cmp(&b.hash));
    Ok(files)
}

/// Notes that an object is missing, unless it came after storage was listed or its asset went.
async fn missing(studio: &Studio, files: &mut Files, id: AssetId, object: &str) -> Result<()> {
    if !studio.storage.exists(&Key::object(object)?).await? && studio.needs(object).await? {
        files.drift.push(Drift::Missing { id, object: object.to_owned() });
    }
    Ok(())
}

/// An original that must be there.
struct Needed {
    object: String,
    bytes: u64,
    /// Its previews are said to be made.
    ready: bool,
}

/// What these assets refer to, earlier versions included.
async fn files_of(studio: &Studio, entries: &[Entry]) -> Result<Vec<(AssetId, Needed)>> {
    let mut needed = Vec::with_capacity(entries.len());
    for Entry { asset, .. } in entries {
        let ready = asset.renditions == Renditions::Ready;
        needed.push((asset.id, Needed { object: asset.object.clone(), bytes: asset.bytes, ready }));
        if asset.versions > 1 {
            let earlier = db::versions::all(&studio.db, asset.id).await?.into_iter();
            needed.extend(earlier.filter(|version| version.number != asset.versions).map(|version| {
                let ready = version.renditions == Renditions::Ready;
                (asset.id, Needed { object: version.object, bytes: version.bytes, ready })
            }));
        }
    }
    Ok(needed)
}

async fn hash_of(studio: &Studio, object: &str) -> Result<String> {
    let (_, mut chunks) = studio.storage.get(&Key::object(object)?, None).await?;
    let mut hasher = blake3::Hasher::new();
    while let Some(chunk) = chunks.try_next().await.map_err(Error::from)? {
        hasher.update(&chunk);
    }
    Ok(hasher.finalize().to_hex().to_string())
}
