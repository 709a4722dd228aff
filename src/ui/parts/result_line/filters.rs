//! What a question filters by, in words.

use crate::domain::library::Facets;
use crate::domain::query::{Added, LibraryQuery, TagMode};

/// A filter that is on.
pub struct Told {
    /// "Status: Draft, In review".
    pub words: String,
    /// Its name, as in "Remove status filter".
    pub noun: &'static str,
    /// The question without it.
    pub rest: LibraryQuery,
}

/// Each filter that is on, in the order of the toolbar. Names of people and campaigns come with the counts.
pub fn filters(query: &LibraryQuery, facets: &Facets) -> Vec<Told> {
    let mut list = Vec::new();
    let mut tell = |noun: &'static str, words: String, clear: fn(&mut LibraryQuery)| {
        let mut rest = query.clone();
        clear(&mut rest);
        list.push(Told { words, noun, rest });
    };
    if !query.words.is_empty() {
        tell("search", format!("“{}”", query.words), |rest| rest.words.clear());
    }
    if query.similar.is_some() {
        let name = facets.similar_to.as_deref().unwrap_or("an asset that is not here");
        tell("similar", format!("Similar to {name}"), |rest| rest.similar = None);
    }
    if let Some(id) = query.campaign {
        let name = facets.campaigns.iter().find(|(other, ..)| *other == id).map_or("one", |(_, name, _)| name);
        tell("campaign", format!("Campaign: {name}"), |rest| rest.campaign = None);
    }
    if !query.tags.is_empty() {
        let how = match (query.tags.len(), query.tag_mode) {
            (1, _) => "",
            (_, TagMode::Any) => "any of ",
            (_, TagMode::All) => "all of ",
        };
        let words = format!("Tag: {how}{}", query.tags.join(", "));
        tell("tag", words, |rest| (rest.tags, rest.tag_mode) = (Vec::new(), TagMode::Any));
    }
    if let Some(words) = joined("Source", &query.sources, |source| source.label().to_owned()) {
        tell("source", words, |rest| rest.sources.clear());
    }
    if let Some(words) = joined("Rating", &query.ratings, u8::to_string) {
        tell("rating", words, |rest| rest.ratings.clear());
    }
    if let Some(words) = joined("Status", &query.statuses, |status| status.label().to_owned()) {
        tell("status", words, |rest| rest.statuses.clear());
    }
    if let Some(words) = joined("Kind", &query.kinds, |kind| kind.label().to_owned()) {
        tell("kind", words, |rest| rest.kinds.clear());
    }
    if let Some(words) = joined("Orientation", &query.orientations, |one| one.label().to_owned()) {
        tell("orientation", words, |rest| rest.orientations.clear());
    }
    if let Some(words) = joined("Colour", &query.colours, |colour| colour.label().to_owned()) {
        tell("colour", words, |rest| rest.colours.clear());
    }
    let name = |id: &_| {
        let known = facets.creators.iter().find(|(other, ..)| other == id);
        known.map_or_else(|| "one person".to_owned(), |(_, name, _)| name.clone())
    };
    if let Some(words) = joined("Creator", &query.creators, name) {
        tell("creator", words, |rest| rest.creators.clear());
    }
    if query.added.is_some() {
        tell("date", format!("Added: {}", added_words(&query.added)), |rest| rest.added = Added::default());
    }
    list
}

/// "Status: Draft, In review"; nothing for nothing.
fn joined<T>(noun: &str, values: &[T], words: impl Fn(&T) -> String) -> Option<String> {
    let words: Vec<String> = values.iter().map(words).collect();
    (!words.is_empty()).then(|| format!("{noun}: {}", words.join(", ")))
}

/// "Last 7 days", "1 Nov 2026 to 12 Nov 2026", "from 1 Nov 2026".
fn added_words(added: &Added) -> String {
    let days = match (added.since, added.until) {
        (None, None) => None,
        (Some(since), None) => Some(format!("from {}", since.words())),
        (None, Some(until)) => Some(format!("to {}", until.words())),
        (Some(since), Some(until)) if since == until => Some(since.words()),
        (Some(since), Some(until)) => Some(format!("{} to {}", since.words(), until.words())),
    };
    let within = added.within.map(|within| within.label().to_owned());
    within.into_iter().chain(days).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_filter_can_be_taken_away_alone() {
        let text = "brand=saltmarsh&q=coat&tag=launch&tag=window&tags=all&rating=4&rating=5&status=draft&status=in_review\
                    &orientation=square&colour=teal&added=week&until=2026-11-12";
        let query = LibraryQuery::from_query_string(text);
        let told = filters(&query, &Facets::default());
        let words: Vec<&str> = told.iter().map(|told| told.words.as_str()).collect();
        let expected = [
            "“coat”",
            "Tag: all of launch, window",
            "Rating: 4, 5",
            "Status: Draft, In review",
            "Orientation: Square",
            "Colour: Teal",
            "Added: Last 7 days, to 12 Nov 2026",
        ];
        assert_eq!(words, expected);
        for one in &told {
            assert_eq!(filters(&one.rest, &Facets::default()).len(), expected.len() - 1);
            assert_eq!(one.rest.brand.as_deref(), Some("saltmarsh"));
        }
    }

    #[test]
    fn stretches_of_days() {
        let words = |text: &str| added_words(&LibraryQuery::from_query_string(text).added);
        assert_eq!(words("since=2026-11-01"), "from 1 Nov 2026");
        assert_eq!(words("since=2026-11-01&until=2026-11-01"), "1 Nov 2026");
        assert_eq!(words("since=2026-11-01&until=2026-11-12"), "1 Nov 2026 to 12 Nov 2026");
    }
}
