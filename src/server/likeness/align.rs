//! Lays one sketch over another: cropped, scaled, shifted and a little turned, until they agree or not.

mod refine;

use super::sketch::{GRAIN, Greys};

/// Side of the sketches that are searched, in samples.
const COARSE: usize = GRAIN / 2;
/// How much larger or smaller a copy's content may be: a picture cropped to four fifths, and a little more.
const SCALES: [f32; 5] = [1.0, 0.89, 0.8, 1.12, 1.25];
/// Distance between the places that are tried; refining reaches further than half of it.
const STEP: f32 = 0.075;
/// Least part of either picture that the other must cover.
const COVER: f32 = 0.45;
/// Agreement of the coarse search below which refining has nothing to start from.
const HOPELESS: f32 = 0.6;

/// Where the square asked for lies in the other: `x' = x0 + xx x + xy y`, `y' = y0 + yx x + yy y`, both squares being
/// 0 to 1.
#[derive(Clone, Copy, Debug)]
struct Overlay {
    x0: f32,
    xx: f32,
    xy: f32,
    y0: f32,
    yx: f32,
    yy: f32,
}

impl Overlay {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x0 + self.xx * x + self.xy * y, self.y0 + self.yx * x + self.yy * y)
    }

    /// How much the stretch differs from the one given by the proportions of both pictures, as a factor above 1.
    fn distortion(&self, ratio: f32) -> f32 {
        let across = (self.xx * self.xx + self.yx * self.yx).sqrt();
        let down = (self.xy * self.xy + self.yy * self.yy).sqrt();
        let factor = across / down.max(1e-3) / ratio;
        factor.max(1.0 / factor.max(1e-3))
    }
}

/// How well the best overlay agrees, -1 to 1: the correlation of the details of what both show. `ratio` is the
/// proportion (width by height) of the picture asked for, divided by that of the other.
pub fn agreement(asked: &Greys, other: &Greys, ratio: f32) -> f32 {
    let (asked_half, other_half) = (halved(asked), halved(other));
    let mut best = -1.0f32;
    for (found, start) in starts(&asked_half, &other_half, ratio) {
        if found >= HOPELESS {
            best = best.max(refine::refined((&asked_half, asked), (&other_half, other), start, ratio));
        }
    }
    best
}

/// The two best overlays of different scale, found by trying all.
fn starts(asked: &[f32], other: &[f32], ratio: f32) -> Vec<(f32, Overlay)> {
    let mut best: Vec<(f32, Overlay)> = Vec::new();
    let mut found = |found: Option<(f32, Overlay)>| best.extend(found);
    let root = ratio.sqrt();
    for scale in SCALES {
        found(best_place(asked, other, scale * root, scale / root));
    }
    if (ratio - 1.0).abs() > 0.04 {
        // Stretched to other proportions as a whole.
        found(best_place(asked, other, 1.0, 1.0));
    }
    best.sort_by(|a, b| b.0.total_cmp(&a.0));
    best.truncate(2);
    best
}

/// The best of all places for one scale.
fn best_place(asked: &[f32], other: &[f32], xx: f32, yy: f32) -> Option<(f32, Overlay)> {
    let mut best: Option<(f32, Overlay)> = None;
    let columns: Vec<_> = places(xx).map(|x0| (x0, taps(x0, xx))).collect();
    for y0 in places(yy) {
        let rows = taps(y0, yy);
        for (x0, columns) in &columns {
            let covered = rows.len() * columns.len();
            if (covered as f32) < COVER * (COARSE * COARSE) as f32 {
                continue;
            }
            let agreement = correlation(rows.iter().flat_map(|row| {
                columns.iter().map(move |column| {
                    let at = |y: usize, x: usize| other[y * COARSE + x];
                    let upper = at(row.low, column.low) * (1.0 - column.over) + at(row.low, column.high) * column.over;
                    let lower = at(row.high, column.low) * (1.0 - column.over) + at(row.high, column.high) * column.over;
                    (asked[row.from * COARSE + column.from], upper * (1.0 - row.over) + lower * row.over)
                })
            }));
            if best.is_none_or(|(most, _)| agreement > most) {
                best = Some((agreement, Overlay { x0: *x0, xx, xy: 0.0, y0, yx: 0.0, yy }));
            }
        }
    }
    best
}

/// Where the smaller of two sides may begin within the larger, and a little beyond either end.
fn places(scale: f32) -> impl Iterator<Item = f32> {
    let room = 1.0 - scale;
    let (from, to) = (room.min(0.0) - STEP, room.max(0.0) + STEP);
    let steps = ((to - from) / STEP).ceil();
    (0..=steps as usize).map(move |step| from + (to - from) * step as f32 / steps)
}

/// One sample of a side of the picture asked for, and the two of the other's that it falls between.
struct Tap {
    from: usize,
    low: usize,
    high: usize,
    over: f32,
}

fn taps(start: f32, scale: f32) -> Vec<Tap> {
    let tap = |from: usize| {
        let place = start + scale * (from as f32 + 0.5) / COARSE as f32;
        if !(0.0..1.0).contains(&place) {
            return None;
        }
        let place = (place * COARSE as f32 - 0.5).clamp(0.0, COARSE as f32 - 1.0);
        let low = place as usize;
        Some(Tap { from, low, high: (low + 1).min(COARSE - 1), over: place - low as f32 })
    };
    (0..COARSE).filter_map(tap).collect()
}

fn halved(greys: &Greys) -> Vec<f32> {
    let at = |x: usize, y: usize| greys[y * GRAIN + x];
    let mean = |x: usize, y: usize| (at(x, y) + at(x + 1, y) + at(x, y + 1) + at(x + 1, y + 1)) / 4.0;
    (0..COARSE * COARSE).map(|place| mean(place % COARSE * 2, place / COARSE * 2)).collect()
}

/// Pearson's, of pairs of greys. Where either side shows nothing but a plain tone there is nothing to agree on: the
/// noise of the greys' rounding is added to what varies.
fn correlation(pairs: impl Iterator<Item = (f32, f32)>) -> f32 {
    let (mut n, mut a, mut b, mut aa, mut bb, mut ab) = (0.0f32, 0.0f32, 0.0f32, 0.0f32, 0.0f32, 0.0f32);
    for (left, right) in pairs {
        n += 1.0;
        a += left;
        b += right;
        aa += left * left;
        bb += right * right;
        ab += left * right;
    }
    let n = n.max(1.0);
    let (va, vb) = (aa / n - a * a / (n * n), bb / n - b * b / (n * n));
    (ab / n - a * b / (n * n)) / ((va + NOISE) * (vb + NOISE)).sqrt()
}

/// Variance of a grey's rounding.
const NOISE: f32 = 1.0 / 12.0;
