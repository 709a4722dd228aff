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
    /// Its number among its siblings, once somebody has put them in an order; those without one stand behind, by name.
    pub place: Option<u32>,
    pub created: Timestamp,
}

/// On which side of a sibling something is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Before,
    After,
}

/// The siblings in their order once `moved` stands beside one of them; as they were where that one is not among them.
pub fn put_beside(siblings: &[CollectionId], moved: CollectionId, sibling: CollectionId, side: Side) -> Vec<CollectionId> {
    let mut order: Vec<CollectionId> = siblings.iter().copied().filter(|id| *id != moved).collect();
    match order.iter().position(|id| *id == sibling) {
        Some(at) => order.insert(if side == Side::After { at + 1 } else { at }, moved),
        None => return siblings.to_vec(),
    }
    order
}

/// What stood in a collection that was deleted: enough to make it again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dissolved {
    /// Filed in it directly, trash included.
    pub assets: Vec<AssetId>,
    /// What lay in it directly, now a level higher.
    pub children: Vec<CollectionId>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Id;

    #[test]
    fn beside_a_sibling() {
        let ids = |numbers: &[u128]| numbers.iter().map(|number| CollectionId(Id(*number))).collect::<Vec<_>>();
        let id = |number| CollectionId(Id(number));
        for (siblings, moved, sibling, side, expected) in [
            (&[1, 2, 3][..], 3, 1, Side::Before, &[3, 1, 2][..]),
            (&[1, 2, 3], 1, 3, Side::After, &[2, 3, 1]),
            (&[1, 2, 3], 1, 2, Side::Before, &[1, 2, 3]),
            (&[1, 2, 3], 1, 2, Side::After, &[2, 1, 3]),
            (&[1, 2], 9, 1, Side::After, &[1, 9, 2]),
            (&[1, 2], 2, 2, Side::After, &[1, 2]),
            (&[1, 2], 9, 7, Side::Before, &[1, 2]),
        ] {
            assert_eq!(put_beside(&ids(siblings), id(moved), id(sibling), side), ids(expected), "{moved} {side:?} {sibling}");
        }
    }
}
