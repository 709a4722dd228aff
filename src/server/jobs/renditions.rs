//! Learns an asset's facts and what it looks like, and makes its smaller pictures.

use super::Failure;
use crate::domain::asset::{Asset, Facts};
use crate::domain::format::{Format, Kind};
use crate::domain::job::JobKind;
use crate::domain::rendition::Renditions;
use crate::server::db::{self, jobs::Job};
use crate::server::error::Error;
use crate::server::ids;
use crate::server::media::{self, Limits, MediaError};
use crate::server::storage::Key;
use crate::server::studio::Studio;
use std::path::Path;

/// Pictures above this many bytes are kept with a placeholder, so that a worker's memory stays bounded.
const MOST_BYTES: u64 = 400_000_000;

/// An asset that is gone meanwhile needs nothing more.
pub(super) async fn run(studio: &Studio, job: &Job) -> Result<(), Failure> {
    let Some(asset) = job.asset.and_then(|id| studio.catalog.asset(id)) else {
        return forget(studio, job).await;
    };
    for file in earlier(studio, &asset).await? {
        make(studio, &file).await?;
    }
    make(studio, &asset).await?;
    forget(studio, job).await
}

/// The asset with each of its earlier files that has no pictures yet: those that were followed before their turn came.
async fn earlier(studio: &Studio, asset: &Asset) -> Result<Vec<Asset>, Error> {
    let mut waiting = Vec::new();
    if asset.versions > 1 {
        for version in db::versions::all(&studio.db, asset.id).await? {
            let made = match version.renditions {
                Renditions::Pending => false,
                Renditions::Ready => studio.storage.has_renditions(&version.object).await?,
                Renditions::Placeholder(_) => true,
            };
            if !made && version.object != asset.object {
                let mut file = asset.clone();
                version.become_current(&mut file);
                waiting.push(file);
            }
        }
    }
    Ok(waiting)
}

/// Makes the pictures of one file of an asset, and writes what was learnt wherever the asset still has that file.
async fn make(studio: &Studio, file: &Asset) -> Result<(), Failure> {
    let whole = matches!(file.format.kind(), Kind::Image | Kind::Document);
    let outcome = if whole && file.bytes > MOST_BYTES {
        Err((None, "The file is too large for a preview.".to_owned()))
    } else {
        match understand(studio, &file.object, file.format).await {
            // Taken away with its bytes while it was looked at.
            Err(_) if studio.catalog.asset(file.id).is_none() => return Ok(()),
            outcome => outcome?,
        }
    };
    // Held until the record knows of the pictures, so that none are made of bytes that are taken away meanwhile.
    let _held = studio.storage.hold(&file.object).await;
    if studio.catalog.asset(file.id).is_none() {
        return Ok(());
    }
    let (facts, likeness, renditions) = match outcome {
        Ok(understood) => {
            let renditions = if understood.renditions.is_empty() {
                Renditions::Placeholder("This file holds no picture.".to_owned())
            } else {
                Renditions::Ready
            };
            keep(studio, &file.object, understood.renditions, understood.sheet, understood.peaks).await?;
            (Some(understood.facts), understood.likeness, renditions)
        }
        Err((facts, reason)) => (facts, None, Renditions::Placeholder(reason)),
    };

    let mut change = studio.change().await;
    let Some(mut asset) = studio.catalog.asset(file.id) else { return Ok(()) };
    if asset.versions > 1 {
        let versions = db::versions::all(&studio.db, asset.id).await?.into_iter();
        for mut version in versions.filter(|version| version.object == file.object && version.number != asset.versions) {
            version.facts = facts.clone().unwrap_or(version.facts);
            version.renditions = renditions.clone();
            db::versions::learn(&mut change.tx, asset.id, &version);
        }
    }
    // People may have changed the asset while its picture was made: only what was learnt is replaced, and nothing where
    // it has another file by now.
    if asset.object == file.object {
        asset.facts = facts.unwrap_or(asset.facts);
        asset.facts.edition = studio.config.tools.edition(asset.format);
        asset.renditions = renditions;
        db::assets::put(&mut change.tx, &asset);
        if let Some(likeness) = likeness {
            db::likeness::put(&mut change.tx, asset.id, &likeness);
        }
    }
    change.commit().await.map_err(|refusal| Failure::from(Error::from(refusal)))
}

async fn keep(
    studio: &Studio,
    object: &str,
    renditions: Vec<media::Rendition>,
    sheet: Option<Vec<u8>>,
    peaks: Option<Vec<u8>>,
) -> Result<(), Failure> {
    for rendition in renditions {
        studio.storage.put_rendition(object, rendition.size, rendition.mime, rendition.bytes).await?;
    }
    for (key, bytes) in [(Key::sheet(object)?, sheet), (Key::peaks(object)?, peaks)] {
        if let Some(bytes) = bytes {
            studio.storage.put_made(&key, bytes).await?;
        }
    }
    Ok(())
}

/// What can be made of the object; or what is known of it all the same, and why there is no picture, as a sentence for
/// people.
async fn understand(
    studio: &Studio,
    object: &str,
    format: Format,
) -> Result<Result<media::Understood, (Option<Facts>, String)>, Failure> {
    let tools = studio.config.tools.clone();
    let made = match format.kind() {
        Kind::Video | Kind::Audio if tools.ffmpeg.is_some() => {
            let file = studio.storage.as_file(object).await?;
            let work = move || media::understand_playing(file.path(), format, &Limits::default(), &tools);
            tokio::task::spawn_blocking(work).await
        }
        // Nothing is read for these; the reason comes from the same place as for the others.
        Kind::Video | Kind::Audio => Ok(media::understand_playing(Path::new(""), format, &Limits::default(), &tools)),
        Kind::Image | Kind::Document => {
            let bytes = studio.storage.read_all(&Key::object(object)?).await?;
            tokio::task::spawn_blocking(move || media::understand(&bytes, format, &Limits::default(), &tools)).await
        }
    };
    match made {
        Ok(Err(MediaError::Interrupted)) => Err(Failure::Retry(MediaError::Interrupted.to_string())),
        Ok(made) => Ok(made.map_err(|error| (error.facts().cloned(), error.to_string()))),
        Err(error) => Err(Failure::Retry(format!("the worker's thread ended: {error}"))),
    }
}

/// Looks anew at files that an earlier edition of the tools, or none, looked at. What is missed is seen again at the next
/// start, so these jobs need no rows.
pub(super) fn catch_up(studio: &Studio) {
    let behind = studio.catalog.looked_at_by_less(|format| studio.config.tools.edition(format));
    if behind.is_empty() {
        return;
    }
    tracing::info!(files = behind.len(), "making previews that could not be made before");
    let now = studio.clock.now();
    for asset in behind {
        let (id, kind) = (ids::mint(now), JobKind::Renditions);
        studio.queue.push(Job { id, kind, asset: Some(asset), attempts: 0, due: now, poisoned: false, reason: None });
    }
}

async fn forget(studio: &Studio, job: &Job) -> Result<(), Failure> {
    let mut change = studio.change().await;
    db::jobs::delete(&mut change.tx, job.id);
    change.commit().await.map_err(|refusal| Failure::from(Error::from(refusal)))
}
