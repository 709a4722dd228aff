//! What people do to a picture before they upload it again. Shared by the tests and the bench.

use image::codecs::jpeg::JpegEncoder;
use image::imageops::{self, FilterType};
use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
use std::io::Cursor;

/// One kind of edit; where it has a direction or a place, `dice` decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Saved as JPEG of that quality, on white.
    Recompress(u8),
    /// Percent of the sides that are left.
    Resize(u32),
    /// Percent of width and height that are cut off, anywhere.
    Crop(u32),
    /// A frame around it, in percent of the longer side.
    Border(u32),
    Mirror,
    QuarterTurn,
    /// Degrees to one side, with white corners, at the same size.
    Lean(u8),
    /// Large letters over three fifths of the width.
    Text,
    /// Lighter and of more contrast.
    Brighten,
}

impl Edit {
    /// All that are measured, with the part of pictures that must still be found first, in thousandths.
    pub const ALL: [(Self, Option<u32>); 15] = [
        (Self::Recompress(50), Some(995)),
        (Self::Recompress(20), Some(995)),
        (Self::Resize(50), Some(995)),
        (Self::Resize(25), Some(995)),
        (Self::Crop(5), Some(970)),
        (Self::Crop(10), None),
        (Self::Crop(20), Some(850)),
        (Self::Crop(40), None),
        (Self::Border(6), Some(990)),
        (Self::Border(12), Some(990)),
        (Self::Mirror, Some(990)),
        (Self::QuarterTurn, Some(990)),
        (Self::Lean(4), Some(900)),
        (Self::Text, None),
        (Self::Brighten, None),
    ];

    pub fn label(self) -> String {
        match self {
            Self::Recompress(quality) => format!("recompressed, JPEG {quality}"),
            Self::Resize(percent) => format!("resized to {percent} %"),
            Self::Crop(percent) => format!("{percent} % of both sides cropped"),
            Self::Border(6) => "white border of 6 %".to_owned(),
            Self::Border(percent) => format!("dark border of {percent} %"),
            Self::Mirror => "mirrored".to_owned(),
            Self::QuarterTurn => "turned by 90°".to_owned(),
            Self::Lean(degrees) => format!("turned by {degrees}°"),
            Self::Text => "written on".to_owned(),
            Self::Brighten => "brighter, more contrast".to_owned(),
        }
    }

    /// The edited picture as a file: JPEG where recompressing is the edit, else PNG.
    pub fn file(self, picture: &RgbaImage, dice: u64) -> Vec<u8> {
        let mut file = Cursor::new(Vec::new());
        let written = match self {
            Self::Recompress(quality) => {
                let flat = DynamicImage::ImageRgba8(on_white(picture)).to_rgb8();
                JpegEncoder::new_with_quality(&mut file, quality).encode_image(&flat)
            }
            _ => self.edited(picture, dice).write_to(&mut file, ImageFormat::Png),
        };
        // Writing into memory does not fail; if it did, the empty file would not decode.
        written.map(|()| file.into_inner()).unwrap_or_default()
    }

    fn edited(self, picture: &RgbaImage, dice: u64) -> RgbaImage {
        let (width, height) = picture.dimensions();
        match self {
            Self::Recompress(_) => picture.clone(),
            Self::Resize(percent) => {
                let side = |side: u32| (side * percent / 100).max(1);
                imageops::resize(picture, side(width), side(height), FilterType::Triangle)
            }
            Self::Crop(percent) => {
                let left = |side: u32| (side * (100 - percent) / 100).max(1);
                let (x, y) = ((dice % 101) as u32, (dice / 101 % 101) as u32);
                let (columns, rows) = (left(width), left(height));
                imageops::crop_imm(picture, (width - columns) * x / 100, (height - rows) * y / 100, columns, rows).to_image()
            }
            Self::Border(percent) => {
                let ink = if percent < 10 { [255; 4] } else { [60, 60, 64, 255] };
                let edge = width.max(height) * percent / 100;
                let mut framed = RgbaImage::from_pixel(width + 2 * edge, height + 2 * edge, Rgba(ink));
                imageops::overlay(&mut framed, picture, edge.into(), edge.into());
                framed
            }
            Self::Mirror => imageops::flip_horizontal(picture),
            Self::QuarterTurn if dice.is_multiple_of(2) => imageops::rotate90(picture),
            Self::QuarterTurn => imageops::rotate270(picture),
            Self::Lean(degrees) => leaned(picture, if dice.is_multiple_of(2) { f64::from(degrees) } else { -f64::from(degrees) }),
            Self::Text => written_on(picture, dice),
            Self::Brighten => {
                let mut brighter = picture.clone();
                for pixel in brighter.pixels_mut() {
                    for sample in &mut pixel.0[..3] {
                        *sample = (f32::from(*sample) * 1.2 - 5.0).clamp(0.0, 255.0) as u8;
                    }
                }
                brighter
            }
        }
    }
}

/// Numbers without pattern, the same at each run.
pub fn dice(n: u64) -> u64 {
    let n = n.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (n ^ (n >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 24
}

fn on_white(picture: &RgbaImage) -> RgbaImage {
    let mut white = RgbaImage::from_pixel(picture.width(), picture.height(), Rgba([255; 4]));
    imageops::overlay(&mut white, picture, 0, 0);
    white
}

fn leaned(picture: &RgbaImage, degrees: f64) -> RgbaImage {
    let (sine, cosine) = degrees.to_radians().sin_cos();
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let middle = ((width - 1.0) / 2.0, (height - 1.0) / 2.0);
    RgbaImage::from_fn(picture.width(), picture.height(), |x, y| {
        let (across, down) = (f64::from(x) - middle.0, f64::from(y) - middle.1);
        let x = middle.0 + across * cosine - down * sine;
        let y = middle.1 + across * sine + down * cosine;
        let inside = x >= 0.0 && y >= 0.0 && x <= width - 1.0 && y <= height - 1.0;
        let found = inside.then(|| imageops::interpolate_bilinear(picture, x as f32, y as f32)).flatten();
        found.unwrap_or(Rgba([255; 4]))
    })
}

/// "SALE", five by seven dots a letter.
const LETTERS: [[u8; 7]; 4] =
    [[14, 17, 16, 14, 1, 17, 14], [14, 17, 17, 31, 17, 17, 17], [16, 16, 16, 16, 16, 16, 31], [31, 16, 16, 30, 16, 16, 31]];

fn written_on(picture: &RgbaImage, dice: u64) -> RgbaImage {
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let dot = (width * 0.6 / 23.0).max(1.0);
    let top = height * [0.15, 0.45, 0.7][(dice % 3) as usize];
    let ink = if dice.is_multiple_of(2) { [255; 4] } else { [20, 20, 20, 255] };
    let mut written = picture.clone();
    for (x, y, pixel) in written.enumerate_pixels_mut() {
        let (column, row) = ((f64::from(x) - width * 0.2) / dot, (f64::from(y) - top) / dot);
        if !(0.0..23.0).contains(&column) || !(0.0..7.0).contains(&row) {
            continue;
        }
        let (letter, column) = (column as usize / 6, column as usize % 6);
        if column < 5 && LETTERS[letter][row as usize] >> (4 - column) & 1 == 1 {
            *pixel = Rgba(ink);
        }
    }
    written
}
