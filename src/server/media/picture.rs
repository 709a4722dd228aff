//! A decoded picture: eight-bit sRGB, as stored, with the turn it still needs.

use super::orient::Orientation;

/// Samples per pixel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Channels {
    Rgb,
    /// Straight, not premultiplied.
    Rgba,
}

impl Channels {
    pub(super) fn count(self) -> usize {
        match self {
            Self::Rgb => 3,
            Self::Rgba => 4,
        }
    }
}

/// Pixels in sRGB, row by row without gaps.
#[derive(Debug)]
pub(super) struct Picture {
    /// Stored width, before `orientation`.
    pub width: u32,
    /// Stored height, before `orientation`.
    pub height: u32,
    pub channels: Channels,
    pub pixels: Vec<u8>,
    pub orientation: Orientation,
    /// From shapes, not from a camera.
    pub drawn: bool,
}

impl Picture {
    /// Drops an alpha channel that is opaque everywhere, so that `channels` tells of real transparency.
    pub(super) fn new(width: u32, height: u32, channels: Channels, mut pixels: Vec<u8>) -> Self {
        let opaque = channels == Channels::Rgba && pixels.as_chunks::<4>().0.iter().all(|pixel| pixel[3] == 255);
        if opaque {
            let count = pixels.len() / 4;
            for index in 1..count {
                pixels.copy_within(index * 4..index * 4 + 3, index * 3);
            }
            pixels.truncate(count * 3);
        }
        let channels = if opaque { Channels::Rgb } else { channels };
        Self { width, height, channels, pixels, orientation: Orientation::Upright, drawn: false }
    }

    /// Some pixel is not opaque.
    pub(super) fn has_alpha(&self) -> bool {
        self.channels == Channels::Rgba
    }
}
