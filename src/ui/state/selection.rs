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
    /// Places that are to be picked as soon as it is known what stands there.
    wanted: StoredValue<Option<Range>>,
    /// How often all was let go of.
    age: StoredValue<u32>,
}

/// Places of the grid, both ends included.
pub type Range = std::ops::RangeInclusive<u32>;

impl Default for Selection {
    fn default() -> Self {
        Self::new()
    }
}

impl Selection {
    /// Nothing picked.
    pub fn new() -> Self {
        Self {
            picked: RwSignal::new(BTreeSet::new()),
            anchor: StoredValue::new(None),
            wanted: StoredValue::new(None),
            age: StoredValue::new(0),
        }
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

    /// Where a range to `index` begins and ends; with nothing picked before, it begins there.
    pub fn range_to(self, index: u32) -> Range {
        let anchor = self.anchor.get_value().unwrap_or(index);
        self.anchor.set_value(Some(anchor));
        anchor.min(index)..=anchor.max(index)
    }

    /// Notes a range that is to be picked once it is known. Answers whether nobody waits for one yet, and asking is due.
    pub fn want(self, range: Range) -> bool {
        self.wanted.try_update_value(|wanted| wanted.replace(range).is_none()).unwrap_or(false)
    }

    /// The range noted last, which is not waited for any more.
    pub fn wanted(self) -> Option<Range> {
        self.wanted.try_update_value(Option::take).flatten()
    }

    /// Changes when all is let go of, as at another question: what was asked for before is not meant for what comes then.
    /// `None` once the page is gone.
    pub fn age(self) -> Option<u32> {
        self.age.try_get_value()
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
        self.wanted.set_value(None);
        self.age.try_update_value(|age| *age = age.wrapping_add(1));
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

    #[test]
    fn the_last_range_wanted_counts_and_none_after_letting_go() {
        let owner = Owner::new();
        owner.set();
        let selection = Selection::new();
        assert!(selection.want(0..=400));
        assert!(!selection.want(0..=500), "an answer is on its way");
        assert_eq!(selection.wanted(), Some(0..=500));
        assert!(selection.want(0..=600));
        let before = selection.age();
        selection.clear();
        assert_ne!(selection.age(), before);
        assert_eq!(selection.wanted(), None);
    }

    #[test]
    fn what_comes_after_the_page_is_gone_changes_nothing() {
        let page = Owner::new();
        let selection = page.with(Selection::new);
        page.cleanup();
        selection.keep(|_| false);
        selection.add([AssetId(Id(1))]);
        selection.clear();
        assert_eq!((selection.age(), selection.wanted()), (None, None));
    }
}
