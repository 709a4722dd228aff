//! Renditions: the smaller pictures made from an asset, and the addresses under which media is served.

use super::id::AssetId;
use serde::{Deserialize, Serialize};

/// Longest edge of a rendition in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RenditionSize {
    S320,
    S640,
    S2048,
}

impl RenditionSize {
    pub const ALL: [Self; 3] = [Self::S320, Self::S640, Self::S2048];

    /// Pixels of the longest edge.
    pub fn edge(self) -> u32 {
        match self {
            Self::S320 => 320,
            Self::S640 => 640,
            Self::S2048 => 2_048,
        }
    }

    /// The form in addresses and keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::S320 => "320",
            Self::S640 => "640",
            Self::S2048 => "2048",
        }
    }

    /// Reads the form in addresses.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.as_str() == text)
    }
}

/// How far the renditions of an asset are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Renditions {
    /// Not made yet.
    #[default]
    Pending,
    Ready,
    /// None can be made; a typed placeholder stands in. Holds the reason for people.
    Placeholder(String),
}

/// Address of a rendition for members; `version` makes it immutable.
pub fn media_path(asset: AssetId, size: RenditionSize, version: &str) -> String {
    format!("/media/{asset}/{}?v={version}", size.as_str())
}

/// Address of the sheet of frames of a film.
pub fn sheet_path(asset: AssetId, version: &str) -> String {
    format!("/media/{asset}/sheet?v={version}")
}

/// Address of the shape of a sound, drawn with so many bars.
pub fn waveform_path(asset: AssetId, bars: u16, version: &str) -> String {
    format!("/media/{asset}/waveform?bars={bars}&v={version}")
}

/// Address of the untouched file, shown in place.
pub fn original_path(asset: AssetId, version: &str) -> String {
    format!("/media/{asset}/original?v={version}")
}

/// Address of a rendition of one version; `digest` makes it immutable.
pub fn version_media_path(asset: AssetId, number: u32, size: RenditionSize, digest: &str) -> String {
    format!("/media/{asset}/v{number}/{}?v={digest}", size.as_str())
}

/// Address of the untouched file of one version, shown in place.
pub fn version_original_path(asset: AssetId, number: u32, digest: &str) -> String {
    format!("/media/{asset}/v{number}/original?v={digest}")
}

/// Address that downloads the untouched file of one version under its own name.
pub fn version_download_path(asset: AssetId, number: u32) -> String {
    format!("/media/{asset}/v{number}/download")
}

/// Address that downloads the untouched file under the asset's name.
pub fn download_path(asset: AssetId) -> String {
    format!("/media/{asset}/download")
}
