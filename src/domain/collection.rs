//! Collections: nestable groupings of a brand's assets.

use super::id::{AssetId, BrandId, CollectionId};
use super::text::Name;
use super::time::Timestamp;
use serde::{Deserialize, Serialize};

/// How deep collections may nest; a top collection has depth 1.
pub const MAX_DEPTH: usize = 16;

/// A grouping of assets in a brand, possibly inside another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collection {
    pub id: CollectionId,
    pub brand: BrandId,
    pub name: Name,
    pub parent: Option<CollectionId>,
    pub created: Timestamp,
}

/// What stood in a collection that was deleted: enough to make it again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dissolved {
    /// Filed in it directly, trash included.
    pub assets: Vec<AssetId>,
    /// What lay in it directly, now a level higher.
    pub children: Vec<CollectionId>,
}
