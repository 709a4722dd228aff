//! AVIF: items decoded by rav1d, tiles joined, YCbCr to RGB.

use super::colour::{self, Depth, Model, Raw};
use super::exif::Exif;
use super::heif::{Heif, Nclx};
use super::picture::Picture;
use super::{Limits, MediaError};
use crate::domain::format::Format;
use moxcms::{CicpColorPrimaries, CicpProfile, ColorProfile, MatrixCoefficients, TransferCharacteristics};
use re_rav1d::dav1d::{self, Decoder, PixelLayout, PlanarImageComponent, Settings, pixel};

/// Most tiles of one picture.
const MOST_TILES: usize = 1024;

/// One decoded item: planes of samples widened to 16 bits.
struct Planes {
    width: usize,
    height: usize,
    /// Bits per sample: 8, 10 or 12.
    bits: u32,
    luma: Vec<u16>,
    /// Cb and Cr with their width and their subsampling shifts; `None` in a grey picture.
    chroma: Option<Chroma>,
    nclx: Nclx,
}

struct Chroma {
    cb: Vec<u16>,
    cr: Vec<u16>,
    width: usize,
    height: usize,
    shift_x: u32,
    shift_y: u32,
}

/// Decodes the primary item; the flag tells of an image sequence.
pub(super) fn decode(bytes: &[u8], limits: &Limits) -> Result<(Picture, Exif, bool), MediaError> {
    let heif = Heif::parse(bytes).ok_or_else(|| MediaError::damaged(Format::Avif, "its index cannot be read"))?;
    let id = heif.primary();
    let (width, height) = heif.size(id).ok_or_else(|| MediaError::damaged(Format::Avif, "it does not tell its size"))?;
    limits.check(width, height, 8)?;

    let mut rgb = colour_samples(&heif, id, (width, height), limits)?;
    let alpha = heif.alpha(id).map(|alpha| alpha_samples(&heif, alpha, (width, height), limits)).transpose()?;
    let model = if alpha.is_some() { Model::Rgba } else { Model::Rgb };
    let samples = match alpha {
        None => rgb.samples,
        Some(alpha) => with_alpha(&mut rgb.samples, &alpha, heif.premultiplied(id)),
    };
    let profile = colour::profile(heif.icc(id)).or_else(|| cicp(heif.nclx(id).unwrap_or(rgb.nclx)));
    // Eight-bit pictures stay so, which spares half of the memory in the conversion.
    let (depth, bytes_out) = if rgb.bits == 8 {
        (Depth::Eight, samples.iter().map(|sample| colour::narrow(*sample)).collect())
    } else {
        (Depth::Sixteen, samples.iter().flat_map(|sample| sample.to_ne_bytes()).collect())
    };
    let mut picture = colour::to_srgb(Raw { width, height, model, depth, bytes: bytes_out }, profile)?;
    picture.orientation = heif.orientation(id);
    Ok((picture, heif.exif(), bytes.get(8..12) == Some(b"avis")))
}

struct Rgb {
    /// Three per pixel, 0 to 65,535.
    samples: Vec<u16>,
    bits: u32,
    nclx: Nclx,
}

fn colour_samples(heif: &Heif, id: u32, size: (u32, u32), limits: &Limits) -> Result<Rgb, MediaError> {
    let mut canvas = Canvas::new(size, 3);
    let (mut bits, mut nclx) = (8, None);
    for (x, y, planes) in placed(heif, id, limits)? {
        let planes = planes?;
        let code = heif.nclx(id).unwrap_or(planes.nclx);
        (bits, nclx) = (bits.max(planes.bits), Some(code));
        canvas.paste(&to_rgb(&planes, code)?, planes.width, x, y);
    }
    let nclx = nclx.ok_or_else(|| MediaError::damaged(Format::Avif, "it holds no picture"))?;
    Ok(Rgb { samples: canvas.samples, bits, nclx })
}

fn alpha_samples(heif: &Heif, id: u32, size: (u32, u32), limits: &Limits) -> Result<Vec<u16>, MediaError> {
    let mut canvas = Canvas::new(size, 1);
    for (x, y, planes) in placed(heif, id, limits)? {
        let planes = planes?;
        let (low, span) = if planes.nclx.full_range { (0.0, peak(planes.bits)) } else { studio(planes.bits) };
        let tile: Vec<u16> = planes.luma.iter().map(|luma| unit((f32::from(*luma) - low) / span)).collect();
        canvas.paste(&tile, planes.width, x, y);
    }
    Ok(canvas.samples)
}

/// Interleaves colours and transparency; premultiplied colours are divided again.
fn with_alpha(rgb: &mut [u16], alpha: &[u16], premultiplied: bool) -> Vec<u16> {
    let pixels = rgb.as_chunks::<3>().0.iter().zip(alpha);
    pixels
        .flat_map(|(&[r, g, b], &alpha)| {
            let divide = |sample: u16| {
                let whole = (u32::from(sample) * 65_535).checked_div(u32::from(alpha)).unwrap_or(0);
                whole.min(65_535) as u16
            };
            if premultiplied { [divide(r), divide(g), divide(b), alpha] } else { [r, g, b, alpha] }
        })
        .collect()
}

/// The picture that tiles are pasted into; what hangs over its edge is cut.
struct Canvas {
    width: usize,
    height: usize,
    channels: usize,
    samples: Vec<u16>,
}

impl Canvas {
    fn new((width, height): (u32, u32), channels: usize) -> Self {
        let (width, height) = (width as usize, height as usize);
        Self { width, height, channels, samples: vec![0; width * height * channels] }
    }

    fn paste(&mut self, tile: &[u16], tile_width: usize, x: usize, y: usize) {
        let columns = tile_width.min(self.width.saturating_sub(x));
        if columns == 0 {
            return;
        }
        let rows = tile.chunks_exact(tile_width * self.channels).take(self.height.saturating_sub(y));
        for (row, source) in rows.enumerate() {
            let start = ((y + row) * self.width + x) * self.channels;
            self.samples[start..start + columns * self.channels].copy_from_slice(&source[..columns * self.channels]);
        }
    }
}

type Placed<'a> = Box<dyn Iterator<Item = (usize, usize, Result<Planes, MediaError>)> + 'a>;

/// The decoded parts of an item with the place of each: one, or the tiles of a grid.
fn placed<'a>(heif: &'a Heif, id: u32, limits: &'a Limits) -> Result<Placed<'a>, MediaError> {
    match heif.kind(id).as_ref() {
        Some(b"av01") => Ok(Box::new(std::iter::once_with(move || (0, 0, item(heif, id, limits))))),
        Some(b"grid") => {
            let grid = heif.data(id).unwrap_or_default();
            let &[_, _, rows, columns, ..] = grid.as_ref() else {
                return Err(MediaError::damaged(Format::Avif, "its grid cannot be read"));
            };
            let (rows, columns) = (usize::from(rows) + 1, usize::from(columns) + 1);
            let tiles = heif.tiles(id);
            if tiles.len() != rows * columns || tiles.len() > MOST_TILES {
                return Err(MediaError::damaged(Format::Avif, "its grid lacks tiles"));
            }
            let (width, height) = heif.size(tiles[0]).unwrap_or_default();
            Ok(Box::new(tiles.iter().enumerate().map(move |(index, tile)| {
                let (x, y) = (index % columns * width as usize, index / columns * height as usize);
                (x, y, item(heif, *tile, limits))
            })))
        }
        _ => Err(MediaError::unsupported("This rare variety of AVIF cannot be drawn; save it again as a usual one.")),
    }
}

/// Decodes one AV1 still.
fn item(heif: &Heif, id: u32, limits: &Limits) -> Result<Planes, MediaError> {
    let broken = |error: dav1d::Error| MediaError::damaged(Format::Avif, error);
    let data = heif.data(id).ok_or_else(|| MediaError::cut_short(Format::Avif))?.into_owned();
    let mut settings = Settings::new();
    settings.set_n_threads(1);
    settings.set_max_frame_delay(1);
    settings.set_frame_size_limit(u32::try_from(limits.pixels).unwrap_or(u32::MAX));
    let mut decoder = Decoder::with_settings(&settings).map_err(broken)?;
    match decoder.send_data(data, None, None, None) {
        Ok(()) | Err(dav1d::Error::Again) => {}
        Err(error) => return Err(broken(error)),
    }
    let picture = loop {
        match decoder.get_picture() {
            Ok(picture) => break picture,
            Err(dav1d::Error::Again) => match decoder.send_pending_data() {
                Ok(()) => {}
                Err(dav1d::Error::Again) => return Err(MediaError::cut_short(Format::Avif)),
                Err(error) => return Err(broken(error)),
            },
            Err(error) => return Err(broken(error)),
        }
    };
    planes(&picture)
}

fn planes(picture: &dav1d::Picture) -> Result<Planes, MediaError> {
    let bits = picture.bits_per_component().map_or(8, |bits| bits.0 as u32);
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let plane = |component, width: usize, height: usize| {
        let stride = picture.stride(component) as usize;
        let data = picture.plane(component);
        let rows = data.as_ref().chunks(stride.max(1)).take(height);
        let samples: Vec<u16> = if bits == 8 {
            rows.flat_map(|row| row.iter().take(width).map(|sample| u16::from(*sample))).collect()
        } else {
            rows.flat_map(|row| row.as_chunks::<2>().0.iter().take(width).map(|sample| u16::from_ne_bytes(*sample))).collect()
        };
        (samples.len() == width * height).then_some(samples).ok_or_else(|| MediaError::cut_short(Format::Avif))
    };
    let shifts = match picture.pixel_layout() {
        PixelLayout::I400 => None,
        PixelLayout::I420 => Some((1, 1)),
        PixelLayout::I422 => Some((1, 0)),
        PixelLayout::I444 => Some((0, 0)),
    };
    let chroma = match shifts {
        None => None,
        Some((shift_x, shift_y)) => {
            let (w, h) = ((width + shift_x) >> shift_x, (height + shift_y) >> shift_y);
            let (cb, cr) = (plane(PlanarImageComponent::U, w, h)?, plane(PlanarImageComponent::V, w, h)?);
            Some(Chroma { cb, cr, width: w, height: h, shift_x: shift_x as u32, shift_y: shift_y as u32 })
        }
    };
    Ok(Planes { width, height, bits, luma: plane(PlanarImageComponent::Y, width, height)?, chroma, nclx: stream_nclx(picture) })
}

/// What the stream itself says of its colours; the container's word goes first.
fn stream_nclx(picture: &dav1d::Picture) -> Nclx {
    let primaries = match picture.color_primaries() {
        pixel::ColorPrimaries::BT2020 => 9,
        pixel::ColorPrimaries::P3Display => 12,
        _ => 1,
    };
    let transfer = match picture.transfer_characteristic() {
        pixel::TransferCharacteristic::BT1886 => 1,
        pixel::TransferCharacteristic::Linear => 8,
        pixel::TransferCharacteristic::PerceptualQuantizer => 16,
        pixel::TransferCharacteristic::HybridLogGamma => 18,
        _ => 13,
    };
    let matrix = match picture.matrix_coefficients() {
        pixel::MatrixCoefficients::Identity => 0,
        pixel::MatrixCoefficients::BT709 => 1,
        pixel::MatrixCoefficients::ST240M => 7,
        pixel::MatrixCoefficients::BT2020NonConstantLuminance => 9,
        pixel::MatrixCoefficients::YCgCo => 8,
        _ => 6,
    };
    Nclx { primaries, transfer, matrix, full_range: picture.color_range() == pixel::YUVRange::Full }
}

/// A profile where the code points differ from sRGB; BT.709's curve is shown as sRGB, as browsers do.
pub(super) fn cicp(nclx: Nclx) -> Option<ColorProfile> {
    let usual = matches!(nclx.primaries, 0..=2) && matches!(nclx.transfer, 0..=2 | 6 | 13..=15);
    if usual {
        return None;
    }
    let transfer = match nclx.transfer {
        0..=2 | 6 | 14 | 15 => TransferCharacteristics::Srgb,
        code => TransferCharacteristics::try_from(code).ok()?,
    };
    let primaries = match nclx.primaries {
        0..=2 => CicpColorPrimaries::Bt709,
        code => CicpColorPrimaries::try_from(code).ok()?,
    };
    Some(ColorProfile::new_from_cicp(CicpProfile {
        color_primaries: primaries,
        transfer_characteristics: transfer,
        matrix_coefficients: MatrixCoefficients::Identity,
        full_range: true,
    }))
}

fn peak(bits: u32) -> f32 {
    ((1u32 << bits) - 1) as f32
}

/// Black level and span of luma in studio range.
fn studio(bits: u32) -> (f32, f32) {
    let scale = (1u32 << (bits - 8)) as f32;
    (16.0 * scale, 219.0 * scale)
}

/// 0 to 1 as 0 to 65,535.
fn unit(value: f32) -> u16 {
    (value.clamp(0.0, 1.0) * 65_535.0 + 0.5) as u16
}

/// YCbCr to RGB by the matrix of the code point.
fn to_rgb(planes: &Planes, nclx: Nclx) -> Result<Vec<u16>, MediaError> {
    let (red, blue) = match nclx.matrix {
        1 => (0.2126, 0.0722),
        4 => (0.30, 0.11),
        7 => (0.212, 0.087),
        9 => (0.2627, 0.0593),
        0 | 2 | 3 | 5 | 6 => (0.299, 0.114),
        _ => return Err(MediaError::unsupported("This AVIF codes its colours in a rare way that cannot be drawn.")),
    };
    let green: f32 = 1.0 - red - blue;
    let identity = nclx.matrix == 0;
    let bits = planes.bits;
    let (low, span) = if nclx.full_range { (0.0, peak(bits)) } else { studio(bits) };
    let middle = (1u32 << (bits - 1)) as f32;
    let chroma_span = if nclx.full_range { peak(bits) } else { span * 224.0 / 219.0 };
    let mut out = Vec::with_capacity(planes.luma.len() * 3);
    for y in 0..planes.height {
        for x in 0..planes.width {
            let luma = (f32::from(planes.luma[y * planes.width + x]) - low) / span;
            let Some(chroma) = &planes.chroma else {
                out.extend([unit(luma); 3]);
                continue;
            };
            let at = (y >> chroma.shift_y).min(chroma.height - 1) * chroma.width + (x >> chroma.shift_x).min(chroma.width - 1);
            let (cb, cr) = (f32::from(chroma.cb[at]), f32::from(chroma.cr[at]));
            if identity {
                out.extend([unit((cr - low) / span), unit(luma), unit((cb - low) / span)]);
                continue;
            }
            let (cb, cr) = ((cb - middle) / chroma_span, (cr - middle) / chroma_span);
            let r = luma + 2.0 * (1.0 - red) * cr;
            let b = luma + 2.0 * (1.0 - blue) * cb;
            let g = (luma - red * r - blue * b) / green;
            out.extend([unit(r), unit(g), unit(b)]);
        }
    }
    Ok(out)
}
