//! An asset as the catalog keeps it: the whole record, packed.

use super::order::Key;
use super::tags::Tags;
use crate::domain::asset::{Asset, Facts, Rating, Source};
use crate::domain::format::Format;
use crate::domain::id::{AssetId, BrandId, MemberId};
use crate::domain::rendition::Renditions;
use crate::domain::review::Status;
use crate::domain::text::{FileName, Prompt};
use crate::domain::time::Timestamp;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The name of an object; a hash takes half the room of its digits.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum Object {
    Hash([u8; 32]),
    /// Anything that is not 64 lower-case hex digits, kept as it is.
    Other(Box<str>),
}

impl Object {
    /// Packs a name.
    pub fn new(text: &str) -> Self {
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Some(byte - b'0'),
            b'a'..=b'f' => Some(byte - b'a' + 10),
            _ => None,
        };
        let mut hash = [0; 32];
        let (pairs, odd) = text.as_bytes().as_chunks::<2>();
        if pairs.len() != hash.len() || !odd.is_empty() {
            return Self::Other(text.into());
        }
        for (place, [high, low]) in hash.iter_mut().zip(pairs) {
            let (Some(high), Some(low)) = (digit(*high), digit(*low)) else { return Self::Other(text.into()) };
            *place = high << 4 | low;
        }
        Self::Hash(hash)
    }

    /// The name as the record writes it.
    pub fn text(&self) -> String {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        match self {
            Self::Other(text) => text.to_string(),
            Self::Hash(hash) => {
                hash.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
            }
        }
    }

    /// Key for a [`Finder`](super::finder::Finder).
    pub fn key(&self) -> u64 {
        match self {
            Self::Hash([a, b, c, d, e, f, g, h, ..]) => u64::from_le_bytes([*a, *b, *c, *d, *e, *f, *g, *h]),
            Self::Other(text) => {
                let mut hasher = DefaultHasher::new();
                text.hash(&mut hasher);
                hasher.finish()
            }
        }
    }
}

/// One asset.
pub struct Row {
    pub id: AssetId,
    pub brand: BrandId,
    pub uploader: MemberId,
    pub added: Timestamp,
    pub trashed: Option<Timestamp>,
    pub bytes: u64,
    pub versions: u32,
    pub name: FileName,
    pub prompt: Option<Box<str>>,
    pub object: Object,
    /// Numbers of [`Tags`], in the record's order.
    pub tags: Box<[u32]>,
    pub facts: Facts,
    pub renditions: Renditions,
    pub format: Format,
    pub status: Status,
    pub source: Source,
    pub rating: Rating,
}

impl Row {
    /// Packs a record.
    pub fn new(asset: &Asset, tags: &mut Tags) -> Self {
        let mut facts = asset.facts.clone();
        facts.colours.shrink_to_fit();
        Self {
            id: asset.id,
            brand: asset.brand,
            uploader: asset.uploader,
            added: asset.added,
            trashed: asset.trashed,
            bytes: asset.bytes,
            versions: asset.versions,
            name: asset.name.clone(),
            prompt: asset.prompt.as_ref().map(|prompt| prompt.as_str().into()),
            object: Object::new(&asset.object),
            tags: asset.tags.iter().map(|tag| tags.intern(tag)).collect(),
            facts,
            renditions: asset.renditions.clone(),
            format: asset.format,
            status: asset.status,
            source: asset.source,
            rating: asset.rating,
        }
    }

    /// The record.
    pub fn asset(&self, tags: &Tags) -> Asset {
        Asset {
            id: self.id,
            brand: self.brand,
            name: self.name.clone(),
            prompt: self.prompt.as_deref().and_then(|prompt| Prompt::new(prompt).ok()),
            object: self.object.text(),
            bytes: self.bytes,
            format: self.format,
            facts: self.facts.clone(),
            renditions: self.renditions.clone(),
            status: self.status,
            source: self.source,
            rating: self.rating,
            tags: self.tags.iter().filter_map(|number| tags.spelling(*number)).cloned().collect(),
            uploader: self.uploader,
            added: self.added,
            trashed: self.trashed,
            versions: self.versions,
        }
    }

    /// What newest-first goes by.
    pub fn key(&self) -> Key {
        Key { added: self.added, id: self.id }
    }
}
