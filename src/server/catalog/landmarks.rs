//! Where stretches of the results begin that have something in common, for whoever travels through many of them.

use super::assets::Assets;
use super::names;
use super::ranked::Ranked;
use super::state::State;
use crate::domain::access::Actor;
use crate::domain::library::Landmark;
use crate::domain::query::{LibraryQuery, Sort};
use crate::domain::time::Timestamp;
use roaring::RoaringBitmap;
use std::collections::BTreeMap;

/// The classes of size: bytes from which each begins, and its words.
const SIZES: [(u64, &str); 6] = [
    (1_000_000_000, "1 GB and more"),
    (100_000_000, "100 MB to 1 GB"),
    (10_000_000, "10 MB to 100 MB"),
    (1_000_000, "1 MB to 10 MB"),
    (100_000, "100 kB to 1 MB"),
    (0, "less than 100 kB"),
];

impl State {
    /// The landmarks of a question; none where the order is closeness. O(results): nothing is sorted.
    pub fn landmarks(&self, actor: &Actor, query: &LibraryQuery, now: Timestamp) -> Vec<Landmark> {
        let assets = &self.assets;
        match self.question(actor, query, now).ranked(self) {
            Ranked::Newest(sets) if query.sort == Sort::Rating => {
                placed((0..=5).rev().zip(&sets).map(|(stars, set)| (stars_words(stars), set.len() as u32)))
            }
            Ranked::Newest(sets) => match &*sets {
                [set] => placed(months(assets, set).into_iter().rev()),
                _ => Vec::new(),
            },
            Ranked::Oldest(set) => placed(months(assets, &set)),
            Ranked::ByName(set) => {
                let initials = counted(&set, |ord| names::initial(assets.name_key(ord)));
                placed(initials.into_iter().map(|(initial, count)| (initial_words(initial), count)))
            }
            Ranked::BySize(set) => {
                let bytes = |ord| assets.row(ord).map_or(0, |row| row.bytes);
                let sizes = counted(&set, |ord| SIZES.iter().position(|(from, _)| bytes(ord) >= *from).unwrap_or_default());
                placed(sizes.into_iter().map(|(size, count)| (SIZES[size].1.to_owned(), count)))
            }
            Ranked::Likest { .. } => Vec::new(),
        }
    }
}

/// How many of a set have each value.
fn counted<T: Ord>(set: &RoaringBitmap, value: impl Fn(u32) -> T) -> BTreeMap<T, u32> {
    let mut counts = BTreeMap::new();
    for ord in set {
        *counts.entry(value(ord)).or_default() += 1;
    }
    counts
}

/// The months in which a set was added, earliest first.
fn months(assets: &Assets, set: &RoaringBitmap) -> Vec<(String, u32)> {
    let months = counted(set, |ord| {
        let (year, month, _) = assets.key(ord).added.date();
        (year, month)
    });
    months.into_iter().map(|((year, month), count)| (Timestamp::month_words(year, month), count)).collect()
}

fn stars_words(stars: u8) -> String {
    match stars {
        0 => "Not rated".to_owned(),
        1 => "1 star".to_owned(),
        _ => format!("{stars} stars"),
    }
}

fn initial_words(initial: char) -> String {
    if initial == '0' { "0–9".to_owned() } else { initial.to_uppercase().collect() }
}

/// Stretches one after another; empty ones are no landmarks.
fn placed(stretches: impl IntoIterator<Item = (String, u32)>) -> Vec<Landmark> {
    let mut landmarks = Vec::new();
    let mut start = 0;
    for (words, count) in stretches.into_iter().filter(|(_, count)| *count > 0) {
        landmarks.push(Landmark { start, words });
        start += count;
    }
    landmarks
}
