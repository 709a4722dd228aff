//! How large a picture may be, judged from its header before memory is taken.

use super::MediaError;
use crate::domain::asset::{count_words, size_words};

/// Bounds on one decoding. They are generous for photographs and scans and stop decompression bombs.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Most pixels of the longest edge.
    pub edge: u32,
    /// Most pixels in all.
    pub pixels: u64,
    /// Most bytes the decoded pixels may take.
    pub memory: u64,
    /// Most frames of an animation, and most scans of a progressive JPEG.
    pub frames: u64,
    /// Most bytes of an SVG, whose drawing costs far more than its size.
    pub svg_bytes: usize,
    /// Most elements of an SVG once its references are followed.
    pub svg_nodes: u64,
}

impl Default for Limits {
    /// Two hundred megapixels: medium-format cameras stay below.
    fn default() -> Self {
        Self { edge: 50_000, pixels: 200_000_000, memory: 1 << 30, frames: 2_000, svg_bytes: 10 << 20, svg_nodes: 200_000 }
    }
}

impl Limits {
    /// Refuses dimensions above the limits; `depth` is bytes per decoded pixel.
    pub(super) fn check(&self, width: u32, height: u32, depth: u64) -> Result<(), MediaError> {
        if width == 0 || height == 0 {
            return Err(MediaError::broken("This picture has no pixels."));
        }
        let pixels = u64::from(width) * u64::from(height);
        let size = size_words(width, height);
        if width > self.edge || height > self.edge {
            let edge = count_words(self.edge.into());
            return Err(MediaError::TooLarge(format!("This picture is {size} pixels; an edge may have {edge}.")));
        }
        if pixels > self.pixels {
            let most = count_words(self.pixels / 1_000_000);
            return Err(MediaError::TooLarge(format!("This picture is {size} pixels; the limit is {most} megapixels.")));
        }
        if pixels.saturating_mul(depth) > self.memory {
            let most = count_words(self.memory >> 20);
            return Err(MediaError::TooLarge(format!("This picture of {size} pixels would need more than {most} MB of memory.")));
        }
        Ok(())
    }

    /// Refuses animations that are longer than a browser would want to play.
    pub(super) fn check_frames(&self, frames: u64) -> Result<(), MediaError> {
        if frames > self.frames { Err(MediaError::frames(frames, self.frames)) } else { Ok(()) }
    }

    /// The same bounds for the decoders of the `image` crate.
    pub(super) fn for_image(&self) -> image::Limits {
        let mut limits = image::Limits::default();
        limits.max_image_width = Some(self.edge);
        limits.max_image_height = Some(self.edge);
        limits.max_alloc = Some(self.memory);
        limits
    }
}
