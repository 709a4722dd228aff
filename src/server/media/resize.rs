//! Shrinking in linear light, with transparency premultiplied.
//!
//! The sRGB curve is undone before neighbouring pixels are mixed and applied again at the end; mixing the
//! stored values instead would darken fine detail. Sixteen bits keep the dark tones apart.

use super::MediaError;
use super::colour::{gamma, linear};
use super::orient::Orientation;
use super::picture::{Channels, Picture};
use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::{InnerPixel, U16x3, U16x4};
use fast_image_resize::{FilterType, PixelTrait, ResizeAlg, ResizeOptions, Resizer};
use std::sync::LazyLock;

/// Linear light for each eight-bit signal.
static LINEAR: LazyLock<[u16; 256]> =
    LazyLock::new(|| std::array::from_fn(|signal| (linear(signal as f32 / 255.0) * 65_535.0).round() as u16));

/// Eight-bit signal for each amount of light.
static SIGNAL: LazyLock<Vec<u8>> =
    LazyLock::new(|| (0..=65_535u16).map(|light| (gamma(f32::from(light) / 65_535.0) * 255.0).round() as u8).collect());

/// Samples converted at a time, so that the linear form of a large picture never exists as a whole.
const BAND: usize = 1 << 20;

/// An upright picture in linear light.
pub(super) enum Light {
    Opaque(Plane<U16x3>),
    /// Premultiplied.
    Clear(Plane<U16x4>),
}

pub(super) struct Plane<P> {
    width: u32,
    height: u32,
    /// Upright dimensions of the original, so that each size is rounded from it and not from another.
    full: (u32, u32),
    pixels: Vec<P>,
}

/// Eight-bit sRGB ready for an encoder; alpha is straight.
pub(super) struct Signal {
    pub width: u32,
    pub height: u32,
    pub channels: Channels,
    pub pixels: Vec<u8>,
}

/// Dimensions that fit into a square of `edge` pixels; never larger than given, never zero.
pub(super) fn fit(width: u32, height: u32, edge: u32) -> (u32, u32) {
    let long = width.max(height);
    if long <= edge {
        return (width, height);
    }
    let scale = |side: u32| {
        let scaled = (u64::from(side) * u64::from(edge) + u64::from(long) / 2) / u64::from(long);
        u32::try_from(scaled).unwrap_or(edge).max(1)
    };
    (scale(width), scale(height))
}

impl Light {
    /// Shrinks a decoded picture and turns it upright.
    pub(super) fn of(picture: &Picture, edge: u32) -> Result<Self, MediaError> {
        match picture.channels {
            Channels::Rgb => {
                let plane =
                    shrink(picture, edge, |[r, g, b]: [u8; 3]| U16x3::new([r, g, b].map(|sample| LINEAR[usize::from(sample)])))?;
                Ok(Self::Opaque(plane.upright(picture.orientation)))
            }
            Channels::Rgba => {
                let plane = shrink(picture, edge, |[r, g, b, a]: [u8; 4]| {
                    let light = |sample: u8| (u32::from(LINEAR[usize::from(sample)]) * u32::from(a) / 255) as u16;
                    U16x4::new([light(r), light(g), light(b), u16::from(a) * 257])
                })?;
                Ok(Self::Clear(plane.upright(picture.orientation)))
            }
        }
    }

    /// A smaller copy.
    pub(super) fn smaller(&self, edge: u32) -> Result<Self, MediaError> {
        Ok(match self {
            Self::Opaque(plane) => Self::Opaque(plane.smaller(edge)?),
            Self::Clear(plane) => Self::Clear(plane.smaller(edge)?),
        })
    }

    /// Back to eight-bit sRGB.
    pub(super) fn signal(&self) -> Signal {
        match self {
            Self::Opaque(plane) => {
                let pixels = plane.pixels.iter().flat_map(|pixel| pixel.0.map(|light| SIGNAL[usize::from(light)])).collect();
                Signal { width: plane.width, height: plane.height, channels: Channels::Rgb, pixels }
            }
            Self::Clear(plane) => {
                let straight = |[r, g, b, a]: [u16; 4]| {
                    let divide = |light: u16| {
                        let whole = (u32::from(light) * 65_535).checked_div(u32::from(a)).unwrap_or(0);
                        SIGNAL[whole.min(65_535) as usize]
                    };
                    [divide(r), divide(g), divide(b), ((u32::from(a) + 128) / 257) as u8]
                };
                let pixels = plane.pixels.iter().flat_map(|pixel| straight(pixel.0)).collect();
                Signal { width: plane.width, height: plane.height, channels: Channels::Rgba, pixels }
            }
        }
    }
}

impl<P: InnerPixel + PixelTrait> Plane<P> {
    fn smaller(&self, edge: u32) -> Result<Self, MediaError> {
        let (width, height) = fit(self.full.0, self.full.1, edge);
        let mut pixels = vec![P::default(); width as usize * height as usize];
        scale(&mut Resizer::new(), (self.width, self.height, &self.pixels), (width, height, &mut pixels))?;
        Ok(Self { width, height, full: self.full, pixels })
    }

    fn upright(self, orientation: Orientation) -> Self {
        let Self { width, height, full, pixels } = self;
        let pixels = orientation.apply(pixels, width as usize, height as usize);
        let (width, height) = orientation.size(width, height);
        Self { width, height, full: orientation.size(full.0, full.1), pixels }
    }
}

/// Columns first, band by band, then rows: the outcome of one two-pass convolution without its memory.
fn shrink<const N: usize, P: InnerPixel + PixelTrait>(
    picture: &Picture,
    edge: u32,
    light: impl Fn([u8; N]) -> P,
) -> Result<Plane<P>, MediaError> {
    let (width, height) = fit(picture.width, picture.height, edge);
    let source_width = picture.width as usize;
    let rows_at_once = (BAND / source_width).clamp(16, 4096);
    let mut resizer = Resizer::new();
    let mut narrow = vec![P::default(); width as usize * picture.height as usize];
    let mut band = Vec::with_capacity(rows_at_once.min(picture.height as usize) * source_width);
    let bands = picture.pixels.as_chunks::<N>().0.chunks(source_width * rows_at_once);
    for (source, target) in bands.zip(narrow.chunks_mut(width as usize * rows_at_once)) {
        band.clear();
        band.extend(source.iter().map(|pixel| light(*pixel)));
        let rows = (source.len() / source_width) as u32;
        scale(&mut resizer, (picture.width, rows, &band), (width, rows, target))?;
    }
    drop(band);
    let full = (picture.width, picture.height);
    if height == picture.height {
        return Ok(Plane { width, height, full, pixels: narrow });
    }
    let mut pixels = vec![P::default(); width as usize * height as usize];
    scale(&mut resizer, (width, picture.height, &narrow), (width, height, &mut pixels))?;
    Ok(Plane { width, height, full, pixels })
}

/// One resize; equal sizes are a copy.
fn scale<P: InnerPixel + PixelTrait>(
    resizer: &mut Resizer,
    (from_width, from_height, from): (u32, u32, &[P]),
    (to_width, to_height, to): (u32, u32, &mut [P]),
) -> Result<(), MediaError> {
    let fault = |_| MediaError::broken("This picture could not be made smaller.");
    let source = TypedImageRef::new(from_width, from_height, from).map_err(fault)?;
    let mut target = TypedImage::from_pixels_slice(to_width, to_height, to).map_err(fault)?;
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3)).use_alpha(false);
    resizer
        .resize_typed(&source, &mut target, &options)
        .map_err(|error| MediaError::broken(format!("This picture could not be made smaller ({error}).")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fitting() {
        assert_eq!(fit(4000, 3000, 2048), (2048, 1536));
        assert_eq!(fit(3000, 4000, 320), (240, 320));
        assert_eq!(fit(100, 50, 320), (100, 50));
        assert_eq!(fit(50_000, 10, 320), (320, 1));
    }

    #[test]
    fn every_signal_survives() {
        for signal in 0..=255u8 {
            assert_eq!(SIGNAL[usize::from(LINEAR[usize::from(signal)])], signal);
        }
    }

    /// A fine chessboard is mid grey to the eye: 188 in sRGB, where mixing stored values would give 128.
    #[test]
    fn mixes_light_not_signals() {
        let pixels = (0..64 * 64).flat_map(|at| [if (at % 64 + at / 64) % 2 == 0 { 255 } else { 0 }; 3]).collect();
        let picture = Picture::new(64, 64, Channels::Rgb, pixels);
        let small = Light::of(&picture, 16).unwrap().signal();
        let middle = small.pixels[(8 * 16 + 8) * 3];
        assert!((186..=190).contains(&middle), "{middle}");
    }

    /// Invisible pixels have no say in the colour of their neighbours.
    #[test]
    fn clear_pixels_do_not_bleed() {
        let pixels = (0..64 * 64).flat_map(|at| if at % 64 < 32 { [255, 0, 0, 255] } else { [0, 255, 0, 0] }).collect();
        let picture = Picture::new(64, 64, Channels::Rgba, pixels);
        let small = Light::of(&picture, 16).unwrap().signal();
        for pixel in small.pixels.as_chunks::<4>().0.iter().filter(|pixel| pixel[3] > 2) {
            assert!(pixel[0] > 250 && pixel[1] < 5, "{pixel:?}");
        }
    }

    /// Bands are an implementation detail: a picture cut into several must equal the same cut into one.
    #[test]
    fn bands_leave_no_seams() {
        let (width, height) = (3000u32, 800u32);
        let pixels: Vec<u8> = (0..width * height).flat_map(|at| [(at % 251) as u8, (at / width % 241) as u8, 77]).collect();
        let picture = Picture::new(width, height, Channels::Rgb, pixels);
        let banded = Light::of(&picture, 500).unwrap().signal();
        let whole = Plane {
            width,
            height,
            full: (width, height),
            pixels: picture.pixels.as_chunks::<3>().0.iter().map(|p| U16x3::new(p.map(|s| LINEAR[usize::from(s)]))).collect(),
        };
        let whole = Light::Opaque(whole.smaller(500).unwrap()).signal();
        let worst = banded.pixels.iter().zip(&whole.pixels).map(|(a, b)| a.abs_diff(*b)).max();
        assert!(worst <= Some(1), "{worst:?}");
    }
}
