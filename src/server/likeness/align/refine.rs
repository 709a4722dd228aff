//! Moves an overlay by least squares to where the two pictures agree best, a gain and an offset of light allowed.

use super::super::sketch::{GRAIN, Greys};
use super::{COARSE, COVER, Overlay, correlation};

/// Rounds on the halved sketches, and then on the whole ones.
const COARSE_ROUNDS: usize = 6;
const FINE_ROUNDS: usize = 4;
/// Difference of greys from which on a sample is taken for something that only one picture has, such as text.
const STRANGE: f32 = 2.5;
/// A step below this part of a side is no step.
const SETTLED: f32 = 1e-3;
/// Largest distortion a copy may have.
const DISTORTED: f32 = 1.12;
/// Largest part of a side by which the sides of a copy may lean: some seven degrees.
const LEANING: f32 = 0.13;
/// How many samples around one are its surroundings.
const AROUND: usize = 1;
/// Six for the place, two for the light.
const UNKNOWNS: usize = 8;

/// A square of greys with its side.
pub type Square<'a> = (&'a [f32], usize);

/// Agreement of details after refining, or -1 where the overlay leaves what a copy can be.
pub fn refined(asked: (&[f32], &Greys), other: (&[f32], &Greys), mut overlay: Overlay, ratio: f32) -> f32 {
    let stretched = overlay.distortion(ratio) > 1.03;
    let ratio = if stretched { overlay.xx / overlay.yy } else { ratio };
    let mut light = (1.0, 0.0);
    settle((asked.0, COARSE), (other.0, COARSE), &mut overlay, &mut light, COARSE_ROUNDS);
    settle((asked.1, GRAIN), (other.1, GRAIN), &mut overlay, &mut light, FINE_ROUNDS);
    if overlay.distortion(ratio) > DISTORTED || overlay.xy.abs() > LEANING || overlay.yx.abs() > LEANING {
        return -1.0;
    }
    let mut both = vec![None; GRAIN * GRAIN];
    samples((asked.1, GRAIN), (other.1, GRAIN), &overlay, |place, sample| both[place] = Some((sample.asked, sample.other)));
    if (both.iter().flatten().count() as f32) < COVER * (GRAIN * GRAIN) as f32 {
        return -1.0;
    }
    correlation(details(&both))
}

/// What each sample differs from its surroundings by, in both pictures: a silhouette alone makes no copy.
fn details(both: &[Option<(f32, f32)>]) -> impl Iterator<Item = (f32, f32)> + '_ {
    both.iter().enumerate().filter_map(move |(place, here)| {
        let here = (*here)?;
        let (x, y) = (place % GRAIN, place / GRAIN);
        let columns = x.saturating_sub(AROUND)..(x + AROUND + 1).min(GRAIN);
        let rows = y.saturating_sub(AROUND)..(y + AROUND + 1).min(GRAIN);
        let around = rows.flat_map(|row| &both[row * GRAIN + columns.start..row * GRAIN + columns.end]);
        let (mut asked, mut other, mut count) = (0.0, 0.0, 0.0);
        for (left, right) in around.flatten() {
            asked += left;
            other += right;
            count += 1.0;
        }
        Some((here.0 - asked / count, here.1 - other / count))
    })
}

/// One place that both pictures show.
struct Sample {
    x: f32,
    y: f32,
    asked: f32,
    other: f32,
    /// Change of `other` across and down, per side.
    across: f32,
    down: f32,
}

fn samples((asked, side): Square, (other, _): Square, overlay: &Overlay, mut each: impl FnMut(usize, Sample)) {
    let size = side as f32;
    let most = size - 1.001;
    for (place, grey) in asked.iter().enumerate() {
        let (x, y) = (((place % side) as f32 + 0.5) / size, ((place / side) as f32 + 0.5) / size);
        let (u, v) = overlay.at(x, y);
        if !(0.0..=1.0).contains(&u) || !(0.0..=1.0).contains(&v) {
            continue;
        }
        let (u, v) = ((u * size - 0.5).clamp(0.0, most), (v * size - 0.5).clamp(0.0, most));
        let (left, top) = (u as usize, v as usize);
        let (over, under) = (u - left as f32, v - top as f32);
        let at = top * side + left;
        let (a, b, c, d) = (other[at], other[at + 1], other[at + side], other[at + side + 1]);
        let upper = a + (b - a) * over;
        let lower = c + (d - c) * over;
        let across = ((b - a) * (1.0 - under) + (d - c) * under) * size;
        let sample = Sample { x, y, asked: *grey, other: upper + (lower - upper) * under, across, down: (lower - upper) * size };
        each(place, sample);
    }
}

/// Rounds of Gauss and Newton until nothing moves.
fn settle(asked: Square, other: Square, overlay: &mut Overlay, light: &mut (f32, f32), rounds: usize) {
    for round in 0..rounds {
        // At first everything counts; then what does not fit counts less.
        let Some(step) = step(asked, other, overlay, *light, round > 1) else { break };
        overlay.x0 += step[0];
        overlay.xx += step[1];
        overlay.xy += step[2];
        overlay.y0 += step[3];
        overlay.yx += step[4];
        overlay.yy += step[5];
        *light = (light.0 + step[6], light.1 + step[7]);
        if step[..6].iter().all(|change| change.abs() < SETTLED) {
            break;
        }
    }
}

fn step(asked: Square, other: Square, overlay: &Overlay, light: (f32, f32), doubting: bool) -> Option<[f32; UNKNOWNS]> {
    let mut normal = [[0.0f32; UNKNOWNS]; UNKNOWNS];
    let mut right = [0.0f32; UNKNOWNS];
    samples(asked, other, overlay, |_, sample| {
        let miss = sample.asked - (light.0 * sample.other + light.1);
        let strange = miss / STRANGE;
        let trust = if doubting { 1.0 / (1.0 + strange * strange) } else { 1.0 };
        let (across, down) = (sample.across * light.0, sample.down * light.0);
        let slope = [across, across * sample.x, across * sample.y, down, down * sample.x, down * sample.y, sample.other, 1.0];
        for (row, a) in slope.iter().enumerate() {
            let weighed = trust * a;
            // Both halves of a symmetric matrix: eight at once cost less than choosing.
            for (sum, b) in normal[row].iter_mut().zip(&slope) {
                *sum += weighed * b;
            }
            right[row] += weighed * miss;
        }
    });
    for (place, row) in normal.iter_mut().enumerate() {
        // Where nothing tells, stay.
        row[place] = row[place] * 1.001 + 1.0;
    }
    solved(normal, right)
}

/// By elimination; the matrix is symmetric and positive.
fn solved(mut normal: [[f32; UNKNOWNS]; UNKNOWNS], mut right: [f32; UNKNOWNS]) -> Option<[f32; UNKNOWNS]> {
    for pivot in 0..UNKNOWNS {
        if normal[pivot][pivot] < 1e-6 {
            return None;
        }
        let top = normal[pivot];
        for row in pivot + 1..UNKNOWNS {
            let factor = normal[row][pivot] / top[pivot];
            for (value, above) in normal[row].iter_mut().zip(top).skip(pivot) {
                *value -= factor * above;
            }
            right[row] -= factor * right[pivot];
        }
    }
    for pivot in (0..UNKNOWNS).rev() {
        let known: f32 = (pivot + 1..UNKNOWNS).map(|column| normal[pivot][column] * right[column]).sum();
        right[pivot] = (right[pivot] - known) / normal[pivot][pivot];
    }
    Some(right)
}
