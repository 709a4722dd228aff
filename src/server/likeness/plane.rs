//! A picture made ready: transparency settled, plain borders cut off, stretched to a square.

use super::colour::{self, Colour};

/// Side of the square, in samples: a multiple of the cells of shape and of the grain of the sketch.
pub const SIDE: usize = 96;
/// How far a channel may be from a plain colour and still count as it; JPEG spreads that much.
const PLAIN: u8 = 14;
/// One in so many pixels of a border's row may differ (dust, noise).
const DUST: usize = 50;
/// At most this part of a side is cut off, so that something is left.
const LEAST: usize = 8;
/// Brightness above which a pixel is light. Drawings with a clear ground that are light nearly everywhere are laid on
/// dark: white logos on white show nothing.
const LIGHT: u32 = 200;
const WHITE: [u8; 3] = [255; 3];
const DARK: [u8; 3] = [32; 3];

/// The square, with what only the whole picture tells.
pub struct Plane {
    /// Brightness, 0 to 255, of what is within plain borders.
    pub luma: Vec<f32>,
    pub colour: Colour,
    /// There is a clear or plain ground.
    pub grounded: bool,
    /// See [`super::Descriptor`].
    pub aspect: i16,
}

/// What is left of the picture, in pixels; ends are exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Frame {
    left: usize,
    top: usize,
    right: usize,
    bottom: usize,
}

impl Plane {
    pub fn of(width: usize, height: usize, pixels: &[[u8; 4]]) -> Option<Self> {
        let pixels = pixels.get(..width.checked_mul(height)?).filter(|pixels| !pixels.is_empty())?;
        let clear = pixels.iter().filter(|pixel| pixel[3] < 128).count();
        let opaque = flatten(pixels, clear > 0);
        let frame = trim(&opaque, width, height);
        let ground = if clear * 20 > pixels.len() { None } else { plain_rim(&opaque, width, height) };
        let rows = pixels.chunks_exact(width).zip(opaque.chunks_exact(width)).take(frame.bottom).skip(frame.top);
        let seen = rows.flat_map(|(pixels, opaque)| pixels.iter().zip(opaque).take(frame.right).skip(frame.left));
        let seen = seen.filter(|(pixel, colour)| pixel[3] >= 128 && ground.is_none_or(|ground| !alike(**colour, ground)));
        let colour = colour::of(seen.map(|(_, colour)| *colour));
        let aspect = ((frame.right - frame.left) as f32 / (frame.bottom - frame.top) as f32).ln() * 4096.0;
        let luma = stretch(&opaque, width, frame);
        Some(Self { luma, colour, grounded: ground.is_some() || clear * 20 > pixels.len(), aspect: aspect.round() as i16 })
    }
}

fn brightness([r, g, b]: [u8; 3]) -> u32 {
    (u32::from(r) * 299 + u32::from(g) * 587 + u32::from(b) * 114) / 1000
}

fn alike(a: [u8; 3], b: [u8; 3]) -> bool {
    a.iter().zip(b).all(|(a, b)| a.abs_diff(b) <= PLAIN)
}

/// Lays the pixels on white, or on dark where what is seen is light itself.
fn flatten(pixels: &[[u8; 4]], clear: bool) -> Vec<[u8; 3]> {
    let mut ground = WHITE;
    if clear {
        let weigh = |pixels: &mut dyn Iterator<Item = &[u8; 4]>| pixels.map(|pixel| u64::from(pixel[3])).sum::<u64>();
        let is_light = |pixel: &&[u8; 4]| brightness([pixel[0], pixel[1], pixel[2]]) > LIGHT;
        let light = weigh(&mut pixels.iter().filter(is_light));
        if light * 20 > weigh(&mut pixels.iter()) * 19 {
            ground = DARK;
        }
    }
    let mix = |sample: u8, ground: u8, alpha: u8| {
        ((u32::from(sample) * u32::from(alpha) + u32::from(ground) * u32::from(255 - alpha) + 127) / 255) as u8
    };
    pixels.iter().map(|&[r, g, b, a]| [mix(r, ground[0], a), mix(g, ground[1], a), mix(b, ground[2], a)]).collect()
}

/// Cuts off rows and columns of the plain colour that the first and the last corner have.
fn trim(pixels: &[[u8; 3]], width: usize, height: usize) -> Frame {
    let mut frame = Frame { left: 0, top: 0, right: width, bottom: height };
    let (Some(first), Some(last)) = (pixels.first(), pixels.last()) else { return frame };
    let row = |y: usize, frame: Frame| pixels[y * width + frame.left..y * width + frame.right].iter();
    let column = |x: usize, frame: Frame| (frame.top..frame.bottom).map(move |y| &pixels[y * width + x]);
    let (wide, high) = (width / LEAST + 1, height / LEAST + 1);
    while frame.bottom - frame.top > high && plain(row(frame.top, frame), *first) {
        frame.top += 1;
    }
    while frame.right - frame.left > wide && plain(column(frame.left, frame), *first) {
        frame.left += 1;
    }
    while frame.bottom - frame.top > high && plain(row(frame.bottom - 1, frame), *last) {
        frame.bottom -= 1;
    }
    while frame.right - frame.left > wide && plain(column(frame.right - 1, frame), *last) {
        frame.right -= 1;
    }
    frame
}

fn plain<'a>(pixels: impl Iterator<Item = &'a [u8; 3]>, colour: [u8; 3]) -> bool {
    let (mut all, mut other) = (0, 0);
    for pixel in pixels {
        all += 1;
        other += usize::from(!alike(*pixel, colour));
    }
    other * DUST <= all
}

/// The colour that the outermost pixels share, if they do.
fn plain_rim(pixels: &[[u8; 3]], width: usize, height: usize) -> Option<[u8; 3]> {
    let middle = pixels.chunks_exact(width).take(height - 1).skip(1);
    let sides = middle.flat_map(|row| row.first().into_iter().chain(row.last()));
    let rim = pixels[..width].iter().chain(&pixels[(height - 1) * width..]).chain(sides);
    let colour = *pixels.first()?;
    plain(rim, colour).then_some(colour)
}

/// Brightness averaged over equal parts of the frame.
fn stretch(pixels: &[[u8; 3]], width: usize, frame: Frame) -> Vec<f32> {
    let columns = parts(frame.left, frame.right);
    let rows = parts(frame.top, frame.bottom);
    // Columns first: one narrow line for each row of the picture that is needed.
    let mut narrow = vec![[0.0f32; SIDE]; frame.bottom - frame.top];
    for (line, row) in narrow.iter_mut().zip(pixels.chunks_exact(width).skip(frame.top)) {
        for (sum, part) in line.iter_mut().zip(&columns) {
            *sum = part.iter().map(|(x, weight)| brightness(row[*x]) as f32 * weight).sum();
        }
    }
    let mut luma = Vec::with_capacity(SIDE * SIDE);
    for part in &rows {
        luma.extend((0..SIDE).map(|x| part.iter().map(|(y, weight)| narrow[y - frame.top][x] * weight).sum::<f32>()));
    }
    luma
}

/// Which pixels each of the equal parts covers, and how much of the part each makes.
fn parts(from: usize, to: usize) -> Vec<Vec<(usize, f32)>> {
    let edge = |part: usize| from as f32 + (to - from) as f32 * part as f32 / SIDE as f32;
    let cover = |part: usize| {
        let (start, end) = (edge(part), edge(part + 1));
        let covered = |at: usize| ((at as f32 + 1.0).min(end) - (at as f32).max(start)) / (end - start);
        let pixels = (start as usize..to).take_while(|at| (*at as f32) < end);
        pixels.map(|at| (at, covered(at))).filter(|(_, weight)| *weight > 0.0).collect()
    };
    (0..SIDE).map(cover).collect()
}
