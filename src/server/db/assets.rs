//! Rows of assets.

use super::{Tx, objects, parsed};
use crate::domain::asset::{Asset, Facts, Playback, Rating, Source};
use crate::domain::format::Format;
use crate::domain::rendition::Renditions;
use crate::domain::review::Status;
use crate::domain::text::{FileName, Prompt, Tag};
use crate::domain::time::Timestamp;
use crate::server::change::Fact;
use crate::server::error::{Error, Result};
use serde::{Deserialize, Serialize};
use serde_json::json;

#[derive(Serialize, Deserialize)]
pub(super) struct AssetRow {
    id: String,
    brand: String,
    name: String,
    prompt: Option<String>,
    object: String,
    bytes: u64,
    format: Format,
    width: u32,
    height: u32,
    alpha: bool,
    animated: bool,
    colours: Vec<u32>,
    thumbhash: Option<String>,
    taken: Option<Timestamp>,
    duration: Option<u32>,
    moving: Option<bool>,
    sound: Option<bool>,
    codecs: Option<String>,
    frames: Option<u8>,
    waveform: Option<bool>,
    pages: Option<u32>,
    edition: Option<u8>,
    renditions: String,
    placeholder: Option<String>,
    status: String,
    source: String,
    rating: u8,
    tags: Vec<String>,
    uploader: String,
    added: Timestamp,
    trashed: Option<Timestamp>,
    versions: Option<u32>,
}

pub(super) const FIELDS: &str =
    "record::id(id) AS id, record::id(brand) AS brand, name, prompt, object, bytes, format, width, height,
    alpha, animated, colours, thumbhash, taken, duration, moving, sound, codecs, frames, waveform, pages, edition,
    renditions, placeholder, status, source, rating, tags, record::id(uploader) AS uploader, added, trashed, versions";

/// Two columns: how far, and the reason for a placeholder.
pub(super) fn renditions_columns(renditions: &Renditions) -> (&'static str, Option<String>) {
    match renditions {
        Renditions::Pending => ("pending", None),
        Renditions::Ready => ("ready", None),
        Renditions::Placeholder(reason) => ("placeholder", Some(reason.clone())),
    }
}

/// Reads [`renditions_columns`].
pub(super) fn renditions_of(state: &str, placeholder: Option<String>) -> Option<Renditions> {
    match state {
        "pending" => Some(Renditions::Pending),
        "ready" => Some(Renditions::Ready),
        "placeholder" => Some(Renditions::Placeholder(placeholder.unwrap_or_default())),
        _ => None,
    }
}

impl From<&Asset> for AssetRow {
    fn from(asset: &Asset) -> Self {
        let (renditions, placeholder) = renditions_columns(&asset.renditions);
        let playback = asset.facts.playback.as_deref();
        Self {
            id: asset.id.to_string(),
            brand: asset.brand.to_string(),
            name: asset.name.to_string(),
            prompt: asset.prompt.as_ref().map(|prompt| prompt.as_str().to_owned()),
            object: asset.object.clone(),
            bytes: asset.bytes,
            format: asset.format,
            width: asset.facts.width,
            height: asset.facts.height,
            alpha: asset.facts.alpha,
            animated: asset.facts.animated,
            colours: asset.facts.colours.clone(),
            thumbhash: asset.facts.thumbhash.clone(),
            taken: asset.facts.taken,
            duration: playback.map(|playback| playback.duration),
            moving: playback.map(|playback| playback.picture),
            sound: playback.map(|playback| playback.sound),
            codecs: playback.map(|playback| playback.codecs.clone()),
            frames: playback.map(|playback| playback.frames),
            waveform: playback.map(|playback| playback.waveform),
            pages: asset.facts.pages,
            edition: Some(asset.facts.edition),
            renditions: renditions.to_owned(),
            placeholder,
            status: asset.status.as_str().to_owned(),
            source: asset.source.as_str().to_owned(),
            rating: asset.rating.stars(),
            tags: asset.tags.iter().map(ToString::to_string).collect(),
            uploader: asset.uploader.to_string(),
            added: asset.added,
            trashed: asset.trashed,
            versions: (asset.versions > 1).then_some(asset.versions),
        }
    }
}

impl TryFrom<AssetRow> for Asset {
    type Error = Error;

    fn try_from(row: AssetRow) -> Result<Self> {
        let table = "asset";
        let key = row.id.clone();
        let renditions = renditions_of(&row.renditions, row.placeholder);
        let tags = row.tags.iter().map(|tag| parsed(table, &key, tag, Tag::new(tag).ok())).collect::<Result<Vec<_>>>()?;
        let playback = row.duration.map(|duration| {
            Box::new(Playback {
                duration,
                picture: row.moving.unwrap_or_default(),
                sound: row.sound.unwrap_or_default(),
                codecs: row.codecs.unwrap_or_default(),
                frames: row.frames.unwrap_or_default(),
                waveform: row.waveform.unwrap_or_default(),
            })
        });
        let prompt = row.prompt.map(|prompt| parsed(table, &key, &prompt, Prompt::new(&prompt).ok())).transpose()?;
        Ok(Self {
            id: parsed(table, &key, &row.id, row.id.parse().ok())?,
            brand: parsed(table, &key, &row.brand, row.brand.parse().ok())?,
            name: parsed(table, &key, &row.name, FileName::new(&row.name).ok())?,
            prompt,
            object: row.object,
            bytes: row.bytes,
            format: row.format,
            facts: Facts {
                width: row.width,
                height: row.height,
                alpha: row.alpha,
                animated: row.animated,
                colours: row.colours,
                thumbhash: row.thumbhash,
                taken: row.taken,
                playback,
                pages: row.pages,
                edition: row.edition.unwrap_or_default(),
            },
            renditions: parsed(table, &key, &row.renditions, renditions)?,
            status: parsed(table, &key, &row.status, Status::parse(&row.status))?,
            source: parsed(table, &key, &row.source, Source::parse(&row.source))?,
            rating: parsed(table, &key, "rating", Rating::new(row.rating))?,
            tags,
            uploader: parsed(table, &key, &row.uploader, row.uploader.parse().ok())?,
            added: row.added,
            trashed: row.trashed,
            versions: row.versions.unwrap_or(1),
        })
    }
}

/// Writes the asset in another brand: it leaves the collections and campaigns of the one before.
pub fn move_away(tx: &mut Tx, asset: &Asset) {
    tx.each(
        "DELETE type::record('asset', $r.id)->filed_in; DELETE type::record('asset', $r.id)->in_campaign",
        json!({ "id": asset.id }),
    );
    put(tx, asset);
}

/// Writes the asset as it now is. Memberships are edges and stay.
pub fn put(tx: &mut Tx, asset: &Asset) {
    tx.each(
        "UPSERT type::record('asset', $r.id) CONTENT {
            brand: type::record('brand', $r.brand), name: $r.name, prompt: $r.prompt, object: $r.object, bytes: $r.bytes, format: $r.format,
            width: $r.width, height: $r.height, alpha: $r.alpha, animated: $r.animated, colours: $r.colours,
            thumbhash: $r.thumbhash, taken: $r.taken, duration: $r.duration, moving: $r.moving, sound: $r.sound,
            codecs: $r.codecs, frames: $r.frames, waveform: $r.waveform, pages: $r.pages, edition: $r.edition, renditions: $r.renditions, placeholder: $r.placeholder,
            status: $r.status, source: $r.source, rating: $r.rating, tags: $r.tags,
            uploader: type::record('member', $r.uploader), added: $r.added, trashed: $r.trashed,
            versions: $r.versions
         } RETURN NONE",
        AssetRow::from(asset),
    );
    tx.fact(Fact::Asset(Box::new(asset.clone())));
}

/// Deletes an asset for good, with its history, its likeness and its versions, and notes that all their objects lost an
/// asset. Its memberships are edges, which go with their ends.
pub fn delete(tx: &mut Tx, asset: &Asset, now: Timestamp) {
    tx.each(
        "DELETE review_step:[$r.id, '']..[$r.id, '~'];
         DELETE type::record('likeness', $r.id);
         FOR $object IN (SELECT VALUE object FROM version:[$r.id, 0]..[$r.id, 4294967295]) {
            UPSERT type::record('forsaken', $object) SET since = $r.since
         };
         DELETE version:[$r.id, 0]..[$r.id, 4294967295];
         DELETE type::record('asset', $r.id)",
        json!({ "id": asset.id, "since": now }),
    );
    objects::forsake(tx, &asset.object, now);
    tx.fact(Fact::AssetGone(asset.id));
}
