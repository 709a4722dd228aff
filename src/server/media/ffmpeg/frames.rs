//! Frames evenly over a film, small: what its sheet is made of, and among which its poster is chosen.

use super::{Arguments, Ffmpeg, Film, SHORT};
use crate::domain::format::Format;
use crate::server::media::MediaError;
use crate::server::media::resize::fit;
use std::path::Path;
use std::time::Duration;

/// Longest edge of a small frame in pixels; cards are at most so wide.
const EDGE: u32 = 256;
/// A film of at most so many pixels, over all of its frames, is decoded whole, and each frame is the one of its moment.
/// Of a larger one only frames that stand for themselves are decoded.
const WHOLE: f64 = 2.5e9;
/// For one of those; the first that takes longer ends it.
const EACH: Duration = Duration::from_secs(10);
/// Least light between the darker and the lighter parts that a frame worth showing has.
const FLAT: f64 = 8.0;

/// A small frame, upright, in sRGB.
#[derive(Clone, Debug)]
pub(in crate::server::media) struct Frame {
    /// Milliseconds from the beginning.
    pub at: u32,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Red, green and blue, row by row.
    pub pixels: Vec<u8>,
}

impl Ffmpeg {
    /// That many frames of a film, or fewer where it ends early. Each stands in the middle of its share of the duration.
    pub(in crate::server::media) fn frames(
        &self,
        file: &Path,
        format: Format,
        film: &Film,
        duration: u32,
        count: u8,
    ) -> Result<Vec<Frame>, MediaError> {
        let pixels = f64::from(film.width) * f64::from(film.height) * film.rate * f64::from(duration) / 1_000.0;
        if pixels <= WHOLE {
            self.in_one_go(file, format, film, duration, count)
        } else {
            self.one_by_one(file, format, film, duration, count)
        }
    }

    fn in_one_go(&self, file: &Path, format: Format, film: &Film, duration: u32, count: u8) -> Result<Vec<Frame>, MediaError> {
        let (width, height) = fit(film.width, film.height, EDGE);
        let first = moment(0, count, duration);
        // The first frame of each share; counted rather than timed, so that none is left out.
        let steps = format!("select='gte(t,selected_n*{duration}/{count}/1000)',{}", film.scaled(width, height));
        let arguments = Arguments::ffmpeg()
            .plus(["-ss", &seconds(first)])
            .input(file, format)
            .plus(["-map", "0:V:0", "-vf", &steps, "-fps_mode", "passthrough", "-frames:v", &count.to_string()])
            .pixels();
        let size = width as usize * height as usize * 3;
        let pixels = self.exactly(arguments, None, size * usize::from(count), SHORT)?;
        let frames = pixels.chunks_exact(size).zip(0..).map(|(pixels, index)| {
            let at = moment(index, count, duration);
            Frame { at, width, height, pixels: pixels.to_vec() }
        });
        Ok(frames.collect())
    }

    fn one_by_one(&self, file: &Path, format: Format, film: &Film, duration: u32, count: u8) -> Result<Vec<Frame>, MediaError> {
        let (width, height) = fit(film.width, film.height, EDGE);
        let size = width as usize * height as usize * 3;
        let mut frames = Vec::with_capacity(count.into());
        for index in 0..count {
            let at = moment(index, count, duration);
            let arguments = Arguments::ffmpeg()
                .plus(["-ss", &seconds(at), "-noaccurate_seek", "-skip_frame", "nokey"])
                .input(file, format)
                .plus(["-map", "0:V:0", "-vf", &film.scaled(width, height), "-frames:v", "1"])
                .pixels();
            let pixels = self.exactly(arguments, None, size, EACH)?;
            if pixels.len() == size {
                frames.push(Frame { at, width, height, pixels });
            }
        }
        Ok(frames)
    }
}

impl Film {
    /// The filter that makes it so large.
    pub(super) fn scaled(&self, width: u32, height: u32) -> String {
        let matrix = if self.unsaid_709 { ":in_color_matrix=bt709" } else { "" };
        format!("scale={width}:{height}:flags=area{matrix}")
    }
}

/// The middle of a share of the duration.
fn moment(index: u8, count: u8, duration: u32) -> u32 {
    let halves = 2 * u64::from(index) + 1;
    (u64::from(duration) * halves / (2 * u64::from(count.max(1)))) as u32
}

/// Milliseconds as ffmpeg reads times.
pub(super) fn seconds(milliseconds: u32) -> String {
    format!("{}.{:03}", milliseconds / 1_000, milliseconds % 1_000)
}

impl Frame {
    /// How much there is to see: light that varies, colour, and neither night nor glare.
    pub(in crate::server::media) fn worth(&self) -> f64 {
        let pixels = self.pixels.as_chunks::<3>().0;
        let count = pixels.len().max(1) as f64;
        let (mut sum, mut squares, mut colour) = (0.0, 0.0, 0.0);
        for &[r, g, b] in pixels {
            let light = 0.2126 * f64::from(r) + 0.7152 * f64::from(g) + 0.0722 * f64::from(b);
            sum += light;
            squares += light * light;
            colour += f64::from(r.max(g).max(b) - r.min(g).min(b));
        }
        let mean = sum / count;
        let spread = (squares / count - mean * mean).max(0.0).sqrt();
        if spread < FLAT {
            return spread / 100.0;
        }
        let balance = 1.0 - ((mean - 118.0) / 128.0).abs().min(1.0).powi(2);
        (spread + 0.25 * colour / count) * (0.3 + 0.7 * balance)
    }

    /// The one worth showing most; of equals the earliest, since films begin with what they are about.
    pub(in crate::server::media) fn best(frames: &[Self]) -> Option<&Self> {
        let count = frames.len().max(1) as f64;
        let rated = frames.iter().enumerate().map(|(index, frame)| (frame.worth() * (1.0 - 0.25 * index as f64 / count), frame));
        rated.reduce(|best, other| if other.0 > best.0 { other } else { best }).map(|(_, frame)| frame)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(at: u32, pixel: impl Fn(u32) -> [u8; 3]) -> Frame {
        Frame { at, width: 8, height: 8, pixels: (0..64).flat_map(pixel).collect() }
    }

    #[test]
    fn posters_are_neither_night_nor_glare() {
        let black = frame(0, |_| [3, 3, 3]);
        let dusk = frame(1, |at| [(at / 4) as u8; 3]);
        let glare = frame(2, |at| [240 + (at % 16) as u8; 3]);
        let scene = frame(3, |at| [(at * 4) as u8, 120, 40]);
        let again = Frame { at: 4, ..scene.clone() };
        let frames = [black.clone(), dusk, glare, scene, again];
        assert_eq!(Frame::best(&frames).map(|frame| frame.at), Some(3));
        assert_eq!(Frame::best(&[black.clone(), black]).map(|frame| frame.at), Some(0));
        assert!(Frame::best(&[]).is_none());
    }

    #[test]
    fn frames_stand_in_the_middle_of_their_share() {
        assert_eq!([0, 1, 2, 3].map(|index| moment(index, 4, 8_000)), [1_000, 3_000, 5_000, 7_000]);
        assert_eq!(seconds(61_007), "61.007");
    }
}
