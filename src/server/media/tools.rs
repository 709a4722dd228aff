//! Programs that make more previews than this one does by itself. Without them files are kept with placeholders.

use super::bounded::Stop;
use super::ffmpeg::Ffmpeg;
use super::pdf::Draughtsman;
use crate::domain::format::{Format, Kind};
use std::ffi::OsStr;
use std::path::PathBuf;

/// Raised when more can be made of the files of a kind; those that an earlier edition looked at are then looked at anew.
const EDITION: u8 = 1;

/// What is there to work with; cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Tools {
    /// For everything that plays, and for HEIC.
    pub ffmpeg: Option<Ffmpeg>,
    /// For PDF.
    pub draughtsman: Option<Draughtsman>,
    pub stop: Stop,
}

impl Tools {
    /// Looks for ffmpeg in the folders of a `PATH`. `own` is this program, which draws documents in a process of its own.
    pub fn find(path: Option<&OsStr>, own: Option<PathBuf>) -> Self {
        let stop = Stop::default();
        let find = |name: &str| std::env::split_paths(path?).map(|folder| folder.join(name)).find(|file| file.is_file());
        let ffmpeg = find("ffmpeg").zip(find("ffprobe")).map(|(ffmpeg, ffprobe)| Ffmpeg::new(ffmpeg, ffprobe, stop.clone()));
        Self { ffmpeg, draughtsman: own.map(|own| Draughtsman::new(own, stop.clone())), stop }
    }

    /// By which edition a file of that format is looked at with what is there; 0 where nothing is needed or there.
    pub fn edition(&self, format: Format) -> u8 {
        let there = match (format.kind(), format) {
            (Kind::Video | Kind::Audio, _) | (_, Format::Heic) => self.ffmpeg.is_some(),
            (Kind::Document, _) => self.draughtsman.is_some(),
            (Kind::Image, _) => false,
        };
        if there { EDITION } else { 0 }
    }
}
