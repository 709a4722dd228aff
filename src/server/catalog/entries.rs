//! The catalog given out whole: for snapshots, and to be compared with the record.

use super::groups::{Grouping, Groups};
use super::state::State;
use crate::domain::id::AssetId;
use crate::server::entry::Entry;
use roaring::RoaringBitmap;
use std::collections::HashMap;

/// A stretch of the library.
pub struct Stretch {
    /// In the order in which they are taken in best.
    pub entries: Vec<Entry>,
    /// Where the next one starts; `None` after the last.
    pub next: Option<u32>,
    /// The numbering that places belong to: stretches of two numberings do not fit together.
    pub numbering: u64,
}

impl State {
    /// So many places from `start` on, those of assets that are gone included.
    pub fn stretch(&self, start: u32, places: u32) -> Stretch {
        let end = self.assets.places().min(start.saturating_add(places));
        let ords: RoaringBitmap = (start..end).filter(|ord| self.assets.row(*ord).is_some()).collect();
        let next = (end < self.assets.places()).then_some(end);
        Stretch { entries: self.entries(&ords), next, numbering: self.numbering }
    }

    /// The entries of those assets that there are, in no order.
    pub fn entries_of(&self, ids: &[AssetId]) -> Vec<Entry> {
        self.entries(&ids.iter().filter_map(|id| self.assets.find(*id)).collect())
    }

    fn entries(&self, ords: &RoaringBitmap) -> Vec<Entry> {
        let mut collections = groups_of(&self.collections, ords);
        let mut campaigns = groups_of(&self.campaigns, ords);
        let entry = |ord: u32| {
            Some(Entry {
                asset: self.assets.asset(ord)?,
                collections: collections.remove(&ord).unwrap_or_default(),
                campaigns: campaigns.remove(&ord).unwrap_or_default(),
                likeness: self.likeness.get(ord).map(|likeness| likeness.to_bytes()),
            })
        };
        ords.iter().filter_map(entry).collect()
    }
}

/// The groups that each of some assets is in, ascending.
fn groups_of<G: Grouping>(groups: &Groups<G>, some: &RoaringBitmap) -> HashMap<u32, Vec<G::Id>> {
    let mut of: HashMap<u32, Vec<G::Id>> = HashMap::new();
    for group in groups.all() {
        for ord in &(&group.members & some) {
            of.entry(ord).or_default().push(group.record.id());
        }
    }
    of.values_mut().for_each(|ids| ids.sort_unstable());
    of
}
