//! Collections and campaigns: their records and which assets are in them.
//!
//! A membership joins an asset and a group of one brand; another is not kept, and an asset that changes brand
//! leaves every group of the old one.

use super::names;
use super::words::renumbered;
use crate::domain::campaign::Campaign;
use crate::domain::collection::Collection;
use crate::domain::id::{BrandId, CampaignId, CollectionId};
use roaring::RoaringBitmap;
use std::collections::HashMap;
use std::hash::Hash;

/// What collections and campaigns have in common.
pub trait Grouping {
    type Id: Copy + Eq + Ord + Hash;
    fn id(&self) -> Self::Id;
    fn brand(&self) -> BrandId;
    fn name(&self) -> &str;
}

impl Grouping for Collection {
    type Id = CollectionId;

    fn id(&self) -> CollectionId {
        self.id
    }

    fn brand(&self) -> BrandId {
        self.brand
    }

    fn name(&self) -> &str {
        self.name.as_str()
    }
}

impl Grouping for Campaign {
    type Id = CampaignId;

    fn id(&self) -> CampaignId {
        self.id
    }

    fn brand(&self) -> BrandId {
        self.brand
    }

    fn name(&self) -> &str {
        self.name.as_str()
    }
}

/// A group with its assets, trash included.
pub struct Group<G> {
    pub record: G,
    pub members: RoaringBitmap,
}

/// All groups of one sort.
pub struct Groups<G: Grouping> {
    groups: HashMap<G::Id, Group<G>>,
    by_brand: HashMap<BrandId, Vec<G::Id>>,
}

impl<G: Grouping> Default for Groups<G> {
    fn default() -> Self {
        Self { groups: HashMap::new(), by_brand: HashMap::new() }
    }
}

impl<G: Grouping> Groups<G> {
    /// One group.
    pub fn get(&self, id: G::Id) -> Option<&Group<G>> {
        self.groups.get(&id)
    }

    /// The groups of a brand, in no order.
    pub fn of_brand(&self, brand: BrandId) -> impl Iterator<Item = &Group<G>> {
        self.by_brand.get(&brand).into_iter().flatten().filter_map(|id| self.groups.get(id))
    }

    /// Every group, in no order.
    pub fn all(&self) -> impl Iterator<Item = &Group<G>> {
        self.groups.values()
    }

    /// How many a brand has.
    pub fn count(&self, brand: BrandId) -> usize {
        self.by_brand.get(&brand).map_or(0, Vec::len)
    }

    /// Takes in a record, keeping the members it has. One that changes brand loses them, and they are answered.
    pub fn put(&mut self, record: G) -> Option<RoaringBitmap> {
        let (id, brand) = (record.id(), record.brand());
        let lost = match self.groups.get(&id).map(|known| known.record.brand()) {
            Some(old) if old != brand => self.remove(id),
            _ => None,
        };
        if let Some(known) = self.groups.get_mut(&id) {
            known.record = record;
        } else {
            self.by_brand.entry(brand).or_default().push(id);
            self.groups.insert(id, Group { record, members: RoaringBitmap::new() });
        }
        lost
    }

    /// Forgets a group. Answers who was in it.
    pub fn remove(&mut self, id: G::Id) -> Option<RoaringBitmap> {
        let group = self.groups.remove(&id)?;
        if let Some(ids) = self.by_brand.get_mut(&group.record.brand()) {
            ids.retain(|other| *other != id);
        }
        Some(group.members)
    }

    /// Puts an asset of `brand` into a group. Whether it is in it now.
    pub fn join(&mut self, id: G::Id, brand: BrandId, ord: u32) -> bool {
        match self.groups.get_mut(&id).filter(|group| group.record.brand() == brand) {
            Some(group) => {
                group.members.insert(ord);
                true
            }
            None => false,
        }
    }

    /// Takes an asset out of a group. Whether it was in it.
    pub fn leave(&mut self, id: G::Id, ord: u32) -> bool {
        self.groups.get_mut(&id).is_some_and(|group| group.members.remove(ord))
    }

    /// Takes an asset out of every group of a brand.
    pub fn leave_brand(&mut self, brand: BrandId, ord: u32) {
        for id in self.by_brand.get(&brand).into_iter().flatten() {
            if let Some(group) = self.groups.get_mut(id) {
                group.members.remove(ord);
            }
        }
    }

    /// Takes assets out of every group.
    pub fn forget(&mut self, gone: &RoaringBitmap) {
        self.groups.values_mut().for_each(|group| group.members -= gone);
    }

    /// Which of `some` are in any group.
    pub fn covered(&self, some: &RoaringBitmap) -> RoaringBitmap {
        self.groups.values().fold(RoaringBitmap::new(), |covered, group| covered | (&group.members & some))
    }

    /// Gives every ordinal its new number.
    pub fn renumber(&mut self, map: &[u32]) {
        self.groups.values_mut().for_each(|group| group.members = renumbered(&group.members, map));
    }
}

/// Sorts groups by name as people read them, equal names by id.
pub fn by_name<G: Grouping>(groups: &mut [&Group<G>]) {
    groups.sort_by(|a, b| names::compare(a.record.name(), b.record.name()).then_with(|| a.record.id().cmp(&b.record.id())));
}
