//! Campaigns: a brand's assets around one initiative, which can be shared by a public link.

use super::asset::Card;
use super::brand::Brand;
use super::id::{BrandId, CampaignId, MemberId};
use super::review::Status;
use super::text::{Description, Name};
use super::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The sentence under Visibility while a campaign is private.
pub const PRIVATE_SENTENCE: &str = "Only studio members can view this campaign.";
/// The sentence under Visibility while a campaign is public.
pub const PUBLIC_SENTENCE: &str = "Anyone with the link can view this campaign’s approved assets.";
/// Shown when a brand already has a campaign of that name.
pub const NAME_TAKEN: &str = "A campaign with that name already exists.";

/// One initiative of a brand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Campaign {
    pub id: CampaignId,
    pub brand: BrandId,
    pub name: Name,
    pub description: Description,
    pub creator: MemberId,
    pub created: Timestamp,
    pub link: Link,
}

/// The state of a campaign's public link.
///
/// The token is derived from the studio's secret, the campaign and `generation`, so it is never stored;
/// raising `generation` retires every earlier link at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Anyone with the link can view the approved assets.
    pub public: bool,
    /// Raised at each regeneration and each time the campaign is made private.
    pub generation: u32,
}

impl Link {
    /// Before anything was shared.
    pub const PRIVATE: Self = Self { public: false, generation: 0 };
}

/// A campaign in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignFace {
    pub campaign: Campaign,
    pub creator: String,
    /// Assets in it, in any status, outside the trash.
    pub assets: u32,
    pub approved: u32,
    /// Up to three assets for the cover, newest first.
    pub cover: Vec<Card>,
}

/// A campaign on its own page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignDetail {
    pub campaign: Campaign,
    pub brand: Brand,
    pub creator: String,
    /// Assets by status, those with none left out.
    pub counts: Vec<(Status, u32)>,
    /// Whole public address, for those who may manage it while it is public.
    pub link: Option<String>,
    /// The studio allows public sharing.
    pub sharing_allowed: bool,
}
