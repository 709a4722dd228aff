//! What pictures look like, in few bytes, and which of many look like one: without a model and without a network.
//!
//! A [`Descriptor`] is computed once from a small rendition and holds four things:
//! - **shape**: histograms of oriented gradients on a grid of cells, after Dalal and Triggs, "Histograms of Oriented
//!   Gradients for Human Detection" (2005), normalised by their neighbourhood. They say what kind of thing is seen;
//! - **colour**: a soft colour histogram, after Swain and Ballard, "Color Indexing" (1991), compared by the square
//!   roots of its shares, after Hellinger. A plain ground has no say in it;
//! - **sketch**: a thumbnail of sixteen greys, from which it is proved that one picture is a copy of another: the
//!   two are laid over each other, cropped, scaled and turned, after Lucas and Kanade, "An Iterative Image
//!   Registration Technique" (1981), and must then agree;
//! - the proportions, since copies keep them.
//!
//! Turned and mirrored pictures need no descriptors of their own: a quarter turn only permutes cells and directions,
//! so the picture asked for is turned eight ways and each is compared.
//!
//! [`Index`] compares with every picture that is allowed (an exact scan: no graph or tree that forgets some), then
//! lays the nearest over the one asked for. Everything is deterministic integer or plain float arithmetic.

mod align;
mod colour;
mod index;
mod plane;
mod shape;
mod sketch;
#[cfg(test)]
mod tests;
mod turn;

pub use index::{Index, Match};

use plane::Plane;

/// Layout of the bytes; raised whenever descriptors of before cannot be compared with those of now.
const VERSION: u8 = 1;

/// What one picture looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Descriptor {
    shape: shape::Shape,
    colour: colour::Colour,
    /// A plain or clear ground was left out of `colour`.
    grounded: bool,
    sketch: sketch::Sketch,
    /// Natural logarithm of width by height, of what is within a plain border, in 1/4096.
    aspect: i16,
}

impl Descriptor {
    /// Bytes of [`Descriptor::to_bytes`].
    pub const LENGTH: usize = 4 + shape::BYTES + colour::BYTES + sketch::BYTES;

    /// Describes straight RGBA pixels, row by row, upright. Best given some 320 pixels on the long side; larger
    /// pictures only take longer.
    ///
    /// `None` where there is nothing to see: no pixels, or fewer than `width` by `height`.
    pub fn of(width: u32, height: u32, pixels: &[[u8; 4]]) -> Option<Self> {
        let plane = Plane::of(width as usize, height as usize, pixels)?;
        Some(Self {
            shape: shape::of(&plane),
            colour: plane.colour,
            grounded: plane.grounded,
            sketch: sketch::of(&plane),
            aspect: plane.aspect,
        })
    }

    /// The form that is stored.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(Self::LENGTH);
        bytes.extend([VERSION, u8::from(self.grounded)]);
        bytes.extend(self.aspect.to_le_bytes());
        bytes.extend(self.shape);
        bytes.extend(self.colour);
        bytes.extend(self.sketch);
        bytes
    }

    /// Reads the stored form; `None` for another version, which is to be computed anew.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (head, rest) = bytes.split_first_chunk::<4>()?;
        let (shape, rest) = rest.split_first_chunk()?;
        let (colour, rest) = rest.split_first_chunk()?;
        let sketch = rest.try_into().ok()?;
        let [VERSION, grounded @ (0 | 1), low, high] = *head else { return None };
        let aspect = i16::from_le_bytes([low, high]);
        Some(Self { shape: *shape, colour: *colour, grounded: grounded == 1, sketch, aspect })
    }
}

/// Sum of absolute differences; in this form compilers make it one instruction for sixteen bytes.
fn difference<const N: usize>(a: &[u8; N], b: &[u8; N]) -> u32 {
    a.iter().zip(b).map(|(a, b)| u32::from(a.abs_diff(*b))).sum()
}
