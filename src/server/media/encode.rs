//! The three renditions, the palette and the thumbhash of a decoded picture.

use super::ffmpeg::Frame;
use super::palette::{self, Swatch};
use super::picture::{Channels, Picture};
use super::resize::{Light, Signal};
use super::{MediaError, Rendition};
use crate::domain::asset::SHEET_COLUMNS;
use crate::domain::rendition::RenditionSize;
use crate::server::likeness::Descriptor;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

/// WebP and JPEG quality that the eye does not part from the original at the sizes shown.
const WEBP_QUALITY: f32 = 80.0;
const JPEG_QUALITY: u8 = 82;
/// Frames of a sheet are seen for a moment each.
const SHEET_QUALITY: f32 = 62.0;
/// For a lossless WebP, quality is effort.
const LOSSLESS_EFFORT: f32 = 20.0;
/// How hard the encoder tries, of 6; more costs twice the time and saves a few hundredths of the bytes.
const WEBP_METHOD: i32 = 2;
/// Drawings compress better without loss, unless they hold photographs: then more bytes than this per pixel.
const DRAWN_BYTES: f32 = 0.15;
/// Longest edge the thumbhash is made from, its own upper bound.
const TINY: u32 = 100;

pub(super) struct Made {
    pub renditions: Vec<Rendition>,
    pub palette: Vec<Swatch>,
    /// Base64 without padding.
    pub thumbhash: String,
    pub likeness: Option<Descriptor>,
}

/// Each size is made from the next larger one, so that the original is read once.
pub(super) fn renditions(picture: &Picture) -> Result<Made, MediaError> {
    let large = Light::of(picture, RenditionSize::S2048.edge())?;
    let medium = large.smaller(RenditionSize::S640.edge())?;
    let small = medium.smaller(RenditionSize::S320.edge())?;
    let tiny = small.smaller(TINY)?.signal();

    let large = large.signal();
    let largest = match large.channels {
        Channels::Rgb => jpeg(&large)?,
        Channels::Rgba => webp(RenditionSize::S2048, &large, picture.drawn)?,
    };
    let (small, medium) = (small.signal(), medium.signal());
    let renditions = vec![webp(RenditionSize::S320, &small, false)?, webp(RenditionSize::S640, &medium, false)?, largest];
    let pixels = rgba(&tiny);
    let hash = thumbhash::rgba_to_thumb_hash(tiny.width as usize, tiny.height as usize, pixels.as_flattened());
    let likeness = Descriptor::of(small.width, small.height, &rgba(&small));
    Ok(Made { renditions, palette: palette::dominant(&pixels), thumbhash: STANDARD_NO_PAD.encode(hash), likeness })
}

/// Frames of one size beside and below each other, as one WebP.
pub(super) fn sheet(frames: &[Frame]) -> Result<Vec<u8>, MediaError> {
    let Some(Frame { width, height, .. }) = frames.first() else { return Err(fault("no frames")) };
    let columns = usize::from(SHEET_COLUMNS).min(frames.len());
    let rows = frames.len().div_ceil(columns);
    let (line, high) = (*width as usize * 3, *height as usize);
    let mut pixels = vec![0; columns * line * rows * high];
    for (index, frame) in frames.iter().enumerate() {
        let (left, top) = (index % columns * line, index / columns * high);
        for (row, source) in frame.pixels.chunks_exact(line).take(high).enumerate() {
            let start = (top + row) * columns * line + left;
            pixels[start..start + line].copy_from_slice(source);
        }
    }
    let mut config = webp::WebPConfig::new().map_err(|()| fault("no encoder"))?;
    config.quality = SHEET_QUALITY;
    config.method = WEBP_METHOD;
    let encoder = webp::Encoder::new(&pixels, webp::PixelLayout::Rgb, *width * columns as u32, *height * rows as u32);
    Ok(encoder.encode_advanced(&config).map_err(|error| fault(format!("{error:?}")))?.to_vec())
}

/// What the picture looks like, at the size of the smallest rendition.
pub(super) fn likeness(picture: &Picture) -> Result<Option<Descriptor>, MediaError> {
    let small = Light::of(picture, RenditionSize::S320.edge())?.signal();
    Ok(Descriptor::of(small.width, small.height, &rgba(&small)))
}

fn rgba(signal: &Signal) -> Vec<[u8; 4]> {
    match signal.channels {
        Channels::Rgb => signal.pixels.as_chunks::<3>().0.iter().map(|&[r, g, b]| [r, g, b, 255]).collect(),
        Channels::Rgba => signal.pixels.as_chunks::<4>().0.to_vec(),
    }
}

fn webp(size: RenditionSize, signal: &Signal, drawn: bool) -> Result<Rendition, MediaError> {
    let layout = match signal.channels {
        Channels::Rgb => webp::PixelLayout::Rgb,
        Channels::Rgba => webp::PixelLayout::Rgba,
    };
    let encode = |lossless: bool| {
        let mut config = webp::WebPConfig::new().map_err(|()| fault("no encoder"))?;
        config.lossless = i32::from(lossless);
        config.quality = if lossless { LOSSLESS_EFFORT } else { WEBP_QUALITY };
        config.method = if lossless { 1 } else { WEBP_METHOD };
        let encoder = webp::Encoder::new(&signal.pixels, layout, signal.width, signal.height);
        let encoded = encoder.encode_advanced(&config).map_err(|error| fault(format!("{error:?}")))?;
        Ok::<_, MediaError>(encoded.to_vec())
    };
    let most = (signal.width * signal.height) as f32 * DRAWN_BYTES;
    let lossless = if drawn { Some(encode(true)?) } else { None };
    let bytes = match lossless.filter(|bytes| bytes.len() as f32 <= most) {
        Some(bytes) => bytes,
        None => encode(false)?,
    };
    Ok(Rendition { size, mime: "image/webp", bytes, width: signal.width, height: signal.height })
}

fn fault(why: impl std::fmt::Display) -> MediaError {
    MediaError::broken(format!("A preview could not be written ({why})."))
}

fn jpeg(signal: &Signal) -> Result<Rendition, MediaError> {
    let side = |side: u32| u16::try_from(side).map_err(fault);
    let mut bytes = Vec::with_capacity(signal.pixels.len() / 8);
    let mut encoder = Encoder::new(&mut bytes, JPEG_QUALITY);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.encode(&signal.pixels, side(signal.width)?, side(signal.height)?, ColorType::Rgb).map_err(fault)?;
    Ok(Rendition { size: RenditionSize::S2048, mime: "image/jpeg", bytes, width: signal.width, height: signal.height })
}
