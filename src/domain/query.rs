//! The library question: bucket, collection, words, filters and sort, as one value that is also the URL.

pub mod url;

use super::asset::{Orientation, Source};
use super::colour::Colour;
use super::format::Kind;
use super::id::{AssetId, CampaignId, CollectionId, MemberId};
use super::review::Status;
use super::time::{DAY, Day, Timestamp};
use serde::{Deserialize, Serialize};

/// The quick buckets at the top of the rail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Bucket {
    #[default]
    All,
    /// Added in the last days.
    Recent,
    /// In no collection.
    Unfiled,
    Trash,
}

impl Bucket {
    pub const ALL: [Self; 4] = [Self::All, Self::Recent, Self::Unfiled, Self::Trash];

    /// The URL form.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Recent => "recent",
            Self::Unfiled => "unfiled",
            Self::Trash => "trash",
        }
    }

    /// The words in the rail.
    pub fn label(self) -> &'static str {
        match self {
            Self::All => "All assets",
            Self::Recent => "Recently added",
            Self::Unfiled => "Unfiled",
            Self::Trash => "Trash",
        }
    }

    /// Reads the URL form.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|bucket| bucket.as_str() == text)
    }
}

/// How several tags combine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TagMode {
    #[default]
    Any,
    All,
}

/// The order of results. Ties go to the newer asset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    #[default]
    Newest,
    Oldest,
    Name,
    /// Most stars first.
    Rating,
    /// Most bytes first.
    Size,
}

impl Sort {
    pub const ALL: [Self; 5] = [Self::Newest, Self::Oldest, Self::Name, Self::Rating, Self::Size];

    /// The URL form.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Oldest => "oldest",
            Self::Name => "name",
            Self::Rating => "rating",
            Self::Size => "size",
        }
    }

    /// The word on the sort menu.
    pub fn label(self) -> &'static str {
        match self {
            Self::Newest => "Newest",
            Self::Oldest => "Oldest",
            Self::Name => "Name",
            Self::Rating => "Rating",
            Self::Size => "Size",
        }
    }

    /// Reads the URL form.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.as_str() == text)
    }
}

/// How long ago assets were added at most; moves along with the day it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Within {
    Day,
    Week,
    Month,
    Year,
}

impl Within {
    pub const ALL: [Self; 4] = [Self::Day, Self::Week, Self::Month, Self::Year];

    /// The URL form.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Day => "Last 24 hours",
            Self::Week => "Last 7 days",
            Self::Month => "Last 30 days",
            Self::Year => "Last 12 months",
        }
    }

    /// When the stretch that ends now began.
    pub fn since(self, now: Timestamp) -> Timestamp {
        let days = match self {
            Self::Day => 1,
            Self::Week => 7,
            Self::Month => 30,
            Self::Year => 365,
        };
        now.plus(-days * DAY)
    }

    /// Reads the URL form.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|within| within.as_str() == text)
    }
}

/// When assets were added; what is `None` sets no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Added {
    pub within: Option<Within>,
    /// On this day or later.
    pub since: Option<Day>,
    /// On this day or before.
    pub until: Option<Day>,
}

impl Added {
    /// Whether it sets any limit.
    pub fn is_some(&self) -> bool {
        *self != Self::default()
    }
}

/// One question to the library. The default asks for everything the person may see, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct LibraryQuery {
    /// Slug of the active brand; `None` is All brands.
    pub brand: Option<String>,
    pub bucket: Bucket,
    pub collection: Option<CollectionId>,
    /// Roll up the collection's sub-collections.
    pub nested: bool,
    /// Search words as typed, trimmed.
    pub words: String,
    /// Only what looks like this asset, likest first.
    pub similar: Option<AssetId>,
    pub campaign: Option<CampaignId>,
    pub tags: Vec<String>,
    pub tag_mode: TagMode,
    /// Any of these stars, 1 to 5; empty for every rating.
    pub ratings: Vec<u8>,
    pub statuses: Vec<Status>,
    pub sources: Vec<Source>,
    pub kinds: Vec<Kind>,
    /// Brought in by any of these.
    pub creators: Vec<MemberId>,
    pub orientations: Vec<Orientation>,
    /// With any of these among the dominant colours.
    pub colours: Vec<Colour>,
    pub added: Added,
    pub sort: Sort,
}

impl LibraryQuery {
    /// The same place (brand, bucket, collection, sort) without words and filters.
    pub fn without_filters(&self) -> Self {
        Self {
            brand: self.brand.clone(),
            bucket: self.bucket,
            collection: self.collection,
            nested: self.nested,
            sort: self.sort,
            ..Self::default()
        }
    }

    /// The whole library of the active brand.
    pub fn of_brand(brand: Option<String>) -> Self {
        Self { brand, ..Self::default() }
    }

    /// What looks like an asset, in all of the active brand, the filters kept.
    pub fn similar_to(&self, asset: AssetId) -> Self {
        Self {
            bucket: Bucket::All,
            collection: None,
            nested: false,
            words: String::new(),
            similar: Some(asset),
            sort: Sort::Newest,
            ..self.clone()
        }
    }

    /// Whether words or any filter narrow the place.
    pub fn narrowed(&self) -> bool {
        *self != self.without_filters()
    }

    /// How many filters behind the More button are on.
    pub fn more_count(&self) -> usize {
        let on = [
            !self.sources.is_empty(),
            !self.ratings.is_empty(),
            !self.statuses.is_empty(),
            !self.kinds.is_empty(),
            !self.creators.is_empty(),
            !self.orientations.is_empty(),
            !self.colours.is_empty(),
            self.added.is_some(),
        ];
        on.into_iter().filter(|on| *on).count()
    }
}
