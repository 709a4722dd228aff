//! Draws `docs/contact-sheet.webp`: every shared file as the grid shows it.
//!
//! Run it in an optimised build:
//! `cargo test --release --features ssr --lib contact_sheet -- --ignored`.

use super::*;
use crate::domain::rendition::RenditionSize;
use image::imageops::{FilterType, crop_imm, overlay, resize};

const COLUMNS: u32 = 24;
const FRAME: (u32, u32) = (92, 115);
const CAPTION: u32 = 13;
const GAP: u32 = 6;
/// The look in light, where dark logos show: canvas, mat and inks.
const CANVAS: Rgba<u8> = Rgba([0xf1, 0xf1, 0xf1, 255]);
const MAT: Rgba<u8> = Rgba([0xe4, 0xe4, 0xe4, 255]);
const INK: Rgba<u8> = Rgba([0x66, 0x66, 0x66, 255]);
const DARK: Rgba<u8> = Rgba([0x17, 0x17, 0x17, 255]);

#[test]
#[ignore = "reads 60 MB and writes docs/contact-sheet.webp"]
fn contact_sheet() {
    let files = files();
    if files.is_empty() {
        return;
    }
    let rows = (files.len() as u32).div_ceil(COLUMNS);
    let (step_x, step_y) = (FRAME.0 + GAP, FRAME.1 + CAPTION + GAP);
    let mut sheet = RgbaImage::from_pixel(COLUMNS * step_x + GAP, rows * step_y + GAP, CANVAS);
    for (index, path) in files.iter().enumerate() {
        let (x, y) = (index as u32 % COLUMNS * step_x + GAP, index as u32 / COLUMNS * step_y + GAP);
        let card = card(&check(path));
        overlay(&mut sheet, &card, i64::from(x), i64::from(y));
        write(&mut sheet, &name(path), (x, y + FRAME.1 + 4), 1, INK, FRAME.0);
    }
    let rgb = DynamicImage::ImageRgba8(sheet).to_rgb8();
    let encoded = ::webp::Encoder::from_rgb(rgb.as_raw(), rgb.width(), rgb.height()).encode(62.0);
    assert!(encoded.len() < 1_500_000, "{} bytes", encoded.len());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("contact-sheet.webp"), &*encoded).unwrap();
}

/// A 4:5 frame: filled where that costs little, whole on the mat otherwise, a typed tile without a picture.
fn card(outcome: &Outcome) -> RgbaImage {
    let mut card = RgbaImage::from_pixel(FRAME.0, FRAME.1, MAT);
    let label = match outcome {
        Outcome::Drawn(format, understood) => {
            let picture = pixels(understood, RenditionSize::S320);
            let (width, height) = picture.dimensions();
            let ratio = f64::from(width) / f64::from(height);
            let frame = f64::from(FRAME.0) / f64::from(FRAME.1);
            let lost = 1.0 - (ratio / frame).min(frame / ratio);
            let whole = understood.facts.alpha || *format == Format::Svg || lost >= 0.14;
            let scale = (f64::from(FRAME.0) / f64::from(width), f64::from(FRAME.1) / f64::from(height));
            let scale = if whole { scale.0.min(scale.1) } else { scale.0.max(scale.1) };
            let side = |side: u32| ((f64::from(side) * scale).round() as u32).max(1);
            let scaled = resize(&picture, side(width), side(height), FilterType::Lanczos3);
            let (left, top) = (scaled.width().saturating_sub(FRAME.0) / 2, scaled.height().saturating_sub(FRAME.1) / 2);
            let shown = crop_imm(&scaled, left, top, scaled.width().min(FRAME.0), scaled.height().min(FRAME.1)).to_image();
            let (x, y) = ((FRAME.0 - shown.width()) / 2, (FRAME.1 - shown.height()) / 2);
            overlay(&mut card, &shown, i64::from(x), i64::from(y));
            return card;
        }
        Outcome::Heard(understood) => {
            let peaks = understood.peaks.as_deref().unwrap_or_default();
            let loudest = u32::from(peaks.iter().max().copied().unwrap_or_default().max(1));
            let bars = FRAME.0 / 4 - 2;
            for bar in 0..bars {
                let share = bar as usize * peaks.len() / bars as usize..(bar as usize + 1) * peaks.len() / bars as usize;
                let peak = u32::from(peaks[share].iter().max().copied().unwrap_or_default());
                let height = (peak * (FRAME.1 / 3) / loudest).max(2);
                for (x, y) in (0..2).flat_map(|x| (0..height).map(move |y| (x, y))) {
                    card.put_pixel(4 + bar * 4 + x, (FRAME.1 - height) / 2 + y, INK);
                }
            }
            return card;
        }
        Outcome::Placeholder(format) => format.label().to_owned(),
        Outcome::Refused => "Refused".to_owned(),
    };
    let width = label.len() as u32 * 8;
    write(&mut card, &label, ((FRAME.0 - width) / 2, FRAME.1 / 2 - 5), 2, DARK, FRAME.0);
    card
}

/// Three by five dots a character; rows from the top, the left dot worth 4.
const GLYPHS: &[(char, [u8; 5])] = &[
    ('a', [2, 5, 7, 5, 5]),
    ('b', [6, 5, 6, 5, 6]),
    ('c', [3, 4, 4, 4, 3]),
    ('d', [6, 5, 5, 5, 6]),
    ('e', [7, 4, 6, 4, 7]),
    ('f', [7, 4, 6, 4, 4]),
    ('g', [3, 4, 5, 5, 3]),
    ('h', [5, 5, 7, 5, 5]),
    ('i', [7, 2, 2, 2, 7]),
    ('j', [1, 1, 1, 5, 2]),
    ('k', [5, 5, 6, 5, 5]),
    ('l', [4, 4, 4, 4, 7]),
    ('m', [5, 7, 7, 5, 5]),
    ('n', [6, 5, 5, 5, 5]),
    ('o', [2, 5, 5, 5, 2]),
    ('p', [6, 5, 6, 4, 4]),
    ('q', [2, 5, 5, 6, 3]),
    ('r', [6, 5, 6, 5, 5]),
    ('s', [3, 4, 2, 1, 6]),
    ('t', [7, 2, 2, 2, 2]),
    ('u', [5, 5, 5, 5, 7]),
    ('v', [5, 5, 5, 5, 2]),
    ('w', [5, 5, 7, 7, 5]),
    ('x', [5, 5, 2, 5, 5]),
    ('y', [5, 5, 2, 2, 2]),
    ('z', [7, 1, 2, 4, 7]),
    ('0', [7, 5, 5, 5, 7]),
    ('1', [2, 6, 2, 2, 7]),
    ('2', [6, 1, 2, 4, 7]),
    ('3', [6, 1, 2, 1, 6]),
    ('4', [5, 5, 7, 1, 1]),
    ('5', [7, 4, 6, 1, 6]),
    ('6', [3, 4, 6, 5, 2]),
    ('7', [7, 1, 2, 2, 2]),
    ('8', [7, 5, 7, 5, 7]),
    ('9', [2, 5, 3, 1, 6]),
    ('-', [0, 0, 7, 0, 0]),
    ('_', [0, 0, 0, 0, 7]),
    ('.', [0, 0, 0, 0, 2]),
];

/// Text in capitals, cut at `room` pixels.
fn write(picture: &mut RgbaImage, text: &str, (x, y): (u32, u32), scale: u32, ink: Rgba<u8>, room: u32) {
    for (place, char) in text.to_lowercase().chars().take((room / (4 * scale)) as usize).enumerate() {
        let Some((_, rows)) = GLYPHS.iter().find(|(glyph, _)| *glyph == char) else { continue };
        for dot in 0..15u32 {
            if rows[dot as usize / 3] & (4 >> (dot % 3)) == 0 {
                continue;
            }
            let (left, top) = (x + (place as u32 * 4 + dot % 3) * scale, y + dot / 3 * scale);
            for (column, row) in (0..scale).flat_map(|column| (0..scale).map(move |row| (column, row))) {
                picture.put_pixel(left + column, top + row, ink);
            }
        }
    }
}
