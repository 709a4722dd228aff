//! What leaves through a public link: the same pixels without location, prompt, names or notes.

mod gif;
mod jpeg;
mod png;
mod svg;
mod webp;

use super::tools::Tools;
use super::{MediaError, guarded};
use crate::domain::format::Format;
use std::path::Path;

/// Whether a file could be cleaned as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Strip {
    /// The file without metadata; its pixels are untouched.
    Clean(Vec<u8>),
    /// Cleaning it in place is not safe; hand out a rendition, which never holds metadata, or nothing.
    Unsupported,
}

/// Writes a file that plays anew without its metadata; `bytes` is its size. Says whether that could be done: not without
/// ffmpeg, and not where the file is damaged.
///
/// # Errors
/// [`MediaError::Interrupted`] where it may go better next time.
pub fn strip_playing(file: &Path, format: Format, bytes: u64, tools: &Tools, to: &Path) -> Result<bool, MediaError> {
    let Some(ffmpeg) = &tools.ffmpeg else { return Ok(false) };
    match ffmpeg.clean(file, format, bytes, to) {
        Ok(()) => Ok(true),
        Err(MediaError::Interrupted) => Err(MediaError::Interrupted),
        Err(_) => Ok(false),
    }
}

/// Removes metadata without decoding the picture. Colour profiles, the animation's loop and a turned
/// picture's orientation stay, because the picture would look different without them.
///
/// Damaged files are [`Strip::Unsupported`]: what cannot be read cannot be vouched for.
pub fn strip(bytes: &[u8], format: Format) -> Strip {
    let clean = guarded(|| {
        Ok(match format {
            Format::Jpeg => jpeg::strip(bytes),
            Format::Png => png::strip(bytes),
            Format::WebP => webp::strip(bytes),
            Format::Gif => gif::strip(bytes),
            Format::Svg => svg::strip(bytes),
            Format::Avif
            | Format::Tiff
            | Format::Bmp
            | Format::Heic
            | Format::Mp4
            | Format::Mov
            | Format::WebM
            | Format::Mp3
            | Format::Wav
            | Format::Flac
            | Format::Ogg
            | Format::M4a
            | Format::Pdf => None,
        })
    });
    clean.ok().flatten().map_or(Strip::Unsupported, Strip::Clean)
}
