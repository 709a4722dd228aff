//! What is known of files that play, and the sheet of frames that is shown while the pointer moves over one.

use serde::{Deserialize, Serialize};

/// Columns of a sheet of frames; the rows follow from their number.
pub const SHEET_COLUMNS: u8 = 6;
/// Most frames of a sheet.
pub const MOST_FRAMES: u8 = 24;
/// A frame of the sheet stands for at least so many milliseconds.
const LEAST_STEP: u32 = 400;
/// Fewer frames than these would jump instead of telling what happens.
const LEAST_FRAMES: u32 = 4;

/// How a file plays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Playback {
    /// Milliseconds; 0 where the file does not tell.
    pub duration: u32,
    /// It moves. The cover of a song does not.
    pub picture: bool,
    /// It is heard.
    pub sound: bool,
    /// How it is coded, for people: "H.264, AAC".
    pub codecs: String,
    /// Frames of its sheet, evenly over the duration; 0 where it has none.
    pub frames: u8,
    /// Whether the shape of its sound was drawn.
    pub waveform: bool,
}

impl Playback {
    /// Frames that a sheet of a film so long is to have; 0 for one too short to be scrubbed.
    pub fn frames_of(duration: u32) -> u8 {
        let frames = (duration / LEAST_STEP).min(MOST_FRAMES.into());
        if frames < LEAST_FRAMES { 0 } else { frames as u8 }
    }
}

/// Rows of a sheet of so many frames.
pub fn sheet_rows(frames: u8) -> u8 {
    frames.div_ceil(SHEET_COLUMNS)
}

/// "0:12", "1:02:09", from milliseconds, to the nearest second; what is shorter than one is "0:01".
pub fn duration_words(milliseconds: u32) -> String {
    let seconds = (u64::from(milliseconds) + 500) / 1_000;
    let seconds = if milliseconds > 0 { seconds.max(1) } else { 0 };
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_as_players_write_them() {
        for (milliseconds, words) in [
            (0, "0:00"),
            (170, "0:01"),
            (12_400, "0:12"),
            (59_600, "1:00"),
            (139_400, "2:19"),
            (3_600_000, "1:00:00"),
            (u32::MAX, "1193:02:47"),
        ] {
            assert_eq!(duration_words(milliseconds), words);
        }
    }

    #[test]
    fn sheets_have_frames_enough_to_tell_something() {
        let frames = [0, 1_599, 1_600, 4_000, 60_000, u32::MAX].map(Playback::frames_of);
        assert_eq!(frames, [0, 0, 4, 10, 24, 24]);
        assert_eq!([4, 6, 7, 24].map(sheet_rows), [1, 1, 2, 4]);
    }
}
