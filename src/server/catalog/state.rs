//! Everything the catalog knows, and how facts change it.

use super::assets::Assets;
use super::directory::Directory;
use super::groups::Groups;
use super::tokens::Tokens;
use crate::domain::asset::Asset;
use crate::domain::campaign::Campaign;
use crate::domain::collection::Collection;
use crate::domain::id::{AssetId, BrandId, CampaignId, SearchId};
use crate::domain::search::SavedSearch;
use crate::server::change::Fact;
use crate::server::likeness::Index;
use roaring::RoaringBitmap;
use std::collections::{BTreeMap, HashSet};

/// The library in memory, without its lock.
#[derive(Default)]
pub struct State {
    pub revision: u64,
    /// Raised whenever assets get other ordinals.
    pub numbering: u64,
    pub recent_days: u32,
    pub directory: Directory,
    pub tokens: Tokens,
    pub assets: Assets,
    pub collections: Groups<Collection>,
    pub campaigns: Groups<Campaign>,
    /// What pictures look like, by ordinal.
    pub likeness: Index,
    pub searches: BTreeMap<SearchId, SavedSearch>,
    /// Assets in some collection.
    pub filed: RoaringBitmap,
    /// Assets that left a collection in this batch and may be in another.
    unfiled: RoaringBitmap,
    /// Assets that ended in this batch.
    gone: RoaringBitmap,
}

impl State {
    /// Nothing yet.
    pub fn new(recent_days: u32) -> Self {
        Self { recent_days, ..Self::default() }
    }

    /// Takes in one batch. Whatever it says of one thing counts in its order.
    pub fn apply(&mut self, facts: &[Fact]) {
        let mut rest = facts;
        while let Some(first) = rest.first() {
            let run = rest.iter().map_while(|fact| if let Fact::Asset(asset) = fact { Some(&**asset) } else { None });
            let run: Vec<&Asset> = run.collect();
            let taken = run.len().max(1);
            if run.is_empty() {
                self.one(first)
            } else {
                self.put_assets(run)
            }
            rest = &rest[taken..];
        }
        self.settle();
        self.revision += 1;
    }

    /// Takes in assets told one after another: oldest first, so that ordinals come out in order; but as they
    /// were told where one is told twice, since in between it may have left its groups with its brand.
    fn put_assets(&mut self, mut run: Vec<&Asset>) {
        let mut told = HashSet::with_capacity(run.len());
        if run.iter().all(|asset| told.insert(asset.id)) {
            run.sort_unstable_by_key(|asset| (asset.added, asset.id));
        }
        for asset in run {
            let (ord, left) = self.assets.put(asset);
            if let Some(left) = left {
                self.collections.leave_brand(left, ord);
                self.campaigns.leave_brand(left, ord);
                self.unfiled.insert(ord);
            }
        }
    }

    fn one(&mut self, fact: &Fact) {
        match fact {
            Fact::Asset(asset) => self.put_assets(vec![asset]),
            Fact::Member(member) => self.directory.put_member(member.clone()),
            Fact::Brand(brand) => self.directory.put_brand(brand.clone()),
            Fact::Role { brand, member, role } => self.directory.put_role(*brand, *member, *role),
            Fact::AssetGone(asset) => self.gone.extend(self.assets.remove(*asset)),
            Fact::Likeness { asset, likeness } => {
                if let Some(ord) = self.assets.find(*asset) {
                    self.likeness.put(ord, likeness);
                }
            }
            Fact::LikenessGone(asset) => {
                if let Some(ord) = self.assets.find(*asset) {
                    self.likeness.remove(ord);
                }
            }
            Fact::Collection(collection) => {
                let lost = self.collections.put(collection.clone());
                self.unfiled.extend(lost.into_iter().flatten());
            }
            Fact::CollectionGone(collection) => {
                let lost = self.collections.remove(*collection);
                self.unfiled.extend(lost.into_iter().flatten());
            }
            Fact::Filed { asset, collection } => {
                if let Some((ord, brand)) = self.found(*asset)
                    && self.collections.join(*collection, brand, ord)
                {
                    self.filed.insert(ord);
                }
            }
            Fact::Unfiled { asset, collection } => {
                if let Some((ord, _)) = self.found(*asset)
                    && self.collections.leave(*collection, ord)
                {
                    self.unfiled.insert(ord);
                }
            }
            Fact::Search(search) => {
                self.searches.insert(search.id, search.clone());
            }
            Fact::SearchGone(search) => {
                self.searches.remove(search);
            }
            Fact::Campaign(campaign) => {
                self.campaigns.put(campaign.clone());
            }
            Fact::CampaignGone(campaign) => {
                self.campaigns.remove(*campaign);
            }
            Fact::InCampaign { asset, campaign } => {
                if let Some((ord, brand)) = self.found(*asset) {
                    self.campaigns.join(*campaign, brand, ord);
                }
            }
            Fact::Token { hash, token } => self.tokens.put(hash, token),
            Fact::TokenGone { hash } => self.tokens.remove(hash),
            Fact::TokensGone(member) => self.tokens.remove_of(*member),
            Fact::OutOfCampaign { asset, campaign } => self.out_of_campaign(*asset, *campaign),
        }
    }

    fn out_of_campaign(&mut self, asset: AssetId, campaign: CampaignId) {
        if let Some((ord, _)) = self.found(asset) {
            self.campaigns.leave(campaign, ord);
        }
    }

    fn found(&self, asset: AssetId) -> Option<(u32, BrandId)> {
        let ord = self.assets.find(asset)?;
        Some((ord, self.assets.row(ord)?.brand))
    }

    /// What is cheaper once for a batch than once for each fact.
    fn settle(&mut self) {
        let gone = std::mem::take(&mut self.gone);
        if !gone.is_empty() {
            self.collections.forget(&gone);
            self.campaigns.forget(&gone);
            self.filed -= &gone;
            gone.iter().for_each(|ord| self.likeness.remove(ord));
        }
        let unfiled = std::mem::take(&mut self.unfiled);
        if !unfiled.is_empty() {
            self.filed -= &unfiled;
            self.filed |= self.collections.covered(&unfiled);
        }
        if self.assets.disordered() {
            let map = self.assets.renumber();
            self.numbering += 1;
            self.collections.renumber(&map);
            self.campaigns.renumber(&map);
            self.filed = super::words::renumbered(&self.filed, &map);
            self.likeness.renumber(|ord| map.get(ord as usize).copied().filter(|new| *new != u32::MAX));
        }
    }
}
