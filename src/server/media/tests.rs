//! Media, on small pictures made here and on the shared folder of real files where it is present.

mod colours;
mod documents;
mod formats;
mod harm;
mod playing;
mod shared;
mod stripping;

use super::*;
use crate::domain::format::Format;
use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
use std::io::Cursor;

/// Red, green over blue, white: no two of the eight orientations look the same.
pub(super) fn quadrants(width: u32, height: u32) -> DynamicImage {
    let picture = RgbaImage::from_fn(width, height, |x, y| match (x < width / 2, y < height / 2) {
        (true, true) => Rgba([220, 20, 20, 255]),
        (false, true) => Rgba([20, 200, 20, 255]),
        (true, false) => Rgba([20, 20, 220, 255]),
        (false, false) => Rgba([250, 250, 250, 255]),
    });
    DynamicImage::ImageRgba8(picture)
}

pub(super) fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A JPEG with the given application segments.
pub(super) fn jpeg(picture: &DynamicImage, segments: &[(u8, &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 95);
    for (number, data) in segments {
        encoder.add_app_segment(*number, data.to_vec()).unwrap();
    }
    let (width, height) = (picture.width() as u16, picture.height() as u16);
    encoder.encode(picture.to_rgb8().as_raw(), width, height, jpeg_encoder::ColorType::Rgb).unwrap();
    bytes
}

pub(super) fn sniff(bytes: &[u8]) -> Format {
    Format::sniff(&bytes[..bytes.len().min(4096)]).unwrap()
}

pub(super) fn look(bytes: &[u8]) -> Result<Understood, MediaError> {
    understand(bytes, sniff(bytes), &Limits::default(), &Tools::default())
}

/// A rendition as pixels.
pub(super) fn pixels(understood: &Understood, size: RenditionSize) -> RgbaImage {
    let rendition = understood.renditions.iter().find(|rendition| rendition.size == size).unwrap();
    let picture = image::load_from_memory(&rendition.bytes).unwrap().to_rgba8();
    assert_eq!(picture.dimensions(), (rendition.width, rendition.height));
    picture
}

#[track_caller]
pub(super) fn near(found: Rgba<u8>, expected: [u8; 3], tolerance: u8) {
    let close = found.0.iter().zip(expected).all(|(found, expected)| found.abs_diff(expected) <= tolerance);
    assert!(close, "{found:?} should be near {expected:?}");
}

/// The middle of each quadrant shows the colour it should.
#[track_caller]
pub(super) fn stands_upright(picture: &RgbaImage) {
    let (width, height) = picture.dimensions();
    let at = |x: u32, y: u32| *picture.get_pixel(width * x / 4, height * y / 4);
    near(at(1, 1), [220, 20, 20], 14);
    near(at(3, 1), [20, 200, 20], 14);
    near(at(1, 3), [20, 20, 220], 14);
    near(at(3, 3), [250, 250, 250], 14);
}
