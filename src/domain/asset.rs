//! An asset: what the studio keeps, what is known of its file, and the small shape a grid shows.

mod mat;
mod playback;

pub use self::mat::Mat;
pub use self::playback::{MOST_FRAMES, Playback, SHEET_COLUMNS, duration_words, sheet_rows};

use super::access::{BrandScope, Scope};
use super::format::{Format, Kind};
use super::id::{AssetId, BrandId, CampaignId, CollectionId, MemberId};
use super::rendition::Renditions;
use super::review::{Status, Step};
use super::text::{FileName, Prompt, Tag};
use super::time::Timestamp;
use super::version::VersionFace;
use serde::{Deserialize, Serialize};

/// How an asset arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Source {
    Uploaded,
    Generated,
    Imported,
}

impl Source {
    pub const ALL: [Self; 3] = [Self::Uploaded, Self::Generated, Self::Imported];

    /// The stored and URL form.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Uploaded => "uploaded",
            Self::Generated => "generated",
            Self::Imported => "imported",
        }
    }

    /// The word people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Uploaded => "Uploaded",
            Self::Generated => "Generated",
            Self::Imported => "Imported",
        }
    }

    /// Reads the stored form.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.as_str() == text)
    }
}

/// Most tags one asset may carry.
pub const MOST_TAGS: usize = 60;

/// Days an asset stays in the trash.
pub const TRASH_DAYS: i64 = 30;

/// Zero (not rated) to five stars.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Rating(u8);

impl Rating {
    pub const NONE: Self = Self(0);

    /// `None` above five.
    pub fn new(stars: u8) -> Option<Self> {
        (stars <= 5).then_some(Self(stars))
    }

    /// 0 to 5.
    pub fn stars(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Rating {
    type Error = &'static str;

    fn try_from(stars: u8) -> Result<Self, Self::Error> {
        Self::new(stars).ok_or("a rating is 0 to 5")
    }
}

impl From<Rating> for u8 {
    fn from(rating: Rating) -> u8 {
        rating.0
    }
}

/// Which way a picture lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Orientation {
    Landscape,
    Portrait,
    /// Sides that differ by less than a twentieth.
    Square,
}

impl Orientation {
    pub const ALL: [Self; 3] = [Self::Landscape, Self::Portrait, Self::Square];

    /// Of a picture of that many pixels; `None` where they are unknown.
    pub fn of(width: u32, height: u32) -> Option<Self> {
        let (short, long) = (u64::from(width.min(height)), u64::from(width.max(height)));
        if short == 0 {
            return None;
        }
        Some(match () {
            () if (long - short) * 20 < long => Self::Square,
            () if width > height => Self::Landscape,
            () => Self::Portrait,
        })
    }

    /// The URL form.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Landscape => "landscape",
            Self::Portrait => "portrait",
            Self::Square => "square",
        }
    }

    /// The word people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Landscape => "Landscape",
            Self::Portrait => "Portrait",
            Self::Square => "Square",
        }
    }

    /// Reads the URL form.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|orientation| orientation.as_str() == text)
    }
}

/// What was learnt from the file itself, after orientation was applied. Zero and empty where unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Some pixel is not opaque.
    pub alpha: bool,
    /// More than one frame.
    pub animated: bool,
    /// Dominant colours, 0xRRGGBB, most of the picture first.
    pub colours: Vec<u32>,
    /// Thumbhash in base64 without padding.
    pub thumbhash: Option<String>,
    /// When the camera says it was taken.
    pub taken: Option<Timestamp>,
    /// How it plays; `None` for what does not, and while that is not known.
    pub playback: Option<Box<Playback>>,
    /// Pages of a document.
    pub pages: Option<u32>,
    /// By which edition of the tools this was learnt, 0 without any. When a later one can do more, it is learnt anew.
    pub edition: u8,
}

/// An asset as the record keeps it, without its memberships.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asset {
    pub id: AssetId,
    pub brand: BrandId,
    pub name: FileName,
    /// What it was generated from, where it was.
    pub prompt: Option<Prompt>,
    /// BLAKE3 of the content, 64 hex digits; names the object in storage.
    pub object: String,
    pub bytes: u64,
    pub format: Format,
    pub facts: Facts,
    pub renditions: Renditions,
    pub status: Status,
    pub source: Source,
    pub rating: Rating,
    pub tags: Vec<Tag>,
    pub uploader: MemberId,
    pub added: Timestamp,
    /// Since when it lies in the trash.
    pub trashed: Option<Timestamp>,
    /// How many versions there are, which is the number of the current one; 1 where it never got another.
    pub versions: u32,
}

impl Asset {
    /// What rights over it are judged by.
    pub fn scope(&self, brand: BrandScope) -> Scope {
        Scope::Asset { brand, uploader: self.uploader, status: self.status }
    }
}

/// The small shape a grid shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    pub id: AssetId,
    pub brand: BrandId,
    pub name: String,
    pub format: Format,
    /// Pixels, 0 where unknown.
    pub width: u32,
    /// Pixels, 0 where unknown.
    pub height: u32,
    pub alpha: bool,
    /// What it is laid on.
    pub mat: Mat,
    pub animated: bool,
    /// How it plays, for video and audio.
    pub playback: Option<Playback>,
    /// Pages of a document.
    pub pages: Option<u32>,
    pub status: Status,
    pub source: Source,
    pub rating: Rating,
    pub uploader: MemberId,
    pub creator: String,
    pub renditions: Renditions,
    pub thumbhash: Option<String>,
    /// First eight hex digits of the object; makes media addresses change with the bytes.
    pub version: String,
    /// How many versions there are, from 1 on.
    pub versions: u32,
    /// In an answer to "Find similar": the same picture but for small edits.
    #[serde(default)]
    pub near_duplicate: bool,
}

impl Card {
    /// Image, video, audio or document.
    pub fn kind(&self) -> Kind {
        self.format.kind()
    }

    /// Shown whole on the mat, because filling the 4:5 frame would cut off 14 % or more.
    pub fn whole(&self) -> bool {
        if self.alpha || matches!(self.format, Format::Svg) || self.width == 0 || self.height == 0 {
            return true;
        }
        let ratio = f64::from(self.width) / f64::from(self.height);
        let frame = 0.8;
        1.0 - (ratio / frame).min(frame / ratio) >= 0.14
    }

    /// How large it is, as its kind is measured: "4,640 × 3,480", "12 pages"; nothing where that is not known.
    pub fn extent_words(&self) -> String {
        match self.pages {
            Some(1) => "1 page".to_owned(),
            Some(pages) => format!("{} pages", count_words(pages.into())),
            None => size_words(self.width, self.height),
        }
    }

    /// Whether it is shown by the shape of its sound, having no picture.
    pub fn heard(&self) -> bool {
        self.renditions != Renditions::Ready && self.playback.as_ref().is_some_and(|playback| playback.waveform)
    }

    /// What rights over it are judged by.
    pub fn scope(&self, brand: BrandScope) -> Scope {
        Scope::Asset { brand, uploader: self.uploader, status: self.status }
    }
}

/// A collection or campaign an asset belongs to, for chips.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership<I> {
    pub id: I,
    /// Name with its parents: "Autumn 2026 › Colour story".
    pub name: String,
}

/// What an action on many must know of each before it begins, so that it can be taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    pub asset: AssetId,
    pub brand: BrandId,
    pub status: Status,
    pub rating: Rating,
    /// Filed in directly.
    pub collections: Vec<CollectionId>,
    pub campaigns: Vec<CampaignId>,
}

/// Everything the lightbox shows of one asset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detail {
    pub card: Card,
    pub bytes: u64,
    pub colours: Vec<u32>,
    pub taken: Option<Timestamp>,
    pub added: Timestamp,
    pub trashed: Option<Timestamp>,
    pub tags: Vec<Tag>,
    pub collections: Vec<Membership<CollectionId>>,
    pub campaigns: Vec<Membership<CampaignId>>,
    pub history: Vec<Step>,
    /// Newest first; the first is the current one.
    pub versions: Vec<VersionFace>,
}

/// "3.9 MB", in powers of 1,000 as file managers write it.
pub fn bytes_words(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.1} GB", bytes as f64 / 1e9),
    }
}

/// "12,480".
pub fn count_words(count: u64) -> String {
    let digits = count.to_string();
    let mut words = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            words.push(',');
        }
        words.push(digit);
    }
    words
}

/// "4,640 × 3,480", or nothing where unknown.
pub fn size_words(width: u32, height: u32) -> String {
    if width == 0 || height == 0 {
        return String::new();
    }
    format!("{} × {}", count_words(width.into()), count_words(height.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures() {
        assert_eq!([0, 999, 1_000, 12_480, 1_000_000].map(count_words), ["0", "999", "1,000", "12,480", "1,000,000"]);
        assert_eq!([12, 1_001, 3_900_000, 5_000_000_000].map(bytes_words), ["12 bytes", "2 kB", "3.9 MB", "5.0 GB"]);
        assert_eq!(size_words(4640, 3480), "4,640 × 3,480");
        assert_eq!(size_words(0, 3480), "");
    }

    #[test]
    fn orientations() {
        use Orientation::*;
        for (width, height, expected) in [
            (0, 10, None),
            (10, 0, None),
            (100, 100, Some(Square)),
            (100, 96, Some(Square)),
            (100, 95, Some(Landscape)),
            (95, 100, Some(Portrait)),
            (u32::MAX, 1, Some(Landscape)),
            (3_000, 4_000, Some(Portrait)),
        ] {
            assert_eq!(Orientation::of(width, height), expected, "{width} × {height}");
        }
    }

    #[test]
    fn ratings() {
        assert_eq!(Rating::new(6), None);
        assert!(serde_json::from_str::<Rating>("6").is_err());
        assert_eq!(serde_json::from_str::<Rating>("5").unwrap().stars(), 5);
    }
}
