//! What can be learnt and made from a file: bytes in, facts and smaller pictures out.
//!
//! Nothing here touches the database, the clock or the network, and nothing is async; callers run it on
//! a blocking thread. Sizes are judged from headers before anything is allocated, and a decoder that
//! panics yields [`MediaError::Broken`], so that one bad file never takes a worker down. What is decoded by
//! others (ffmpeg), or by a library that cannot promise so much (PDF), is decoded in a process with bounds.

mod avif;
mod bounded;
mod colour;
mod decode;
mod encode;
mod error;
mod exif;
mod ffmpeg;
mod film;
mod gif;
mod heic;
mod heif;
mod jpeg;
mod limits;
mod orient;
mod palette;
mod pdf;
mod picture;
mod png;
mod resize;
mod strip;
mod svg;
mod tools;
mod waveform;
mod webp;

pub use bounded::Stop;
pub use error::MediaError;
pub use ffmpeg::Ffmpeg;
pub use film::understand_playing;
pub use limits::Limits;
pub use palette::Swatch;
pub use pdf::{Draughtsman, answer as draw_pdf};
pub use strip::{Strip, strip, strip_playing};
pub use tools::Tools;
pub use waveform::draw as draw_waveform;

use crate::domain::asset::Facts;
use crate::domain::format::{Format, Kind};
use crate::domain::rendition::RenditionSize;
use crate::server::likeness::Descriptor;
use picture::Picture;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What one look at a file yields.
#[derive(Clone, Debug, Default)]
pub struct Understood {
    /// What is recorded of the asset.
    pub facts: Facts,
    /// The colours of `facts` with their shares, most of the picture first.
    pub palette: Vec<Swatch>,
    /// One for each [`RenditionSize`], smallest first; none for a sound without a cover.
    pub renditions: Vec<Rendition>,
    /// What the picture looks like, for finding similar ones.
    pub likeness: Option<Descriptor>,
    /// Frames of a film as one WebP, [`SHEET_COLUMNS`](crate::domain::asset::SHEET_COLUMNS) beside each other.
    pub sheet: Option<Vec<u8>>,
    /// The shape of a sound, evenly over its duration.
    pub peaks: Option<Vec<u8>>,
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

/// Learns the facts of a picture or a document and makes its renditions from one decoding. What plays is read by
/// [`understand_playing`].
///
/// # Errors
/// [`MediaError::Unsupported`] for what is kept with a typed placeholder (what `tools` are missing for, rare
/// varieties of pictures), [`MediaError::TooLarge`] and [`MediaError::Broken`] for what cannot be shown.
/// Each is a sentence for people.
pub fn understand(bytes: &[u8], format: Format, limits: &Limits, tools: &Tools) -> Result<Understood, MediaError> {
    guarded(|| match format.kind() {
        Kind::Image => {
            let decoded = decode::decode(bytes, format, limits, tools)?;
            pictured(decoded.facts, &decoded.picture)
        }
        Kind::Document => {
            let draughtsman = tools.draughtsman.as_ref();
            let draughtsman = draughtsman.ok_or_else(|| MediaError::unsupported("There is no preview of PDF files here."))?;
            let (picture, pages) = draughtsman.draw(bytes, limits)?;
            let facts = Facts { width: picture.width, height: picture.height, pages: Some(pages), ..Facts::default() };
            pictured(facts, &picture)
        }
        Kind::Video | Kind::Audio => Err(MediaError::unsupported(format!("{format} is read from a file."))),
    })
}

/// What is made of a picture, with what is known besides. Where nothing told its size, it is the picture's.
fn pictured(mut facts: Facts, picture: &Picture) -> Result<Understood, MediaError> {
    let made = encode::renditions(picture)?;
    if facts.width == 0 {
        (facts.width, facts.height) = picture.orientation.size(picture.width, picture.height);
    }
    facts.alpha = picture.has_alpha();
    facts.colours = made.palette.iter().map(|swatch| swatch.rgb).collect();
    let encode::Made { renditions, palette, thumbhash, likeness } = made;
    facts.thumbhash = Some(thumbhash);
    Ok(Understood { facts, palette, renditions, likeness, ..Understood::default() })
}

/// Only what a picture looks like: of a rendition, or of a file that is not kept.
///
/// # Errors
/// Those of [`understand`].
pub fn describe(bytes: &[u8], format: Format, limits: &Limits) -> Result<Option<Descriptor>, MediaError> {
    guarded(|| encode::likeness(&decode::decode(bytes, format, limits, &Tools::default())?.picture))
}

/// Runs a decoder; its panic is the file's fault, not the worker's.
fn guarded<T>(work: impl FnOnce() -> Result<T, MediaError>) -> Result<T, MediaError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(MediaError::broken("This file is damaged; reading it failed.")))
}

#[cfg(test)]
mod tests;
