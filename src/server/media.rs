//! What can be learnt and made from a file: bytes in, facts and smaller pictures out.
//!
//! Nothing here touches the database, the clock or the network, and nothing is async; callers run it on
//! a blocking thread. Sizes are judged from headers before anything is allocated, and a decoder that
//! panics yields [`MediaError::Broken`], so that one bad file never takes a worker down.

mod avif;
mod colour;
mod decode;
mod encode;
mod error;
mod exif;
mod gif;
mod heif;
mod jpeg;
mod limits;
mod orient;
mod palette;
mod picture;
mod png;
mod resize;
mod strip;
mod svg;
mod webp;

pub use error::MediaError;
pub use limits::Limits;
pub use palette::Swatch;
pub use strip::{Strip, strip};

use crate::domain::asset::Facts;
use crate::domain::format::{Format, Kind};
use crate::domain::rendition::RenditionSize;
use crate::server::likeness::Descriptor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What one look at a file yields.
#[derive(Clone, Debug)]
pub struct Understood {
    /// What is recorded of the asset.
    pub facts: Facts,
    /// The colours of `facts` with their shares, most of the picture first.
    pub palette: Vec<Swatch>,
    /// One for each [`RenditionSize`], smallest first.
    pub renditions: Vec<Rendition>,
    /// What the picture looks like, for finding similar ones.
    pub likeness: Option<Descriptor>,
}

/// A smaller picture, encoded, upright, in sRGB and without metadata.
#[derive(Clone, Debug)]
pub struct Rendition {
    /// Which of the three it is; a small original is never enlarged to it.
    pub size: RenditionSize,
    /// `image/webp` or `image/jpeg`.
    pub mime: &'static str,
    pub bytes: Vec<u8>,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

/// Learns the facts of a file and makes its renditions from one decoding.
///
/// # Errors
/// [`MediaError::Unsupported`] for what is kept with a typed placeholder (video, audio, PDF, HEIC, rare
/// varieties of pictures), [`MediaError::TooLarge`] and [`MediaError::Broken`] for what cannot be shown.
/// Each is a sentence for people.
pub fn understand(bytes: &[u8], format: Format, limits: &Limits) -> Result<Understood, MediaError> {
    if format.kind() != Kind::Image {
        return Err(MediaError::unsupported(format!("There is no preview of {format} files yet.")));
    }
    guarded(|| {
        let decoded = decode::decode(bytes, format, limits)?;
        let made = encode::renditions(&decoded.picture)?;
        let mut facts = decoded.facts;
        facts.alpha = decoded.picture.has_alpha();
        facts.colours = made.palette.iter().map(|swatch| swatch.rgb).collect();
        facts.thumbhash = Some(made.thumbhash);
        Ok(Understood { facts, palette: made.palette, renditions: made.renditions, likeness: made.likeness })
    })
}

/// Only what a picture looks like: of a rendition, or of a file that is not kept.
///
/// # Errors
/// Those of [`understand`].
pub fn describe(bytes: &[u8], format: Format, limits: &Limits) -> Result<Option<Descriptor>, MediaError> {
    guarded(|| encode::likeness(&decode::decode(bytes, format, limits)?.picture))
}

/// Runs a decoder; its panic is the file's fault, not the worker's.
fn guarded<T>(work: impl FnOnce() -> Result<T, MediaError>) -> Result<T, MediaError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(MediaError::broken("This file is damaged; reading it failed.")))
}

#[cfg(test)]
mod tests;
