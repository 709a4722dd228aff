//! What leaves by a public link: the same picture and sound in a new container that says nothing else.

use super::{Arguments, Ffmpeg, LONG, MEMORY, address};
use crate::domain::format::Format;
use crate::server::media::MediaError;
use crate::server::media::bounded::Bounds;
use std::path::Path;

impl Ffmpeg {
    /// Writes the streams of a file to another without its tags, chapters, covers, subtitles and data. Nothing is coded
    /// anew. `bytes` is how large the original is; the copy may not be much larger.
    pub(in crate::server::media) fn clean(&self, file: &Path, format: Format, bytes: u64, to: &Path) -> Result<(), MediaError> {
        let mut arguments = Arguments::ffmpeg().input(file, format);
        // A capital V leaves out covers, which may carry places and names of their own.
        arguments = arguments.plus(["-map", "0:V?", "-map", "0:a?", "-c", "copy"]);
        arguments = arguments.plus(["-map_metadata", "-1", "-map_metadata:s", "-1", "-map_chapters", "-1"]);
        // No name and no version of the program that wrote it.
        arguments = arguments.plus(["-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"]);
        let (muxer, options): (_, &[&str]) = match format {
            Format::Mov => ("mov", &["-movflags", "+faststart"]),
            Format::M4a => ("ipod", &["-movflags", "+faststart"]),
            Format::WebM => ("webm", &[]),
            Format::Mp3 => ("mp3", &["-id3v2_version", "0", "-write_id3v1", "0"]),
            Format::Wav => ("wav", &["-rf64", "auto", "-write_bext", "0"]),
            Format::Flac => ("flac", &[]),
            Format::Ogg => ("ogg", &[]),
            _ => ("mp4", &["-movflags", "+faststart"]),
        };
        let arguments = arguments.plus(options).plus(["-f", muxer, "-y"]).plus([address(to)]);
        let bounds = Bounds { time: LONG, memory: MEMORY, output: 0, file: bytes + bytes / 4 + (1 << 20) };
        self.run(arguments, None, &bounds, |_| ())
    }
}
