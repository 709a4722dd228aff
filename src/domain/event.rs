//! What the studio announces to open browsers, so that they ask again.

use super::id::{AssetId, CampaignId};
use serde::{Deserialize, Serialize};

/// Something changed that the receiver may see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The stream is open, or events were missed: ask for everything shown.
    Refresh,
    /// These assets, or their memberships, are new, changed or gone.
    Assets(Vec<AssetId>),
    /// A collection was made, renamed, moved or deleted.
    Collections,
    /// This campaign was made, changed or deleted.
    Campaign(CampaignId),
    /// Brands, members or roles changed.
    Brands,
}
