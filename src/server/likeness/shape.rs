//! Which way edges run, and where: what kind of thing is seen.

use super::plane::{Plane, SIDE};
use super::turn::Turn;

/// Cells along a side.
const CELLS: usize = 6;
/// Directions of edges, over half a circle.
const DIRECTIONS: usize = 8;
/// One for each direction of each cell.
pub const BYTES: usize = CELLS * CELLS * DIRECTIONS;
/// Changes of brightness below this are noise.
const NOISE: f32 = 1.0;
/// The byte of a strength that is the whole descriptor's length; in practice cells stay below a third of it.
const FULL: f32 = 600.0;
/// How much of the mean a cell's neighbourhood is given, so that empty cells do not shout.
const CALM: f32 = 0.3;

/// Strengths of edges by cell and direction.
pub type Shape = [u8; BYTES];

/// Describes the square.
pub fn of(plane: &Plane) -> Shape {
    let mut strengths = gathered(&plane.luma);
    evened(&mut strengths);
    let length = strengths.iter().map(|strength| strength * strength).sum::<f32>().sqrt().max(1e-6);
    strengths.map(|strength| (strength / length * FULL).round().min(255.0) as u8)
}

/// The same picture turned.
pub fn turned(shape: &Shape, turn: Turn) -> Shape {
    let mut to = [0; BYTES];
    for (at, strength) in shape.iter().enumerate() {
        let (cell, direction) = (at / DIRECTIONS, at % DIRECTIONS);
        let (x, y) = turn.cell(CELLS, cell % CELLS, cell / CELLS);
        to[(y * CELLS + x) * DIRECTIONS + turn.direction(DIRECTIONS, direction)] = *strength;
    }
    to
}

/// Adds each sample's gradient to the nearest four cells and two directions.
fn gathered(luma: &[f32]) -> [f32; BYTES] {
    let mut strengths = [0.0; BYTES];
    let at = |x: usize, y: usize| luma[y * SIDE + x];
    let last = SIDE - 1;
    for y in 0..SIDE {
        for x in 0..SIDE {
            let across = at((x + 1).min(last), y) - at(x.saturating_sub(1), y);
            let down = at(x, (y + 1).min(last)) - at(x, y.saturating_sub(1));
            let strength = (across * across + down * down).sqrt();
            if strength < NOISE {
                continue;
            }
            let half_turns = down.atan2(across) / std::f32::consts::PI;
            let direction = half_turns.rem_euclid(1.0) * DIRECTIONS as f32;
            for (row, down) in spread((y as f32 + 0.5) * CELLS as f32 / SIDE as f32 - 0.5) {
                for (column, across) in spread((x as f32 + 0.5) * CELLS as f32 / SIDE as f32 - 0.5) {
                    let (Some(row), Some(column)) = (inside(row), inside(column)) else { continue };
                    for (direction, near) in spread(direction) {
                        let direction = direction.rem_euclid(DIRECTIONS as i32) as usize;
                        strengths[(row * CELLS + column) * DIRECTIONS + direction] += strength * down * across * near;
                    }
                }
            }
        }
    }
    strengths
}

/// The two whole numbers around a place, each with its nearness.
fn spread(place: f32) -> [(i32, f32); 2] {
    let low = place.floor();
    [(low as i32, 1.0 - (place - low)), (low as i32 + 1, place - low)]
}

fn inside(cell: i32) -> Option<usize> {
    usize::try_from(cell).ok().filter(|cell| *cell < CELLS)
}

/// Divides each cell by the mean strength around it: a shape in shadow is the same shape.
fn evened(strengths: &mut [f32; BYTES]) {
    let energy = |cell: &[f32; DIRECTIONS]| cell.iter().map(|strength| strength * strength).sum::<f32>();
    let energies: Vec<f32> = strengths.as_chunks().0.iter().map(energy).collect();
    let mean = energies.iter().sum::<f32>() / energies.len() as f32;
    for (at, cell) in strengths.as_chunks_mut::<DIRECTIONS>().0.iter_mut().enumerate() {
        let near = |a: usize, b: usize| a.abs_diff(b) <= 1;
        let around = energies.iter().enumerate();
        let around = around.filter(|(other, _)| near(other % CELLS, at % CELLS) && near(other / CELLS, at / CELLS));
        let (sum, count) = around.fold((0.0, 0.0), |(sum, count), (_, energy)| (sum + energy, count + 1.0));
        let scale = (sum / count + CALM * mean + 1e-3).sqrt();
        for strength in cell {
            *strength /= scale;
        }
    }
}
