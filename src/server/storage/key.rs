//! The only place where names in the store are made.

use crate::domain::rendition::RenditionSize;
use crate::server::error::{Error, Result};

/// How a rendition is coded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    WebP,
    Jpeg,
}

impl Coding {
    pub const ALL: [Self; 2] = [Self::WebP, Self::Jpeg];

    /// Both, the usual one of that size first.
    pub fn likely(size: RenditionSize) -> [Self; 2] {
        match size {
            RenditionSize::S320 | RenditionSize::S640 => [Self::WebP, Self::Jpeg],
            RenditionSize::S2048 => [Self::Jpeg, Self::WebP],
        }
    }

    /// Reads a media type.
    pub fn from_mime(mime: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|coding| coding.mime() == mime)
    }

    /// The media type.
    pub fn mime(self) -> &'static str {
        match self {
            Self::WebP => "image/webp",
            Self::Jpeg => "image/jpeg",
        }
    }

    /// The file name extension, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::WebP => "webp",
            Self::Jpeg => "jpg",
        }
    }
}

/// A name in the store, below its prefix.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key(String);

impl Key {
    pub(super) const OBJECTS: &str = "objects";

    /// Of the original with that BLAKE3 hash (64 hex digits).
    pub fn object(hash: &str) -> Result<Self> {
        let (first, second) = shelves(hash)?;
        Ok(Self(format!("{}/{first}/{second}/{hash}", Self::OBJECTS)))
    }

    /// Of a rendition of that original.
    pub fn rendition(hash: &str, size: RenditionSize, coding: Coding) -> Result<Self> {
        let (first, second) = shelves(hash)?;
        Ok(Self(format!("renditions/{first}/{second}/{hash}/{}.{}", size.as_str(), coding.extension())))
    }

    /// Of the sheet of frames of that film.
    pub fn sheet(hash: &str) -> Result<Self> {
        let (first, second) = shelves(hash)?;
        Ok(Self(format!("renditions/{first}/{second}/{hash}/sheet.webp")))
    }

    /// Of the peaks of that sound, a byte each.
    pub fn peaks(hash: &str) -> Result<Self> {
        let (first, second) = shelves(hash)?;
        Ok(Self(format!("renditions/{first}/{second}/{hash}/peaks")))
    }

    /// Of what leaves by public links in place of that original.
    pub fn clean(hash: &str) -> Result<Self> {
        let (first, second) = shelves(hash)?;
        Ok(Self(format!("clean/{first}/{second}/{hash}")))
    }

    /// The hash of the original this is the name of; `None` for what was made of one.
    pub fn hash_of_object(&self) -> Option<&str> {
        let (root, hash) = (self.0.split('/').next()?, self.0.rsplit('/').next()?);
        (root == Self::OBJECTS).then_some(hash)
    }

    /// The name, with `/` between its parts.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether the text is 64 lower-case hex digits.
pub(super) fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// The two folders that keep a folder from holding too many files.
fn shelves(hash: &str) -> Result<(&str, &str)> {
    if is_hash(hash) { Ok((&hash[..2], &hash[2..4])) } else { Err(Error::Internal(format!("{hash:?} is not a content hash"))) }
}
