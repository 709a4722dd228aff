//! Films and sounds: what is recorded of them, their picture, and what they are scrubbed by.

use super::ffmpeg::{Ffmpeg, Film, Frame, Probed};
use super::picture::Picture;
use super::tools::Tools;
use super::{Limits, MediaError, Understood, decode, encode, guarded, pictured};
use crate::domain::asset::{Facts, Playback};
use crate::domain::format::Format;
use std::path::Path;

/// Learns the facts of a file that plays, and makes its renditions of its best frame or its cover.
///
/// # Errors
/// [`MediaError::Unsupported`] without ffmpeg, and with what is known where there is no picture to be had;
/// [`MediaError::Broken`] where nothing is; [`MediaError::Interrupted`] where it should be tried again.
pub fn understand_playing(file: &Path, format: Format, limits: &Limits, tools: &Tools) -> Result<Understood, MediaError> {
    let Some(ffmpeg) = &tools.ffmpeg else {
        return Err(MediaError::unsupported(format!(
            "There is no preview of {format} files here, because ffmpeg is not installed on the server."
        )));
    };
    guarded(|| {
        let mut probed = ffmpeg.probe(file, format)?;
        if probed.film.is_some() && probed.duration == 0 {
            probed.duration = ffmpeg.measure(file, format)?;
        }
        let seen = Seen { ffmpeg, file, format, limits, probed: &probed };
        match probed.film {
            Some(film) => seen.film(&film),
            None => seen.sound(),
        }
    })
}

/// A file that was looked into.
struct Seen<'a> {
    ffmpeg: &'a Ffmpeg,
    file: &'a Path,
    format: Format,
    limits: &'a Limits,
    probed: &'a Probed,
}

impl Seen<'_> {
    fn facts(&self, playback: Playback) -> Facts {
        Facts { taken: self.probed.taken, playback: Some(Box::new(playback)), ..Facts::default() }
    }

    fn playback(&self) -> Playback {
        let Probed { duration, film, sound, codecs, .. } = self.probed;
        let (picture, codecs) = (film.is_some(), codecs.clone());
        Playback { duration: *duration, picture, sound: *sound, codecs, frames: 0, waveform: false }
    }

    fn film(&self, film: &Film) -> Result<Understood, MediaError> {
        let mut playback = self.playback();
        let known = |playback| Facts { width: film.width, height: film.height, ..self.facts(playback) };
        let made = self.limits.check(film.width, film.height, 3).and_then(|()| self.stills(film));
        let (picture, frames) = made.map_err(|error| error.knowing(known(playback.clone())))?;
        let mut understood = pictured(known(playback.clone()), &picture)?;
        if frames.len() == usize::from(Playback::frames_of(playback.duration)) && frames.len() > 1 {
            understood.sheet = Some(encode::sheet(&frames)?);
            playback.frames = frames.len() as u8;
            understood.facts.playback = Some(Box::new(playback));
        }
        Ok(understood)
    }

    /// The poster, and the frames it was chosen among.
    fn stills(&self, film: &Film) -> Result<(Picture, Vec<Frame>), MediaError> {
        let duration = self.probed.duration;
        let count = Playback::frames_of(duration).max(1);
        let frames = match self.ffmpeg.frames(self.file, self.format, film, duration.max(1), count) {
            Err(MediaError::Interrupted) => return Err(MediaError::Interrupted),
            // One that breaks off in the middle may still have a beginning.
            frames => frames.unwrap_or_default(),
        };
        let at = Frame::best(&frames).map_or(0, |frame| frame.at);
        let still = self.ffmpeg.still(self.file, self.format, film, at);
        let picture = match still {
            Err(error) if at == 0 || matches!(error, MediaError::Interrupted) => return Err(error),
            Err(_) => self.ffmpeg.still(self.file, self.format, film, 0)?,
            Ok(picture) => picture,
        };
        Ok((picture, frames))
    }

    fn sound(&self) -> Result<Understood, MediaError> {
        let mut playback = self.playback();
        let peaks = match self.ffmpeg.peaks(self.file, self.format) {
            Err(MediaError::Interrupted) => return Err(MediaError::Interrupted),
            peaks => peaks,
        };
        if let Ok(peaks) = &peaks {
            // Counted to the end, where the header may have guessed.
            (playback.duration, playback.waveform) = (peaks.duration, true);
        }
        let cover = if self.probed.cover { self.cover()? } else { None };
        let facts = self.facts(playback);
        match (cover, peaks) {
            (None, Err(error)) => Err(error.knowing(facts)),
            (None, Ok(peaks)) => Ok(Understood { facts, peaks: Some(peaks.heights), ..Understood::default() }),
            (Some(picture), peaks) => {
                let peaks = peaks.ok().map(|peaks| peaks.heights);
                Ok(Understood { peaks, ..pictured(facts, &picture)? })
            }
        }
    }

    /// A cover that cannot be drawn is no reason to do without the rest.
    fn cover(&self) -> Result<Option<Picture>, MediaError> {
        let bytes = match self.ffmpeg.cover(self.file, self.format) {
            Err(MediaError::Interrupted) => return Err(MediaError::Interrupted),
            cover => cover.unwrap_or_default(),
        };
        let Some(format) = Format::sniff(&bytes) else { return Ok(None) };
        Ok(decode::decode(&bytes, format, self.limits, &Tools::default()).ok().map(|decoded| decoded.picture))
    }
}
