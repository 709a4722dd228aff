//! Public links: made and retired by managers, opened by anyone.

use super::campaigns::{detail, get};
use super::clean::handed_out;
use crate::domain::access::Action;
use crate::domain::asset::{Asset, Mat};
use crate::domain::brand::Brand;
use crate::domain::campaign::{Campaign, CampaignDetail, Link};
use crate::domain::id::{AssetId, CampaignId};
use crate::domain::rendition::Renditions;
use crate::domain::share::{PublicAsset, PublicCampaign, Token, public_path};
use crate::server::auth::secret::token_hash;
use crate::server::context::Ctx;
use crate::server::db;
use crate::server::error::{Error, Result};
use crate::server::studio::Studio;

/// The whole public address of a campaign.
pub(super) fn address(studio: &Studio, campaign: &Campaign, brand: &Brand) -> String {
    let path = public_path(&brand.slug, campaign.name.as_str(), studio.secret.token(campaign));
    format!("{}{path}", studio.config.public_url.as_deref().unwrap_or_default())
}

/// Turns the link on or off. Asking for what is already so changes nothing.
pub async fn set_public(ctx: &Ctx, id: CampaignId, public: bool) -> Result<CampaignDetail> {
    let (campaign, _) = get(ctx, id, Action::ManageCampaign)?;
    if campaign.link.public == public { detail(ctx, id) } else { set_link(ctx, id, public).await }
}

/// Retires the link and makes a new one.
pub async fn regenerate(ctx: &Ctx, id: CampaignId) -> Result<CampaignDetail> {
    let (campaign, _) = get(ctx, id, Action::ManageCampaign)?;
    if !campaign.link.public {
        return Err(Error::conflict("The campaign is private. Make it public to get a link."));
    }
    set_link(ctx, id, true).await
}

/// Every change raises the generation, so that no earlier link ever works again.
async fn set_link(ctx: &Ctx, id: CampaignId, public: bool) -> Result<CampaignDetail> {
    if public && !ctx.config.sharing_allowed {
        return Err(Error::conflict("Public sharing isn’t set up for this studio. Ask your studio admin."));
    }
    let mut change = ctx.change().await;
    let (mut campaign, _) = get(ctx, id, Action::ManageCampaign)?;
    campaign.link = Link { public, generation: campaign.link.generation + 1 };
    let hash = public.then(|| token_hash(ctx.secret.token(&campaign)));
    db::campaigns::set_link(&mut change.tx, &campaign, hash.as_deref());
    change.commit().await?;
    detail(ctx, id)
}

/// The campaign behind a segment of a public address, at this moment.
async fn open_campaign(studio: &Studio, segment: &str) -> Result<(Campaign, Brand)> {
    let gone = || Error::Missing("page");
    let token = Token::from_segment(segment).ok_or_else(gone)?;
    if !studio.config.sharing_allowed {
        return Err(gone());
    }
    let id = db::campaigns::by_link(&studio.db, &token_hash(token)).await?.ok_or_else(gone)?;
    let campaign = studio.catalog.campaign(id).filter(|campaign| campaign.link.public).ok_or_else(gone)?;
    let brand = studio.catalog.brand(campaign.brand).ok_or_else(gone)?;
    Ok((campaign, brand))
}

/// The public page: approved assets only.
pub async fn open(studio: &Studio, segment: &str) -> Result<PublicCampaign> {
    let (campaign, brand) = open_campaign(studio, segment).await?;
    let creator = |asset: &Asset| studio.catalog.member(asset.uploader).map(|member| member.name.to_string());
    let assets = studio.catalog.public_assets(campaign.id);
    let handed_out = handed_out(studio, &assets).await?;
    Ok(PublicCampaign {
        path: public_path(&brand.slug, campaign.name.as_str(), studio.secret.token(&campaign)),
        brand: brand.name.to_string(),
        brand_colour: brand.colour,
        name: campaign.name.to_string(),
        description: campaign.description.as_str().to_owned(),
        assets: assets
            .iter()
            .map(|asset| PublicAsset {
                id: asset.id,
                name: public_name(asset),
                creator: creator(asset).unwrap_or_default(),
                width: asset.facts.width,
                height: asset.facts.height,
                mat: Mat::of(asset.facts.alpha, &asset.facts.colours),
                pictured: asset.renditions == Renditions::Ready,
                format: asset.format,
                playback: asset.facts.playback.as_deref().cloned(),
                handed_out: handed_out.contains(&asset.id),
                version: asset.object.chars().take(8).collect(),
            })
            .collect(),
    })
}

/// An asset shown on a public page, if the link lives and the asset is approved at this moment.
pub async fn open_asset(studio: &Studio, segment: &str, id: AssetId) -> Result<Asset> {
    let (campaign, _) = open_campaign(studio, segment).await?;
    studio.catalog.public_asset(campaign.id, id).ok_or(Error::Missing("picture"))
}

/// The campaign behind a link that lives, and everything its page shows at this moment.
pub(super) async fn open_all(studio: &Studio, segment: &str) -> Result<(Campaign, Vec<Asset>)> {
    let (campaign, _) = open_campaign(studio, segment).await?;
    let assets = studio.catalog.public_assets(campaign.id);
    Ok((campaign, assets))
}

/// The asset's name without its file extension.
fn public_name(asset: &Asset) -> String {
    let name = asset.name.as_str();
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && extension.len() <= 5 => stem.to_owned(),
        _ => name.to_owned(),
    }
}
