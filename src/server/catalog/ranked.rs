//! Results in their order: pages of them, and where one of them stands.

use super::assets::Assets;
use super::names;
use super::order::Key;
use crate::domain::library::Mark;
use crate::domain::query::Sort;
use roaring::RoaringBitmap;
use std::cmp::Ordering;

/// A result set and its order.
pub enum Ranked {
    /// One set after another, each newest first: pages cost O(page).
    Newest(Vec<RoaringBitmap>),
    /// Newest first, backwards: pages cost O(page).
    Oldest(RoaringBitmap),
    /// By name, or most bytes first: pages cost O(results + page · log page), without sorting the rest.
    ByName(RoaringBitmap),
    BySize(RoaringBitmap),
    /// Likest first; the first so many are near-duplicates.
    Likest {
        ords: Vec<u32>,
        copies: usize,
    },
}

impl Ranked {
    /// Orders a set. Only closeness needs more than this: see [`Search::ranked`](super::search::Search::ranked).
    pub fn new(assets: &Assets, set: RoaringBitmap, sort: Sort) -> Self {
        match sort {
            Sort::Newest => Self::Newest(vec![set]),
            Sort::Oldest => Self::Oldest(set),
            Sort::Rating => {
                let stars = (0..=5).rev().filter_map(crate::domain::asset::Rating::new);
                Self::Newest(stars.map(|rating| &set & assets.sets.rating(rating)).collect())
            }
            Sort::Name => Self::ByName(set),
            Sort::Size => Self::BySize(set),
        }
    }

    /// How many there are.
    pub fn len(&self) -> u64 {
        match self {
            Self::Newest(sets) => sets.iter().map(RoaringBitmap::len).sum(),
            Self::Oldest(set) | Self::ByName(set) | Self::BySize(set) => set.len(),
            Self::Likest { ords, .. } => ords.len() as u64,
        }
    }

    /// How many of `count` results from index `start` are near-duplicates; they lead.
    pub fn copies(&self, start: u64, count: usize) -> usize {
        match self {
            Self::Likest { copies, .. } => copies.saturating_sub(start as usize).min(count),
            _ => 0,
        }
    }

    /// `count` ordinals from index `start`.
    pub fn slice(&self, assets: &Assets, start: u64, count: usize) -> Vec<u32> {
        match self {
            Self::Newest(sets) => {
                let mut slice = Vec::new();
                let mut before = 0;
                for set in sets {
                    let from = (start + slice.len() as u64).saturating_sub(before);
                    if slice.len() < count && from < set.len() {
                        slice.extend(assets.order.slice(set, from, count - slice.len()));
                    }
                    before += set.len();
                }
                slice
            }
            Self::Oldest(set) => {
                let end = set.len().saturating_sub(start);
                let first = end.saturating_sub(count as u64);
                let mut slice = assets.order.slice(set, first, (end - first) as usize);
                slice.reverse();
                slice
            }
            Self::ByName(set) => sorted_slice(set, |ord| assets.name_key(ord), by_name(assets), start, count),
            Self::Likest { ords, .. } => ords.iter().skip(start as usize).take(count).copied().collect(),
            Self::BySize(set) => sorted_slice(set, size_key(assets), by_age(assets), start, count),
        }
    }

    /// Where `ord`, one of the results, stands in the order.
    pub fn mark(&self, assets: &Assets, ord: u32) -> Option<Mark> {
        let row = assets.row(ord)?;
        let class = match self {
            Self::Newest(sets) => sets.iter().position(|set| set.contains(ord))?,
            _ => 0,
        };
        let next = match self {
            Self::Likest { ords, .. } => ords.iter().position(|one| *one == ord)? as u32 + 1,
            _ => 0,
        };
        let name = if matches!(self, Self::ByName(_)) { row.name.to_string() } else { String::new() };
        Some(Mark { class: class as u8, name, bytes: row.bytes, added: row.added, id: row.id, next })
    }

    /// How many results stand at the mark or before it, whether or not something stands there still.
    pub fn through(&self, assets: &Assets, mark: &Mark) -> u64 {
        let key = Key { added: mark.added, id: mark.id };
        let count = |set: &RoaringBitmap, newer: &dyn Fn(Key) -> bool| assets.order.count(set, newer, |ord| assets.key(ord));
        let newer_or_it = |ord: u32| assets.key(ord) >= key;
        match self {
            Self::Newest(sets) => {
                let class = usize::from(mark.class).min(sets.len());
                let before: u64 = sets[..class].iter().map(RoaringBitmap::len).sum();
                before + sets.get(class).map_or(0, |set| count(set, &|other| other >= key))
            }
            Self::Likest { ords, .. } => {
                let at = ords.iter().position(|ord| assets.row(*ord).is_some_and(|row| row.id == mark.id));
                at.map_or_else(|| u64::from(mark.next).min(ords.len() as u64), |at| at as u64 + 1)
            }
            Self::Oldest(set) => set.len() - count(set, &|other| other > key),
            Self::ByName(set) => {
                let first = names::key(&mark.name);
                let through = |ord: &u32| match assets.name_key(*ord).cmp(&first) {
                    Ordering::Equal => {
                        let name = assets.row(*ord).map_or("", |row| row.name.as_str());
                        match names::compare(name, &mark.name) {
                            Ordering::Equal => newer_or_it(*ord),
                            order => order == Ordering::Less,
                        }
                    }
                    order => order == Ordering::Less,
                };
                set.iter().filter(through).count() as u64
            }
            Self::BySize(set) => {
                let bytes = |ord: u32| assets.row(ord).map_or(0, |row| row.bytes);
                let through = |ord: &u32| match bytes(*ord).cmp(&mark.bytes) {
                    Ordering::Equal => newer_or_it(*ord),
                    order => order == Ordering::Greater,
                };
                set.iter().filter(through).count() as u64
            }
        }
    }

    /// Index of `ord`, or `None` when it is not among the results.
    pub fn position(&self, assets: &Assets, ord: u32) -> Option<u64> {
        match self {
            Self::Newest(sets) => {
                let holder = sets.iter().position(|set| set.contains(ord))?;
                let before: u64 = sets[..holder].iter().map(RoaringBitmap::len).sum();
                Some(before + assets.order.position(&sets[holder], ord))
            }
            Self::Oldest(set) => set.contains(ord).then(|| set.len() - 1 - assets.order.position(set, ord)),
            Self::ByName(set) => set.contains(ord).then(|| before(set, |ord| assets.name_key(ord), by_name(assets), ord)),
            Self::Likest { ords, .. } => ords.iter().position(|one| *one == ord).map(|at| at as u64),
            Self::BySize(set) => set.contains(ord).then(|| before(set, size_key(assets), by_age(assets), ord)),
        }
    }
}

/// Newer first.
fn by_age(assets: &Assets) -> impl Fn(u32, u32) -> Ordering {
    |a, b| assets.key(b).cmp(&assets.key(a))
}

fn by_name(assets: &Assets) -> impl Fn(u32, u32) -> Ordering {
    let name = |ord| assets.row(ord).map_or("", |row| row.name.as_str());
    move |a, b| names::compare(name(a), name(b)).then_with(|| by_age(assets)(a, b))
}

/// Smaller for more bytes.
fn size_key(assets: &Assets) -> impl Fn(u32) -> u128 {
    |ord| u128::MAX - u128::from(assets.row(ord).map_or(0, |row| row.bytes))
}

fn sorted_slice(
    set: &RoaringBitmap,
    key: impl Fn(u32) -> u128,
    tie: impl Fn(u32, u32) -> Ordering,
    start: u64,
    count: usize,
) -> Vec<u32> {
    let start = start as usize;
    let mut all: Vec<(u128, u32)> = set.iter().map(|ord| (key(ord), ord)).collect();
    let end = start.saturating_add(count).min(all.len());
    if start >= end {
        return Vec::new();
    }
    let compare = |a: &(u128, u32), b: &(u128, u32)| a.0.cmp(&b.0).then_with(|| tie(a.1, b.1));
    if end < all.len() {
        all.select_nth_unstable_by(end, compare);
    }
    if start > 0 {
        all[..end].select_nth_unstable_by(start, compare);
    }
    all[start..end].sort_unstable_by(compare);
    all[start..end].iter().map(|(_, ord)| *ord).collect()
}

/// How many of the set come before one of its members.
fn before(set: &RoaringBitmap, key: impl Fn(u32) -> u128, tie: impl Fn(u32, u32) -> Ordering, ord: u32) -> u64 {
    let own = key(ord);
    set.iter().filter(|other| key(*other).cmp(&own).then_with(|| tie(*other, ord)) == Ordering::Less).count() as u64
}
