//! A thumbnail of few greys, to lay pictures over each other.

use super::plane::{Plane, SIDE};
use super::turn::Turn;

/// Side in samples.
pub const GRAIN: usize = 32;
/// Two samples in each.
pub const BYTES: usize = GRAIN * GRAIN / 2;
/// Greys that are told apart.
const GREYS: f32 = 15.0;
/// Samples of the square along one of the thumbnail.
const FINE: usize = SIDE / GRAIN;

/// Greys of four bits, darkest 0, lightest 15, whatever the picture's contrast.
pub type Sketch = [u8; BYTES];

/// The greys as numbers.
pub type Greys = [f32; GRAIN * GRAIN];

pub fn of(plane: &Plane) -> Sketch {
    let mut greys = [0.0; GRAIN * GRAIN];
    for (place, grey) in greys.iter_mut().enumerate() {
        let (x, y) = (place % GRAIN * FINE, place / GRAIN * FINE);
        let samples = (0..FINE * FINE).map(|fine| plane.luma[(y + fine / FINE) * SIDE + x + fine % FINE]);
        *grey = samples.sum::<f32>() / (FINE * FINE) as f32;
    }
    let low = greys.iter().copied().fold(f32::MAX, f32::min);
    let high = greys.iter().copied().fold(f32::MIN, f32::max);
    let range = (high - low).max(1.0);
    let level = |grey: f32| ((grey - low) / range * GREYS).round() as u8;
    let mut sketch = [0; BYTES];
    for (byte, [first, second]) in sketch.iter_mut().zip(greys.as_chunks().0) {
        *byte = level(*first) << 4 | level(*second);
    }
    sketch
}

pub fn greys(sketch: &Sketch) -> Greys {
    let mut greys = [0.0; GRAIN * GRAIN];
    for (pair, byte) in greys.as_chunks_mut().0.iter_mut().zip(sketch) {
        *pair = [f32::from(byte >> 4), f32::from(byte & 15)];
    }
    greys
}

/// The same thumbnail turned.
pub fn turned(greys: &Greys, turn: Turn) -> Greys {
    let mut to = [0.0; GRAIN * GRAIN];
    for (at, grey) in greys.iter().enumerate() {
        let (x, y) = turn.cell(GRAIN, at % GRAIN, at / GRAIN);
        to[y * GRAIN + x] = *grey;
    }
    to
}
