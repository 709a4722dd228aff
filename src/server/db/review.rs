//! Review moves: the conditional change of status, and the append-only history.

use super::{Db, Tx, assets, parsed};
use crate::domain::asset::Asset;
use crate::domain::id::{AssetId, Id};
use crate::domain::review::{Move, Status, Step};
use crate::domain::time::Timestamp;
use crate::server::error::Result;
use serde::Deserialize;
use serde_json::json;

/// The word thrown when an asset's status is no longer the one that was seen.
pub const STALE: &str = "stale";

/// Moves `asset` (already in its new status) on, provided the record still has `step.from`; otherwise the transaction
/// is refused with [`STALE`]. `key` sorts the history.
pub fn make_move(tx: &mut Tx, asset: &Asset, step: &Step, key: Id) {
    tx.each(
        "IF (SELECT VALUE status FROM ONLY type::record('asset', $r.asset)) != $r.before { THROW 'stale' };
         CREATE type::record('review_step', [$r.asset, $r.key]) SET asset = type::record('asset', $r.asset), step = $r.step,
            before = $r.before, after = $r.after, by = type::record('member', $r.by), at = $r.at, note = $r.note",
        json!({
            "asset": asset.id, "key": key.to_string(), "step": step.step, "before": step.from, "after": step.to,
            "by": step.by, "at": step.at, "note": step.note,
        }),
    );
    assets::put(tx, asset);
}

/// The asset's history, oldest first, without the names of people.
pub async fn history(db: &Db, asset: AssetId) -> Result<Vec<Step>> {
    #[derive(Deserialize)]
    struct Row {
        step: String,
        before: String,
        after: String,
        by: String,
        at: i64,
        note: String,
    }
    let query = "SELECT step, before, after, record::id(by) AS by, at, note FROM review_step:[$asset, '']..[$asset, '~']";
    let rows: Vec<Row> = db.rows("review_step", query, json!({ "asset": asset })).await?;
    let table = "review_step";
    rows.into_iter()
        .map(|row| {
            Ok(Step {
                step: parsed(table, "", &row.step, Move::parse(&row.step))?,
                from: parsed(table, "", &row.before, Status::parse(&row.before))?,
                to: parsed(table, "", &row.after, Status::parse(&row.after))?,
                by: parsed(table, "", &row.by, row.by.parse().ok())?,
                by_name: String::new(),
                at: Timestamp(row.at),
                note: row.note,
            })
        })
        .collect()
}
