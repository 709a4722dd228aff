//! Rows of saved searches.

use super::{Tx, parsed};
use crate::domain::id::SearchId;
use crate::domain::search::SavedSearch;
use crate::domain::text::Name;
use crate::domain::time::Timestamp;
use crate::server::change::Fact;
use crate::server::error::{Error, Result};
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
pub(super) struct SearchRow {
    id: String,
    name: String,
    brand: Option<String>,
    shared: bool,
    maker: String,
    question: String,
    created: i64,
}

pub(super) const SELECT: &str = "SELECT record::id(id) AS id, name, IF brand THEN record::id(brand) ELSE NONE END AS brand,
    shared, record::id(maker) AS maker, question, created FROM saved_search";

impl TryFrom<SearchRow> for SavedSearch {
    type Error = Error;

    fn try_from(row: SearchRow) -> Result<Self> {
        let table = "saved_search";
        Ok(Self {
            id: parsed(table, &row.id, &row.id, row.id.parse().ok())?,
            name: parsed(table, &row.id, &row.name, Name::new(&row.name).ok())?,
            brand: row.brand.map(|id| parsed(table, &row.id, &id, id.parse().ok())).transpose()?,
            shared: row.shared,
            maker: parsed(table, &row.id, &row.maker, row.maker.parse().ok())?,
            question: row.question,
            created: Timestamp(row.created),
        })
    }
}

/// Writes the search as it now is.
pub fn put(tx: &mut Tx, search: &SavedSearch) {
    tx.each(
        "UPSERT type::record('saved_search', $r.id) CONTENT {
            name: $r.name, brand: IF $r.brand THEN type::record('brand', $r.brand) ELSE NONE END, shared: $r.shared,
            maker: type::record('member', $r.maker), question: $r.question, created: $r.created
         } RETURN NONE",
        json!({
            "id": search.id, "name": search.name, "brand": search.brand, "shared": search.shared, "maker": search.maker,
            "question": search.question, "created": search.created,
        }),
    );
    tx.fact(Fact::Search(search.clone()));
}

/// Forgets a search.
pub fn delete(tx: &mut Tx, id: SearchId) {
    tx.each("DELETE type::record('saved_search', $r.id)", json!({ "id": id }));
    tx.fact(Fact::SearchGone(id));
}
