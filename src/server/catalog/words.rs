//! Words of names: how a text splits, and which ordinals have a word that begins so.
//!
//! A *run* is a stretch of letters and digits. Inside a run a new *part* begins where lower case meets upper and
//! where letters meet digits: `LowTide2026` is one run of three parts. Indexed is what follows each beginning
//! (`lowtide2026`, `tide2026`, `2026`), so that a prefix search finds every part and every row of parts.

use super::names::lower;
use super::near::near;
use roaring::RoaringBitmap;
use std::collections::BTreeMap;
use std::ops::Bound;

/// Runs that change between letters and digits more often are codes and stay whole.
const MOST_CHANGES: usize = 3;

/// A stretch of letters and digits in lower case, with the byte at which each part begins.
#[derive(Debug, PartialEq, Eq)]
pub struct Run {
    pub text: String,
    starts: Vec<usize>,
}

impl Run {
    /// What is indexed: the run from each beginning on.
    pub fn tails(&self) -> impl Iterator<Item = &str> {
        self.starts.iter().map(|start| &self.text[*start..])
    }

    /// The bytes at which parts begin.
    pub fn starts(&self) -> &[usize] {
        &self.starts
    }

    /// The parts one by one.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        let ends = self.starts.iter().skip(1).copied().chain([self.text.len()]);
        self.starts.iter().zip(ends).map(|(start, end)| &self.text[*start..end])
    }
}

/// The runs of a text in order.
pub fn runs(text: &str) -> Vec<Run> {
    stretches(text).filter_map(|(_, stretch)| run(stretch)).collect()
}

/// The run of one stretch.
pub fn run(text: &str) -> Option<Run> {
    let mut run = Run { text: String::with_capacity(text.len()), starts: vec![0] };
    let mut changes = 0;
    let mut before: Option<char> = None;
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        if let Some(before) = before {
            let change = before.is_numeric() != c.is_numeric();
            let humped = c.is_uppercase()
                && (before.is_lowercase() || (before.is_uppercase() && letters.peek().is_some_and(|next| next.is_lowercase())));
            changes += usize::from(change);
            if (change || humped) && run.text.len() > run.starts.last().copied().unwrap_or_default() {
                run.starts.push(run.text.len());
            }
        }
        before = Some(c);
        run.text.extend(lower(c).filter(|c| c.is_alphanumeric()));
    }
    if changes > MOST_CHANGES {
        run.starts.truncate(1);
    }
    while run.starts.len() > 1 && run.starts.last() == Some(&run.text.len()) {
        run.starts.pop();
    }
    (!run.text.is_empty()).then_some(run)
}

/// The first run of a text.
fn first_run(text: &str) -> Option<Run> {
    stretches(text).find_map(|(_, stretch)| run(stretch))
}

/// Stretches of letters and digits as they stand in the text, with the byte at which each begins; some may be empty.
pub fn stretches(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let gap = |c: char| !c.is_alphanumeric() && lower(c).next().is_some();
    text.split(gap).map(|stretch| (stretch.as_ptr() as usize - text.as_ptr() as usize, stretch))
}

/// Every part of a text in order.
pub fn parts(text: &str) -> Vec<String> {
    runs(text).iter().flat_map(Run::parts).map(str::to_owned).collect()
}

/// The ordinals of one word. Most words of a large library are numbers that stand in few names.
enum Postings {
    /// Ascending, at most [`FEW`].
    Few(Vec<u32>),
    Many(RoaringBitmap),
}

const FEW: usize = 16;

impl Postings {
    fn insert(&mut self, ord: u32) {
        match self {
            Self::Many(set) => {
                set.insert(ord);
            }
            Self::Few(few) => {
                let Err(place) = few.binary_search(&ord) else { return };
                if few.len() < FEW {
                    few.reserve_exact(1);
                    few.insert(place, ord);
                } else {
                    *self = Self::Many(few.iter().copied().chain([ord]).collect());
                }
            }
        }
    }

    /// Whether any is left.
    fn remove(&mut self, ord: u32) -> bool {
        match self {
            Self::Many(set) => {
                set.remove(ord);
                !set.is_empty()
            }
            Self::Few(few) => {
                few.retain(|other| *other != ord);
                !few.is_empty()
            }
        }
    }

    fn renumber(&mut self, map: &[u32]) {
        match self {
            Self::Few(few) => {
                few.iter_mut().for_each(|ord| *ord = map[*ord as usize]);
                few.sort_unstable();
            }
            Self::Many(set) => *set = renumbered(set, map),
        }
    }
}

/// The set under new numbers; every member must have one.
pub fn renumbered(set: &RoaringBitmap, map: &[u32]) -> RoaringBitmap {
    let mut ords: Vec<u32> = set.iter().map(|ord| map[ord as usize]).collect();
    ords.sort_unstable();
    RoaringBitmap::from_sorted_iter(ords).unwrap_or_default()
}

/// Collects a union of many sets, most of them small.
#[derive(Default)]
pub struct Union {
    few: Vec<u32>,
    many: RoaringBitmap,
}

impl Union {
    /// Adds a set.
    pub fn add(&mut self, set: &RoaringBitmap) {
        if set.len() <= 64 { self.few.extend(set) } else { self.many |= set }
    }

    /// The union.
    pub fn done(mut self) -> RoaringBitmap {
        self.few.sort_unstable();
        self.few.dedup();
        self.many | RoaringBitmap::from_sorted_iter(self.few).unwrap_or_default()
    }
}

/// Which ordinals have which words in their names.
#[derive(Default)]
pub struct Words(BTreeMap<Box<str>, Postings>);

impl Words {
    /// Indexes a name.
    pub fn insert(&mut self, ord: u32, name: &str) {
        for run in runs(name) {
            for tail in run.tails() {
                self.insert_word(ord, tail);
            }
        }
    }

    /// Forgets a name as it was indexed.
    pub fn remove(&mut self, ord: u32, name: &str) {
        for run in runs(name) {
            for tail in run.tails() {
                self.remove_word(ord, tail);
            }
        }
    }

    /// Ordinals with a word that begins with `prefix` (lower case).
    pub fn starting(&self, prefix: &str) -> RoaringBitmap {
        let mut union = Union::default();
        for (_, postings) in tails_from(&self.0, prefix) {
            match postings {
                Postings::Few(few) => union.few.extend(few),
                Postings::Many(set) => union.add(set),
            }
        }
        union.done()
    }

    /// Ordinals with this very word (lower case).
    pub fn reading(&self, word: &str) -> RoaringBitmap {
        match self.0.get(word) {
            None => RoaringBitmap::new(),
            Some(Postings::Few(few)) => few.iter().copied().collect(),
            Some(Postings::Many(set)) => set.clone(),
        }
    }

    /// Ordinals with a word that comes near, one and two edits away.
    pub fn near(&self, typed: &str) -> [RoaringBitmap; 2] {
        let mut unions = [Union::default(), Union::default()];
        near(&self.0, typed, |postings, distance| {
            let union = &mut unions[distance - 1];
            match postings {
                Postings::Few(few) => union.few.extend(few),
                Postings::Many(set) => union.add(set),
            }
        });
        unions.map(Union::done)
    }

    /// Indexes how a text begins: its first run as a whole.
    pub fn insert_first(&mut self, ord: u32, text: &str) {
        if let Some(first) = first_run(text) {
            self.insert_word(ord, &first.text);
        }
    }

    /// Undoes [`Words::insert_first`].
    pub fn remove_first(&mut self, ord: u32, text: &str) {
        if let Some(first) = first_run(text) {
            self.remove_word(ord, &first.text);
        }
    }

    fn insert_word(&mut self, ord: u32, word: &str) {
        match self.0.get_mut(word) {
            Some(postings) => postings.insert(ord),
            None => {
                self.0.insert(word.into(), Postings::Few(vec![ord]));
            }
        }
    }

    fn remove_word(&mut self, ord: u32, word: &str) {
        if self.0.get_mut(word).is_some_and(|postings| !postings.remove(ord)) {
            self.0.remove(word);
        }
    }

    /// Gives every ordinal its new number.
    pub fn renumber(&mut self, map: &[u32]) {
        self.0.values_mut().for_each(|postings| postings.renumber(map));
    }
}

/// The entries whose key begins with `prefix`.
pub fn tails_from<'a, V>(map: &'a BTreeMap<Box<str>, V>, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a V)> {
    let range = map.range::<str, _>((Bound::Included(prefix), Bound::Unbounded));
    range.map(|(key, value)| (&**key, value)).take_while(move |(key, _)| key.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits() {
        for (text, expected) in [
            ("IMG_0045.JPG", vec!["img", "0045", "jpg"]),
            ("LowTide2026 final", vec!["low", "tide", "2026", "final"]),
            ("XMLFile", vec!["xml", "file"]),
            ("iPhone15", vec!["i", "phone", "15"]),
            ("Été à Zürich", vec!["été", "à", "zürich"]),
            ("a1b2c3d4", vec!["a1b2c3d4"]),
            ("cafe\u{301}s", vec!["cafes"]),
            ("日本 写真", vec!["日本", "写真"]),
            ("-- _", vec![]),
        ] {
            assert_eq!(parts(text), expected, "{text}");
        }
        assert_eq!(runs("LowTide26")[0].tails().collect::<Vec<_>>(), ["lowtide26", "tide26", "26"]);
    }

    #[test]
    fn prefixes_through_few_and_many() {
        let mut words = Words::default();
        for ord in 0..40 {
            words.insert(ord, &format!("Tide{}", ord / 20));
        }
        assert_eq!(words.starting("ti").len(), 40);
        assert_eq!(words.starting("tide1").iter().collect::<Vec<_>>(), (20..40).collect::<Vec<_>>());
        assert_eq!(words.starting("0").len(), 20);
        let map: Vec<u32> = (0..40).rev().collect();
        words.renumber(&map);
        assert_eq!(words.starting("tide1").iter().collect::<Vec<_>>(), (0..20).collect::<Vec<_>>());
        for ord in 0..20 {
            words.remove(ord, "Tide1");
        }
        assert!(words.starting("tide1").is_empty() && words.starting("1").is_empty());
        assert_eq!(words.0.len(), 2);
    }
}
