//! Reads the record for the catalog: whole at start, or only what was touched since a snapshot.

use super::{Db, assets, brands, campaigns, collections, likeness, members, parsed, searches, tokens};
use crate::domain::asset::Asset;
use crate::domain::brand::{Brand, BrandRole};
use crate::domain::campaign::Campaign;
use crate::domain::collection::Collection;
use crate::domain::id::AssetId;
use crate::domain::member::Member;
use crate::domain::search::SavedSearch;
use crate::server::change::Fact;
use crate::server::entry::Entry;
use crate::server::error::Result;
use serde::Deserialize;
use serde_json::json;
use std::str::FromStr;

/// Assets and edges are read in steps of this many rows, so that the whole record is never held as rows.
const STEP: usize = 5_000;
/// The same with all that hangs on them.
const ENTRIES_STEP: usize = 1_000;

/// Hands every fact of the record to `take`, things before the links between them.
pub async fn all(db: &Db, mut take: impl FnMut(Vec<Fact>)) -> Result<()> {
    people_and_groups(db, &mut take).await?;
    library(db, &mut take).await
}

/// People, brands, collections, campaigns and saved searches: everything but assets.
pub async fn people_and_groups(db: &Db, mut take: impl FnMut(Vec<Fact>)) -> Result<()> {
    let none = json!({});
    let rows: Vec<members::MemberRow> = db.rows("member", members::SELECT, none.clone()).await?;
    take(rows.into_iter().map(|row| Ok(Fact::Member(Member::try_from(row)?))).collect::<Result<_>>()?);
    let rows: Vec<brands::BrandRow> = db.rows("brand", brands::SELECT, none.clone()).await?;
    take(rows.into_iter().map(|row| Ok(Fact::Brand(Brand::try_from(row)?))).collect::<Result<_>>()?);
    let rows: Vec<collections::CollectionRow> = db.rows("collection", collections::SELECT, none.clone()).await?;
    take(rows.into_iter().map(|row| Ok(Fact::Collection(Collection::try_from(row)?))).collect::<Result<_>>()?);
    let rows: Vec<campaigns::CampaignRow> = db.rows("campaign", campaigns::SELECT, none.clone()).await?;
    take(rows.into_iter().map(|row| Ok(Fact::Campaign(Campaign::try_from(row)?))).collect::<Result<_>>()?);
    let rows: Vec<searches::SearchRow> = db.rows("saved_search", searches::SELECT, none.clone()).await?;
    take(rows.into_iter().map(|row| Ok(Fact::Search(SavedSearch::try_from(row)?))).collect::<Result<_>>()?);
    take(tokens::facts(db).await?);
    for (member, brand, role) in edges(db, "works_on", ", role").await? {
        let role = parsed("works_on", &member, &role, BrandRole::parse(&role))?;
        let member = parsed("works_on", &member, &member, member.parse().ok())?;
        take(vec![Fact::Role { brand: parsed("works_on", &brand, &brand, brand.parse().ok())?, member, role: Some(role) }]);
    }
    Ok(())
}

/// Every asset with what hangs on it.
pub async fn library(db: &Db, mut take: impl FnMut(Vec<Fact>)) -> Result<()> {
    let mut after = String::new();
    loop {
        // Ids are base-32 digits, so the bracketed form needs no escaping.
        let range = if after.is_empty() { "asset".to_owned() } else { format!("asset:⟨{after}⟩>..") };
        let query = format!("SELECT {} FROM {range} LIMIT {STEP}", assets::FIELDS);
        let rows: Vec<assets::AssetRow> = db.rows("asset", &query, json!({})).await?;
        let found = rows.into_iter().map(Asset::try_from).collect::<Result<Vec<_>>>()?;
        let Some(last) = found.last() else { break };
        after = last.id.to_string();
        take(found.into_iter().map(|asset| Fact::Asset(Box::new(asset))).collect());
    }

    likeness::all(db, &mut take).await?;
    let mut facts = Vec::new();
    for (asset, collection, _) in edges(db, "filed_in", "").await? {
        facts.push(Fact::Filed {
            asset: parsed("filed_in", &asset, &asset, asset.parse().ok())?,
            collection: parsed("filed_in", &collection, &collection, collection.parse().ok())?,
        });
    }
    take(std::mem::take(&mut facts));
    for (asset, campaign, _) in edges(db, "in_campaign", "").await? {
        facts.push(Fact::InCampaign {
            asset: parsed("in_campaign", &asset, &asset, asset.parse().ok())?,
            campaign: parsed("in_campaign", &campaign, &campaign, campaign.parse().ok())?,
        });
    }
    take(facts);
    Ok(())
}

/// Those of these assets that there are, with all that hangs on them, in the order of the ids.
pub async fn entries(db: &Db, ids: &[AssetId]) -> Result<Vec<Entry>> {
    #[derive(Deserialize)]
    struct EntryRow {
        #[serde(flatten)]
        asset: assets::AssetRow,
        collections: Vec<String>,
        campaigns: Vec<String>,
        likeness: Option<String>,
    }
    let query = format!(
        "SELECT {}, array::map(->filed_in.out, |$to| record::id($to)) AS collections,
            array::map(->in_campaign.out, |$to| record::id($to)) AS campaigns,
            type::record('likeness', record::id(id)).data AS likeness
         FROM array::map($ids, |$id| type::record('asset', $id)) WHERE id != NONE",
        assets::FIELDS
    );
    let mut entries = Vec::with_capacity(ids.len());
    for step in ids.chunks(ENTRIES_STEP) {
        let rows: Vec<EntryRow> = db.rows("asset", &query, json!({ "ids": step })).await?;
        for EntryRow { asset, collections, campaigns, likeness } in rows {
            entries.push(Entry {
                asset: asset.try_into()?,
                collections: ascending("filed_in", &collections)?,
                campaigns: ascending("in_campaign", &campaigns)?,
                likeness: likeness.as_deref().and_then(likeness::read).map(|likeness| likeness.to_bytes()),
            });
        }
    }
    Ok(entries)
}

/// So many ids of assets after one, ascending; from the first on when there is none.
pub async fn ids_after(db: &Db, after: Option<AssetId>, most: usize) -> Result<Vec<AssetId>> {
    #[derive(Deserialize)]
    struct IdRow {
        id: String,
    }
    let range = after.map_or_else(|| "asset".to_owned(), |after| format!("asset:⟨{after}⟩>.."));
    let rows: Vec<IdRow> = db.rows("asset", &format!("SELECT record::id(id) AS id FROM {range} LIMIT {most}"), json!({})).await?;
    rows.into_iter().map(|row| parsed("asset", &row.id, &row.id, row.id.parse().ok())).collect()
}

fn ascending<I: FromStr + Ord>(table: &'static str, ids: &[String]) -> Result<Vec<I>> {
    let mut ids = ids.iter().map(|id| parsed(table, id, id, id.parse().ok())).collect::<Result<Vec<I>>>()?;
    ids.sort_unstable();
    Ok(ids)
}

/// From, to and role of every edge of a relation.
async fn edges(db: &Db, table: &'static str, extra: &str) -> Result<Vec<(String, String, String)>> {
    #[derive(Deserialize)]
    struct Edge {
        from: String,
        to: String,
        role: Option<String>,
    }
    let query = format!("SELECT record::id(in) AS from, record::id(out) AS to{extra} FROM {table}");
    let edges: Vec<Edge> = db.rows(table, &query, json!({})).await?;
    Ok(edges.into_iter().map(|edge| (edge.from, edge.to, edge.role.unwrap_or_default())).collect())
}
