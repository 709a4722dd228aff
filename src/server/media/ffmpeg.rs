//! ffmpeg and ffprobe: what plays is measured, pictured and cleaned by them, each run bounded.
//!
//! They never choose how to read a file: the demuxer follows from the format we told by content, so that a playlist is
//! damaged film and not a list of addresses; and only local files and pipes can be opened at all.

mod clean;
mod cover;
mod frames;
mod peaks;
mod probe;
mod stills;

pub(super) use frames::Frame;
pub(super) use probe::{Film, Probed};
pub(super) use stills::Coded;

use super::MediaError;
use super::bounded::{self, Bounds, Halt, Stop};
use crate::domain::format::Format;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Address space in bytes: frames of 8K film fit, with ffmpeg's libraries.
const MEMORY: u64 = 3 << 30;
/// For what looks at a file once, or decodes little of it.
const SHORT: Duration = Duration::from_secs(30);
/// For what reads a file to its end.
const LONG: Duration = Duration::from_secs(240);

/// Both programs.
#[derive(Clone, Debug)]
pub struct Ffmpeg {
    ffmpeg: PathBuf,
    ffprobe: PathBuf,
    stop: Stop,
}

impl Ffmpeg {
    /// By where they lie.
    pub fn new(ffmpeg: PathBuf, ffprobe: PathBuf, stop: Stop) -> Self {
        Self { ffmpeg, ffprobe, stop }
    }

    /// Runs ffmpeg, handing on its output.
    fn run(
        &self,
        arguments: Arguments,
        input: Option<&[u8]>,
        bounds: &Bounds,
        take: impl FnMut(&[u8]),
    ) -> Result<(), MediaError> {
        bounded::run(&self.ffmpeg, &arguments.0, input, bounds, &self.stop, take).map_err(refused)
    }

    /// Runs ffmpeg for an output of a size known beforehand.
    fn exactly(&self, arguments: Arguments, input: Option<&[u8]>, bytes: usize, time: Duration) -> Result<Vec<u8>, MediaError> {
        let mut output = Vec::with_capacity(bytes);
        let bounds = Bounds { time, memory: MEMORY, output: bytes as u64, file: 0 };
        self.run(arguments, input, &bounds, |said| output.extend_from_slice(said))?;
        Ok(output)
    }
}

/// Arguments as they are built up.
#[derive(Clone, Debug, Default)]
struct Arguments(Vec<OsString>);

impl Arguments {
    /// Those of ffmpeg that go first: it asks nobody, and complains only of errors.
    fn ffmpeg() -> Self {
        Self::default().plus(["-nostdin", "-hide_banner", "-v", "error"])
    }

    fn plus<S: Into<OsString>>(mut self, more: impl IntoIterator<Item = S>) -> Self {
        self.0.extend(more.into_iter().map(Into::into));
        self
    }

    /// How an input is read: by one thread, by the demuxer of its format, and nothing besides it.
    fn input_by(self, demuxer: &str) -> Self {
        self.plus(["-protocol_whitelist", "file,pipe", "-threads", "1", "-f", demuxer])
    }

    /// The file, which is of that format.
    fn input(self, file: &Path, format: Format) -> Self {
        self.input_by(demuxer(format)).plus(["-i"]).plus([address(file)])
    }

    /// Raw pixels on standard output, three bytes each.
    fn pixels(self) -> Self {
        self.plus(["-an", "-sn", "-dn", "-threads", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1"])
    }
}

/// A path that cannot be taken for an address of another protocol.
fn address(file: &Path) -> OsString {
    let mut address = OsString::from("file:");
    address.push(file);
    address
}

/// How ffmpeg calls the container.
fn demuxer(format: Format) -> &'static str {
    match format {
        Format::WebM => "matroska",
        Format::Mp3 => "mp3",
        Format::Wav => "wav",
        Format::Flac => "flac",
        Format::Ogg => "ogg",
        _ => "mov",
    }
}

/// Why there is no preview, for people. What ffmpeg said goes to the log.
fn refused(halt: Halt) -> MediaError {
    match halt {
        Halt::Late => MediaError::TooLarge("Making a preview of this file took too long.".into()),
        Halt::TooMuch => MediaError::TooLarge("A preview of this file would be too large.".into()),
        Halt::Stopped => MediaError::Interrupted,
        Halt::Failed(words) => {
            tracing::info!(%words, "ffmpeg could not read a file");
            MediaError::broken("This file is damaged, or coded in a way that cannot be read here.")
        }
        Halt::Absent(error) => {
            tracing::warn!(%error, "ffmpeg could not be run");
            MediaError::Interrupted
        }
    }
}
