//! What one committed transaction changed. The catalog and open browsers learn of it from this value alone.

use crate::domain::asset::Asset;
use crate::domain::brand::{Brand, BrandRole};
use crate::domain::campaign::Campaign;
use crate::domain::collection::Collection;
use crate::domain::id::{AssetId, BrandId, CampaignId, CollectionId, MemberId, SearchId};
use crate::domain::member::Member;
use crate::domain::search::SavedSearch;
use crate::domain::token::Token;
use crate::server::likeness::Descriptor;

/// One thing that is true after a commit. Whole records replace what was known before.
#[derive(Clone, Debug)]
pub enum Fact {
    Member(Member),
    Brand(Brand),
    /// `None` takes the role away.
    Role {
        brand: BrandId,
        member: MemberId,
        role: Option<BrandRole>,
    },
    Asset(Box<Asset>),
    AssetGone(AssetId),
    /// What an asset's picture looks like.
    Likeness {
        asset: AssetId,
        likeness: Box<Descriptor>,
    },
    /// What it looks like is not known any more: it has other bytes.
    LikenessGone(AssetId),
    Collection(Collection),
    /// Its direct memberships end with it.
    CollectionGone(CollectionId),
    Filed {
        asset: AssetId,
        collection: CollectionId,
    },
    Unfiled {
        asset: AssetId,
        collection: CollectionId,
    },
    Search(SavedSearch),
    SearchGone(SearchId),
    Campaign(Campaign),
    /// Its memberships end with it.
    CampaignGone(CampaignId),
    InCampaign {
        asset: AssetId,
        campaign: CampaignId,
    },
    OutOfCampaign {
        asset: AssetId,
        campaign: CampaignId,
    },
    /// The token whose secret has this hash.
    Token {
        hash: String,
        token: Token,
    },
    TokenGone {
        hash: String,
    },
    /// Every token of a member ended.
    TokensGone(MemberId),
}
