//! The picture that goes with a song.

use super::{Arguments, Ffmpeg, MEMORY, SHORT};
use crate::domain::format::Format;
use crate::server::media::MediaError;
use crate::server::media::bounded::Bounds;
use std::path::Path;

/// Most bytes of a cover.
const MOST: u64 = 32 << 20;

impl Ffmpeg {
    /// The cover as it is embedded: a picture file, of whatever format.
    pub(in crate::server::media) fn cover(&self, file: &Path, format: Format) -> Result<Vec<u8>, MediaError> {
        let arguments = Arguments::ffmpeg().input(file, format).plus([
            "-map",
            "0:v:0",
            "-c",
            "copy",
            "-frames:v",
            "1",
            "-f",
            "image2pipe",
            "pipe:1",
        ]);
        let mut cover = Vec::new();
        let bounds = Bounds { time: SHORT, memory: MEMORY, output: MOST, file: 0 };
        self.run(arguments, None, &bounds, |said| cover.extend_from_slice(said))?;
        Ok(cover)
    }
}
