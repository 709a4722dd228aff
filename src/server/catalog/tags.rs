//! Tags: each spelling and each folded tag once, with the set of assets that carry it.

use super::names::normal;
use super::words::{Union, parts, renumbered, runs, tails_from};
use crate::domain::text::{Tag, fold};
use roaring::RoaringBitmap;
use std::collections::{BTreeMap, HashMap};

/// A tag whatever its case.
struct Folded {
    /// Letters and digits in lower case, one space between words.
    normal: String,
    members: RoaringBitmap,
}

/// Every tag of the studio. Spellings nobody uses any more stay, as small change.
#[derive(Default)]
pub struct Tags {
    /// Spelling by number, with the number of its folded tag.
    spellings: Vec<(Tag, u32)>,
    by_spelling: HashMap<Tag, u32>,
    folded: Vec<Folded>,
    by_folded: HashMap<String, u32>,
    /// Folded tags by word, as names are indexed.
    words: BTreeMap<Box<str>, Vec<u32>>,
}

impl Tags {
    /// The number of a spelling, new or known.
    pub fn intern(&mut self, tag: &Tag) -> u32 {
        if let Some(number) = self.by_spelling.get(tag) {
            return *number;
        }
        let folded = self.intern_folded(tag.folded());
        let number = self.spellings.len() as u32;
        self.spellings.push((tag.clone(), folded));
        self.by_spelling.insert(tag.clone(), number);
        number
    }

    fn intern_folded(&mut self, text: String) -> u32 {
        if let Some(number) = self.by_folded.get(&text) {
            return *number;
        }
        let number = self.folded.len() as u32;
        for run in runs(&text) {
            for tail in run.tails() {
                let tags = self.words.entry(tail.into()).or_default();
                if tags.last() != Some(&number) {
                    tags.push(number);
                }
            }
        }
        self.folded.push(Folded { normal: normal(&text).collect(), members: RoaringBitmap::new() });
        self.by_folded.insert(text, number);
        number
    }

    /// The spelling behind a number.
    pub fn spelling(&self, number: u32) -> Option<&Tag> {
        self.spellings.get(number as usize).map(|(tag, _)| tag)
    }

    /// Marks an asset as carrying these spellings.
    pub fn insert(&mut self, ord: u32, tags: &[u32]) {
        for tag in tags {
            self.folded[self.spellings[*tag as usize].1 as usize].members.insert(ord);
        }
    }

    /// Undoes [`Tags::insert`].
    pub fn remove(&mut self, ord: u32, tags: &[u32]) {
        for tag in tags {
            self.folded[self.spellings[*tag as usize].1 as usize].members.remove(ord);
        }
    }

    /// Assets with this tag, in whatever case it is written.
    pub fn members(&self, tag: &str) -> Option<&RoaringBitmap> {
        self.by_folded.get(&fold(tag)).map(|number| &self.folded[*number as usize].members)
    }

    /// Assets with a tag that has a word beginning with `prefix`.
    pub fn starting(&self, prefix: &str) -> RoaringBitmap {
        self.union(prefix, |_| true)
    }

    /// Assets with a tag that reads `text`, given in normal form.
    pub fn reading(&self, text: &str) -> RoaringBitmap {
        self.union(text.split(' ').next().unwrap_or_default(), |tag| tag.normal == text)
    }

    /// Assets with a tag in which these parts stand one after another.
    pub fn with_phrase(&self, phrase: &[String]) -> RoaringBitmap {
        let Some(first) = phrase.first() else { return RoaringBitmap::new() };
        self.union(first, |tag| parts(&tag.normal).windows(phrase.len()).any(|window| window == phrase))
    }

    fn union(&self, prefix: &str, wanted: impl Fn(&Folded) -> bool) -> RoaringBitmap {
        let mut union = Union::default();
        for (_, tags) in tails_from(&self.words, prefix) {
            for tag in tags.iter().map(|number| &self.folded[*number as usize]).filter(|tag| wanted(tag)) {
                union.add(&tag.members);
            }
        }
        union.done()
    }

    /// Gives every ordinal its new number.
    pub fn renumber(&mut self, map: &[u32]) {
        for tag in &mut self.folded {
            tag.members = renumbered(&tag.members, map);
        }
    }
}
