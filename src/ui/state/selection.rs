//! Which assets of the grid are picked.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::domain::id::AssetId;

/// The picked assets of one library page.
#[derive(Clone, Copy)]
pub struct Selection {
    picked: RwSignal<BTreeSet<AssetId>>,
    /// Where a range begins: the index picked last.
    anchor: StoredValue<Option<u32>>,
}

impl Default for Selection {
    fn default() -> Self {
        Self::new()
    }
}

impl Selection {
    /// Nothing picked.
    pub fn new() -> Self {
        Self { picked: RwSignal::new(BTreeSet::new()), anchor: StoredValue::new(None) }
    }

    /// How many are picked.
    pub fn count(self) -> usize {
        self.picked.with(BTreeSet::len)
    }

    /// Whether anything is picked.
    pub fn any(self) -> bool {
        self.picked.with(|picked| !picked.is_empty())
    }

    /// Whether that one is picked.
    pub fn has(self, asset: AssetId) -> bool {
        self.picked.with(|picked| picked.contains(&asset))
    }

    /// The picked ones, in the order of their birth.
    pub fn ids(self) -> Vec<AssetId> {
        self.picked.with(|picked| picked.iter().copied().collect())
    }

    /// Picks it, or lets go of it; a range begins here.
    pub fn toggle(self, asset: AssetId, index: u32) {
        self.anchor.set_value(Some(index));
        self.picked.update(|picked| {
            if !picked.remove(&asset) {
                picked.insert(asset);
            }
        });
    }

    /// Where a range to `index` begins and ends.
    pub fn range_to(self, index: u32) -> std::ops::RangeInclusive<u32> {
        let anchor = self.anchor.get_value().unwrap_or(index);
        anchor.min(index)..=anchor.max(index)
    }

    /// Picks these too.
    pub fn add(self, assets: impl IntoIterator<Item = AssetId>) {
        self.picked.update(|picked| picked.extend(assets));
    }

    /// Keeps only these picked. Deeds may end when their page is gone, and then there is nothing to keep.
    pub fn keep(self, assets: impl Fn(AssetId) -> bool) {
        if self.picked.try_with_untracked(|picked| picked.iter().any(|asset| !assets(*asset))) == Some(true) {
            self.picked.update(|picked| picked.retain(|asset| assets(*asset)));
        }
    }

    /// Lets go of all.
    pub fn clear(self) {
        self.anchor.set_value(None);
        if self.picked.try_with_untracked(|picked| !picked.is_empty()) == Some(true) {
            self.picked.set(BTreeSet::new());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Id;

    #[test]
    fn ranges_begin_at_the_last_single_pick() {
        let owner = Owner::new();
        owner.set();
        let selection = Selection::new();
        assert_eq!(selection.range_to(4), 4..=4);
        selection.toggle(AssetId(Id(1)), 6);
        assert_eq!(selection.range_to(3), 3..=6);
        assert_eq!(selection.range_to(9), 6..=9);
        selection.add([AssetId(Id(2)), AssetId(Id(1))]);
        assert_eq!(selection.count(), 2);
        selection.toggle(AssetId(Id(1)), 6);
        assert_eq!(selection.ids(), [AssetId(Id(2))]);
        selection.keep(|_| false);
        assert!(!selection.any());
    }
}
