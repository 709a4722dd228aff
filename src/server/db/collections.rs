//! Rows of collections and of the assets filed in them.

use super::{Tx, parsed};
use crate::domain::collection::Collection;
use crate::domain::id::{AssetId, CollectionId};
use crate::domain::text::Name;
use crate::domain::time::Timestamp;
use crate::server::change::Fact;
use crate::server::error::{Error, Result};
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
pub(super) struct CollectionRow {
    id: String,
    brand: String,
    name: String,
    parent: Option<String>,
    place: Option<u32>,
    created: i64,
}

pub(super) const SELECT: &str = "SELECT record::id(id) AS id, record::id(brand) AS brand, name,
    IF parent THEN record::id(parent) ELSE NONE END AS parent, place, created FROM collection";

impl TryFrom<CollectionRow> for Collection {
    type Error = Error;

    fn try_from(row: CollectionRow) -> Result<Self> {
        let table = "collection";
        let parent = row.parent.map(|id| parsed(table, &row.id, &id, id.parse().ok())).transpose()?;
        Ok(Self {
            id: parsed(table, &row.id, &row.id, row.id.parse().ok())?,
            brand: parsed(table, &row.id, &row.brand, row.brand.parse().ok())?,
            name: parsed(table, &row.id, &row.name, Name::new(&row.name).ok())?,
            parent,
            place: row.place,
            created: Timestamp(row.created),
        })
    }
}

/// Adds a collection. A sibling of that name is refused as taken.
pub fn create(tx: &mut Tx, collection: &Collection) {
    tx.each(
        "CREATE type::record('collection_name', [$r.brand, $r.parent ?? '', $r.folded])
            SET collection = type::record('collection', $r.id);
         CREATE type::record('collection', $r.id) SET brand = type::record('brand', $r.brand), name = $r.name,
            parent = IF $r.parent THEN type::record('collection', $r.parent) ELSE NONE END, place = $r.place,
            created = $r.created",
        json!({
            "id": collection.id, "brand": collection.brand, "name": collection.name, "folded": collection.name.folded(),
            "parent": collection.parent, "place": collection.place, "created": collection.created,
        }),
    );
    tx.fact(Fact::Collection(collection.clone()));
}

/// Changes name, parent and place. A sibling of that name is refused as taken.
pub fn edit(tx: &mut Tx, before: &Collection, after: &Collection) {
    let key = |of: &Collection| (of.parent, of.name.folded());
    if key(before) != key(after) {
        tx.each(
            "DELETE type::record('collection_name', [$r.brand, $r.old_parent ?? '', $r.old]);
             CREATE type::record('collection_name', [$r.brand, $r.parent ?? '', $r.new])
                SET collection = type::record('collection', $r.id)",
            json!({
                "brand": after.brand, "id": after.id, "old_parent": before.parent, "old": before.name.folded(),
                "parent": after.parent, "new": after.name.folded(),
            }),
        );
    }
    tx.each(
        "UPDATE type::record('collection', $r.id) SET name = $r.name,
            parent = IF $r.parent THEN type::record('collection', $r.parent) ELSE NONE END, place = $r.place",
        json!({ "id": after.id, "name": after.name, "parent": after.parent, "place": after.place }),
    );
    tx.fact(Fact::Collection(after.clone()));
}

/// Deletes the grouping with its name and its memberships. What lies in it must have been moved before.
pub fn delete(tx: &mut Tx, collection: &Collection) {
    tx.each(
        "DELETE type::record('collection_name', [$r.brand, $r.parent ?? '', $r.folded]);
         DELETE type::record('collection', $r.id)<-filed_in;
         DELETE type::record('collection', $r.id)",
        json!({
            "brand": collection.brand, "parent": collection.parent, "folded": collection.name.folded(), "id": collection.id,
        }),
    );
    tx.fact(Fact::CollectionGone(collection.id));
}

/// Files an asset.
pub fn file(tx: &mut Tx, asset: AssetId, collection: CollectionId) {
    tx.each(
        "INSERT RELATION IGNORE INTO filed_in { id: [$r.collection, $r.asset], in: type::record('asset', $r.asset),
            out: type::record('collection', $r.collection) }",
        json!({ "asset": asset, "collection": collection }),
    );
    tx.fact(Fact::Filed { asset, collection });
}

/// Takes an asset out.
pub fn unfile(tx: &mut Tx, asset: AssetId, collection: CollectionId) {
    tx.each("DELETE type::record('filed_in', [$r.collection, $r.asset])", json!({ "asset": asset, "collection": collection }));
    tx.fact(Fact::Unfiled { asset, collection });
}
