//! Words that are spelled a little differently from what was typed.
//!
//! One edit is a letter more, a letter less, another letter, or two neighbours the other way round. A word of 4 to 7
//! letters may be one edit away, a longer one two; shorter ones and those with digits (numbers of files, sizes, years)
//! none. As with what is spelled exactly, the end of the word in the library may still be missing.

use std::collections::BTreeMap;
use std::ops::Bound;

/// How many edits a typed word (lower case) may be away.
pub fn tolerance(word: &str) -> usize {
    if word.chars().any(char::is_numeric) {
        return 0;
    }
    match word.chars().count() {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

/// Hands out the values of words that are one edit or more away from `typed`, up to its tolerance, with the distance.
///
/// The words are walked in their order, so that what they share at their beginning is compared once; what cannot come
/// near any more is skipped as a whole.
pub fn near<'a, V>(words: &'a BTreeMap<Box<str>, V>, typed: &str, mut found: impl FnMut(&'a V, usize)) {
    let most = tolerance(typed);
    if most == 0 {
        return;
    }
    let mut table = Table::new(typed);
    let mut next = words.range::<str, _>((Bound::Unbounded, Bound::Unbounded));
    while let Some((word, value)) = next.next() {
        match table.distance(word, most) {
            Ok(distance) if (1..=most).contains(&distance) => found(value, distance),
            Ok(_) => {}
            Err(hopeless) => {
                // Greater than every word that begins so.
                let after = format!("{}\u{10ffff}", &word[..hopeless]);
                next = words.range::<str, _>((Bound::Excluded(&*after), Bound::Unbounded));
            }
        }
    }
}

/// The distance of a word (lower case) from what was typed, where both are given: 0 for the same or a longer word.
pub fn distance(typed: &str, word: &str) -> Option<usize> {
    let most = tolerance(typed);
    Table::new(typed).distance(word, most).ok().filter(|distance| *distance <= most)
}

/// Edit distances between the beginnings of what was typed and those of one word, kept for the next word.
struct Table {
    typed: Vec<char>,
    /// What rows were made of.
    word: Vec<char>,
    /// Row n is for the first n letters of the word: the distance from each beginning of what was typed.
    rows: Vec<Vec<usize>>,
}

impl Table {
    fn new(typed: &str) -> Self {
        let typed: Vec<char> = typed.chars().collect();
        let first = (0..=typed.len()).collect();
        Self { typed, word: Vec::new(), rows: vec![first] }
    }

    /// The least distance from what was typed to a beginning of the word that is at least as long, or to the whole word.
    /// `Err` with the bytes of a beginning after which nothing can come within `most`.
    fn distance(&mut self, word: &str, most: usize) -> Result<usize, usize> {
        let long = self.typed.len();
        let mut best = usize::MAX;
        let mut fresh = false;
        let mut letters = 0;
        for (place, (at, letter)) in word.char_indices().enumerate().take(long + most) {
            letters = place + 1;
            if fresh || self.word.get(place) != Some(&letter) {
                if !fresh {
                    self.word.truncate(place);
                    self.rows.truncate(place + 1);
                    fresh = true;
                }
                self.push(letter);
            }
            let row = &self.rows[letters];
            if letters >= long {
                best = best.min(row[long]);
            }
            let least = |row: &[usize]| row.iter().min().copied().unwrap_or_default();
            // Swapped neighbours go on from the row before the last.
            if least(row) > most && least(&self.rows[place]) >= most && best > most {
                return Err(at + letter.len_utf8());
            }
        }
        if letters < long {
            best = self.rows[letters][long];
        }
        Ok(best)
    }

    fn push(&mut self, letter: char) {
        let place = self.word.len();
        let before = &self.rows[place];
        let mut row = Vec::with_capacity(self.typed.len() + 1);
        row.push(place + 1);
        for (at, typed) in self.typed.iter().enumerate() {
            let changed = before[at] + usize::from(*typed != letter);
            let mut least = changed.min(before[at + 1] + 1).min(row[at] + 1);
            if at > 0 && place > 0 && self.typed[at - 1] == letter && self.word[place - 1] == *typed {
                least = least.min(self.rows[place - 1][at - 1] + 1);
            }
            row.push(least);
        }
        self.rows.push(row);
        self.word.push(letter);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn distances() {
        for (typed, word, expected) in [
            ("harbor", "harbour", Some(1)),
            ("harbuor", "harbour", Some(1)),
            ("habour", "harbour", Some(1)),
            ("harbourr", "harbour", Some(1)),
            ("jarbour", "harbour", Some(1)),
            ("arbour", "harbour", Some(1)),
            ("harb", "harbour", Some(0)),
            // While it is typed, its end is missing.
            ("hrabo", "harbour", Some(1)),
            ("tied", "tide2026", Some(1)),
            ("blue", "blend", None),
            ("blue", "lu", None),
            ("koi", "kai", None),
            ("lokbok", "lookbook", None),
            ("lokbooks", "lookbooks", Some(1)),
            ("lokboks", "lookbooks", None),
            ("lokbooka", "lookbooks", Some(2)),
            ("2025", "2026", None),
            ("img0045", "img0046", None),
        ] {
            let found = distance(typed, word);
            assert_eq!(found, expected, "{typed} {word}");
        }
    }

    /// Straight from the definition: every beginning of the word, each by the full table.
    fn plainly(typed: &str, word: &str) -> usize {
        let (typed, word): (Vec<char>, Vec<char>) = (typed.chars().collect(), word.chars().collect());
        let least = typed.len().min(word.len());
        (least..=word.len()).map(|end| edits(&typed, &word[..end])).min().unwrap_or_default()
    }

    fn edits(a: &[char], b: &[char]) -> usize {
        let (Some((x, a_rest)), Some((y, b_rest))) = (a.split_last(), b.split_last()) else { return a.len().max(b.len()) };
        let mut least = edits(a_rest, b_rest) + usize::from(x != y);
        least = least.min(edits(a_rest, b) + 1).min(edits(a, b_rest) + 1);
        if let ([a_rest @ .., p, q], [b_rest @ .., r, s]) = (a, b)
            && p == s
            && q == r
        {
            least = least.min(edits(a_rest, b_rest) + 1);
        }
        least
    }

    proptest! {
        #![proptest_config(proptest::test_runner::Config { cases: 60, failure_persistence: None, ..Default::default() })]

        #[test]
        fn the_walk_finds_what_the_definition_says(
            typed in "[ab]{4,5}|[abc]{8}",
            words in proptest::collection::btree_set("[abcé]{1,9}", 1..12),
        ) {
            let map: BTreeMap<Box<str>, String> = words.iter().map(|word| (word.as_str().into(), word.clone())).collect();
            let mut found = BTreeMap::new();
            near(&map, &typed, |word, distance| { found.insert(word.clone(), distance); });
            let expected: BTreeMap<String, usize> = words.into_iter()
                .map(|word| (word.clone(), plainly(&typed, &word)))
                .filter(|(_, distance)| (1..=tolerance(&typed)).contains(distance))
                .collect();
            prop_assert_eq!(found, expected);
        }
    }
}
