//! What the library answers: pages of cards, counts for the rail, an asset's place in the results.

use super::asset::Card;
use super::id::{AssetId, BrandId, CampaignId, CollectionId};
use super::review::Status;
use serde::{Deserialize, Serialize};

/// Cards in the first page and in each one asked for while scrolling.
pub const PAGE: u32 = 60;
/// Most cards one request may ask for.
pub const PAGE_MOST: u32 = 240;

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
    pub facets: Facets,
}

/// How many results each option of a filter would leave, the other filters kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facets {
    pub statuses: Vec<(Status, u32)>,
    /// Stars 1 to 5.
    pub ratings: Vec<(u8, u32)>,
    /// Campaigns the actor may see that have results, by name.
    pub campaigns: Vec<(CampaignId, String, u32)>,
}

/// Counts and collections of the rail, for the active brand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rail {
    pub all: u32,
    pub recent: u32,
    pub unfiled: u32,
    pub trash: u32,
    /// Depth first, siblings by name.
    pub collections: Vec<RailCollection>,
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
