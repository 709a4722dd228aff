//! Two plain methods to compare with: a histogram of colours, and one difference hash.

use image::RgbaImage;
use image::imageops::{self, FilterType};

/// Levels of each channel.
const LEVELS: usize = 8;

#[derive(Clone)]
pub struct Plain {
    /// Shares of each colour in parts of a million.
    colours: Vec<u32>,
    hash: u64,
}

impl Plain {
    pub fn of(picture: &RgbaImage) -> Self {
        let on_white = |pixel: &image::Rgba<u8>| {
            let [r, g, b, a] = pixel.0.map(u32::from);
            [r, g, b].map(|sample| (sample * a + 255 * (255 - a)) / 255)
        };
        let mut colours = vec![0u64; LEVELS * LEVELS * LEVELS];
        for pixel in picture.pixels() {
            let [r, g, b] = on_white(pixel).map(|sample| sample as usize * LEVELS / 256);
            colours[(r * LEVELS + g) * LEVELS + b] += 1;
        }
        let total = u64::from(picture.width()) * u64::from(picture.height());
        let colours = colours.iter().map(|count| (count * 1_000_000 / total.max(1)) as u32).collect();
        let grey = image::GrayImage::from_fn(picture.width(), picture.height(), |x, y| {
            let [r, g, b] = on_white(picture.get_pixel(x, y));
            image::Luma([((r * 299 + g * 587 + b * 114) / 1000) as u8])
        });
        let small = imageops::resize(&grey, 9, 8, FilterType::Triangle);
        let brighter = |at: u32| small.get_pixel(at % 8, at / 8).0 > small.get_pixel(at % 8 + 1, at / 8).0;
        Self { colours, hash: (0..64).fold(0, |hash, at| hash << 1 | u64::from(brighter(at))) }
    }

    pub fn colours_apart(&self, other: &Self) -> u32 {
        self.colours.iter().zip(&other.colours).map(|(a, b)| a.abs_diff(*b)).sum()
    }

    pub fn hashes_apart(&self, other: &Self) -> u32 {
        (self.hash ^ other.hash).count_ones()
    }
}
