//! Search words: what they ask for, which assets match, and how closely.
//!
//! Every word must match the beginning of a word of the name or of a tag; a quoted phrase must stand there as
//! whole words in a row; a leading minus leaves out what the rest of the term would match.

use super::assets::Assets;
use super::names::normal;
use super::words::{parts, runs};
use roaring::RoaringBitmap;

/// One term of a search.
struct Term {
    negative: bool,
    needle: Needle,
    /// What was typed, in normal form.
    normal: String,
}

enum Needle {
    /// Beginnings of words, all of which must match.
    Beginnings(Vec<String>),
    /// Whole words in a row.
    Phrase(Vec<String>),
}

/// What matches a search.
pub struct Hits {
    pub all: RoaringBitmap,
    /// Of these, and maybe of what a minus left out, those that match by name alone.
    named: RoaringBitmap,
}

/// Search words, understood.
pub struct Search {
    terms: Vec<Term>,
    /// The positive terms in normal form.
    whole: String,
}

impl Search {
    /// Reads what was typed; terms without a letter or digit ask for nothing.
    pub fn new(words: &str) -> Self {
        let terms: Vec<Term> = split(words).into_iter().filter_map(Term::new).collect();
        let positive: Vec<&str> = terms.iter().filter(|term| !term.negative).map(|term| &*term.normal).collect();
        let whole = positive.join(" ");
        Self { terms, whole }
    }

    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether results have a closeness.
    pub fn ranks(&self) -> bool {
        !self.whole.is_empty()
    }

    /// Those of `among` that match.
    pub fn hits(&self, assets: &Assets, among: &RoaringBitmap) -> Hits {
        let mut hits = Hits { all: among.clone(), named: among.clone() };
        for term in &self.terms {
            let of_term = term.hits(assets, &hits);
            if term.negative {
                hits.all -= of_term.all;
            } else {
                hits = of_term;
            }
        }
        hits
    }

    /// Splits results by closeness: exact name, beginning of the name, tag, words of the name, the rest.
    pub fn ranked(&self, assets: &Assets, hits: &Hits, mut results: RoaringBitmap) -> Vec<RoaringBitmap> {
        let positive = || self.terms.iter().filter(|term| !term.negative);
        let mut named = &hits.named & &results;
        let (mut exact, mut beginning) = (RoaringBitmap::new(), RoaringBitmap::new());
        for ord in &named {
            match assets.row(ord).map(|row| self.name_match(row.name.as_str())) {
                Some(NameMatch::Exact) => exact.insert(ord),
                Some(NameMatch::Beginning) => beginning.insert(ord),
                _ => continue,
            };
        }
        let mut tagged = positive().fold(results.clone(), |each, term| each & assets.tags.reading(&term.normal));
        if positive().count() > 1 {
            tagged |= assets.tags.reading(&self.whole) & &results;
        }
        tagged -= &exact;
        tagged -= &beginning;
        for closer in [&exact, &beginning, &tagged] {
            named -= closer;
            results -= closer;
        }
        results -= &named;
        vec![exact, beginning, tagged, named, results]
    }

    fn name_match(&self, name: &str) -> NameMatch {
        let mut letters = normal(name);
        if !self.whole.chars().all(|c| letters.next() == Some(c)) {
            return NameMatch::None;
        }
        if letters.next().is_none() || normal(stem(name)).eq(self.whole.chars()) {
            return NameMatch::Exact;
        }
        NameMatch::Beginning
    }
}

enum NameMatch {
    Exact,
    Beginning,
    None,
}

/// A file name without its extension.
fn stem(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, extension)) if extension.len() <= 8 && extension.bytes().all(|byte| byte.is_ascii_alphanumeric()) => stem,
        _ => name,
    }
}

impl Term {
    fn new((negative, quoted, text): (bool, bool, String)) -> Option<Self> {
        let needle = if quoted {
            Needle::Phrase(parts(&text))
        } else {
            Needle::Beginnings(runs(&text).into_iter().map(|run| run.text).collect())
        };
        let (Needle::Beginnings(words) | Needle::Phrase(words)) = &needle;
        (!words.is_empty()).then(|| Self { negative, normal: normal(&text).collect(), needle })
    }

    /// Those of `among` that match this term too; in their names only where names matched so far.
    fn hits(&self, assets: &Assets, among: &Hits) -> Hits {
        match &self.needle {
            Needle::Beginnings(words) => {
                let (mut all, mut named) = (among.all.clone(), among.named.clone());
                for word in words {
                    let names = assets.words.starting(word);
                    named &= &names;
                    all &= names | assets.tags.starting(word);
                }
                Hits { all, named }
            }
            Needle::Phrase(phrase) => {
                let names = words_in_a_row(assets, phrase, &among.all);
                let named = &names & &among.named;
                Hits { all: names | (assets.tags.with_phrase(phrase) & &among.all), named }
            }
        }
    }
}

/// Those of `among` in whose name these words stand in a row.
fn words_in_a_row(assets: &Assets, phrase: &[String], among: &RoaringBitmap) -> RoaringBitmap {
    let found = phrase.iter().fold(among.clone(), |found, word| found & assets.words.starting(word));
    let stands = |ord: &u32| {
        let row = assets.row(*ord);
        row.is_some_and(|row| parts(row.name.as_str()).windows(phrase.len()).any(|window| window == phrase))
    };
    found.iter().filter(stands).collect()
}

/// Terms as (negative, quoted, text).
fn split(words: &str) -> Vec<(bool, bool, String)> {
    let mut terms = Vec::new();
    let mut rest = words.trim_start();
    while !rest.is_empty() {
        let negative = rest.starts_with('-');
        let term = rest.strip_prefix('-').unwrap_or(rest);
        let (quoted, text, after) = match term.strip_prefix('"') {
            Some(phrase) => {
                let (text, after) = phrase.split_once('"').unwrap_or((phrase, ""));
                (true, text, after)
            }
            None => {
                let end = term.find(char::is_whitespace).unwrap_or(term.len());
                (false, &term[..end], &term[end..])
            }
        };
        terms.push((negative, quoted, text.to_owned()));
        rest = after.trim_start();
    }
    terms
}
