//! Why a result was found: where what was typed stands in it, and which letters those are.

use super::names::lower;
use super::near;
use super::rows::Row;
use super::search::{Needle, Search};
use super::tags::Tags;
use super::words::{Run, run, stretches};
use crate::domain::library::{Field, Found};
use crate::domain::text::Tag;

/// Letters of a prompt shown before and after what was found in it, in bytes at most.
const AROUND: usize = 40;

/// Where a needle was found in a text.
struct Spot {
    /// Bytes of the text.
    marks: Vec<(u32, u32)>,
    /// Spelled differently by so many edits.
    edits: usize,
}

/// Every place that was needed to find a result, the name first; a place is told once.
pub fn explain(search: &Search, row: &Row, tags: &Tags) -> Vec<Found> {
    let mut texts = vec![Text::new(Field::Name, row.name.as_str())];
    texts.extend(row.tags.iter().filter_map(|tag| tags.spelling(*tag)).map(Text::tag));
    texts.extend(row.prompt.as_deref().map(|prompt| Text::new(Field::Prompt, prompt)));
    let needles: Vec<&Needle> = search.needles().collect();
    // Where everything stands in one text, that text alone is the reason.
    let whole = texts.iter().position(|text| needles.iter().all(|needle| text.spot(needle).is_some_and(|spot| spot.edits == 0)));
    if let Some(whole) = whole {
        texts = vec![texts.swap_remove(whole)];
    }
    let mut found: Vec<(usize, Vec<Spot>)> = Vec::new();
    for needle in needles {
        let spots = texts.iter().enumerate().filter_map(|(at, text)| Some((at, text.spot(needle)?)));
        let Some((at, spot)) = spots.min_by_key(|(at, spot)| (spot.edits, *at)) else { continue };
        match found.iter_mut().find(|(other, _)| *other == at) {
            Some((_, spots)) => spots.push(spot),
            None => found.push((at, vec![spot])),
        }
    }
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(at, spots)| texts[at].tell(spots)).collect()
}

/// One text of an asset, as it is shown and as it is searched.
struct Text {
    field: Field,
    shown: String,
    spelled: Vec<Spelled>,
}

impl Text {
    fn new(field: Field, text: &str) -> Self {
        Self { field, shown: text.to_owned(), spelled: spelled(text) }
    }

    /// Tags are searched whatever their case, so a change of case does not part words in them.
    fn tag(tag: &Tag) -> Self {
        let folded = tag.folded();
        let spelled = spelled(&folded);
        // Letters whose lower case takes more or fewer bytes would put the marks elsewhere.
        let alike = tag.as_str().chars().map(char::len_utf8).eq(folded.chars().map(char::len_utf8));
        Self { field: Field::Tag, shown: if alike { tag.to_string() } else { folded }, spelled }
    }

    fn spot(&self, needle: &Needle) -> Option<Spot> {
        spot(needle, &self.spelled)
    }

    fn tell(&self, spots: Vec<Spot>) -> Found {
        tell(self.field, &self.shown, spots)
    }
}

fn tell(field: Field, text: &str, spots: Vec<Spot>) -> Found {
    let similar = spots.iter().any(|spot| spot.edits > 0);
    let mut marks: Vec<(u32, u32)> = spots.into_iter().flat_map(|spot| spot.marks).collect();
    marks.sort_unstable();
    marks.dedup_by(|next, before| {
        let overlaps = next.0 <= before.1;
        if overlaps {
            before.1 = before.1.max(next.1);
        }
        overlaps
    });
    let (text, marks) = if field == Field::Prompt { excerpt(text, marks) } else { (text.to_owned(), marks) };
    Found { field, similar, text, marks }
}

/// The stretch of a text around its first mark, with the marks inside it.
fn excerpt(text: &str, marks: Vec<(u32, u32)>) -> (String, Vec<(u32, u32)>) {
    let Some(&(first, last)) = marks.first() else { return (text.to_owned(), marks) };
    let from = text.ceil_char_boundary((first as usize).saturating_sub(AROUND));
    let to = text.floor_char_boundary(text.len().min(last as usize + AROUND));
    // Whole words where there is a gap to cut at.
    let from = if from == 0 { 0 } else { text[from..first as usize].find(' ').map_or(from, |gap| from + gap + 1) };
    let to = if to == text.len() { to } else { text[last as usize..to].rfind(' ').map_or(to, |gap| last as usize + gap) };
    let (before, after) = (if from > 0 { "… " } else { "" }, if to < text.len() { " …" } else { "" });
    let shift = before.len() as u32;
    let inside = |mark: &&(u32, u32)| from <= mark.0 as usize && mark.1 as usize <= to;
    let marks =
        marks.iter().filter(inside).map(|(start, end)| (start - from as u32 + shift, end - from as u32 + shift)).collect();
    (format!("{before}{}{after}", &text[from..to]), marks)
}

/// The best place of a needle in a text.
fn spot(needle: &Needle, spelled: &[Spelled]) -> Option<Spot> {
    match needle {
        Needle::Phrase(phrase) => {
            let parts: Vec<(String, (u32, u32))> = spelled
                .iter()
                .flat_map(|spelled| {
                    spelled.run.parts().zip(spelled.parts()).map(|(part, span)| (part.to_owned(), span)).collect::<Vec<_>>()
                })
                .collect();
            let windows = parts.windows(phrase.len());
            let found = windows.into_iter().find(|window| window.iter().map(|(part, _)| part).eq(phrase))?;
            Some(Spot { marks: found.iter().map(|(_, span)| *span).collect(), edits: 0 })
        }
        Needle::Beginning(typed) => {
            let tails = spelled.iter().flat_map(|one| {
                let starts = one.run.starts();
                starts.iter().filter_map(move |start| {
                    let tail = &one.run.text[*start..];
                    let edits = if tail.starts_with(typed.as_str()) { 0 } else { near::distance(typed, tail)? };
                    let end = if edits == 0 { start + typed.len() } else { one.part_end(*start) };
                    Some(Spot { marks: vec![one.span(*start, end)], edits })
                })
            });
            tails.min_by_key(|spot| spot.edits)
        }
    }
}

/// A stretch of a text as it is searched, and where its letters stand in the text.
struct Spelled {
    run: Run,
    /// For each byte of the run, and its end: the byte of the text its letter begins at, and ends at.
    at: Vec<(u32, u32)>,
}

fn spelled(text: &str) -> Vec<Spelled> {
    stretches(text)
        .filter_map(|(start, stretch)| {
            let run = run(stretch)?;
            let mut at = Vec::with_capacity(run.text.len());
            for (offset, letter) in stretch.char_indices() {
                let begin = (start + offset) as u32;
                let span = (begin, begin + letter.len_utf8() as u32);
                for folded in lower(letter).filter(|c| c.is_alphanumeric()) {
                    at.extend(std::iter::repeat_n(span, folded.len_utf8()));
                }
            }
            Some(Spelled { run, at })
        })
        .collect()
}

impl Spelled {
    /// The bytes of the text behind bytes of the run.
    fn span(&self, start: usize, end: usize) -> (u32, u32) {
        let from = self.at.get(start).map_or(0, |(from, _)| *from);
        let to = end.checked_sub(1).and_then(|last| self.at.get(last)).map_or(from, |(_, to)| *to);
        (from, to)
    }

    /// Where the part that begins there ends, in bytes of the run.
    fn part_end(&self, start: usize) -> usize {
        self.run.starts().iter().copied().find(|other| *other > start).unwrap_or(self.run.text.len())
    }

    fn parts(&self) -> impl Iterator<Item = (u32, u32)> {
        self.run.starts().iter().map(|start| self.span(*start, self.part_end(*start)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(typed: &str, text: &str) -> Option<String> {
        let search = Search::new(typed);
        let whole = Text::new(Field::Name, text);
        let found = whole.tell(search.needles().map(|needle| whole.spot(needle)).collect::<Option<_>>()?);
        let mut marked = String::new();
        let mut done = 0;
        for (from, to) in found.marks {
            marked += &format!("{}[{}]", &text[done..from as usize], &text[from as usize..to as usize]);
            done = to as usize;
        }
        Some(marked + &text[done..])
    }

    #[test]
    fn the_letters_that_were_meant() {
        for (typed, text, expected) in [
            ("koi", "Autumn Koi 2.jpg", "Autumn [Koi] 2.jpg"),
            ("tide lo", "LowTide2026.png", "[Lo]w[Tide]2026.png"),
            ("lowti", "LowTide2026.png", "[LowTi]de2026.png"),
            ("\"low tide\"", "a low-tide.png", "a [low]-[tide].png"),
            ("éte bl", "Un Éte\u{300} bleu", "Un [Éte]\u{300} [bl]eu"),
            ("straße", "Große Straße", "Große [Straße]"),
            ("harbor", "harbour-dawn.jpg", "[harbour]-dawn.jpg"),
            ("0045", "IMG_0045.JPG", "IMG_[0045].JPG"),
        ] {
            assert_eq!(marked(typed, text).as_deref(), Some(expected), "{typed}");
        }
        assert_eq!(marked("koi", "carp"), None);
    }

    #[test]
    fn prompts_are_cut_around_what_was_found() {
        let text = "a very long description of a harbour with many boats in the morning and a koi pond behind the \
                    lighthouse where nobody ever goes in winter";
        let at = text.find("koi").unwrap_or_default() as u32;
        let (short, marks) = excerpt(text, vec![(at, at + 3)]);
        assert_eq!(short, "… with many boats in the morning and a koi pond behind the lighthouse where …");
        assert_eq!(&short[marks[0].0 as usize..marks[0].1 as usize], "koi");
        assert_eq!(excerpt("koi", vec![(0, 3)]), ("koi".to_owned(), vec![(0, 3)]));
    }
}
