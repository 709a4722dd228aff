//! [`LibraryQuery`] ⇄ URL pairs, lossless. What a URL says that is not understood is left out.

use super::{Added, Bucket, LibraryQuery, Sort, TagMode, Within};
use crate::domain::asset::{Orientation, Source};
use crate::domain::colour::Colour;
use crate::domain::format::Kind;
use crate::domain::review::Status;

/// Longest search that is looked at, in characters.
const MOST_WORDS: usize = 200;

impl LibraryQuery {
    /// The pairs that stand in the URL, defaults left out, in a fixed order.
    pub fn to_pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        let mut put = |name, value: String| pairs.push((name, value));
        if let Some(brand) = &self.brand {
            put("brand", brand.clone());
        }
        if self.bucket != Bucket::All {
            put("bucket", self.bucket.as_str().to_owned());
        }
        if let Some(collection) = self.collection {
            put("collection", collection.to_string());
        }
        if self.nested {
            put("nested", "1".to_owned());
        }
        if !self.words.is_empty() {
            put("q", self.words.clone());
        }
        if let Some(asset) = self.similar {
            put("similar", asset.to_string());
        }
        if let Some(campaign) = self.campaign {
            put("campaign", campaign.to_string());
        }
        for tag in &self.tags {
            put("tag", tag.clone());
        }
        if self.tag_mode == TagMode::All {
            put("tags", "all".to_owned());
        }
        for rating in &self.ratings {
            put("rating", rating.to_string());
        }
        for status in &self.statuses {
            put("status", status.as_str().to_owned());
        }
        for source in &self.sources {
            put("source", source.as_str().to_owned());
        }
        for kind in &self.kinds {
            put("kind", kind.as_str().to_owned());
        }
        for creator in &self.creators {
            put("creator", creator.to_string());
        }
        for orientation in &self.orientations {
            put("orientation", orientation.as_str().to_owned());
        }
        for colour in &self.colours {
            put("colour", colour.as_str().to_owned());
        }
        let Added { within, since, until } = self.added;
        if let Some(within) = within {
            put("added", within.as_str().to_owned());
        }
        for (name, day) in [("since", since), ("until", until)] {
            if let Some(day) = day {
                put(name, day.to_string());
            }
        }
        if self.sort != Sort::Newest {
            put("sort", self.sort.as_str().to_owned());
        }
        pairs
    }

    /// Reads pairs in any order; the last of a single-valued name wins, unknown ones are left out.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut query = Self::default();
        for (name, value) in pairs {
            match name {
                "brand" if !value.is_empty() => query.brand = Some(value.to_owned()),
                "bucket" => query.bucket = Bucket::parse(value).unwrap_or_default(),
                "collection" => query.collection = value.parse().ok(),
                "nested" => query.nested = value == "1",
                "q" => query.words = value.trim().chars().take(MOST_WORDS).collect(),
                "similar" => query.similar = value.parse().ok(),
                "campaign" => query.campaign = value.parse().ok(),
                "tag" if !value.is_empty() => push_new(&mut query.tags, value.to_owned()),
                "tags" => query.tag_mode = if value == "all" { TagMode::All } else { TagMode::Any },
                "rating" => push_some(&mut query.ratings, value.parse().ok().filter(|stars| (1..=5).contains(stars))),
                "status" => push_some(&mut query.statuses, Status::parse(value)),
                "source" => push_some(&mut query.sources, Source::parse(value)),
                "kind" => push_some(&mut query.kinds, Kind::parse(value)),
                "creator" => push_some(&mut query.creators, value.parse().ok()),
                "orientation" => push_some(&mut query.orientations, Orientation::parse(value)),
                "colour" => push_some(&mut query.colours, Colour::parse(value)),
                "added" => query.added.within = Within::parse(value),
                "since" => query.added.since = value.parse().ok(),
                "until" => query.added.until = value.parse().ok(),
                "sort" => query.sort = Sort::parse(value).unwrap_or_default(),
                _ => {}
            }
        }
        query
    }

    /// "brand=saltmarsh&q=low%20tide", empty for the default question.
    pub fn to_query_string(&self) -> String {
        let pairs: Vec<String> = self.to_pairs().into_iter().map(|(name, value)| format!("{name}={}", encode(&value))).collect();
        pairs.join("&")
    }

    /// Reads what [`Self::to_query_string`] writes, and what a browser's GET form sends (`+` for a space).
    pub fn from_query_string(text: &str) -> Self {
        let pairs: Vec<(&str, String)> = text
            .trim_start_matches('?')
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name, decode(value)))
            .collect();
        Self::from_pairs(pairs.iter().map(|(name, value)| (*name, value.as_str())))
    }

    /// Address of the library showing this question.
    pub fn library_path(&self) -> String {
        with_query("/library", &self.to_query_string())
    }

    /// Address of an archive of all results; `folders` asks for one for each collection.
    pub fn zip_path(&self, folders: bool) -> String {
        let folders = if folders { "&folders=1" } else { "" };
        format!("/zip?query={}{folders}", encode(&self.to_query_string()))
    }

    /// Address of the lightbox on `asset` within this question.
    pub fn asset_path(&self, asset: super::super::id::AssetId) -> String {
        with_query(&format!("/library/{asset}"), &self.to_query_string())
    }

    /// Address of the lightbox with a version of `asset` beside the current one.
    pub fn compare_path(&self, asset: super::super::id::AssetId, version: u32) -> String {
        let path = self.asset_path(asset);
        let joint = if path.contains('?') { '&' } else { '?' };
        format!("{path}{joint}compare={version}")
    }
}

fn with_query(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

fn push_new<T: PartialEq>(list: &mut Vec<T>, value: T) {
    if !list.contains(&value) {
        list.push(value);
    }
}

fn push_some<T: PartialEq>(list: &mut Vec<T>, value: Option<T>) {
    if let Some(value) = value {
        push_new(list, value);
    }
}

/// Percent-encodes everything but unreserved characters.
pub fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// Undoes [`encode`] and reads `+` as a space; malformed escapes stay as they are.
pub fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let escaped = (first == b'%').then(|| tail.get(..2)).flatten().and_then(|digits| {
            let digits = std::str::from_utf8(digits).ok()?;
            u8::from_str_radix(digits, 16).ok()
        });
        match escaped {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(if first == b'+' { b' ' } else { first });
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Id;
    use crate::domain::time::{Day, Timestamp};
    use proptest::prelude::*;

    fn some_of<T: Clone + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = Vec<T>> {
        proptest::sample::subsequence(all, 0..=all.len())
    }

    fn day() -> impl Strategy<Value = Option<Day>> {
        proptest::option::of((0..4_000_000_000_000i64).prop_map(|time| Day::of(Timestamp(time))))
    }

    prop_compose! {
        fn queries()(
            brand in proptest::option::of("[a-z0-9-]{1,12}"),
            bucket in proptest::sample::select(&Bucket::ALL[..]),
            collection in proptest::option::of(any::<u128>()),
            nested in any::<bool>(),
            (words, similar) in ("\\PC{0,40}", proptest::option::of(any::<u128>())),
            campaign in proptest::option::of(any::<u128>()),
            tags in proptest::collection::btree_set("\\PC{1,20}", 0..4),
            all in any::<bool>(),
            (ratings, statuses, sources, kinds) in (some_of(&[1u8, 2, 3, 4, 5]), some_of(&Status::ALL), some_of(&Source::ALL), some_of(&Kind::ALL)),
            (creators, orientations, colours) in (proptest::collection::btree_set(any::<u128>(), 0..3), some_of(&Orientation::ALL), some_of(&Colour::ALL)),
            (within, since, until) in (proptest::option::of(proptest::sample::select(&Within::ALL[..])), day(), day()),
            sort in proptest::sample::select(&Sort::ALL[..]),
        ) -> LibraryQuery {
            LibraryQuery {
                brand,
                bucket,
                collection: collection.map(|id| Id(id).into()),
                nested,
                words: words.trim().to_owned(),
                similar: similar.map(|id| Id(id).into()),
                campaign: campaign.map(|id| Id(id).into()),
                tags: tags.into_iter().collect(),
                tag_mode: if all { TagMode::All } else { TagMode::Any },
                ratings,
                statuses,
                sources,
                kinds,
                creators: creators.into_iter().map(|id| Id(id).into()).collect(),
                orientations,
                colours,
                added: Added { within, since, until },
                sort,
            }
        }
    }

    proptest! {
        #[test]
        fn there_and_back(query in queries()) {
            prop_assert_eq!(&LibraryQuery::from_query_string(&query.to_query_string()), &query);
        }

        #[test]
        fn any_text_is_read_without_panic(text in "\\PC{0,200}") {
            let query = LibraryQuery::from_query_string(&text);
            prop_assert_eq!(&LibraryQuery::from_query_string(&query.to_query_string()), &query);
        }
    }

    #[test]
    fn forms_and_nonsense() {
        let query = LibraryQuery::from_query_string("?q=low+tide&rating=9&rating=4&status=gone&sort=best&brand=");
        assert_eq!(query, LibraryQuery { words: "low tide".into(), ratings: vec![4], ..Default::default() });
        let nonsense = "creator=me&orientation=up&colour=ultraviolet&added=soon&since=&until=2026-02-30&from=60";
        assert_eq!(LibraryQuery::from_query_string(nonsense), LibraryQuery::default());
        assert_eq!(LibraryQuery::default().library_path(), "/library");
        assert_eq!(query.library_path(), "/library?q=low%20tide&rating=4");
    }
}
