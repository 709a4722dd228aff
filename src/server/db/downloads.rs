//! Rows of archives that were asked for.

use super::{Db, Tx, parsed};
use crate::domain::id::{AssetId, CollectionId, DownloadId, MemberId};
use crate::domain::time::Timestamp;
use crate::server::error::Result;
use serde::Deserialize;
use serde_json::json;
use std::fmt::Write;

/// Digits of an id.
const DIGITS: usize = 26;

/// An archive that was asked for: which assets, as they were chosen then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Download {
    pub id: DownloadId,
    /// Who asked, and alone may fetch it.
    pub member: MemberId,
    /// File name without ".zip".
    pub name: String,
    /// A folder for each collection.
    pub folders: bool,
    /// The collection that is the top of the folders; `None` for the tree of the brand.
    pub within: Option<CollectionId>,
    /// In the order of the archive.
    pub assets: Vec<AssetId>,
    pub expires: Timestamp,
}

/// Keeps it.
pub fn put(tx: &mut Tx, download: &Download) {
    let mut assets = String::with_capacity(download.assets.len() * DIGITS);
    for asset in &download.assets {
        let _ = write!(assets, "{asset}");
    }
    tx.each(
        "CREATE type::record('download', $r.id) SET member = type::record('member', $r.member), name = $r.name,
            folders = $r.folders, within = IF $r.within THEN type::record('collection', $r.within) ELSE NONE END,
            assets = $r.assets, expires = $r.expires RETURN NONE",
        json!({
            "id": download.id, "member": download.member, "name": download.name, "folders": download.folders,
            "within": download.within, "assets": assets, "expires": download.expires,
        }),
    );
}

/// The one with that id.
pub async fn get(db: &Db, id: DownloadId) -> Result<Option<Download>> {
    #[derive(Deserialize)]
    struct Row {
        member: String,
        name: String,
        folders: bool,
        within: Option<String>,
        assets: String,
        expires: Timestamp,
    }
    let query = "SELECT record::id(member) AS member, name, folders, assets, expires,
        IF within THEN record::id(within) ELSE NONE END AS within FROM type::record('download', $id)";
    let rows: Vec<Row> = db.rows("download", query, json!({ "id": id })).await?;
    let Some(row) = rows.into_iter().next() else { return Ok(None) };
    let (table, key) = ("download", id.to_string());
    let ids = row.assets.as_bytes().chunks(DIGITS).map(|text| String::from_utf8_lossy(text).parse().ok());
    Ok(Some(Download {
        id,
        member: parsed(table, &key, &row.member, row.member.parse().ok())?,
        name: row.name,
        folders: row.folders,
        within: row.within.map(|within| parsed(table, &key, &within, within.parse().ok())).transpose()?,
        assets: parsed(table, &key, "assets", ids.collect())?,
        expires: row.expires,
    }))
}

/// Forgets those whose time is over.
pub async fn delete_expired(db: &Db, now: Timestamp) -> Result<()> {
    db.run("DELETE download WHERE expires <= $now", json!({ "now": now })).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Id;

    #[tokio::test]
    async fn kept_until_it_expires() {
        let db = Db::open("mem://").await.unwrap();
        let download = Download {
            id: DownloadId(Id(1)),
            member: MemberId(Id(2)),
            name: "Autumn".to_owned(),
            folders: true,
            within: Some(CollectionId(Id(3))),
            assets: vec![AssetId(Id(u128::MAX)), AssetId(Id(4))],
            expires: Timestamp(100),
        };
        let bare = Download { id: DownloadId(Id(9)), within: None, assets: Vec::new(), ..download.clone() };
        let mut tx = Tx::new();
        put(&mut tx, &download);
        put(&mut tx, &bare);
        db.commit(tx).await.unwrap();
        assert_eq!(get(&db, download.id).await.unwrap(), Some(download.clone()));
        assert_eq!(get(&db, bare.id).await.unwrap(), Some(bare));
        assert_eq!(get(&db, DownloadId(Id(5))).await.unwrap(), None);
        delete_expired(&db, Timestamp(99)).await.unwrap();
        assert!(get(&db, download.id).await.unwrap().is_some());
        delete_expired(&db, Timestamp(100)).await.unwrap();
        assert!(get(&db, download.id).await.unwrap().is_none());
    }
}
