//! Rows of versions: [asset, number]. There are none for an asset that never got a second version.

use super::assets::{renditions_columns, renditions_of};
use super::{Db, Tx, parsed};
use crate::domain::asset::Facts;
use crate::domain::format::Format;
use crate::domain::id::AssetId;
use crate::domain::text::FileName;
use crate::domain::time::Timestamp;
use crate::domain::version::Version;
use crate::server::error::{Error, Result};
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
struct VersionRow {
    number: u32,
    name: String,
    object: String,
    bytes: u64,
    format: Format,
    facts: Facts,
    renditions: String,
    placeholder: Option<String>,
    uploader: String,
    added: Timestamp,
    restored_from: Option<u32>,
}

const FIELDS: &str = "record::id(id)[1] AS number, name, object, bytes, format, facts, renditions, placeholder,
    record::id(uploader) AS uploader, added, restored_from";

impl TryFrom<VersionRow> for Version {
    type Error = Error;

    fn try_from(row: VersionRow) -> Result<Self> {
        let table = "version";
        let renditions = renditions_of(&row.renditions, row.placeholder);
        Ok(Self {
            number: row.number,
            name: parsed(table, &row.object, &row.name, FileName::new(&row.name).ok())?,
            renditions: parsed(table, &row.object, &row.renditions, renditions)?,
            uploader: parsed(table, &row.object, &row.uploader, row.uploader.parse().ok())?,
            object: row.object,
            bytes: row.bytes,
            format: row.format,
            facts: row.facts,
            added: row.added,
            restored_from: row.restored_from,
        })
    }
}

/// Adds a version. Its number is refused as taken where another process was first.
pub fn create(tx: &mut Tx, asset: AssetId, version: &Version) {
    let (renditions, placeholder) = renditions_columns(&version.renditions);
    tx.each(
        "CREATE type::record('version', [$r.asset, $r.number]) CONTENT { name: $r.name, object: $r.object, bytes: $r.bytes,
            format: $r.format, facts: $r.facts, renditions: $r.renditions, placeholder: $r.placeholder,
            uploader: type::record('member', $r.uploader), added: $r.added, restored_from: $r.restored_from } RETURN NONE",
        json!({
            "asset": asset, "number": version.number, "name": version.name, "object": version.object,
            "bytes": version.bytes, "format": version.format, "facts": version.facts, "renditions": renditions,
            "placeholder": placeholder, "uploader": version.uploader, "added": version.added,
            "restored_from": version.restored_from,
        }),
    );
}

/// Writes what was learnt of a version's file; a version that is not there stays so.
pub fn learn(tx: &mut Tx, asset: AssetId, version: &Version) {
    let (renditions, placeholder) = renditions_columns(&version.renditions);
    tx.each(
        "UPDATE type::record('version', [$r.asset, $r.number]) SET facts = $r.facts, renditions = $r.renditions,
            placeholder = $r.placeholder RETURN NONE",
        json!({
            "asset": asset, "number": version.number, "facts": version.facts, "renditions": renditions,
            "placeholder": placeholder,
        }),
    );
}

/// The rows of an asset, oldest first.
pub async fn all(db: &Db, asset: AssetId) -> Result<Vec<Version>> {
    let query = format!("SELECT {FIELDS} FROM version:[$asset, 0]..[$asset, 4294967295]");
    let rows: Vec<VersionRow> = db.rows("version", &query, json!({ "asset": asset })).await?;
    rows.into_iter().map(Version::try_from).collect()
}

/// The row of one version.
pub async fn one(db: &Db, asset: AssetId, number: u32) -> Result<Option<Version>> {
    let query = format!("SELECT {FIELDS} FROM type::record('version', [$asset, $number])");
    let rows: Vec<VersionRow> = db.rows("version", &query, json!({ "asset": asset, "number": number })).await?;
    rows.into_iter().next().map(Version::try_from).transpose()
}

/// Whether any version of any asset has these bytes.
pub async fn refer_to(db: &Db, object: &str) -> Result<bool> {
    #[derive(Deserialize)]
    struct Row {}
    let query = "SELECT bytes FROM version WHERE object = $object LIMIT 1";
    let rows: Vec<Row> = db.rows("version", query, json!({ "object": object })).await?;
    Ok(!rows.is_empty())
}
