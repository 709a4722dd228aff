//! What leaves by public links: files without what is embedded in them, cleaned once and kept.

use crate::domain::asset::Asset;
use crate::domain::rendition::RenditionSize;
use crate::server::db::{self, objects::Cleaned};
use crate::server::error::{Error, Result};
use crate::server::media::{Strip, strip};
use crate::server::storage::{Coding, Key, is_missing};
use crate::server::studio::Studio;
use futures::{StreamExt, TryStreamExt, stream};
use std::io;
use tokio::sync::Semaphore;

/// Edition of the rules in `media::strip`. Raise it with them, and everything is cleaned anew.
const RULES: u32 = 1;
/// Largest original that is cleaned in memory, in bytes; above it the large rendition goes out.
const MOST_CLEANED: u64 = 128 << 20;
/// Originals cleaned at once, which bounds the memory that visitors can ask for.
static SEATS: Semaphore = Semaphore::const_new(3);
/// Files looked up in storage at once.
const LOOKUPS: usize = 16;

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

/// What visitors get in place of an asset's file: the original without metadata, or the large rendition, which never has
/// any. `None` where there is neither.
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

async fn one(studio: &Studio, asset: &Asset, known: Option<Cleaned>) -> Result<Option<Handout>> {
    let fit = match known {
        Some(known) => is_there(studio, &asset.object, known).await?,
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
        None => large(studio, asset).await,
    }
}

/// Whether what the record says was made by these rules and is still there, whole.
async fn is_there(studio: &Studio, object: &str, known: Cleaned) -> Result<bool> {
    if known.rules != RULES {
        return Ok(false);
    }
    let Some((bytes, _)) = known.made else { return Ok(true) };
    Ok(studio.storage.size(&Key::clean(object)?).await? == Some(bytes))
}

/// Cleans the object and keeps what came of it. `None` when the object is gone.
async fn clean(studio: &Studio, asset: &Asset) -> Result<Option<Cleaned>> {
    let object = asset.object.as_str();
    let _seat = SEATS.acquire().await.map_err(|error| Error::Internal(error.to_string()))?;
    let _held = studio.storage.hold(object).await;
    // Somebody else may have done it while this one waited.
    let known = db::objects::cleaned(&studio.db, [object]).await?.remove(object);
    if let Some(known) = known
        && is_there(studio, object, known).await?
    {
        return Ok(Some(known));
    }
    let mut made = None;
    if asset.bytes <= MOST_CLEANED {
        let bytes = match studio.storage.read_all(&Key::object(object)?).await {
            Err(error) if is_missing(&error) => return Ok(None),
            bytes => bytes?,
        };
        let format = asset.format;
        let cleaned = tokio::task::spawn_blocking(move || match strip(&bytes, format) {
            Strip::Clean(bytes) => Some((crc32fast::hash(&bytes), bytes)),
            Strip::Unsupported => None,
        });
        if let Some((crc, bytes)) = cleaned.await.map_err(io::Error::other)? {
            made = Some((bytes.len() as u64, crc));
            studio.storage.put_clean(object, bytes.into()).await?;
        }
    }
    let cleaned = Cleaned { rules: RULES, made };
    let mut change = studio.change().await;
    db::objects::put_clean(&mut change.tx, object, cleaned);
    change.commit().await?;
    Ok(Some(cleaned))
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
