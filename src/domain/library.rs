//! What the library answers: pages of cards, counts for the rail, an asset's place in the results.

use super::asset::{Asset, Card, Orientation, Source};
use super::colour::Colour;
use super::format::Kind;
use super::id::{AssetId, BrandId, CampaignId, CollectionId, MemberId};
use super::query::Within;
use super::review::Status;
use super::search::SavedSearch;
use super::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Cards in the first page and in each one asked for while scrolling.
pub const PAGE: u32 = 60;
/// Most cards one request may ask for.
pub const PAGE_MOST: u32 = 240;
/// Most tags offered at once as choices of a filter.
pub const TAGS_MOST: usize = 40;

/// Consecutive results.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Index of the first card in the whole result.
    pub start: u32,
    pub cards: Vec<Card>,
    /// Number of results.
    pub total: u32,
    /// Number of assets in the same place without words and filters.
    pub of: u32,
    /// Beside each card of a search, why it was found; empty without one.
    pub found: Vec<Vec<Found>>,
    /// Where they were asked for: once for an answer, not again for each stretch of it.
    pub facets: Option<Facets>,
}

/// Where a result stands in its order: enough to go on behind it, also when it is gone or has changed by then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Which of the classes that come one after another: by stars, or by closeness.
    pub class: u8,
    /// Its name, where the order goes by names; else empty.
    pub name: String,
    pub bytes: u64,
    pub added: Timestamp,
    pub id: AssetId,
    /// Index behind it, which counts only where the order is by likeness and it is gone.
    pub next: u32,
}

/// Consecutive results with all that is known of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Each with the name of who brought it in.
    pub assets: Vec<(Asset, String)>,
    /// The first so many are the picture that likeness was asked of but for small edits.
    pub copies: usize,
    /// Beside each result of a search, why it was found; empty without one.
    pub found: Vec<Vec<Found>>,
    /// Number of results.
    pub total: u32,
    /// Where the rest begins; `None` when these were the last.
    pub next: Option<Mark>,
    /// Where they were asked for.
    pub facets: Option<Facets>,
}

/// A text of an asset in which searched words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Field {
    Name,
    Tag,
    Prompt,
}

/// Why a search found an asset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    pub field: Field,
    /// A word is spelled a little differently from what was typed.
    pub similar: bool,
    /// The name, the tag, or the part of the prompt around the words.
    pub text: String,
    /// Bytes of the text that were found: from and to, ascending, apart.
    pub marks: Vec<(u32, u32)>,
}

impl Found {
    /// "Tag", "Prompt, similar spelling": what to say of it beside the text.
    pub fn reason(&self) -> &'static str {
        match (self.field, self.similar) {
            (Field::Name, false) => "Name",
            (Field::Name, true) => "Similar spelling",
            (Field::Tag, false) => "Tag",
            (Field::Tag, true) => "Tag, similar spelling",
            (Field::Prompt, false) => "Prompt",
            (Field::Prompt, true) => "Prompt, similar spelling",
        }
    }

    /// The text in pieces, each with whether it was found.
    pub fn pieces(&self) -> Vec<(&str, bool)> {
        let mut pieces = Vec::with_capacity(2 * self.marks.len() + 1);
        let mut done = 0;
        for (from, to) in &self.marks {
            let (from, to) = (*from as usize, *to as usize);
            pieces.push((self.text.get(done..from).unwrap_or_default(), false));
            pieces.push((self.text.get(from..to).unwrap_or_default(), true));
            done = to;
        }
        pieces.push((self.text.get(done..).unwrap_or_default(), false));
        pieces.retain(|(text, _)| !text.is_empty());
        pieces
    }
}

/// How many results each option of a filter would leave as its only choice, the other filters kept. Where all
/// tags must be there, a tag's count is what it would leave beside those that are chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facets {
    pub statuses: Vec<(Status, u32)>,
    /// Stars 1 to 5.
    pub ratings: Vec<(u8, u32)>,
    pub sources: Vec<(Source, u32)>,
    pub kinds: Vec<(Kind, u32)>,
    pub orientations: Vec<(Orientation, u32)>,
    pub colours: Vec<(Colour, u32)>,
    pub added: Vec<(Within, u32)>,
    /// Who brought any of them in, by name, and those who are chosen.
    pub creators: Vec<(MemberId, String, u32)>,
    /// Campaigns the actor may see that have results, by name, and the one that is chosen.
    pub campaigns: Vec<(CampaignId, String, u32)>,
    /// The [`TAGS_MOST`] with most results, as their newest result spells them.
    pub tags: Vec<(String, u32)>,
    /// Name of the asset that the results look like, where one is asked for that the actor sees.
    pub similar_to: Option<String>,
}

impl Facets {
    /// Lets no count tell more than `most`, which is all that a question shows.
    pub fn cap(&mut self, most: u32) {
        let cap = |count: &mut u32| *count = (*count).min(most);
        self.statuses.iter_mut().for_each(|(_, count)| cap(count));
        self.ratings.iter_mut().for_each(|(_, count)| cap(count));
        self.sources.iter_mut().for_each(|(_, count)| cap(count));
        self.kinds.iter_mut().for_each(|(_, count)| cap(count));
        self.orientations.iter_mut().for_each(|(_, count)| cap(count));
        self.colours.iter_mut().for_each(|(_, count)| cap(count));
        self.added.iter_mut().for_each(|(_, count)| cap(count));
        self.creators.iter_mut().for_each(|(_, _, count)| cap(count));
        self.campaigns.iter_mut().for_each(|(_, _, count)| cap(count));
        self.tags.iter_mut().for_each(|(_, count)| cap(count));
    }
}

/// Where a stretch of the results begins that has something in common.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Landmark {
    /// Index of its first result.
    pub start: u32,
    /// What it has in common: "Nov 2026", "K", "5 stars", "1 MB to 10 MB".
    pub words: String,
}

/// Counts and collections of the rail, for the active brand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rail {
    pub all: u32,
    pub recent: u32,
    pub unfiled: u32,
    pub trash: u32,
    /// Smart collections, by name.
    pub searches: Vec<RailSearch>,
    /// Depth first, siblings by name.
    pub collections: Vec<RailCollection>,
}

/// A saved search in the rail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RailSearch {
    pub search: SavedSearch,
    /// The question with its brand, as a query string.
    pub question: String,
    /// Number of results.
    pub count: u32,
}

/// One row of the collections tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RailCollection {
    pub id: CollectionId,
    pub brand: BrandId,
    pub name: String,
    pub parent: Option<CollectionId>,
    /// 0 for a top collection.
    pub depth: u32,
    /// Assets filed directly.
    pub count: u32,
    /// Assets filed here or below, each once.
    pub nested_count: u32,
}

/// An asset's place among the results: "3 of 40", and its neighbours.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Counted from 1; `None` when the asset is not among the results.
    pub position: Option<u32>,
    pub total: u32,
    pub previous: Option<AssetId>,
    pub next: Option<AssetId>,
    /// Up to six results on either side and the asset itself, for the filmstrip and preloading.
    pub strip: Vec<Card>,
}
