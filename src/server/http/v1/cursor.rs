//! Cursors: a mark in the results of one question, as opaque text.
//!
//! A cursor holds what the order goes by, not a number of results, so that going on neither misses nor doubles what stays
//! among the results while other assets come and go. It is no secret and no right: it only says where to go on.

use super::problem::Problem;
use super::question::invalid;
use crate::domain::library::Mark;
use crate::domain::query::LibraryQuery;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Cursor {
    /// First digits of the question's hash: a cursor of another question makes no sense.
    of: String,
    mark: Mark,
}

fn of(query: &LibraryQuery) -> String {
    blake3::hash(query.to_query_string().as_bytes()).to_hex()[..12].to_owned()
}

/// The text of a mark.
pub fn write(query: &LibraryQuery, mark: Mark) -> String {
    let cursor = serde_json::to_vec(&Cursor { of: of(query), mark });
    URL_SAFE_NO_PAD.encode(cursor.unwrap_or_default())
}

/// The mark of a text that an answer to the same question gave.
pub fn read(query: &LibraryQuery, text: &str) -> Result<Mark, Problem> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok();
    let cursor: Option<Cursor> = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let cursor = cursor.ok_or_else(|| invalid("cursor", "this is not a cursor of an earlier answer"))?;
    if cursor.of != of(query) {
        return Err(invalid("cursor", "this cursor is of another question; repeat the parameters it came with"));
    }
    Ok(cursor.mark)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{AssetId, Id};
    use crate::domain::time::Timestamp;

    #[test]
    fn there_and_back_for_one_question() {
        let mark =
            Mark { class: 3, name: "Übersicht 2.pdf".into(), bytes: 7, added: Timestamp(-5), id: AssetId(Id(9)), next: 0 };
        let query = LibraryQuery::from_query_string("q=koi&rating=5");
        let text = write(&query, mark.clone());
        assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)), "{text}");
        assert_eq!(read(&query, &text).unwrap(), mark);
        assert!(read(&LibraryQuery::default(), &text).is_err());
        for nonsense in ["", "e30", "%", &text[1..]] {
            assert!(read(&query, nonsense).is_err(), "{nonsense}");
        }
    }
}
