//! What people are shown of single assets: cards, and the groups an asset is in.

use super::groups::by_name;
use super::rows::Row;
use super::state::State;
use super::tree;
use crate::domain::asset::{Asset, Card, Mat, Membership};
use crate::domain::format::Format;
use crate::domain::id::{AssetId, BrandId, CampaignId, CollectionId};
use crate::domain::rendition::Renditions;

impl State {
    /// The small shape a grid shows.
    pub fn card(&self, ord: u32) -> Option<Card> {
        let row = self.assets.row(ord)?;
        let mut version = row.object.text();
        version.truncate(version.char_indices().nth(8).map_or(version.len(), |(at, _)| at));
        Some(Card {
            id: row.id,
            brand: row.brand,
            name: row.name.to_string(),
            format: row.format,
            width: row.facts.width,
            height: row.facts.height,
            alpha: row.facts.alpha,
            mat: Mat::of(row.facts.alpha, &row.facts.colours),
            animated: row.facts.animated,
            playback: row.facts.playback.as_deref().cloned(),
            pages: row.facts.pages,
            status: row.status,
            source: row.source,
            rating: row.rating,
            uploader: row.uploader,
            creator: self.directory.name(row.uploader),
            renditions: row.renditions.clone(),
            thumbhash: row.facts.thumbhash.clone(),
            version,
            versions: row.versions,
            near_duplicate: false,
        })
    }

    /// Cards of ordinals, in their order.
    pub fn cards(&self, ords: &[u32]) -> Vec<Card> {
        ords.iter().filter_map(|ord| self.card(*ord)).collect()
    }

    /// Ids of ordinals, in their order.
    pub fn asset_ids(&self, ords: &[u32]) -> Vec<AssetId> {
        ords.iter().filter_map(|ord| self.assets.row(*ord)).map(|row| row.id).collect()
    }

    /// The newest asset of a brand with these bytes, outside the trash.
    pub fn by_object(&self, brand: BrandId, object: &str) -> Option<Asset> {
        let same = self
            .assets
            .with_object(object)
            .filter(|ord| self.assets.row(*ord).is_some_and(|row| row.brand == brand && row.trashed.is_none()));
        self.assets.asset(same.max_by_key(|ord| self.assets.key(*ord))?)
    }

    /// Assets whose files an earlier edition of the tools looked at.
    pub fn looked_at_by_less(&self, edition: impl Fn(Format) -> u8) -> Vec<AssetId> {
        let behind = |row: &&Row| row.renditions != Renditions::Pending && row.facts.edition < edition(row.format);
        self.assets.all_rows().filter(behind).map(|row| row.id).collect()
    }

    /// The collections an asset is in, by the whole name.
    pub fn collections_of(&self, asset: AssetId) -> Vec<Membership<CollectionId>> {
        let Some((ord, row)) = self.found_row(asset) else { return Vec::new() };
        let holding = self.collections.of_brand(row.brand).filter(|group| group.members.contains(ord));
        let mut memberships: Vec<_> = holding
            .map(|group| {
                let path = tree::path(&self.collections, &group.record);
                let names: Vec<&str> = path.iter().map(|collection| collection.name.as_str()).collect();
                Membership { id: group.record.id, name: names.join(" › ") }
            })
            .collect();
        memberships.sort_by(|a, b| super::names::compare(&a.name, &b.name).then(a.id.cmp(&b.id)));
        memberships
    }

    /// The campaigns an asset is in, by name.
    pub fn campaigns_of(&self, asset: AssetId) -> Vec<Membership<CampaignId>> {
        let Some((ord, row)) = self.found_row(asset) else { return Vec::new() };
        let mut holding: Vec<_> = self.campaigns.of_brand(row.brand).filter(|group| group.members.contains(ord)).collect();
        by_name(&mut holding);
        holding.iter().map(|group| Membership { id: group.record.id, name: group.record.name.to_string() }).collect()
    }

    fn found_row(&self, asset: AssetId) -> Option<(u32, &Row)> {
        let ord = self.assets.find(asset)?;
        Some((ord, self.assets.row(ord)?))
    }
}
