//! Tags: each spelling and each folded tag once, with the set of assets that carry it.

use super::names::normal;
use super::near::near;
use super::words::{Union, parts, renumbered, runs, tails_from};
use crate::domain::text::{Tag, fold};
use roaring::RoaringBitmap;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A tag whatever its case.
struct Folded {
    text: String,
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
    /// Folded tags that are in use, by how many assets carry them: place n has those with 2ⁿ and more, up to twice
    /// as many. A tag moves only when it doubles or halves, so that keeping this costs next to nothing.
    sizes: Vec<BTreeSet<u32>>,
}

/// How many of some results carry a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Number of the folded tag.
    pub tag: u32,
    pub count: u32,
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
        self.folded.push(Folded { text: text.clone(), normal: normal(&text).collect(), members: RoaringBitmap::new() });
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
            self.change(*tag, |members| members.insert(ord));
        }
    }

    /// Undoes [`Tags::insert`].
    pub fn remove(&mut self, ord: u32, tags: &[u32]) {
        for tag in tags {
            self.change(*tag, |members| members.remove(ord));
        }
    }

    fn change(&mut self, spelling: u32, change: impl FnOnce(&mut RoaringBitmap) -> bool) {
        let number = self.spellings[spelling as usize].1;
        let members = &mut self.folded[number as usize].members;
        let before = members.len().checked_ilog2();
        change(members);
        let after = members.len().checked_ilog2();
        if before == after {
            return;
        }
        if let Some(before) = before {
            self.sizes[before as usize].remove(&number);
        }
        if let Some(after) = after {
            if self.sizes.len() <= after as usize {
                self.sizes.resize_with(after as usize + 1, BTreeSet::new);
            }
            self.sizes[after as usize].insert(number);
        }
    }

    /// About how many tags [`Tags::count_most`] looks at for that share of all assets. Of few results, even the tag that
    /// is only just shown has few, so that it looks at nearly all.
    pub fn looked_at(&self, share: f64, most: usize) -> usize {
        let mut tags = 0;
        let mut least = 0.0;
        for (power, some) in self.sizes.iter().enumerate().rev() {
            let carried = (2u64 << power) as f64;
            if tags >= most && carried <= least {
                break;
            }
            if tags < most && tags + some.len() >= most {
                least = carried / 2.0 * share;
            }
            tags += some.len();
        }
        tags
    }

    /// The `most` tags that most of `results` carry, of those with a word that begins with `beginning`: most first,
    /// then by text. Common tags are counted first, and the rest not at all once they cannot come in any more.
    pub fn count_most(&self, results: &RoaringBitmap, beginning: &str, most: usize) -> Vec<Counted> {
        let wanted = self.beginning(beginning);
        let mut best: BTreeSet<(Reverse<u32>, &str, u32)> = BTreeSet::new();
        for (power, tags) in self.sizes.iter().enumerate().rev() {
            // None of these and of those below is carried by 2^(power + 1) or more.
            let least = best.last().filter(|_| best.len() == most).map_or(0, |(Reverse(count), ..)| *count);
            if u64::from(least) >= 2 << power {
                break;
            }
            let candidates = tags.iter().filter(|tag| wanted.as_ref().is_none_or(|wanted| wanted.contains(tag)));
            for tag in candidates {
                let folded = &self.folded[*tag as usize];
                let count = results.intersection_len(&folded.members) as u32;
                if count > 0 {
                    best.insert((Reverse(count), &folded.text, *tag));
                    if best.len() > most {
                        best.pop_last();
                    }
                }
            }
        }
        best.into_iter().map(|(Reverse(count), _, tag)| Counted { tag, count }).collect()
    }

    /// The same, from the spellings that each result carries.
    pub fn count_each<'a>(&self, results: impl Iterator<Item = &'a [u32]>, beginning: &str, most: usize) -> Vec<Counted> {
        let wanted = self.beginning(beginning);
        let mut counts = vec![0u32; self.folded.len()];
        let mut of_one: Vec<u32> = Vec::new();
        for spellings in results {
            of_one.clear();
            of_one.extend(spellings.iter().map(|spelling| self.spellings[*spelling as usize].1));
            // One asset may carry a tag in several spellings.
            of_one.sort_unstable();
            of_one.dedup();
            of_one.iter().for_each(|tag| counts[*tag as usize] += 1);
        }
        let carried = (0..).zip(counts).filter(|(_, count)| *count > 0);
        let mut counted: Vec<Counted> = carried
            .filter(|(tag, _)| wanted.as_ref().is_none_or(|wanted| wanted.contains(tag)))
            .map(|(tag, count)| Counted { tag, count })
            .collect();
        // Only those that can be among the most are compared by their text.
        if counted.len() > most {
            let (_, least, _) = counted.select_nth_unstable_by_key(most, |one| Reverse(one.count));
            let least = least.count;
            counted.retain(|one| one.count >= least);
        }
        counted.sort_by_key(|one| (Reverse(one.count), &*self.folded[one.tag as usize].text));
        counted.truncate(most);
        counted
    }

    /// Tags with a word beginning with each of these; `None` where every tag is meant.
    fn beginning(&self, words: &str) -> Option<BTreeSet<u32>> {
        let tags = |text: &str| tails_from(&self.words, text).flat_map(|(_, tags)| tags.iter().copied()).collect();
        runs(words).iter().map(|run| tags(&run.text)).reduce(|all: BTreeSet<u32>, some| &all & &some)
    }

    /// The assets that carry a folded tag.
    pub fn carriers(&self, tag: u32) -> &RoaringBitmap {
        &self.folded[tag as usize].members
    }

    /// How an asset with these spellings writes a folded tag.
    pub fn spelled(&self, tag: u32, spellings: &[u32]) -> Option<&Tag> {
        let spelling = spellings.iter().find(|spelling| self.spellings[**spelling as usize].1 == tag)?;
        self.spelling(*spelling)
    }

    /// Assets with this tag, in whatever case it is written.
    pub fn members(&self, tag: &str) -> Option<&RoaringBitmap> {
        self.by_folded.get(&fold(tag)).map(|number| &self.folded[*number as usize].members)
    }

    /// Assets with a tag that has a word beginning with `prefix`.
    pub fn starting(&self, prefix: &str) -> RoaringBitmap {
        self.union(prefix, |_| true)
    }

    /// Assets with a tag that has a word coming near, one and two edits away.
    pub fn near(&self, typed: &str) -> [RoaringBitmap; 2] {
        let mut unions = [Union::default(), Union::default()];
        near(&self.words, typed, |tags, distance| {
            tags.iter().for_each(|tag| unions[distance - 1].add(&self.folded[*tag as usize].members));
        });
        unions.map(Union::done)
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
