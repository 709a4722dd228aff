//! Describes pictures that have renditions but no likeness yet: those of earlier versions, and of other descriptors.
//! It needs no rows: what is missing is seen again at the next start.

use crate::domain::asset::Asset;
use crate::domain::format::Format;
use crate::domain::id::AssetId;
use crate::domain::rendition::RenditionSize;
use crate::server::db;
use crate::server::error::{Error, Result};
use crate::server::likeness::Descriptor;
use crate::server::media::{self, Limits};
use crate::server::storage::Coding;
use crate::server::studio::Studio;
use tokio_util::sync::CancellationToken;

/// Descriptors written at once.
const TOGETHER: usize = 32;

/// Describes what is missing, until done or told to stop. A picture that cannot be described is told in the log.
pub async fn run(studio: Studio, stop: CancellationToken) {
    let missing = studio.catalog.without_likeness();
    if missing.is_empty() {
        return;
    }
    tracing::info!(pictures = missing.len(), "describing pictures for Find similar");
    for assets in missing.chunks(TOGETHER) {
        if stop.is_cancelled() {
            return;
        }
        let mut described = Vec::new();
        for asset in assets {
            match describe(&studio, *asset).await {
                Ok(found) => described.extend(found),
                Err(error) => tracing::warn!(%asset, %error, "a picture could not be described"),
            }
        }
        let mut change = studio.change().await;
        for (described, likeness) in &described {
            // It may be gone meanwhile, or have other bytes.
            if studio.catalog.asset(described.id).is_some_and(|asset| asset.object == described.object) {
                db::likeness::put(&mut change.tx, described.id, likeness);
            }
        }
        if let Err(refusal) = change.commit().await {
            tracing::warn!(error = %Error::from(refusal), "likenesses could not be written");
        }
    }
}

async fn describe(studio: &Studio, asset: AssetId) -> Result<Option<(Asset, Descriptor)>> {
    let Some(asset) = studio.catalog.asset(asset) else { return Ok(None) };
    let Some((coding, bytes)) = studio.storage.rendition(&asset.object, RenditionSize::S320).await? else { return Ok(None) };
    let format = match coding {
        Coding::WebP => Format::WebP,
        Coding::Jpeg => Format::Jpeg,
    };
    let described = tokio::task::spawn_blocking(move || media::describe(&bytes, format, &Limits::default())).await;
    match described {
        Ok(Ok(described)) => Ok(described.map(|likeness| (asset, likeness))),
        Ok(Err(error)) => Err(Error::Internal(error.to_string())),
        Err(error) => Err(Error::Internal(format!("the describing thread ended: {error}"))),
    }
}
