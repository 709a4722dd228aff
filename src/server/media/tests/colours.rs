//! Colour profiles and ink.

use super::*;
use jpeg_encoder::{ColorType, Encoder};
use moxcms::ColorProfile;

const SIDE: u16 = 64;

/// A flat picture in which every pixel has the samples given.
fn flat(samples: &[u8], colour: ColorType, icc: Option<&[u8]>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 100);
    if let Some(icc) = icc {
        encoder.add_icc_profile(icc).unwrap();
    }
    let pixels = samples.repeat(usize::from(SIDE) * usize::from(SIDE));
    encoder.encode(&pixels, SIDE, SIDE, colour).unwrap();
    bytes
}

#[track_caller]
fn check(bytes: &[u8], expected: [u8; 3]) {
    let understood = look(bytes).unwrap();
    for size in RenditionSize::ALL {
        near(*pixels(&understood, size).get_pixel(32, 32), expected, 3);
    }
    let found = understood.facts.colours[0].to_be_bytes();
    near(Rgba([found[1], found[2], found[3], 255]), expected, 3);
}

/// Worked out by hand from the published matrices and curves of Adobe RGB (1998) and sRGB.
#[test]
fn adobe_rgb_becomes_srgb() {
    let icc = ColorProfile::new_adobe_rgb().encode().unwrap();
    check(&flat(&[100, 150, 50], ColorType::Rgb, Some(&icc)), [66, 151, 34]);
    check(&flat(&[100, 150, 50], ColorType::Rgb, None), [100, 150, 50]);
}

#[test]
fn sixteen_bits_with_a_profile() {
    let icc = ColorProfile::new_adobe_rgb().encode().unwrap();
    let deep = image::ImageBuffer::from_pixel(64, 64, image::Rgb([100 * 257, 150 * 257, 50 * 257u16]));
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::png::PngEncoder::new(&mut bytes);
    image::ImageEncoder::set_icc_profile(&mut encoder, icc).unwrap();
    DynamicImage::ImageRgb16(deep).write_with_encoder(encoder).unwrap();
    check(&bytes, [66, 151, 34]);
}

#[test]
fn srgb_is_left_alone() {
    let icc = ColorProfile::new_srgb().encode().unwrap();
    check(&flat(&[100, 150, 50], ColorType::Rgb, Some(&icc)), [100, 150, 50]);
}

#[test]
fn a_profile_of_another_kind_or_none_at_all_is_ignored() {
    let grey = ColorProfile::new_gray_with_gamma(1.0).encode().unwrap();
    check(&flat(&[100, 150, 50], ColorType::Rgb, Some(&grey)), [100, 150, 50]);
    check(&flat(&[100, 150, 50], ColorType::Rgb, Some(b"no profile")), [100, 150, 50]);
}

/// Linear grey 0.2 is 124 in sRGB.
#[test]
fn grey_with_a_profile() {
    let linear = ColorProfile::new_gray_with_gamma(1.0).encode().unwrap();
    check(&flat(&[51], ColorType::Luma, Some(&linear)), [124; 3]);
    check(&flat(&[51], ColorType::Luma, None), [51; 3]);
}

/// The encoder stores ink inverted, as Photoshop does, and marks it so.
#[test]
fn ink() {
    let cyan = [255, 0, 0, 0];
    let half_black = [0, 0, 0, 128];
    for colour in [ColorType::Cmyk, ColorType::CmykAsYcck] {
        check(&flat(&cyan, colour, None), [0, 255, 255]);
        check(&flat(&half_black, colour, None), [127; 3]);
    }
}
