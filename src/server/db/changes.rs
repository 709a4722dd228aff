//! The line of changes: which assets each commit touched, so that a snapshot of the catalog knows what to read again.

use super::{Db, Tx, parsed};
use crate::domain::id::AssetId;
use crate::server::change::Fact;
use crate::server::error::Result;
use crate::server::ids;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeSet;

/// A place in the line. The first change is number 1; 0 is the place before it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    pub number: u64,
    /// Random, so that a place of another line is not taken for one of this.
    pub mark: String,
}

impl Position {
    /// The place after this one.
    pub fn next(&self) -> Self {
        Self { number: self.number + 1, mark: ids::mark() }
    }
}

#[derive(Deserialize)]
struct ChangeRow {
    number: u64,
    mark: String,
    assets: Vec<String>,
}

impl ChangeRow {
    fn position(self) -> Position {
        Position { number: self.number, mark: self.mark }
    }
}

const FIELDS: &str = "record::id(id) AS number, mark, assets";

/// The assets that a transaction touches, memberships and likeness included.
pub fn touched(tx: &Tx) -> BTreeSet<AssetId> {
    tx.facts().iter().filter_map(asset_of).collect()
}

fn asset_of(fact: &Fact) -> Option<AssetId> {
    match fact {
        Fact::Asset(asset) => Some(asset.id),
        Fact::AssetGone(asset)
        | Fact::LikenessGone(asset)
        | Fact::Likeness { asset, .. }
        | Fact::Filed { asset, .. }
        | Fact::Unfiled { asset, .. }
        | Fact::InCampaign { asset, .. }
        | Fact::OutOfCampaign { asset, .. } => Some(*asset),
        // Read anew at each start, and memberships in what is gone do not count.
        Fact::Member(_)
        | Fact::Brand(_)
        | Fact::Role { .. }
        | Fact::Collection(_)
        | Fact::CollectionGone(_)
        | Fact::Search(_)
        | Fact::SearchGone(_)
        | Fact::Campaign(_)
        | Fact::CampaignGone(_)
        | Fact::Token { .. }
        | Fact::TokenGone { .. }
        | Fact::TokensGone(_) => None,
    }
}

/// Adds the change at that place. It is refused as taken where another process was there first.
pub fn append(tx: &mut Tx, at: &Position, assets: &BTreeSet<AssetId>) {
    tx.each(
        "CREATE type::record('change', $r.number) SET mark = $r.mark, assets = $r.assets RETURN NONE",
        json!({ "number": at.number, "mark": at.mark, "assets": assets }),
    );
}

/// The last place of the line.
pub async fn newest(db: &Db) -> Result<Position> {
    let rows: Vec<ChangeRow> =
        db.rows("change", &format!("SELECT {FIELDS} FROM change ORDER BY id DESC LIMIT 1"), json!({})).await?;
    Ok(rows.into_iter().next().map(ChangeRow::position).unwrap_or_default())
}

/// The last place, and every asset touched after `from`; `None` where `from` is not on the line, or no longer.
pub async fn since(db: &Db, from: &Position) -> Result<Option<(Position, BTreeSet<AssetId>)>> {
    let query = format!("SELECT {FIELDS} FROM change:{}..", from.number);
    let rows: Vec<ChangeRow> = db.rows("change", &query, json!({})).await?;
    let mut assets = BTreeSet::new();
    let mut last = None;
    for (row, number) in rows.into_iter().zip(from.number..) {
        if row.number != number || (number == from.number && row.mark != from.mark) {
            return Ok(None);
        }
        if number > from.number {
            for asset in &row.assets {
                assets.insert(parsed("change", asset, asset, asset.parse().ok())?);
            }
        }
        last = Some(row.position());
    }
    Ok(last.map(|last| (last, assets)))
}

/// Forgets what lies before `at`, which itself stays as the beginning of the line.
pub async fn forget_before(db: &Db, at: &Position) -> Result<()> {
    db.run(&format!("DELETE change:0..{}", at.number), json!({})).await
}
