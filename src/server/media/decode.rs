//! From bytes of any picture format to a [`Picture`] and the facts its header holds.

use super::colour::{self, Depth, Model, Raw};
use super::exif::{self, Exif};
use super::orient::Orientation;
use super::picture::Picture;
use super::tools::Tools;
use super::{Limits, MediaError, avif, gif, heic, jpeg, png, svg, webp};
use crate::domain::asset::Facts;
use crate::domain::format::Format;
use image::codecs::{bmp::BmpDecoder, gif::GifDecoder, png::PngDecoder, tiff::TiffDecoder, webp::WebPDecoder};
use image::{ColorType, ImageDecoder, ImageError};
use std::io::{Cursor, ErrorKind};

/// A picture with what its header told; alpha, colours and thumbhash follow from the pixels.
pub(super) struct Decoded {
    pub picture: Picture,
    pub facts: Facts,
}

/// Most bytes of a TIFF that is searched for the camera's date.
const MOST_TIFF: usize = 64 << 20;

/// Decodes a picture of a format whose kind is image.
pub(super) fn decode(bytes: &[u8], format: Format, limits: &Limits, tools: &Tools) -> Result<Decoded, MediaError> {
    let from = Cursor::new(bytes);
    match format {
        Format::Jpeg => {
            let (picture, exif) = jpeg::decode(bytes, limits)?;
            Ok(decoded(picture, exif, false))
        }
        Format::Png => {
            let frames = png::frames(bytes);
            limits.check_frames(frames)?;
            let mut alloc = image::Limits::no_limits();
            alloc.max_alloc = Some(limits.memory);
            let decoder = PngDecoder::with_limits(from, alloc).map_err(|error| refuse(error, format))?;
            raster(decoder, format, limits, frames > 1)
        }
        Format::WebP => {
            let frames = webp::frames(bytes);
            limits.check_frames(frames)?;
            let decoder = WebPDecoder::new(from).map_err(|error| refuse(error, format))?;
            raster(decoder, format, limits, frames > 1)
        }
        Format::Gif => {
            let frames = gif::frames(bytes);
            limits.check_frames(frames)?;
            let decoder = GifDecoder::new(from).map_err(|error| refuse(error, format))?;
            raster(decoder, format, limits, frames > 1)
        }
        Format::Bmp => {
            let decoder = BmpDecoder::new(from).map_err(|error| refuse(error, format))?;
            raster(decoder, format, limits, false)
        }
        Format::Tiff => {
            let decoder = TiffDecoder::new(from).map_err(|error| refuse(error, format))?;
            let mut decoded = raster(decoder, format, limits, false)?;
            decoded.facts.taken = exif::read(bytes, MOST_TIFF).taken;
            Ok(decoded)
        }
        Format::Avif => {
            let (picture, exif, animated) = avif::decode(bytes, limits)?;
            Ok(decoded(picture, exif, animated))
        }
        Format::Svg => {
            let (picture, (width, height)) = svg::decode(bytes, limits)?;
            let mut decoded = decoded(picture, Exif::default(), false);
            (decoded.facts.width, decoded.facts.height) = (width, height);
            Ok(decoded)
        }
        Format::Heic => {
            let (picture, facts) = heic::decode(bytes, limits, tools)?;
            Ok(Decoded { picture, facts })
        }
        _ => Err(MediaError::unsupported(format!("There is no preview of {format} files yet."))),
    }
}

fn decoded(picture: Picture, exif: Exif, animated: bool) -> Decoded {
    let (width, height) = picture.orientation.size(picture.width, picture.height);
    Decoded { picture, facts: Facts { width, height, animated, taken: exif.taken, ..Facts::default() } }
}

/// Any decoder of the `image` crate: header, limits, then pixels.
fn raster(mut decoder: impl ImageDecoder, format: Format, limits: &Limits, animated: bool) -> Result<Decoded, MediaError> {
    let (width, height) = decoder.dimensions();
    let colour = decoder.color_type();
    limits.check(width, height, u64::from(colour.bytes_per_pixel()))?;
    decoder.set_limits(limits.for_image()).map_err(|error| refuse(error, format))?;

    let profile = decoder.icc_profile().ok().flatten();
    let profile = colour::profile(profile.as_deref());
    let metadata = decoder.exif_metadata().ok().flatten();
    let mut exif = metadata.map(|bytes| exif::read(&bytes, exif::MOST_BYTES)).unwrap_or_default();
    if format == Format::Tiff {
        let orientation = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
        exif.orientation = Orientation::from_exif(u32::from(orientation.to_exif()));
    }
    let (model, depth) = match colour {
        ColorType::L8 => (Model::Grey, Depth::Eight),
        ColorType::La8 => (Model::GreyAlpha, Depth::Eight),
        ColorType::Rgb8 => (Model::Rgb, Depth::Eight),
        ColorType::Rgba8 => (Model::Rgba, Depth::Eight),
        ColorType::L16 => (Model::Grey, Depth::Sixteen),
        ColorType::La16 => (Model::GreyAlpha, Depth::Sixteen),
        ColorType::Rgb16 => (Model::Rgb, Depth::Sixteen),
        ColorType::Rgba16 => (Model::Rgba, Depth::Sixteen),
        ColorType::Rgb32F => (Model::Rgb, Depth::Float),
        ColorType::Rgba32F => (Model::Rgba, Depth::Float),
        _ => return Err(MediaError::unsupported(format!("This rare variety of {format} cannot be drawn."))),
    };
    // The product was checked against `limits.memory` above.
    let mut samples = vec![0; width as usize * height as usize * usize::from(colour.bytes_per_pixel())];
    decoder.read_image(&mut samples).map_err(|error| refuse(error, format))?;
    let mut picture = colour::to_srgb(Raw { width, height, model, depth, bytes: samples }, profile)?;
    picture.orientation = exif.orientation;
    Ok(decoded(picture, exif, animated))
}

fn refuse(error: ImageError, format: Format) -> MediaError {
    match error {
        ImageError::Unsupported(_) => {
            MediaError::unsupported(format!("This rare variety of {format} cannot be drawn; save it again as a usual one."))
        }
        ImageError::Limits(_) => MediaError::TooLarge(format!("Drawing this {format} would take more memory than is allowed.")),
        ImageError::IoError(error) if error.kind() == ErrorKind::UnexpectedEof => MediaError::cut_short(format),
        error => MediaError::damaged(format, error),
    }
}
