//! Learns an asset's facts and what it looks like, and makes its smaller pictures.

use super::Failure;
use crate::domain::asset::{Asset, Facts};
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
    let outcome = if file.format.kind() == Kind::Image && file.bytes > MOST_BYTES {
        Err((None, "The file is too large for a preview.".to_owned()))
    } else {
        understand(studio, &file.object, file.format).await?
    };
    // Held until the record knows of the pictures, so that none are made of bytes that are taken away meanwhile.
    let _held = studio.storage.hold(&file.object).await;
    if studio.catalog.asset(file.id).is_none() {
        return Ok(());
    }
    let (facts, likeness, renditions) = match outcome {
        Ok(understood) => {
            for rendition in understood.renditions {
                studio.storage.put_rendition(&file.object, rendition.size, rendition.mime, rendition.bytes).await?;
            }
            (Some(understood.facts), understood.likeness, Renditions::Ready)
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
        asset.renditions = renditions;
        db::assets::put(&mut change.tx, &asset);
        if let Some(likeness) = likeness {
            db::likeness::put(&mut change.tx, asset.id, &likeness);
        }
    }
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
