//! Single pictures: a frame of a film at full size, and the pictures of a HEVC stream.

use super::frames::seconds;
use super::{Arguments, Ffmpeg, Film, SHORT};
use crate::domain::format::Format;
use crate::domain::rendition::RenditionSize;
use crate::server::media::MediaError;
use crate::server::media::picture::{Channels, Picture};
use crate::server::media::resize::fit;
use std::path::Path;

/// How the samples of a HEVC picture are to be read, where its container says so.
#[derive(Clone, Copy, Debug)]
pub(in crate::server::media) struct Coded {
    /// As ffmpeg calls the matrix.
    pub matrix: &'static str,
    pub full_range: bool,
}

impl Ffmpeg {
    /// The frame of a moment, as large as the largest rendition.
    pub(in crate::server::media) fn still(
        &self,
        file: &Path,
        format: Format,
        film: &Film,
        at: u32,
    ) -> Result<Picture, MediaError> {
        let edge = RenditionSize::S2048.edge().min(film.width.max(film.height));
        let (width, height) = fit(film.width, film.height, edge);
        let size = width as usize * height as usize * 3;
        let arguments = Arguments::ffmpeg()
            .plus(["-ss", &seconds(at)])
            .input(file, format)
            .plus(["-map", "0:V:0", "-vf", &film.scaled(width, height), "-frames:v", "1"])
            .pixels();
        let pixels = self.exactly(arguments, None, size, SHORT)?;
        if pixels.len() != size {
            return Err(MediaError::damaged(format, "it holds no frame"));
        }
        Ok(Picture::new(width, height, Channels::Rgb, pixels))
    }

    /// The pictures of a HEVC stream, each so many pixels wide and high, one after the other.
    pub(in crate::server::media) fn hevc(
        &self,
        stream: &[u8],
        size: (u32, u32),
        count: usize,
        coded: Option<Coded>,
    ) -> Result<Vec<u8>, MediaError> {
        let mut arguments = Arguments::ffmpeg().input_by("hevc").plus(["-i", "pipe:0", "-fps_mode", "passthrough"]);
        if let Some(Coded { matrix, full_range }) = coded {
            let range = if full_range { "full" } else { "limited" };
            arguments = arguments.plus(["-vf", &format!("scale=in_color_matrix={matrix}:in_range={range}:flags=accurate_rnd")]);
        }
        let bytes = size.0 as usize * size.1 as usize * 3 * count;
        let pixels = self.exactly(arguments.pixels(), Some(stream), bytes, SHORT)?;
        // Anything else was not decoded as the container lays it out.
        if pixels.len() == bytes { Ok(pixels) } else { Err(MediaError::damaged(Format::Heic, "not all of it could be decoded")) }
    }
}
