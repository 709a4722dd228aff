//! The nesting of collections.

use super::groups::{Group, Groups, by_name};
use crate::domain::collection::Collection;
use crate::domain::id::{BrandId, CollectionId};
use roaring::RoaringBitmap;
use std::collections::HashMap;

/// The collection above. A parent that is gone, of another brand, or inside its own child counts as none, so that
/// nothing is ever lost from the tree.
pub fn parent(collections: &Groups<Collection>, of: &Collection) -> Option<CollectionId> {
    let direct = above(collections, of)?;
    let mut seen = vec![direct.id];
    let mut at = direct;
    while let Some(next) = above(collections, at) {
        if next.id == of.id {
            return None;
        }
        if seen.contains(&next.id) {
            break;
        }
        seen.push(next.id);
        at = next;
    }
    (direct.id != of.id).then_some(direct.id)
}

fn above<'a>(collections: &'a Groups<Collection>, of: &Collection) -> Option<&'a Collection> {
    let above = &collections.get(of.parent?)?.record;
    (above.brand == of.brand).then_some(above)
}

/// From the top down to the collection itself.
pub fn path<'a>(collections: &'a Groups<Collection>, of: &'a Collection) -> Vec<&'a Collection> {
    let mut path = vec![of];
    let mut at = of;
    while let Some(next) = parent(collections, at).and_then(|id| collections.get(id)) {
        at = &next.record;
        path.push(at);
    }
    path.reverse();
    path
}

/// The collections of one brand by what they are in, siblings in the order that people gave them, then by name.
pub struct Tree<'a>(HashMap<Option<CollectionId>, Vec<&'a Group<Collection>>>);

impl<'a> Tree<'a> {
    /// O(collections of the brand).
    pub fn new(collections: &'a Groups<Collection>, brand: BrandId) -> Self {
        let mut children: HashMap<_, Vec<&Group<Collection>>> = HashMap::new();
        for group in collections.of_brand(brand) {
            children.entry(parent(collections, &group.record)).or_default().push(group);
        }
        children.values_mut().for_each(|siblings| {
            by_name(siblings);
            siblings.sort_by_key(|group| group.record.place.unwrap_or(u32::MAX));
        });
        Self(children)
    }

    /// What lies directly in a collection, or at the top.
    pub fn children(&self, of: Option<CollectionId>) -> &[&'a Group<Collection>] {
        self.0.get(&of).map_or(&[], Vec::as_slice)
    }

    /// How many levels a collection and what lies in it take up.
    pub fn height(&self, group: &Group<Collection>) -> usize {
        1 + self.children(Some(group.record.id)).iter().map(|child| self.height(child)).max().unwrap_or(0)
    }

    /// The assets of a collection and of everything below it, each once.
    pub fn rolled_up(&self, group: &Group<Collection>) -> RoaringBitmap {
        let below = self.children(Some(group.record.id));
        below.iter().fold(group.members.clone(), |all, child| all | self.rolled_up(child))
    }
}
