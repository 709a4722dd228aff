//! What may be uploaded, in the same words for the browser and the server.

use super::asset::{Card, MOST_TAGS, bytes_words};
use super::format::Format;
use super::id::{CampaignId, CollectionId};
use super::text::{FileName, Invalid, Tag};
use serde::{Deserialize, Serialize};

/// Largest file that is kept, in bytes.
pub const MOST_BYTES: u64 = 10_000_000_000;
/// How many bytes from the start of a file tell its type.
pub const HEAD_BYTES: usize = 4_096;

/// A file that is not kept, with the reason for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("The file is empty.")]
    Empty,
    #[error("The file has {}; the most that is kept is {}.", bytes_words(*.0), bytes_words(MOST_BYTES))]
    TooLarge(u64),
    /// A kind of file that is not kept; says which and what is.
    #[error("{0}")]
    Kind(&'static str),
}

/// Where a file goes beside its brand, and what it is tagged with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filing {
    /// A collection of the brand.
    pub collection: Option<CollectionId>,
    /// A campaign of the brand.
    pub campaign: Option<CampaignId>,
    pub tags: Vec<Tag>,
}

/// Reads tags as people list them: apart by commas or lines, each once.
pub fn tags_of(text: &str) -> Result<Vec<Tag>, Invalid> {
    let mut tags: Vec<Tag> = Vec::new();
    for word in text.split([',', '\n']).map(str::trim).filter(|word| !word.is_empty()) {
        let tag = Tag::new(word)?;
        if tags.iter().all(|known| known.folded() != tag.folded()) {
            tags.push(tag);
        }
    }
    if tags.len() > MOST_TAGS {
        return Err(Invalid::new("tags", format!("An asset has at most {MOST_TAGS} tags; these are {}.", tags.len())));
    }
    Ok(tags)
}

/// Pictures that are compared with the library in one request.
pub const RESEMBLES_MOST: usize = 100;

/// What a picture that has arrived looks like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Resemblance {
    /// It is not described yet; ask again.
    Unknown,
    Nothing,
    /// The same picture, but for small edits.
    Like(Box<Card>),
}

/// Refuses what the size alone rules out.
pub fn check_size(bytes: u64) -> Result<(), Refused> {
    match bytes {
        0 => Err(Refused::Empty),
        1..=MOST_BYTES => Ok(()),
        _ => Err(Refused::TooLarge(bytes)),
    }
}

/// Tells the type from the first [`HEAD_BYTES`] of the content, never from the name.
pub fn accept(bytes: u64, head: &[u8]) -> Result<Format, Refused> {
    check_size(bytes)?;
    Format::sniff(head).ok_or_else(|| Refused::Kind(Format::refusal(head)))
}

/// A usable file name from whatever a browser or tar said: last path part, tidied, cut to 200 characters.
pub fn file_name(raw: &str) -> FileName {
    let last = raw.rsplit(['/', '\\']).next().unwrap_or_default();
    let (stem, extension) = match last.rsplit_once('.') {
        Some((stem, extension)) if extension.chars().count() <= 8 && !stem.is_empty() => (stem, format!(".{extension}")),
        _ => (last, String::new()),
    };
    let room = 200 - extension.chars().count();
    let short: String = stem.chars().take(room).collect();
    FileName::new(&format!("{short}{extension}")).unwrap_or_else(|_| FileName::untitled())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_as_people_list_them() {
        let read = |text: &str| tags_of(text).map(|tags| tags.iter().map(ToString::to_string).collect::<Vec<_>>());
        for (text, expected) in [
            ("", vec![]),
            (" , ,", vec![]),
            ("koi", vec!["koi"]),
            ("koi, Autumn 2026 ,koi,KOI\nsea", vec!["koi", "Autumn 2026", "sea"]),
        ] {
            assert_eq!(read(text).unwrap(), expected, "{text:?}");
        }
        assert!(read(&"x".repeat(200)).is_err());
        let many: Vec<String> = (0..=MOST_TAGS).map(|n| format!("tag {n}")).collect();
        assert!(read(&many.join(",")).is_err());
    }

    #[test]
    fn names() {
        for (raw, expected) in [
            ("shoot/day 1/koi.jpg", "koi.jpg"),
            ("C:\\Users\\x\\koi.jpg", "koi.jpg"),
            ("", "Untitled"),
            ("..", ".."),
            (".jpg", ".jpg"),
            ("a\u{0}b.jpg", "a b.jpg"),
        ] {
            assert_eq!(file_name(raw).as_str(), expected);
        }
        let long = file_name(&format!("{}.jpeg", "x".repeat(400)));
        assert!(long.as_str().ends_with(".jpeg") && long.as_str().len() == 200);
    }

    #[test]
    fn sizes() {
        assert_eq!(check_size(0), Err(Refused::Empty));
        assert_eq!(check_size(MOST_BYTES), Ok(()));
        assert_eq!(
            check_size(MOST_BYTES + 1).unwrap_err().to_string(),
            "The file has 10.0 GB; the most that is kept is 10.0 GB."
        );
    }
}
