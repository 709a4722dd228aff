//! Colour: whatever a decoder yields becomes eight-bit sRGB.

use super::MediaError;
use super::picture::{Channels, Picture};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformExecutor, TransformOptions};
use std::sync::Arc;

/// Samples of one decoded picture, in the machine's byte order.
pub(super) struct Raw {
    pub width: u32,
    pub height: u32,
    pub model: Model,
    pub depth: Depth,
    pub bytes: Vec<u8>,
}

/// What the samples of a pixel stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Model {
    Grey,
    GreyAlpha,
    Rgb,
    Rgba,
    /// 0 is no ink.
    Cmyk,
}

/// How a sample is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Depth {
    Eight,
    Sixteen,
    /// Linear light, 0 to 1.
    Float,
}

impl Model {
    fn count(self) -> usize {
        match self {
            Self::Grey => 1,
            Self::GreyAlpha => 2,
            Self::Rgb => 3,
            Self::Rgba | Self::Cmyk => 4,
        }
    }

    fn space(self) -> DataColorSpace {
        match self {
            Self::Grey | Self::GreyAlpha => DataColorSpace::Gray,
            Self::Rgb | Self::Rgba => DataColorSpace::Rgb,
            Self::Cmyk => DataColorSpace::Cmyk,
        }
    }

    /// As moxcms names it; CMYK has the layout of four plain samples.
    fn layout(self) -> Layout {
        match self {
            Self::Grey => Layout::Gray,
            Self::GreyAlpha => Layout::GrayAlpha,
            Self::Rgb => Layout::Rgb,
            Self::Rgba | Self::Cmyk => Layout::Rgba,
        }
    }

    fn target(self) -> Channels {
        match self {
            Self::Grey | Self::Rgb | Self::Cmyk => Channels::Rgb,
            Self::GreyAlpha | Self::Rgba => Channels::Rgba,
        }
    }
}

/// Reads an embedded profile; a damaged one is left out, as browsers do.
pub(super) fn profile(icc: Option<&[u8]>) -> Option<ColorProfile> {
    ColorProfile::new_from_slice(icc?).ok()
}

/// Converts to sRGB. A profile of another colour model than the samples is left out.
pub(super) fn to_srgb(raw: Raw, profile: Option<ColorProfile>) -> Result<Picture, MediaError> {
    let Raw { width, height, model, depth, bytes } = raw;
    let profile = profile.filter(|profile| profile.color_space == model.space());
    let target = model.target();
    let pixels = match depth {
        Depth::Eight => eight(bytes, model, profile.as_ref()),
        Depth::Sixteen => sixteen(&bytes, width, model, profile.as_ref()),
        Depth::Float => float(&bytes, model),
    };
    let expected = width as usize * height as usize * target.count();
    if pixels.len() != expected {
        return Err(MediaError::broken("This picture holds fewer pixels than it announces."));
    }
    Ok(Picture::new(width, height, target, pixels))
}

fn eight(mut bytes: Vec<u8>, model: Model, profile: Option<&ColorProfile>) -> Vec<u8> {
    // Bounded, so that the scratch row stays in the cache.
    const BLOCK: usize = 4096;
    let count = model.count();
    let transform = profile.and_then(|profile| transform8(profile, model));
    let same_size = model.target().count() == count;
    match transform {
        None if same_size && model != Model::Cmyk => bytes,
        None => plain(&bytes, model),
        Some(transform) if same_size => {
            let mut row = vec![0; BLOCK * count];
            for block in bytes.chunks_mut(BLOCK * count) {
                let row = &mut row[..block.len()];
                row.copy_from_slice(block);
                // Lengths match by construction; a refusal would leave the block as it was.
                let _ = transform.transform(row, block);
            }
            bytes
        }
        Some(transform) => {
            let mut out = vec![0; bytes.len() / count * model.target().count()];
            for (from, to) in bytes.chunks(BLOCK * count).zip(out.chunks_mut(BLOCK * model.target().count())) {
                let _ = transform.transform(from, to);
            }
            out
        }
    }
}

fn sixteen(bytes: &[u8], width: u32, model: Model, profile: Option<&ColorProfile>) -> Vec<u8> {
    let count = model.count();
    let to = model.target();
    let transform = profile.and_then(|profile| {
        let layout = if to == Channels::Rgb { Layout::Rgb } else { Layout::Rgba };
        profile.create_transform_16bit(model.layout(), &ColorProfile::new_srgb(), layout, options(profile)).ok()
    });
    let mut out = Vec::with_capacity(bytes.len() / 2 / count * to.count());
    let mut wide = vec![0u16; width as usize * to.count()];
    for row in bytes.chunks_exact(width as usize * count * 2) {
        let row: Vec<u16> = row.as_chunks::<2>().0.iter().map(|sample| u16::from_ne_bytes(*sample)).collect();
        match &transform {
            Some(transform) if transform.transform(&row, &mut wide).is_ok() => {
                out.extend(wide.iter().map(|sample| narrow(*sample)));
            }
            _ => {
                let row: Vec<u8> = row.iter().map(|sample| narrow(*sample)).collect();
                out.extend(plain(&row, model));
            }
        }
    }
    out
}

/// Floating-point pictures hold linear light; what is above white is cut.
fn float(bytes: &[u8], model: Model) -> Vec<u8> {
    let count = model.count();
    let samples: Vec<u8> = bytes
        .as_chunks::<4>()
        .0
        .iter()
        .enumerate()
        .map(|(index, sample)| {
            let value = f32::from_ne_bytes(*sample).clamp(0.0, 1.0);
            let alpha = index % count == 3;
            let value = if alpha { value } else { gamma(value) };
            // A NaN becomes 0 here.
            (value * 255.0).round() as u8
        })
        .collect();
    plain(&samples, model)
}

/// The sRGB curve, linear light to signal.
pub(super) fn gamma(linear: f32) -> f32 {
    if linear <= 0.003_130_8 { linear * 12.92 } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 }
}

/// The sRGB curve, signal to linear light.
pub(super) fn linear(signal: f32) -> f32 {
    if signal <= 0.040_45 { signal / 12.92 } else { ((signal + 0.055) / 1.055).powf(2.4) }
}

/// Sixteen bits to eight, rounded.
pub(super) fn narrow(sample: u16) -> u8 {
    ((u32::from(sample) * 255 + 32_767) / 65_535) as u8
}

/// Without a profile: grey is repeated, ink is subtracted from white.
fn plain(bytes: &[u8], model: Model) -> Vec<u8> {
    let ink = |ink: u8, black: u8| {
        let product = (255 - u32::from(ink)) * (255 - u32::from(black));
        ((product + 127) / 255) as u8
    };
    match model {
        Model::Rgb | Model::Rgba => bytes.to_vec(),
        Model::Grey => bytes.iter().flat_map(|grey| [*grey; 3]).collect(),
        Model::GreyAlpha => bytes.as_chunks::<2>().0.iter().flat_map(|[grey, alpha]| [*grey, *grey, *grey, *alpha]).collect(),
        Model::Cmyk => bytes.as_chunks::<4>().0.iter().flat_map(|[c, m, y, k]| [ink(*c, *k), ink(*m, *k), ink(*y, *k)]).collect(),
    }
}

fn options(profile: &ColorProfile) -> TransformOptions {
    TransformOptions { rendering_intent: profile.rendering_intent, ..TransformOptions::default() }
}

/// `None` where the profile does not change a colour, which is the usual case of embedded sRGB.
fn transform8(profile: &ColorProfile, model: Model) -> Option<Arc<dyn TransformExecutor<u8> + Send + Sync>> {
    let srgb = ColorProfile::new_srgb();
    let layout = if model.target() == Channels::Rgb { Layout::Rgb } else { Layout::Rgba };
    if model.space() == DataColorSpace::Rgb {
        let probe = profile.create_transform_8bit(Layout::Rgb, &srgb, Layout::Rgb, options(profile)).ok()?;
        const LEVELS: [u8; 6] = [0, 51, 102, 153, 204, 255];
        let colours: Vec<u8> =
            LEVELS.iter().flat_map(|r| LEVELS.iter().flat_map(|g| LEVELS.iter().flat_map(|b| [*r, *g, *b]))).collect();
        let mut seen = vec![0; colours.len()];
        probe.transform(&colours, &mut seen).ok()?;
        if colours.iter().zip(&seen).all(|(before, after)| before.abs_diff(*after) <= 1) {
            return None;
        }
    }
    profile.create_transform_8bit(model.layout(), &srgb, layout, options(profile)).ok()
}
