//! Newest-first order over ordinals.
//!
//! Ordinals are given out in the order in which assets arrive, which nearly always is the order of their
//! [`Key`]s; these form the **main** run, in which a greater ordinal is a newer asset. The few that arrived out of
//! order (an import with old dates, two uploads committed the other way round) are **strays**: a short list sorted
//! by key, each knowing the first main ordinal that is newer. So a page of any set is `select` on the set plus a
//! merge with those of its members that are strays: O(page + strays), wherever the page starts. When strays or
//! holes become many, everything is renumbered ([`Order::sequence`]), which makes all of them main again.

use crate::domain::id::AssetId;
use crate::domain::time::Timestamp;
use roaring::RoaringBitmap;

/// What newest-first goes by: when it was added, then its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    pub added: Timestamp,
    pub id: AssetId,
}

struct Stray {
    key: Key,
    ord: u32,
    /// The first main ordinal whose key is greater; every main ordinal below it is older.
    before: u32,
}

/// The order of all live ordinals.
#[derive(Default)]
pub struct Order {
    main: RoaringBitmap,
    /// One more than the greatest ordinal the main run ever had: strays may be placed before any below it.
    end: u32,
    /// Greatest key there ever was: only what is newer may follow the main run. Otherwise a main ordinal could
    /// land behind a stray that is newer than it, but older than nothing when it was placed.
    last: Option<Key>,
    /// Oldest first.
    strays: Vec<Stray>,
    stray_set: RoaringBitmap,
}

impl Order {
    /// Adds an ordinal; `key_of` answers for main ordinals.
    pub fn insert(&mut self, ord: u32, key: Key, key_of: impl Fn(u32) -> Key) {
        let newest = self.last < Some(key);
        self.last = self.last.max(Some(key));
        if newest && self.end <= ord {
            self.main.insert(ord);
            self.end = ord + 1;
            return;
        }
        let before = self.first_after(|main| key_of(main) > key);
        let at = self.strays.partition_point(|stray| stray.key < key);
        self.strays.insert(at, Stray { key, ord, before });
        self.stray_set.insert(ord);
    }

    /// Takes an ordinal out.
    pub fn remove(&mut self, ord: u32) {
        if self.stray_set.remove(ord) {
            self.strays.retain(|stray| stray.ord != ord);
        } else {
            self.main.remove(ord);
        }
    }

    /// How many ordinals are out of order.
    pub fn strays(&self) -> usize {
        self.strays.len()
    }

    /// Every ordinal, oldest first: what renumbering goes by.
    pub fn sequence(&self) -> Vec<u32> {
        let mut sequence = Vec::with_capacity(self.main.len() as usize + self.strays.len());
        let mut strays = self.strays.iter().peekable();
        for main in &self.main {
            while let Some(stray) = strays.next_if(|stray| stray.before <= main) {
                sequence.push(stray.ord);
            }
            sequence.push(main);
        }
        sequence.extend(strays.map(|stray| stray.ord));
        sequence
    }

    /// The order after renumbering by [`Order::sequence`]: 0 to `len` are all main.
    pub fn renumbered(len: u32, last: Option<Key>) -> Self {
        let mut main = RoaringBitmap::new();
        main.insert_range(0..len);
        Self { main, end: len, last, ..Self::default() }
    }

    /// Everything added at `cutoff` or later.
    pub fn since(&self, cutoff: Timestamp, key_of: impl Fn(u32) -> Key) -> RoaringBitmap {
        let mut recent = RoaringBitmap::new();
        if let Some(newest) = self.main.max() {
            recent.insert_range(self.first_after(|main| key_of(main).added >= cutoff)..newest.saturating_add(1));
            recent &= &self.main;
        }
        recent.extend(self.strays.iter().filter(|stray| stray.key.added >= cutoff).map(|stray| stray.ord));
        recent
    }

    /// `count` ordinals of `set`, newest first, from index `start`.
    pub fn slice(&self, set: &RoaringBitmap, start: u64, count: usize) -> Vec<u32> {
        if self.stray_set.is_disjoint(set) {
            return from_newest(set, start).take(count).collect();
        }
        let main = set - &self.stray_set;
        let mut placed = self.placed(set, &main).peekable();
        let mut skipped = 0;
        while placed.next_if(|(at, _)| *at < start).is_some() {
            skipped += 1;
        }
        let mut mains = from_newest(&main, start - skipped);
        (start..)
            .take(count)
            .map_while(|at| placed.next_if(|(place, _)| *place == at).map(|(_, ord)| ord).or_else(|| mains.next()))
            .collect()
    }

    /// Index of `ord` in the newest-first order of `set`, which holds it.
    pub fn position(&self, set: &RoaringBitmap, ord: u32) -> u64 {
        if self.stray_set.is_disjoint(set) {
            return newer(set, ord + 1);
        }
        let main = set - &self.stray_set;
        if self.stray_set.contains(ord) {
            return self.placed(set, &main).find(|(_, stray)| *stray == ord).map_or(0, |(at, _)| at);
        }
        let strays = self.strays.iter().filter(|stray| stray.before > ord && set.contains(stray.ord)).count();
        newer(&main, ord + 1) + strays as u64
    }

    /// How many of `set` are `newer`, which holds for everything that is newer than something it holds for; `key_of`
    /// answers for main ordinals.
    pub fn count(&self, set: &RoaringBitmap, newer: impl Fn(Key) -> bool, key_of: impl Fn(u32) -> Key) -> u64 {
        let first = self.first_after(|main| newer(key_of(main)));
        let mut count = set.range_cardinality(first..);
        for stray in self.strays.iter().filter(|stray| set.contains(stray.ord)) {
            count -= u64::from(stray.ord >= first);
            count += u64::from(newer(stray.key));
        }
        count
    }

    /// The strays of `set` with their index in its newest-first order, ascending.
    fn placed<'a>(&'a self, set: &'a RoaringBitmap, main: &'a RoaringBitmap) -> impl Iterator<Item = (u64, u32)> + 'a {
        let of_set = self.strays.iter().rev().filter(|stray| set.contains(stray.ord));
        of_set.enumerate().map(|(nth, stray)| (nth as u64 + newer(main, stray.before), stray.ord))
    }

    /// The first main ordinal for which `newer` holds, or the one after the last.
    fn first_after(&self, newer: impl Fn(u32) -> bool) -> u32 {
        let (mut low, mut high) = (0, self.main.len() as u32);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.main.select(middle).is_some_and(&newer) { high = middle } else { low = middle + 1 }
        }
        self.main.select(low).unwrap_or(self.end)
    }
}

/// How many of `set` are at `from` or above.
fn newer(set: &RoaringBitmap, from: u32) -> u64 {
    set.range_cardinality(from..)
}

/// The set from its greatest downwards, the first `start` left out.
fn from_newest(set: &RoaringBitmap, start: u64) -> impl Iterator<Item = u32> {
    let first = set.len().checked_sub(start + 1).and_then(|rank| set.select(rank as u32));
    let mut rest = set.iter();
    match first {
        Some(first) => rest.advance_back_to(first),
        None => while rest.next_range().is_some() {},
    }
    rest.rev()
}
