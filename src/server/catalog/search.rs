//! Search words: what they ask for, which assets match, and how closely.
//!
//! Every word must match the beginning of a word of the name, of a tag or of the prompt, or come near one that is
//! spelled a little differently ([`super::near`]); a quoted phrase must stand there as whole words in a row; a
//! leading minus leaves out what the rest of the term would match, spelled exactly so.

use super::assets::Assets;
use super::names::{normal, stem};
use super::near::tolerance;
use super::words::{Words, parts, runs};
use roaring::RoaringBitmap;

/// One thing that must be found.
pub enum Needle {
    /// The beginning of a word, in lower case.
    Beginning(String),
    /// Whole words in a row.
    Phrase(Vec<String>),
}

/// One term of a search.
struct Term {
    negative: bool,
    /// All of which must match.
    needles: Vec<Needle>,
    /// What was typed, in normal form.
    normal: String,
}

/// What matches a search, from the closest sets to the widest; each is part of the last.
pub struct Hits {
    /// Each needle in the name.
    named: RoaringBitmap,
    /// Each in a tag.
    tagged: RoaringBitmap,
    /// Each in the name or a tag.
    labelled: RoaringBitmap,
    /// Each in the name, a tag or the prompt.
    exact: RoaringBitmap,
    /// Each there or one edit away.
    near: RoaringBitmap,
    pub all: RoaringBitmap,
}

/// Where one needle is found.
struct Found {
    names: RoaringBitmap,
    tags: RoaringBitmap,
    prompts: RoaringBitmap,
    /// Anywhere, one and two edits away; `None` where no other spelling is taken.
    near: Option<[RoaringBitmap; 2]>,
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

    fn positive(&self) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(|term| !term.negative)
    }

    /// What must be found.
    pub fn needles(&self) -> impl Iterator<Item = &Needle> {
        self.positive().flat_map(|term| &term.needles)
    }

    /// Those of `among` that match.
    pub fn hits(&self, assets: &Assets, among: &RoaringBitmap) -> Hits {
        let mut hits = Hits {
            named: among.clone(),
            tagged: among.clone(),
            labelled: among.clone(),
            exact: among.clone(),
            near: among.clone(),
            all: among.clone(),
        };
        for needle in self.needles() {
            let Found { names, tags, prompts, near } = needle.found(assets, &hits.all);
            hits.named &= &names;
            hits.tagged &= &tags;
            let labelled = names | tags;
            hits.labelled &= &labelled;
            let mut found = labelled | prompts;
            hits.exact &= &found;
            if let Some([one, two]) = near {
                found |= one;
                hits.near &= &found;
                found |= two;
            } else {
                hits.near &= &found;
            }
            hits.all &= found;
        }
        for term in self.terms.iter().filter(|term| term.negative) {
            hits.all -= term.left_out(assets, &hits.all);
        }
        hits
    }

    /// Splits results by closeness: exact name, beginning of the name, tag (as it reads, then words of tags), words of
    /// the name, words of both, prompt, and what is spelled differently by one edit, by two.
    pub fn ranked(&self, assets: &Assets, hits: &Hits, results: RoaringBitmap) -> Vec<RoaringBitmap> {
        let named = &hits.named & &results;
        let (exact, beginning) = self.by_whole_name(assets, &named);
        let mut reading = self.positive().fold(results.clone(), |each, term| each & assets.tags.reading(&term.normal));
        if self.positive().count() > 1 {
            reading |= assets.tags.reading(&self.whole) & &results;
        }
        let mut left = results;
        let mut classes = Vec::with_capacity(9);
        let sets = [&exact, &beginning, &reading, &hits.tagged, &named, &hits.labelled, &hits.exact, &hits.near];
        for set in sets {
            let class = &left & set;
            left -= &class;
            classes.push(class);
        }
        classes.push(left);
        classes
    }

    /// Of names that have every word: those that read as what was typed, with or without extension, and those that
    /// begin with it.
    fn by_whole_name(&self, assets: &Assets, named: &RoaringBitmap) -> (RoaringBitmap, RoaringBitmap) {
        let (mut exact, mut beginning) = (RoaringBitmap::new(), RoaringBitmap::new());
        let Some(first) = self.whole.split(' ').next() else { return (exact, beginning) };
        // What begins with several words begins with the first of them; only those names are read.
        let opened = named & assets.openings.starting(first);
        let read = if first.len() < self.whole.len() {
            opened
        } else {
            // Of one word, and reading as nothing but one word: the rest begin with it, and need not be read.
            let read = &opened & assets.openings.reading(first) & &assets.single;
            beginning = opened - &read;
            read
        };
        for ord in &read {
            match assets.row(ord).map(|row| self.name_match(row.name.as_str())) {
                Some(NameMatch::Exact) => exact.insert(ord),
                Some(NameMatch::Beginning) => beginning.insert(ord),
                _ => continue,
            };
        }
        (exact, beginning)
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

impl Term {
    fn new((negative, quoted, text): (bool, bool, String)) -> Option<Self> {
        let needles: Vec<Needle> = if quoted {
            Some(parts(&text)).filter(|parts| !parts.is_empty()).map(Needle::Phrase).into_iter().collect()
        } else {
            runs(&text).into_iter().map(|run| Needle::Beginning(run.text)).collect()
        };
        (!needles.is_empty()).then(|| Self { negative, needles, normal: normal(&text).collect() })
    }

    /// Those of `among` that have what a minus names.
    fn left_out(&self, assets: &Assets, among: &RoaringBitmap) -> RoaringBitmap {
        self.needles.iter().fold(among.clone(), |left, needle| {
            let Found { names, tags, prompts, .. } = needle.found_exactly(assets, &left);
            (names | tags | prompts) & left
        })
    }
}

impl Needle {
    fn found(&self, assets: &Assets, among: &RoaringBitmap) -> Found {
        let mut found = self.found_exactly(assets, among);
        if let Self::Beginning(word) = self
            && tolerance(word) > 0
        {
            let mut near = assets.words.near(word);
            for other in [assets.tags.near(word), assets.prompts.near(word)] {
                for (all, some) in near.iter_mut().zip(other) {
                    *all |= some;
                }
            }
            found.near = Some(near);
        }
        found
    }

    fn found_exactly(&self, assets: &Assets, among: &RoaringBitmap) -> Found {
        match self {
            Self::Beginning(word) => Found {
                names: assets.words.starting(word),
                tags: assets.tags.starting(word),
                prompts: assets.prompts.starting(word),
                near: None,
            },
            Self::Phrase(phrase) => Found {
                names: in_a_row(assets, &assets.words, phrase, among, |row| Some(row.name.as_str())),
                tags: assets.tags.with_phrase(phrase),
                prompts: in_a_row(assets, &assets.prompts, phrase, among, |row| row.prompt.as_deref()),
                near: None,
            },
        }
    }
}

/// Those of `among` in whose text these words stand in a row.
fn in_a_row(
    assets: &Assets,
    words: &Words,
    phrase: &[String],
    among: &RoaringBitmap,
    text: impl Fn(&super::rows::Row) -> Option<&str>,
) -> RoaringBitmap {
    let found = phrase.iter().fold(among.clone(), |found, word| found & words.starting(word));
    let stands = |ord: &u32| {
        let text = assets.row(*ord).and_then(&text);
        text.is_some_and(|text| parts(text).windows(phrase.len()).any(|window| window == phrase))
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
