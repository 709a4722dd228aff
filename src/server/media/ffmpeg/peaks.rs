//! The shape of a sound: its loudest moments, reduced while it is decoded, in memory that does not grow with it.

use super::{Arguments, Ffmpeg, LONG, MEMORY};
use crate::domain::format::Format;
use crate::server::media::MediaError;
use crate::server::media::bounded::Bounds;
use std::path::Path;

/// Peaks that are kept of a sound.
pub(in crate::server::media) const PEAKS: usize = 800;
/// Slots while it is decoded; when all are full, each two become one.
const SLOTS: usize = 4 * PEAKS;
/// Samples in a second of each channel, which tell the shape well enough.
const RATE: u32 = 8_000;
const CHANNELS: u32 = 2;
/// Most bytes of decoded sound, about six days.
const MOST: u64 = 16 << 30;

/// The shape of a sound, and how long it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::server::media) struct Peaks {
    /// From 0 (silence) to 255, evenly over the duration.
    pub heights: Vec<u8>,
    /// Milliseconds.
    pub duration: u32,
}

impl Ffmpeg {
    /// Decodes the first sound of a file to its end.
    pub(in crate::server::media) fn peaks(&self, file: &Path, format: Format) -> Result<Peaks, MediaError> {
        // Both channels, since sounds against each other would be silence together.
        let arguments = Arguments::ffmpeg()
            .input(file, format)
            .plus(["-map", "0:a:0", "-vn", "-ac", &CHANNELS.to_string(), "-ar", &RATE.to_string()])
            .plus(["-threads", "1", "-f", "s16le", "pipe:1"]);
        let mut reducer = Reducer::default();
        let bounds = Bounds { time: LONG, memory: MEMORY, output: MOST, file: 0 };
        self.run(arguments, None, &bounds, |said| reducer.take(said))?;
        reducer.peaks().ok_or_else(|| MediaError::damaged(format, "it holds no sound"))
    }
}

/// Takes samples of 16 bits in any portions.
#[derive(Debug)]
struct Reducer {
    slots: Vec<u16>,
    /// Samples of a full slot.
    step: u64,
    /// Samples in the slot under way, and its peak.
    filled: u64,
    peak: u16,
    samples: u64,
    /// First half of a sample that was cut in two.
    odd: Option<u8>,
}

impl Default for Reducer {
    fn default() -> Self {
        Self { slots: Vec::with_capacity(SLOTS), step: 1, filled: 0, peak: 0, samples: 0, odd: None }
    }
}

impl Reducer {
    fn take(&mut self, mut bytes: &[u8]) {
        if let (Some(low), Some((high, rest))) = (self.odd, bytes.split_first()) {
            (self.odd, bytes) = (None, rest);
            self.sample(i16::from_le_bytes([low, *high]));
        }
        let (samples, odd) = bytes.as_chunks::<2>();
        samples.iter().for_each(|sample| self.sample(i16::from_le_bytes(*sample)));
        if let [low] = odd {
            self.odd = Some(*low);
        }
    }

    fn sample(&mut self, sample: i16) {
        self.peak = self.peak.max(sample.unsigned_abs());
        self.filled += 1;
        self.samples += 1;
        if self.filled < self.step {
            return;
        }
        self.slots.push(self.peak);
        (self.filled, self.peak) = (0, 0);
        if self.slots.len() == SLOTS {
            self.slots = self.slots.as_chunks::<2>().0.iter().map(|[one, other]| *one.max(other)).collect();
            self.slots.reserve(SLOTS / 2);
            self.step *= 2;
        }
    }

    /// `None` for nothing at all.
    fn peaks(mut self) -> Option<Peaks> {
        if self.filled > 0 {
            self.slots.push(self.peak);
        }
        let count = self.slots.len();
        if count == 0 {
            return None;
        }
        let heights = (0..PEAKS).map(|index| {
            let from = index * count / PEAKS;
            let to = ((index + 1) * count / PEAKS).max(from + 1);
            let peak = self.slots.get(from..to).unwrap_or_default().iter().max().copied().unwrap_or_default();
            (u32::from(peak).min(0x7fff) * 255 / 0x7fff) as u8
        });
        let milliseconds = self.samples * 1_000 / u64::from(RATE * CHANNELS);
        Some(Peaks { heights: heights.collect(), duration: u32::try_from(milliseconds).unwrap_or(u32::MAX) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reduced(samples: impl IntoIterator<Item = i16>, portion: usize) -> Option<Peaks> {
        let bytes: Vec<u8> = samples.into_iter().flat_map(i16::to_le_bytes).collect();
        let mut reducer = Reducer::default();
        bytes.chunks(portion).for_each(|part| reducer.take(part));
        assert!(reducer.slots.len() < SLOTS);
        reducer.peaks()
    }

    #[test]
    fn loud_is_found_where_it_is() {
        // Ten seconds, of which the third is loud.
        let samples = (0..160_000).map(|at| if (32_000..48_000).contains(&at) { i16::MIN } else { 100 });
        for portion in [1, 7, 65_536] {
            let peaks = reduced(samples.clone(), portion).unwrap();
            assert_eq!((peaks.heights.len(), peaks.duration), (PEAKS, 10_000));
            assert_eq!([0, 159, 161, 238, 241, 799].map(|at| peaks.heights[at]), [0, 0, 255, 255, 0, 0], "{portion}");
        }
    }

    #[test]
    fn short_sounds_are_stretched_and_none_is_none() {
        assert_eq!(reduced([], 1), None);
        let peaks = reduced([0, 0, 0, 32_767], 8).unwrap();
        assert_eq!(peaks.heights.len(), PEAKS);
        assert_eq!([peaks.heights[0], peaks.heights[PEAKS - 1]], [0, 255]);
    }
}
