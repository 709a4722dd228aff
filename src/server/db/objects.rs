//! Rows about objects beside their assets: sums, what was made of them for visitors, and that nobody may need them.

use super::{Db, Tx};
use crate::domain::time::Timestamp;
use crate::server::error::Result;
use serde::Deserialize;
use serde_json::json;
use std::collections::HashMap;

/// Rows asked for at once.
const STEP: usize = 1_000;

/// Notes the CRC-32 of an object.
pub fn put_crc(tx: &mut Tx, object: &str, crc: u32) {
    tx.each("UPSERT type::record('checksum', $r.object) SET crc = $r.crc RETURN NONE", json!({ "object": object, "crc": crc }));
}

/// The CRC-32s of those objects for which one is noted.
pub async fn crcs<'a>(db: &Db, objects: impl IntoIterator<Item = &'a str>) -> Result<HashMap<String, u32>> {
    #[derive(Deserialize)]
    struct Row {
        id: String,
        crc: u32,
    }
    let objects: Vec<&str> = objects.into_iter().collect();
    let query = "SELECT record::id(id) AS id, crc FROM array::map($objects, |$object| type::record('checksum', $object))
        WHERE id != NONE";
    let mut known = HashMap::with_capacity(objects.len());
    for step in objects.chunks(STEP) {
        let rows: Vec<Row> = db.rows("checksum", query, json!({ "objects": step })).await?;
        known.extend(rows.into_iter().map(|row| (row.id, row.crc)));
    }
    Ok(known)
}

/// What leaves by public links in place of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cleaned {
    /// Edition of the rules it was cleaned by.
    pub rules: u32,
    /// Bytes and CRC-32; `None` where it cannot be cleaned.
    pub made: Option<(u64, u32)>,
}

/// Notes what was made of an object for visitors.
pub fn put_clean(tx: &mut Tx, object: &str, cleaned: Cleaned) {
    let (bytes, crc) = cleaned.made.unzip();
    tx.each(
        "UPSERT type::record('clean', $r.object) CONTENT { rules: $r.rules, bytes: $r.bytes, crc: $r.crc } RETURN NONE",
        json!({ "object": object, "rules": cleaned.rules, "bytes": bytes, "crc": crc }),
    );
}

/// What was made of these objects for visitors, as far as anything was tried.
pub async fn cleaned<'a>(db: &Db, objects: impl IntoIterator<Item = &'a str>) -> Result<HashMap<String, Cleaned>> {
    #[derive(Deserialize)]
    struct Row {
        id: String,
        rules: u32,
        bytes: Option<u64>,
        crc: Option<u32>,
    }
    let objects: Vec<&str> = objects.into_iter().collect();
    let query = "SELECT record::id(id) AS id, rules, bytes, crc
        FROM array::map($objects, |$object| type::record('clean', $object)) WHERE id != NONE";
    let mut known = HashMap::with_capacity(objects.len());
    for step in objects.chunks(STEP) {
        let rows: Vec<Row> = db.rows("clean", query, json!({ "objects": step })).await?;
        known.extend(rows.into_iter().map(|row| (row.id, Cleaned { rules: row.rules, made: row.bytes.zip(row.crc) })));
    }
    Ok(known)
}

/// Notes that an object lost an asset.
pub fn forsake(tx: &mut Tx, object: &str, since: Timestamp) {
    tx.each("UPSERT type::record('forsaken', $r.object) SET since = $r.since", json!({ "object": object, "since": since }));
}

/// Objects that lost an asset, longest ago first, at most `most`.
pub async fn forsaken(db: &Db, most: u32) -> Result<Vec<String>> {
    #[derive(Deserialize)]
    struct Row {
        id: String,
    }
    let query = "SELECT record::id(id) AS id, since FROM forsaken ORDER BY since LIMIT $most";
    let rows: Vec<Row> = db.rows("forsaken", query, json!({ "most": most })).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Forgets that an object lost an asset: something else refers to it.
pub fn keep(tx: &mut Tx, object: &str) {
    tx.each("DELETE type::record('forsaken', $r.object)", json!({ "object": object }));
}

/// Forgets everything about an object whose bytes are gone.
pub fn forget(tx: &mut Tx, object: &str) {
    tx.each(
        "DELETE type::record('forsaken', $r.object);
         DELETE type::record('checksum', $r.object);
         DELETE type::record('clean', $r.object)",
        json!({ "object": object }),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_noted_is_found() {
        let db = Db::open("mem://").await.unwrap();
        let mut tx = Tx::new();
        put_crc(&mut tx, "aa", u32::MAX);
        put_crc(&mut tx, "ab", 0);
        let clean = Cleaned { rules: 1, made: Some((7, 3)) };
        let never = Cleaned { rules: 2, made: None };
        put_clean(&mut tx, "aa", clean);
        put_clean(&mut tx, "ab", never);
        forsake(&mut tx, "ab", Timestamp(2));
        forsake(&mut tx, "aa", Timestamp(1));
        db.commit(tx).await.unwrap();
        let asked = ["aa", "nothing", "ab"];
        assert_eq!(crcs(&db, asked).await.unwrap(), HashMap::from([("aa".into(), u32::MAX), ("ab".into(), 0)]));
        assert_eq!(cleaned(&db, asked).await.unwrap(), HashMap::from([("aa".into(), clean), ("ab".into(), never)]));
        assert!(crcs(&db, []).await.unwrap().is_empty());
        assert_eq!(forsaken(&db, 9).await.unwrap(), ["aa", "ab"]);
        assert_eq!(forsaken(&db, 1).await.unwrap(), ["aa"]);
        let mut tx = Tx::new();
        keep(&mut tx, "ab");
        forget(&mut tx, "aa");
        db.commit(tx).await.unwrap();
        assert_eq!(crcs(&db, asked).await.unwrap(), HashMap::from([("ab".into(), 0)]));
        assert_eq!(cleaned(&db, asked).await.unwrap(), HashMap::from([("ab".into(), never)]));
        assert!(forsaken(&db, 9).await.unwrap().is_empty());
    }
}
