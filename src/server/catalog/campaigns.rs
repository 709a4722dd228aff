//! Campaigns: lists, counts and what a public page may show.

use super::groups::Group;
use super::state::State;
use crate::domain::asset::Asset;
use crate::domain::campaign::{Campaign, CampaignFace};
use crate::domain::id::{AssetId, BrandId, CampaignId};
use crate::domain::review::Status;
use roaring::RoaringBitmap;

/// Most pictures on a cover.
const COVER: usize = 3;

impl State {
    /// The assets of a campaign outside the trash.
    fn campaign_set(&self, group: &Group<Campaign>) -> RoaringBitmap {
        &group.members - &self.assets.sets.trash
    }

    /// The campaigns of a brand, newest first.
    pub fn campaign_faces(&self, brand: BrandId) -> Vec<CampaignFace> {
        let mut groups: Vec<_> = self.campaigns.of_brand(brand).collect();
        groups.sort_by_key(|group| std::cmp::Reverse((group.record.created, group.record.id)));
        groups.into_iter().map(|group| self.campaign_face(group)).collect()
    }

    fn campaign_face(&self, group: &Group<Campaign>) -> CampaignFace {
        let sets = &self.assets.sets;
        let assets = self.campaign_set(group);
        let cover = self.assets.order.slice(&(&assets & &sets.ready), 0, COVER);
        CampaignFace {
            campaign: group.record.clone(),
            creator: self.directory.name(group.record.creator),
            assets: assets.len() as u32,
            approved: assets.intersection_len(sets.status(Status::Approved)) as u32,
            cover: self.cards(&cover),
        }
    }

    /// Assets by status outside the trash, those with none left out.
    pub fn campaign_counts(&self, id: CampaignId) -> Vec<(Status, u32)> {
        let Some(group) = self.campaigns.get(id) else { return Vec::new() };
        let assets = self.campaign_set(group);
        let counts = Status::ALL.map(|status| (status, assets.intersection_len(self.assets.sets.status(status)) as u32));
        counts.into_iter().filter(|(_, count)| *count > 0).collect()
    }

    /// Everything in a campaign outside the trash, newest first.
    pub fn campaign_assets(&self, id: CampaignId) -> Vec<AssetId> {
        let Some(group) = self.campaigns.get(id) else { return Vec::new() };
        self.asset_ids(&self.assets.order.slice(&self.campaign_set(group), 0, usize::MAX))
    }

    /// What visitors without an account may see: approved, outside the trash, newest first.
    pub fn public_assets(&self, id: CampaignId) -> Vec<Asset> {
        let Some(group) = self.campaigns.get(id) else { return Vec::new() };
        let ords = self.assets.order.slice(&self.public_set(group), 0, usize::MAX);
        ords.into_iter().filter_map(|ord| self.assets.asset(ord)).collect()
    }

    /// The asset, if it is one of [`public_assets`](Self::public_assets).
    pub fn public_asset(&self, id: CampaignId, asset: AssetId) -> Option<Asset> {
        let (group, ord) = (self.campaigns.get(id)?, self.assets.find(asset)?);
        if self.public_set(group).contains(ord) { self.assets.asset(ord) } else { None }
    }

    fn public_set(&self, group: &Group<Campaign>) -> RoaringBitmap {
        self.campaign_set(group) & self.assets.sets.status(Status::Approved)
    }
}
