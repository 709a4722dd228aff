//! An asset with all that hangs on it: what a snapshot holds, and what verification compares.

use crate::domain::asset::Asset;
use crate::domain::id::{CampaignId, CollectionId};
use crate::server::change::Fact;
use crate::server::likeness::Descriptor;
use serde::{Deserialize, Serialize};

/// Everything the record knows of one asset and the catalog answers from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub asset: Asset,
    /// Ascending.
    pub collections: Vec<CollectionId>,
    /// Ascending.
    pub campaigns: Vec<CampaignId>,
    /// A [`Descriptor`] in its stored form; `None` where the picture is not described, or not by this version.
    #[serde(with = "serde_bytes")]
    pub likeness: Option<Vec<u8>>,
}

impl Entry {
    /// The same as facts, the asset first.
    pub fn facts(self) -> impl Iterator<Item = Fact> {
        let id = self.asset.id;
        let filed = self.collections.into_iter().map(move |collection| Fact::Filed { asset: id, collection });
        let campaigns = self.campaigns.into_iter().map(move |campaign| Fact::InCampaign { asset: id, campaign });
        let likeness = self.likeness.and_then(|bytes| Descriptor::from_bytes(&bytes));
        let likeness = likeness.map(|likeness| Fact::Likeness { asset: id, likeness: Box::new(likeness) });
        std::iter::once(Fact::Asset(Box::new(self.asset))).chain(filed).chain(campaigns).chain(likeness)
    }
}
