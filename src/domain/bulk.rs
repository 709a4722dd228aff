//! What an action on many assets did, and what it skipped and why.

use super::access::{BrandScope, Scope};
use super::asset::count_words;
use super::id::{AssetId, BrandId, MemberId};
use super::review::Status;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};

/// Most files in one archive.
pub const MOST_IN_ZIP: usize = 100_000;

/// The first of each key, in their order: a thing that is named twice is done once.
pub fn named_once<T>(things: impl IntoIterator<Item = T>, key: impl Fn(&T) -> AssetId) -> Vec<T> {
    let mut seen = HashSet::new();
    things.into_iter().filter(|thing| seen.insert(key(thing))).collect()
}

/// How many of the assets meant are alike in all that rights and moves go by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alike {
    pub brand: BrandId,
    pub uploader: MemberId,
    pub status: Status,
    pub count: u32,
}

impl Alike {
    /// Assets in groups of those that are alike.
    pub fn groups(assets: impl IntoIterator<Item = (BrandId, MemberId, Status)>) -> Vec<Self> {
        let mut counts: BTreeMap<(BrandId, MemberId, Status), u32> = BTreeMap::new();
        for asset in assets {
            *counts.entry(asset).or_default() += 1;
        }
        counts.into_iter().map(|((brand, uploader, status), count)| Self { brand, uploader, status, count }).collect()
    }

    /// What rights over each of them are judged by.
    pub fn scope(&self, brand: BrandScope) -> Scope {
        Scope::Asset { brand, uploader: self.uploader, status: self.status }
    }
}

/// The result of one action on one or many assets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    pub done: Vec<AssetId>,
    /// Those of `done` that were not so before: what taking the action back is about.
    pub changed: Vec<AssetId>,
    pub skipped: Vec<Skipped>,
}

/// An asset the action left alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    pub asset: AssetId,
    /// Its name; empty when it does not exist for the actor.
    pub name: String,
    /// A sentence for people.
    pub reason: String,
}

impl Outcome {
    /// Notes an asset that is as asked for now, and whether it was not before.
    pub fn did(&mut self, asset: AssetId, changed: bool) {
        self.done.push(asset);
        if changed {
            self.changed.push(asset);
        }
    }

    /// Adds what another part of the same action did.
    pub fn extend(&mut self, other: Self) {
        self.done.extend(other.done);
        self.changed.extend(other.changed);
        self.skipped.extend(other.skipped);
    }

    /// "3 assets approved. 1 skipped: koi.jpg is locked." for a toast; `done` is a past participle.
    pub fn words(&self, done: &str) -> String {
        let mut words = match self.done.len() {
            0 => String::new(),
            1 => format!("1 asset {done}."),
            n => format!("{} assets {done}.", count_words(n as u64)),
        };
        if let Some(first) = self.skipped.first() {
            let space = if words.is_empty() { "" } else { " " };
            words.push_str(&format!("{space}{} skipped: {}", count_words(self.skipped.len() as u64), first.reason));
            if self.skipped.iter().any(|other| other.reason != first.reason) {
                words.push_str(" Others for other reasons.");
            }
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Id;

    #[test]
    fn what_is_named_twice_is_done_once() {
        let named = [3, 1, 3, 2, 1].map(|id| AssetId(Id(id)));
        assert_eq!(named_once(named, |id| *id), [3, 1, 2].map(|id| AssetId(Id(id))));
    }

    #[test]
    fn groups_hold_what_is_alike() {
        let (harbour, koi) = (BrandId(Id(1)), BrandId(Id(2)));
        let (cleo, max) = (MemberId(Id(3)), MemberId(Id(4)));
        let assets = [
            (koi, max, Status::Draft),
            (harbour, cleo, Status::Draft),
            (harbour, cleo, Status::InReview),
            (harbour, cleo, Status::Draft),
        ];
        let counts: Vec<_> = Alike::groups(assets).iter().map(|one| (one.brand, one.uploader, one.status, one.count)).collect();
        let expect = [(harbour, cleo, Status::Draft, 2), (harbour, cleo, Status::InReview, 1), (koi, max, Status::Draft, 1)];
        assert_eq!(counts, expect);
    }

    #[test]
    fn words() {
        let id = AssetId(Id(1));
        let skip = |reason: &str| Skipped { asset: id, name: "koi.jpg".into(), reason: reason.into() };
        let told = |done: usize, skipped: Vec<Skipped>| {
            Outcome { done: vec![id; done], skipped, ..Outcome::default() }.words("approved")
        };
        assert_eq!(told(1, vec![]), "1 asset approved.");
        assert_eq!(told(2, vec![skip("It is locked.")]), "2 assets approved. 1 skipped: It is locked.");
        assert_eq!(told(0, vec![skip("A."), skip("B.")]), "2 skipped: A. Others for other reasons.");
    }
}
