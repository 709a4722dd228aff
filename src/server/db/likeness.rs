//! Rows of what pictures look like, beside the assets so that these stay small. They end with their assets.

use super::{Db, Tx, parsed};
use crate::domain::id::AssetId;
use crate::server::change::Fact;
use crate::server::error::Result;
use crate::server::likeness::Descriptor;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde::Deserialize;
use serde_json::json;

/// Rows read at once.
const STEP: usize = 5_000;

#[derive(Deserialize)]
struct LikenessRow {
    id: String,
    data: String,
}

/// Writes what the asset's picture looks like.
pub fn put(tx: &mut Tx, asset: AssetId, likeness: &Descriptor) {
    tx.each(
        "UPSERT type::record('likeness', $r.id) CONTENT { data: $r.data } RETURN NONE",
        json!({ "id": asset, "data": STANDARD_NO_PAD.encode(likeness.to_bytes()) }),
    );
    tx.fact(Fact::Likeness { asset, likeness: Box::new(likeness.clone()) });
}

/// Forgets it, where the asset got other bytes.
pub fn forget(tx: &mut Tx, asset: AssetId) {
    tx.each("DELETE type::record('likeness', $r.id)", json!({ "id": asset }));
    tx.fact(Fact::LikenessGone(asset));
}

/// Hands every row to `take`. What an earlier version wrote is left out, and so described anew.
pub(super) async fn all(db: &Db, take: &mut impl FnMut(Vec<Fact>)) -> Result<()> {
    let mut after = String::new();
    loop {
        let range = if after.is_empty() { "likeness".to_owned() } else { format!("likeness:⟨{after}⟩>..") };
        let query = format!("SELECT record::id(id) AS id, data FROM {range} LIMIT {STEP}");
        let rows: Vec<LikenessRow> = db.rows("likeness", &query, json!({})).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.id.clone();
        let mut facts = Vec::with_capacity(rows.len());
        for row in rows {
            let asset = parsed("likeness", &row.id, &row.id, row.id.parse().ok())?;
            facts.extend(read(&row.data).map(|likeness| Fact::Likeness { asset, likeness: Box::new(likeness) }));
        }
        take(facts);
    }
}

/// Reads the stored form; `None` for that of an earlier version.
pub(super) fn read(data: &str) -> Option<Descriptor> {
    Descriptor::from_bytes(&STANDARD_NO_PAD.decode(data).ok()?)
}
