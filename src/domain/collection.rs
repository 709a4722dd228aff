//! Collections: nestable groupings of a brand's assets.

use super::id::{BrandId, CollectionId};
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
