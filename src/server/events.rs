//! The way from committed changes to open browsers, within this process.

use crate::domain::event::Event;
use crate::domain::id::{AssetId, BrandId};
use crate::server::catalog::Catalog;
use crate::server::change::Fact;
use std::collections::{BTreeMap, BTreeSet};
use tokio::sync::broadcast;

/// How many announcements a slow browser may lag behind before it is told to refresh.
const BACKLOG: usize = 256;

/// An event and the brand it belongs to; without a brand it is for everyone.
#[derive(Clone, Debug)]
pub struct Announcement {
    pub brand: Option<BrandId>,
    pub event: Event,
}

/// Sends announcements to every listener.
#[derive(Clone, Debug)]
pub struct Bus(broadcast::Sender<Announcement>);

impl Default for Bus {
    fn default() -> Self {
        Self(broadcast::channel(BACKLOG).0)
    }
}

impl Bus {
    /// Tells everyone who listens; nobody listening is fine.
    pub fn announce(&self, announcements: Vec<Announcement>) {
        for announcement in announcements {
            let _ = self.0.send(announcement);
        }
    }

    /// Listens from now on.
    pub fn listen(&self) -> broadcast::Receiver<Announcement> {
        self.0.subscribe()
    }
}

/// What browsers are to be told about `facts`, judged against the catalog as it was before them.
pub fn about(facts: &[Fact], before: &Catalog) -> Vec<Announcement> {
    let mut assets: BTreeMap<BrandId, BTreeSet<AssetId>> = BTreeMap::new();
    let mut others = Vec::new();
    let mut touch = |brand: BrandId, asset: AssetId| {
        assets.entry(brand).or_default().insert(asset);
    };
    for fact in facts {
        match fact {
            Fact::Member(_) | Fact::Brand(_) | Fact::Role { .. } => {
                others.push(Announcement { brand: None, event: Event::Brands });
            }
            Fact::Asset(asset) => {
                touch(asset.brand, asset.id);
                if let Some(old) = before.asset(asset.id).filter(|old| old.brand != asset.brand) {
                    touch(old.brand, asset.id);
                }
            }
            Fact::AssetGone(asset)
            | Fact::Filed { asset, .. }
            | Fact::Unfiled { asset, .. }
            | Fact::InCampaign { asset, .. }
            | Fact::OutOfCampaign { asset, .. } => {
                if let Some(old) = before.asset(*asset) {
                    touch(old.brand, old.id);
                }
            }
            // Nothing that is shown changes, only what a question finds when it is asked.
            Fact::Likeness { .. } | Fact::LikenessGone(_) => {}
            Fact::Collection(collection) => {
                others.push(Announcement { brand: Some(collection.brand), event: Event::Collections });
            }
            Fact::CollectionGone(id) => {
                if let Some(old) = before.collection(*id) {
                    others.push(Announcement { brand: Some(old.brand), event: Event::Collections });
                }
            }
            // One's own shows where it was made; a shared one everywhere.
            Fact::Search(search) => {
                let brand = search.brand.filter(|_| search.shared);
                others.extend(brand.map(|brand| Announcement { brand: Some(brand), event: Event::Collections }));
            }
            Fact::SearchGone(id) => {
                let brand = before.search(*id).filter(|old| old.shared).and_then(|old| old.brand);
                others.extend(brand.map(|brand| Announcement { brand: Some(brand), event: Event::Collections }));
            }
            Fact::Campaign(campaign) => {
                others.push(Announcement { brand: Some(campaign.brand), event: Event::Campaign(campaign.id) });
            }
            // Nobody else is shown a member's tokens, and the page that changes them asks anew by itself.
            Fact::Token { .. } | Fact::TokenGone { .. } | Fact::TokensGone(_) => {}
            Fact::CampaignGone(id) => {
                if let Some(old) = before.campaign(*id) {
                    others.push(Announcement { brand: Some(old.brand), event: Event::Campaign(*id) });
                }
            }
        }
    }
    let assets = assets
        .into_iter()
        .map(|(brand, ids)| Announcement { brand: Some(brand), event: Event::Assets(ids.into_iter().collect()) });
    assets.chain(others).collect()
}
