//! Rows of campaigns, the assets in them, and their live public links.

use super::{Db, Tx, parsed};
use crate::domain::campaign::{Campaign, Link};
use crate::domain::id::{AssetId, CampaignId};
use crate::domain::text::{Description, Name};
use crate::domain::time::Timestamp;
use crate::server::change::Fact;
use crate::server::error::{Error, Result};
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
pub(super) struct CampaignRow {
    id: String,
    brand: String,
    name: String,
    description: String,
    creator: String,
    created: i64,
    public: bool,
    generation: u32,
}

pub(super) const SELECT: &str = "SELECT record::id(id) AS id, record::id(brand) AS brand, name, description,
    record::id(creator) AS creator, created, public, generation FROM campaign";

impl TryFrom<CampaignRow> for Campaign {
    type Error = Error;

    fn try_from(row: CampaignRow) -> Result<Self> {
        let table = "campaign";
        Ok(Self {
            id: parsed(table, &row.id, &row.id, row.id.parse().ok())?,
            brand: parsed(table, &row.id, &row.brand, row.brand.parse().ok())?,
            name: parsed(table, &row.id, &row.name, Name::new(&row.name).ok())?,
            description: parsed(table, &row.id, "description", Description::new(&row.description).ok())?,
            creator: parsed(table, &row.id, &row.creator, row.creator.parse().ok())?,
            created: Timestamp(row.created),
            link: Link { public: row.public, generation: row.generation },
        })
    }
}

/// Adds a campaign. A known name in its brand is refused as taken.
pub fn create(tx: &mut Tx, campaign: &Campaign) {
    tx.each(
        "CREATE type::record('campaign_name', [$r.brand, $r.folded]) SET campaign = type::record('campaign', $r.id);
         CREATE type::record('campaign', $r.id) SET brand = type::record('brand', $r.brand), name = $r.name,
            description = $r.description, creator = type::record('member', $r.creator), created = $r.created,
            public = $r.public, generation = $r.generation",
        json!({
            "id": campaign.id, "brand": campaign.brand, "name": campaign.name, "folded": campaign.name.folded(),
            "description": campaign.description, "creator": campaign.creator, "created": campaign.created,
            "public": campaign.link.public, "generation": campaign.link.generation,
        }),
    );
    tx.fact(Fact::Campaign(campaign.clone()));
}

/// Changes name and description. A known name in its brand is refused as taken.
pub fn edit(tx: &mut Tx, campaign: &Campaign, old_name: &Name) {
    let (old, new) = (old_name.folded(), campaign.name.folded());
    if old != new {
        tx.each(
            "DELETE type::record('campaign_name', [$r.brand, $r.old]);
             CREATE type::record('campaign_name', [$r.brand, $r.new]) SET campaign = type::record('campaign', $r.id)",
            json!({ "brand": campaign.brand, "old": old, "new": new, "id": campaign.id }),
        );
    }
    tx.each(
        "UPDATE type::record('campaign', $r.id) SET name = $r.name, description = $r.description",
        json!({ "id": campaign.id, "name": campaign.name, "description": campaign.description }),
    );
    tx.fact(Fact::Campaign(campaign.clone()));
}

/// Deletes the grouping with its name, its link and its memberships.
pub fn delete(tx: &mut Tx, campaign: &Campaign) {
    tx.each(
        "DELETE type::record('campaign_name', [$r.brand, $r.folded]);
         DELETE public_link WHERE campaign = type::record('campaign', $r.id);
         DELETE type::record('campaign', $r.id)<-in_campaign;
         DELETE type::record('campaign', $r.id)",
        json!({ "brand": campaign.brand, "folded": campaign.name.folded(), "id": campaign.id }),
    );
    tx.fact(Fact::CampaignGone(campaign.id));
}

/// Puts an asset in.
pub fn add(tx: &mut Tx, asset: AssetId, campaign: CampaignId) {
    tx.each(
        "INSERT RELATION IGNORE INTO in_campaign { id: [$r.campaign, $r.asset], in: type::record('asset', $r.asset),
            out: type::record('campaign', $r.campaign) }",
        json!({ "asset": asset, "campaign": campaign }),
    );
    tx.fact(Fact::InCampaign { asset, campaign });
}

/// Takes an asset out.
pub fn remove(tx: &mut Tx, asset: AssetId, campaign: CampaignId) {
    tx.each("DELETE type::record('in_campaign', [$r.campaign, $r.asset])", json!({ "asset": asset, "campaign": campaign }));
    tx.fact(Fact::OutOfCampaign { asset, campaign });
}

/// Replaces the state of the link. Every earlier link dies; `token_hash` is that of the one that lives now.
pub fn set_link(tx: &mut Tx, campaign: &Campaign, token_hash: Option<&str>) {
    tx.each(
        "DELETE public_link WHERE campaign = type::record('campaign', $r.id);
         UPDATE type::record('campaign', $r.id) SET public = $r.public, generation = $r.generation;
         IF $r.hash { CREATE type::record('public_link', $r.hash) SET campaign = type::record('campaign', $r.id) }",
        json!({
            "id": campaign.id, "public": campaign.link.public, "generation": campaign.link.generation, "hash": token_hash,
        }),
    );
    tx.fact(Fact::Campaign(campaign.clone()));
}

/// The campaign whose live link has that token hash.
pub async fn by_link(db: &Db, token_hash: &str) -> Result<Option<CampaignId>> {
    #[derive(Deserialize)]
    struct Row {
        campaign: String,
    }
    let query = "SELECT record::id(campaign) AS campaign FROM type::record('public_link', $hash)";
    let rows: Vec<Row> = db.rows("public_link", query, json!({ "hash": token_hash })).await?;
    rows.into_iter().next().map(|row| parsed("public_link", "", &row.campaign, row.campaign.parse().ok())).transpose()
}
