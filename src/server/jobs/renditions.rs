//! Learns an asset's facts and what it looks like, and makes its smaller pictures.

use super::Failure;
use crate::domain::asset::Facts;
use crate::domain::format::{Format, Kind};
use crate::domain::rendition::Renditions;
use crate::server::db::{self, jobs::Job};
use crate::server::error::Error;
use crate::server::media::{self, Limits};
use crate::server::storage::Key;
use crate::server::studio::Studio;

/// Pictures above this many bytes are kept with a placeholder, so that a worker's memory stays bounded.
const MOST_BYTES: u64 = 400_000_000;

/// An asset that is gone meanwhile needs nothing more.
pub(super) async fn run(studio: &Studio, job: &Job) -> Result<(), Failure> {
    let Some(asset) = job.asset.and_then(|id| studio.catalog.asset(id)) else {
        return forget(studio, job).await;
    };
    let outcome = if asset.format.kind() == Kind::Image && asset.bytes > MOST_BYTES {
        Err((None, "The file is too large for a preview.".to_owned()))
    } else {
        understand(studio, &asset.object, asset.format).await?
    };
    // Held until the record knows of the pictures, so that none are made of bytes that are taken away meanwhile.
    let _held = studio.storage.hold(&asset.object).await;
    if studio.catalog.asset(asset.id).is_none() {
        return forget(studio, job).await;
    }
    let (facts, likeness, renditions) = match outcome {
        Ok(understood) => {
            for rendition in understood.renditions {
                studio.storage.put_rendition(&asset.object, rendition.size, rendition.mime, rendition.bytes).await?;
            }
            (Some(understood.facts), understood.likeness, Renditions::Ready)
        }
        Err((facts, reason)) => (facts, None, Renditions::Placeholder(reason)),
    };

    let mut change = studio.change().await;
    // People may have changed the asset while its picture was made: only what was learnt is replaced.
    if let Some(mut asset) = studio.catalog.asset(asset.id) {
        if let Some(facts) = facts {
            asset.facts = facts;
        }
        asset.renditions = renditions;
        db::assets::put(&mut change.tx, &asset);
        if let Some(likeness) = likeness {
            db::likeness::put(&mut change.tx, asset.id, &likeness);
        }
    }
    db::jobs::delete(&mut change.tx, job.id);
    change.commit().await.map_err(|refusal| Failure::from(Error::from(refusal)))
}

/// What can be made of the object; or what is known of it all the same, and why there is no picture, as a sentence for
/// people.
async fn understand(
    studio: &Studio,
    object: &str,
    format: Format,
) -> Result<Result<media::Understood, (Option<Facts>, String)>, Failure> {
    let told = |error: media::MediaError| (error.facts().cloned(), error.to_string());
    if format.kind() != Kind::Image {
        // Nothing is read for these; the reason comes from the same place as for pictures.
        return Ok(media::understand(&[], format, &Limits::default()).map_err(told));
    }
    let bytes = studio.storage.read_all(&Key::object(object)?).await?;
    let made = tokio::task::spawn_blocking(move || media::understand(&bytes, format, &Limits::default())).await;
    match made {
        Ok(made) => Ok(made.map_err(told)),
        Err(error) => Err(Failure::Retry(format!("the worker's thread ended: {error}"))),
    }
}

async fn forget(studio: &Studio, job: &Job) -> Result<(), Failure> {
    let mut change = studio.change().await;
    db::jobs::delete(&mut change.tx, job.id);
    change.commit().await.map_err(|refusal| Failure::from(Error::from(refusal)))
}
