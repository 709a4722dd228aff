//! The three renditions, the palette and the thumbhash of a decoded picture.

use super::palette::{self, Swatch};
use super::picture::{Channels, Picture};
use super::resize::{Light, Signal};
use super::{MediaError, Rendition};
use crate::domain::rendition::RenditionSize;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

/// WebP and JPEG quality that the eye does not part from the original at the sizes shown.
const WEBP_QUALITY: f32 = 80.0;
const JPEG_QUALITY: u8 = 84;
/// Longest edge the thumbhash is made from, its own upper bound.
const TINY: u32 = 100;

pub(super) struct Made {
    pub renditions: Vec<Rendition>,
    pub palette: Vec<Swatch>,
    /// Base64 without padding.
    pub thumbhash: String,
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
        Channels::Rgba => webp(RenditionSize::S2048, &large)?,
    };
    let renditions = vec![webp(RenditionSize::S320, &small.signal())?, webp(RenditionSize::S640, &medium.signal())?, largest];
    let pixels = rgba(&tiny);
    let hash = thumbhash::rgba_to_thumb_hash(tiny.width as usize, tiny.height as usize, pixels.as_flattened());
    Ok(Made { renditions, palette: palette::dominant(&pixels), thumbhash: STANDARD_NO_PAD.encode(hash) })
}

fn rgba(signal: &Signal) -> Vec<[u8; 4]> {
    match signal.channels {
        Channels::Rgb => signal.pixels.as_chunks::<3>().0.iter().map(|&[r, g, b]| [r, g, b, 255]).collect(),
        Channels::Rgba => signal.pixels.as_chunks::<4>().0.to_vec(),
    }
}

fn webp(size: RenditionSize, signal: &Signal) -> Result<Rendition, MediaError> {
    let layout = match signal.channels {
        Channels::Rgb => webp::PixelLayout::Rgb,
        Channels::Rgba => webp::PixelLayout::Rgba,
    };
    let encoded = webp::Encoder::new(&signal.pixels, layout, signal.width, signal.height)
        .encode_simple(false, WEBP_QUALITY)
        .map_err(|error| MediaError::broken(format!("A preview could not be written ({error:?}).")))?;
    Ok(Rendition { size, mime: "image/webp", bytes: encoded.to_vec(), width: signal.width, height: signal.height })
}

fn jpeg(signal: &Signal) -> Result<Rendition, MediaError> {
    let fault = |why: &dyn std::fmt::Display| MediaError::broken(format!("A preview could not be written ({why})."));
    let side = |side: u32| u16::try_from(side).map_err(|error| fault(&error));
    let mut bytes = Vec::with_capacity(signal.pixels.len() / 8);
    let mut encoder = Encoder::new(&mut bytes, JPEG_QUALITY);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.set_optimized_huffman_tables(true);
    encoder.encode(&signal.pixels, side(signal.width)?, side(signal.height)?, ColorType::Rgb).map_err(|error| fault(&error))?;
    Ok(Rendition { size: RenditionSize::S2048, mime: "image/jpeg", bytes, width: signal.width, height: signal.height })
}
