//! The file types Atelier takes, told from content and never from a name.

mod sniff;

use std::fmt;

use serde::{Deserialize, Serialize};

/// A file type that may enter the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Format {
    Jpeg,
    Png,
    WebP,
    Gif,
    Avif,
    /// Classic TIFF and BigTIFF.
    Tiff,
    Bmp,
    Svg,
    Heic,
    Mp4,
    Mov,
    WebM,
    Mp3,
    Wav,
    Flac,
    Ogg,
    M4a,
    Pdf,
}

/// The family a format belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Image,
    Video,
    Audio,
    Document,
}

impl Format {
    /// Every format, images first.
    pub const ALL: [Self; 18] = [
        Self::Jpeg,
        Self::Png,
        Self::WebP,
        Self::Gif,
        Self::Avif,
        Self::Tiff,
        Self::Bmp,
        Self::Svg,
        Self::Heic,
        Self::Mp4,
        Self::Mov,
        Self::WebM,
        Self::Mp3,
        Self::Wav,
        Self::Flac,
        Self::Ogg,
        Self::M4a,
        Self::Pdf,
    ];

    /// Tells the format from the first 4,096 bytes (fewer if the file is shorter).
    ///
    /// `None` means the file is not taken; [`Format::refusal`] has the sentence for it.
    pub fn sniff(head: &[u8]) -> Option<Self> {
        sniff::sniff(head)
    }

    /// Why a file whose [`Format::sniff`] is `None` is not taken, as a sentence for its owner.
    pub fn refusal(head: &[u8]) -> &'static str {
        sniff::refusal(head)
    }

    /// The media type to serve the original with.
    pub fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
            Self::Gif => "image/gif",
            Self::Avif => "image/avif",
            Self::Tiff => "image/tiff",
            Self::Bmp => "image/bmp",
            Self::Svg => "image/svg+xml",
            Self::Heic => "image/heic",
            Self::Mp4 => "video/mp4",
            Self::Mov => "video/quicktime",
            Self::WebM => "video/webm",
            Self::Mp3 => "audio/mpeg",
            Self::Wav => "audio/wav",
            Self::Flac => "audio/flac",
            Self::Ogg => "audio/ogg",
            Self::M4a => "audio/mp4",
            Self::Pdf => "application/pdf",
        }
    }

    /// The usual file name extension, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::WebP => "webp",
            Self::Gif => "gif",
            Self::Avif => "avif",
            Self::Tiff => "tif",
            Self::Bmp => "bmp",
            Self::Svg => "svg",
            Self::Heic => "heic",
            Self::Mp4 => "mp4",
            Self::Mov => "mov",
            Self::WebM => "webm",
            Self::Mp3 => "mp3",
            Self::Wav => "wav",
            Self::Flac => "flac",
            Self::Ogg => "ogg",
            Self::M4a => "m4a",
            Self::Pdf => "pdf",
        }
    }

    /// What people call it: `JPEG`, `WebP`.
    pub fn label(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::WebP => "WebP",
            Self::Gif => "GIF",
            Self::Avif => "AVIF",
            Self::Tiff => "TIFF",
            Self::Bmp => "BMP",
            Self::Svg => "SVG",
            Self::Heic => "HEIC",
            Self::Mp4 => "MP4",
            Self::Mov => "MOV",
            Self::WebM => "WebM",
            Self::Mp3 => "MP3",
            Self::Wav => "WAV",
            Self::Flac => "FLAC",
            Self::Ogg => "Ogg",
            Self::M4a => "M4A",
            Self::Pdf => "PDF",
        }
    }

    /// The family it belongs to.
    pub fn kind(self) -> Kind {
        match self {
            Self::Jpeg | Self::Png | Self::WebP | Self::Gif | Self::Avif | Self::Tiff | Self::Bmp | Self::Svg | Self::Heic => {
                Kind::Image
            }
            Self::Mp4 | Self::Mov | Self::WebM => Kind::Video,
            Self::Mp3 | Self::Wav | Self::Flac | Self::Ogg | Self::M4a => Kind::Audio,
            Self::Pdf => Kind::Document,
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

impl Kind {
    pub const ALL: [Self; 4] = [Self::Image, Self::Video, Self::Audio, Self::Document];

    /// The stored and URL form.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Video => "video",
            Self::Audio => "audio",
            Self::Document => "document",
        }
    }

    /// Reads the stored form.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// What people call it, in the plural used by filters.
    pub fn label(self) -> &'static str {
        match self {
            Self::Image => "Images",
            Self::Video => "Videos",
            Self::Audio => "Audio",
            Self::Document => "Documents",
        }
    }
}

#[cfg(test)]
mod tests;
