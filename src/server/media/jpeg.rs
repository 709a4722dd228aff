//! JPEG: the outline of its segments, and decoding to raw samples.

use super::colour::{self, Depth, Model, Raw};
use super::exif::{self, Exif};
use super::picture::Picture;
use super::{Limits, MediaError};
use crate::domain::format::Format;
use std::ops::Range;
use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

const PROGRESSIVE: u8 = 0xc2;
pub(super) const SCAN: u8 = 0xda;
pub(super) const END: u8 = 0xd9;
pub(super) const APP0: u8 = 0xe0;
pub(super) const APP1: u8 = 0xe1;
pub(super) const APP14: u8 = 0xee;

/// One marker with what follows it; for a scan that includes its entropy-coded data.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    pub marker: u8,
    /// In the file, marker included.
    pub range: Range<usize>,
}

/// The segments of the first picture in the file; a phone may append more, or a film, after its end.
pub(super) struct Outline {
    pub segments: Vec<Segment>,
    /// The end marker was reached.
    pub complete: bool,
}

impl Segment {
    /// What follows marker and length.
    pub(super) fn payload<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        bytes.get(self.range.start + 4..self.range.end).unwrap_or_default()
    }
}

/// Walks the markers without decoding anything.
pub(super) fn outline(bytes: &[u8]) -> Outline {
    let mut segments = Vec::new();
    let mut at = 2;
    while let Some(start) = find_marker(bytes, at) {
        let marker = bytes[start + 1];
        let end = match marker {
            END => {
                segments.push(Segment { marker, range: start..start + 2 });
                return Outline { segments, complete: true };
            }
            0x01 | 0xd0..=0xd8 => start + 2,
            _ => {
                let Some(&[high, low]) = bytes.get(start + 2..start + 4) else { break };
                let end = start + 2 + usize::from(u16::from_be_bytes([high, low])).max(2);
                if marker == SCAN { find_scan_end(bytes, end) } else { end }
            }
        };
        if end > bytes.len() {
            break;
        }
        segments.push(Segment { marker, range: start..end });
        at = end;
    }
    Outline { segments, complete: false }
}

/// The next `ff xx` that is neither fill nor a stuffed zero.
fn find_marker(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == 0xff)?;
        match bytes.get(at + 1)? {
            0x00 | 0xff => at += 1,
            _ => return Some(at),
        }
    }
}

/// Restart markers belong to the scan.
fn find_scan_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(marker) = find_marker(bytes, at) {
        if !(0xd0..=0xd7).contains(&bytes[marker + 1]) {
            return marker;
        }
        at = marker + 2;
    }
    bytes.len()
}

/// Decodes the picture and reads what the camera wrote.
pub(super) fn decode(bytes: &[u8], limits: &Limits) -> Result<(Picture, Exif), MediaError> {
    let edge = limits.edge as usize + 1;
    let options =
        DecoderOptions::default().set_strict_mode(false).set_max_width(edge.max(65_536)).set_max_height(edge.max(65_536));
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(refuse)?;
    let (width, height) = decoder.dimensions().unwrap_or_default();
    let (width, height) = (u32::try_from(width).unwrap_or(u32::MAX), u32::try_from(height).unwrap_or(u32::MAX));
    let space = decoder.input_colorspace().unwrap_or(ColorSpace::YCbCr);
    let (model, out) = match space {
        ColorSpace::Luma => (Model::Grey, ColorSpace::Luma),
        ColorSpace::CMYK | ColorSpace::YCCK => (Model::Cmyk, space),
        _ => (Model::Rgb, ColorSpace::RGB),
    };
    let outline = outline(bytes);
    // A progressive file holds all coefficients, two bytes each, besides the samples.
    let progressive = outline.segments.iter().any(|segment| segment.marker == PROGRESSIVE);
    limits.check(width, height, if progressive { 9 } else { 3 })?;
    let scans = outline.segments.iter().filter(|segment| segment.marker == SCAN).count() as u64;
    if scans > limits.frames {
        return Err(MediaError::broken("This JPEG repeats its scans far too often; it is damaged or made to do harm."));
    }
    if !outline.complete {
        return Err(MediaError::cut_short(Format::Jpeg));
    }
    let profile = colour::profile(decoder.icc_profile().as_deref());
    let mut samples = if scans > 1 && !progressive {
        scan_by_scan(bytes, model, limits)?
    } else {
        decoder.set_options(options.jpeg_set_out_colorspace(out));
        decoder.decode().map_err(refuse)?
    };
    if model == Model::Cmyk {
        let inverted = outline.segments.iter().any(|segment| is_adobe(segment, bytes));
        to_ink(&mut samples, space == ColorSpace::YCCK, inverted);
    }
    let exif = outline
        .segments
        .iter()
        .filter(|segment| segment.marker == APP1)
        .map(|segment| segment.payload(bytes))
        .find(|payload| payload.starts_with(b"Exif\0\0"))
        .map(|payload| exif::read(payload, exif::MOST_BYTES))
        .unwrap_or_default();
    let raw = Raw { width, height, model, depth: Depth::Eight, bytes: samples };
    let mut picture = colour::to_srgb(raw, profile)?;
    picture.orientation = exif.orientation;
    Ok((picture, exif))
}

/// A sequential file may hold each component in a scan of its own. zune-jpeg draws those green, so the older
/// and slower decoder takes them.
fn scan_by_scan(bytes: &[u8], model: Model, limits: &Limits) -> Result<Vec<u8>, MediaError> {
    let mut decoder = jpeg_decoder::Decoder::new(bytes);
    decoder.set_max_decoding_buffer_size(usize::try_from(limits.memory).unwrap_or(usize::MAX));
    let samples = decoder.decode().map_err(|error| MediaError::damaged(Format::Jpeg, error))?;
    let format = decoder.info().map(|info| info.pixel_format);
    match (model, format) {
        (Model::Grey, Some(jpeg_decoder::PixelFormat::L8)) | (Model::Rgb, Some(jpeg_decoder::PixelFormat::RGB24)) => Ok(samples),
        _ => Err(rare()),
    }
}

fn rare() -> MediaError {
    MediaError::unsupported("This rare variety of JPEG cannot be drawn; save it again as a usual JPEG.")
}

fn is_adobe(segment: &Segment, bytes: &[u8]) -> bool {
    segment.marker == APP14 && segment.payload(bytes).starts_with(b"Adobe")
}

/// To plain CMYK where 0 is no ink. Photoshop stores ink inverted, and may store CMY as YCbCr.
fn to_ink(samples: &mut [u8], ycck: bool, inverted: bool) {
    for pixel in samples.as_chunks_mut::<4>().0 {
        if ycck {
            let (y, cb, cr) = (f32::from(pixel[0]), f32::from(pixel[1]) - 128.0, f32::from(pixel[2]) - 128.0);
            let rgb = [y + 1.402 * cr, y - 0.344_136 * cb - 0.714_136 * cr, y + 1.772 * cb];
            // The transform was made from inverted ink, so its RGB is the ink itself.
            for (sample, value) in pixel.iter_mut().zip(rgb) {
                *sample = value.round().clamp(0.0, 255.0) as u8;
            }
            if inverted {
                pixel[3] = 255 - pixel[3];
            }
        } else if inverted {
            *pixel = pixel.map(|sample| 255 - sample);
        }
    }
}

fn refuse(error: DecodeErrors) -> MediaError {
    match error {
        DecodeErrors::Unsupported(_) => rare(),
        DecodeErrors::ExhaustedData => MediaError::cut_short(Format::Jpeg),
        DecodeErrors::ZeroError => MediaError::broken("This picture has no pixels."),
        error => MediaError::damaged(Format::Jpeg, error),
    }
}
