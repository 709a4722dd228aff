//! Versions of an asset: every file it ever had, numbered from 1. The asset itself holds the current one, which is the
//! last; nothing is ever taken out of the row, so going back to an old file adds it again.

use super::asset::{Asset, Facts, Mat};
use super::format::Format;
use super::id::MemberId;
use super::rendition::Renditions;
use super::text::FileName;
use super::time::Timestamp;
use serde::{Deserialize, Serialize};

/// One version as the record keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// From 1 on.
    pub number: u32,
    /// What its file was called.
    pub name: FileName,
    /// BLAKE3 of the content, 64 hex digits.
    pub object: String,
    pub bytes: u64,
    pub format: Format,
    pub facts: Facts,
    pub renditions: Renditions,
    pub uploader: MemberId,
    pub added: Timestamp,
    /// The number of the version that was brought back by this one.
    pub restored_from: Option<u32>,
}

impl Version {
    /// The only version of an asset that never got another.
    pub fn only(asset: &Asset) -> Self {
        Self {
            number: 1,
            name: asset.name.clone(),
            object: asset.object.clone(),
            bytes: asset.bytes,
            format: asset.format,
            facts: asset.facts.clone(),
            renditions: asset.renditions.clone(),
            uploader: asset.uploader,
            added: asset.added,
            restored_from: None,
        }
    }

    /// Makes it the current one of the asset, without regard to what is allowed.
    pub fn become_current(&self, asset: &mut Asset) {
        asset.versions = self.number;
        asset.object = self.object.clone();
        asset.bytes = self.bytes;
        asset.format = self.format;
        asset.facts = self.facts.clone();
        asset.renditions = self.renditions.clone();
    }

    /// What is shown of it.
    pub fn face(&self, uploader: String) -> VersionFace {
        VersionFace {
            number: self.number,
            name: self.name.to_string(),
            uploader,
            added: self.added,
            bytes: self.bytes,
            format: self.format,
            width: self.facts.width,
            height: self.facts.height,
            mat: Mat::of(self.facts.alpha, &self.facts.colours),
            thumbhash: self.facts.thumbhash.clone(),
            renditions: self.renditions.clone(),
            digest: self.object.chars().take(8).collect(),
            restored_from: self.restored_from,
        }
    }
}

/// One version as the viewer shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionFace {
    pub number: u32,
    /// What its file was called.
    pub name: String,
    /// Name of the member who added it.
    pub uploader: String,
    pub added: Timestamp,
    pub bytes: u64,
    pub format: Format,
    /// Pixels, 0 where unknown.
    pub width: u32,
    /// Pixels, 0 where unknown.
    pub height: u32,
    /// What it is laid on.
    pub mat: Mat,
    pub thumbhash: Option<String>,
    pub renditions: Renditions,
    /// First eight hex digits of the object; makes media addresses change with the bytes.
    pub digest: String,
    /// The number of the version that was brought back by this one.
    pub restored_from: Option<u32>,
}
