//! What leaves by public links: files without what is embedded in them, cleaned once and kept.

use crate::domain::asset::Asset;
use crate::domain::format::Kind;
use crate::domain::id::AssetId;
use crate::domain::rendition::{RenditionSize, Renditions};
use crate::server::db::{self, objects::Cleaned};
use crate::server::error::{Error, Result};
use crate::server::media::{Strip, strip, strip_playing};
use crate::server::storage::{Coding, Key, is_missing};
use crate::server::studio::Studio;
use futures::{StreamExt, TryStreamExt, stream};
use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use tokio::sync::Semaphore;
use tracing::Instrument;

/// Edition of the rules in `media::strip`. Raise it with them, and everything is cleaned anew.
const RULES: u32 = 2;
/// Largest original that is cleaned in memory, in bytes; above it the large rendition goes out.
const MOST_CLEANED: u64 = 128 << 20;
/// Originals cleaned at once, which bounds the memory that visitors can ask for.
static SEATS: Semaphore = Semaphore::const_new(3);
/// Files looked up in storage at once.
const LOOKUPS: usize = 16;
/// Bytes summed up at once.
const CHUNK: usize = 256 << 10;

/// A file fit for visitors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handout {
    pub key: Key,
    pub bytes: u64,
    /// CRC-32, where it is known.
    pub crc: Option<u32>,
    pub mime: &'static str,
    /// Without the dot.
    pub extension: &'static str,
    /// Tells what was made of one object apart.
    pub what: String,
}

/// What visitors get in place of an asset's file: the original without metadata; of a picture that cannot be cleaned the
/// large rendition, which never has any. `None` where there is neither.
pub async fn handout(studio: &Studio, asset: &Asset) -> Result<Option<Handout>> {
    let known = db::objects::cleaned(&studio.db, [asset.object.as_str()]).await?;
    one(studio, asset, known.get(&asset.object).copied()).await
}

/// The same for many; those without are left out.
pub async fn handouts(studio: &Studio, assets: Vec<Asset>) -> Result<Vec<(Asset, Handout)>> {
    let known = db::objects::cleaned(&studio.db, assets.iter().map(|asset| asset.object.as_str())).await?;
    let found = stream::iter(assets).map(|asset| {
        let known = known.get(&asset.object).copied();
        async move {
            let handout = one(studio, &asset, known).await?;
            Ok::<_, Error>(handout.map(|handout| (asset, handout)))
        }
    });
    found.buffered(LOOKUPS).try_filter_map(|found| async move { Ok(found) }).try_collect().await
}

/// Those of the assets of which visitors get a file, as far as can be told without cleaning any now.
pub async fn handed_out(studio: &Studio, assets: &[Asset]) -> Result<HashSet<AssetId>> {
    let known = db::objects::cleaned(&studio.db, assets.iter().map(|asset| asset.object.as_str())).await?;
    let fit = |asset: &&Asset| match known.get(&asset.object).filter(|known| known.rules == rules(studio, asset)) {
        Some(known) => known.made.is_some() || stands_in(asset),
        None => stands_in(asset) || plays(asset) && studio.config.tools.ffmpeg.is_some(),
    };
    Ok(assets.iter().filter(fit).map(|asset| asset.id).collect())
}

/// Whether the large rendition may go out instead: a frame is no film, and a page no document.
fn stands_in(asset: &Asset) -> bool {
    asset.format.kind() == Kind::Image && asset.renditions == Renditions::Ready
}

fn plays(asset: &Asset) -> bool {
    matches!(asset.format.kind(), Kind::Video | Kind::Audio)
}

async fn one(studio: &Studio, asset: &Asset, known: Option<Cleaned>) -> Result<Option<Handout>> {
    let fit = match known {
        Some(known) => is_there(studio, asset, known).await?,
        None => false,
    };
    let cleaned = match known.filter(|_| fit) {
        Some(known) => Some(known),
        None => clean(studio, asset).await?,
    };
    match cleaned.and_then(|cleaned| cleaned.made) {
        Some((bytes, crc)) => Ok(Some(Handout {
            key: Key::clean(&asset.object)?,
            bytes,
            crc: Some(crc),
            mime: asset.format.mime(),
            extension: asset.format.extension(),
            what: format!("clean{RULES}"),
        })),
        None if stands_in(asset) => large(studio, asset).await,
        None => Ok(None),
    }
}

/// By which edition of the rules an asset is cleaned here. What plays is tried anew once ffmpeg is there.
fn rules(studio: &Studio, asset: &Asset) -> u32 {
    if plays(asset) && studio.config.tools.ffmpeg.is_none() { 0 } else { RULES }
}

/// Whether what the record says was made by these rules and is still there, whole.
async fn is_there(studio: &Studio, asset: &Asset, known: Cleaned) -> Result<bool> {
    if known.rules != rules(studio, asset) {
        return Ok(false);
    }
    let Some((bytes, _)) = known.made else { return Ok(true) };
    Ok(studio.storage.size(&Key::clean(&asset.object)?).await? == Some(bytes))
}

/// Cleans the object and keeps what came of it. `None` when the object is gone.
///
/// A task of its own does it: a visitor who goes away must neither free the seat while the work goes on nor lose what
/// comes of it, or each of many that come and go would have it begun anew.
async fn clean(studio: &Studio, asset: &Asset) -> Result<Option<Cleaned>> {
    let (studio, asset) = (studio.clone(), asset.clone());
    let work = async move { clean_once(&studio, &asset).await };
    tokio::spawn(work.in_current_span()).await.map_err(|error| Error::Internal(error.to_string()))?
}

async fn clean_once(studio: &Studio, asset: &Asset) -> Result<Option<Cleaned>> {
    let object = asset.object.as_str();
    let _seat = SEATS.acquire().await.map_err(|error| Error::Internal(error.to_string()))?;
    let _held = studio.storage.hold(object).await;
    // Somebody else may have done it while this one waited.
    let known = db::objects::cleaned(&studio.db, [object]).await?.remove(object);
    if let Some(known) = known
        && is_there(studio, asset, known).await?
    {
        return Ok(Some(known));
    }
    let made = if plays(asset) { clean_playing(studio, asset).await } else { clean_whole(studio, asset).await };
    let made = match made {
        Err(error) if is_missing(&error) => return Ok(None),
        made => made?,
    };
    let cleaned = Cleaned { rules: rules(studio, asset), made };
    let mut change = studio.change().await;
    db::objects::put_clean(&mut change.tx, object, cleaned);
    change.commit().await?;
    Ok(Some(cleaned))
}

/// In memory; bytes and CRC-32 of what was made, `None` where it cannot be.
async fn clean_whole(studio: &Studio, asset: &Asset) -> Result<Option<(u64, u32)>> {
    if asset.bytes > MOST_CLEANED {
        return Ok(None);
    }
    let bytes = studio.storage.read_all(&Key::object(&asset.object)?).await?;
    let format = asset.format;
    let cleaned = tokio::task::spawn_blocking(move || match strip(&bytes, format) {
        Strip::Clean(bytes) => Some((crc32fast::hash(&bytes), bytes)),
        Strip::Unsupported => None,
    });
    let Some((crc, bytes)) = cleaned.await.map_err(io::Error::other)? else { return Ok(None) };
    let made = (bytes.len() as u64, crc);
    studio.storage.put_clean(&asset.object, bytes.into()).await?;
    Ok(Some(made))
}

/// From file to file, since films may be larger than memory.
async fn clean_playing(studio: &Studio, asset: &Asset) -> Result<Option<(u64, u32)>> {
    let tools = studio.config.tools.clone();
    if tools.ffmpeg.is_none() {
        return Ok(None);
    }
    let (from, to) = (studio.storage.as_file(&asset.object).await?, studio.storage.passing_file());
    let (format, bytes) = (asset.format, asset.bytes);
    let work = move || -> Result<_> {
        let done = strip_playing(from.path(), format, bytes, &tools, to.path());
        let done = done.map_err(|error| Error::Internal(error.to_string()))?;
        Ok(if done { Some((sums(to.path())?, to)) } else { None })
    };
    let Some((made, to)) = tokio::task::spawn_blocking(work).await.map_err(io::Error::other)?? else { return Ok(None) };
    studio.storage.put_clean_file(&asset.object, to.path()).await?;
    Ok(Some(made))
}

/// Bytes and CRC-32 of a file.
fn sums(path: &Path) -> io::Result<(u64, u32)> {
    let mut file = File::open(path)?;
    let (mut crc, mut bytes, mut chunk) = (crc32fast::Hasher::new(), 0, vec![0; CHUNK]);
    loop {
        let read = file.read(&mut chunk)?;
        if read == 0 {
            return Ok((bytes, crc.finalize()));
        }
        crc.update(&chunk[..read]);
        bytes += read as u64;
    }
}

async fn large(studio: &Studio, asset: &Asset) -> Result<Option<Handout>> {
    for coding in Coding::likely(RenditionSize::S2048) {
        let key = Key::rendition(&asset.object, RenditionSize::S2048, coding)?;
        if let Some(bytes) = studio.storage.size(&key).await?.filter(|bytes| *bytes > 0) {
            let what = "large".to_owned();
            return Ok(Some(Handout { key, bytes, crc: None, mime: coding.mime(), extension: coding.extension(), what }));
        }
    }
    Ok(None)
}
