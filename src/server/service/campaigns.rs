//! Campaigns and what is in them. Their public links are in `share`.

use super::assets::{check_count, get as get_asset, skipped};
use crate::domain::access::{Action, Scope};
use crate::domain::brand::Brand;
use crate::domain::bulk::{Outcome, named_once};
use crate::domain::campaign::{Campaign, CampaignDetail, CampaignFace, Link, NAME_TAKEN};
use crate::domain::id::{AssetId, CampaignId};
use crate::domain::text::{Description, Invalid, Name};
use crate::server::context::Ctx;
use crate::server::db::{self, tx::Refusal};
use crate::server::error::{Error, Result};
use crate::server::ids;

/// Campaigns of the brand with that slug, newest first.
pub fn list(ctx: &Ctx, brand: &str) -> Result<Vec<CampaignFace>> {
    let brand = super::brands::by_slug(ctx, brand)?;
    Ok(ctx.catalog.campaign_faces(brand.id))
}

/// The campaign and its brand, if the actor may do `action`.
pub fn get(ctx: &Ctx, id: CampaignId, action: Action) -> Result<(Campaign, Brand)> {
    let campaign = ctx.catalog.campaign(id).ok_or(Error::Missing("campaign"))?;
    let brand = ctx.brand(campaign.brand)?;
    ctx.require(action, &Scope::Brand(brand.scope()), "campaign")?;
    Ok((campaign, brand))
}

/// One campaign; the link only for those who may manage it.
pub fn detail(ctx: &Ctx, id: CampaignId) -> Result<CampaignDetail> {
    let (campaign, brand) = get(ctx, id, Action::See)?;
    let manages = ctx.actor.may(Action::ManageCampaign, &Scope::Brand(brand.scope()));
    let link = (manages && campaign.link.public).then(|| super::share::address(&ctx.studio, &campaign, &brand));
    Ok(CampaignDetail {
        creator: ctx.catalog.member(campaign.creator).map(|member| member.name.to_string()).unwrap_or_default(),
        counts: ctx.catalog.campaign_counts(id),
        link,
        sharing_allowed: ctx.config.sharing_allowed,
        campaign,
        brand,
    })
}

/// Creates a private campaign.
pub async fn create(ctx: &Ctx, brand: &str, name: &str, description: &str) -> Result<CampaignId> {
    let brand = super::brands::by_slug(ctx, brand)?;
    ctx.require(Action::FillCampaign, &Scope::Brand(brand.scope()), "brand")?;
    let campaign = Campaign {
        id: ids::mint(ctx.now),
        brand: brand.id,
        name: Name::new(name)?,
        description: Description::new(description)?,
        creator: ctx.actor.member,
        created: ctx.now,
        link: Link::PRIVATE,
    };
    let mut change = ctx.change().await;
    db::campaigns::create(&mut change.tx, &campaign);
    change.commit().await.map_err(name_taken)?;
    Ok(campaign.id)
}

/// Changes name and description, or what is given of them.
pub async fn edit(ctx: &Ctx, id: CampaignId, name: Option<&str>, description: Option<&str>) -> Result<()> {
    let name = name.map(Name::new).transpose()?;
    let description = description.map(Description::new).transpose()?;
    let mut change = ctx.change().await;
    let (mut campaign, _) = get(ctx, id, Action::ManageCampaign)?;
    let old_name = campaign.name.clone();
    campaign.name = name.unwrap_or(campaign.name);
    campaign.description = description.unwrap_or(campaign.description);
    db::campaigns::edit(&mut change.tx, &campaign, &old_name);
    change.commit().await.map_err(name_taken)
}

/// Deletes the grouping; its assets stay.
pub async fn delete(ctx: &Ctx, id: CampaignId) -> Result<()> {
    let mut change = ctx.change().await;
    let (campaign, _) = get(ctx, id, Action::ManageCampaign)?;
    db::campaigns::delete(&mut change.tx, &campaign);
    Ok(change.commit().await?)
}

/// Adds assets of the campaign's brand; those already in it are skipped.
pub async fn add(ctx: &Ctx, id: CampaignId, assets: &[AssetId]) -> Result<Outcome> {
    check_count(assets.len())?;
    let mut change = ctx.change().await;
    let (campaign, _) = get(ctx, id, Action::FillCampaign)?;
    let mut outcome = Outcome::default();
    for asset in named_once(assets, |asset| **asset) {
        let refusal = match get_asset(ctx, *asset, Action::See) {
            Err(error) => Some(error.to_string()),
            Ok(found) if found.brand != campaign.brand => Some("It is not on this campaign’s brand.".to_owned()),
            Ok(_) if ctx.catalog.in_campaign(*asset, id) => Some("It is in the campaign already.".to_owned()),
            Ok(_) => None,
        };
        match refusal {
            Some(reason) => outcome.skipped.push(skipped(ctx, *asset, reason)),
            None => {
                db::campaigns::add(&mut change.tx, *asset, id);
                outcome.did(*asset, true);
            }
        }
    }
    change.commit().await?;
    Ok(outcome)
}

/// Takes assets out.
pub async fn remove(ctx: &Ctx, id: CampaignId, assets: &[AssetId]) -> Result<Outcome> {
    check_count(assets.len())?;
    let mut change = ctx.change().await;
    get(ctx, id, Action::FillCampaign)?;
    let mut outcome = Outcome::default();
    for asset in named_once(assets, |asset| **asset) {
        if ctx.catalog.in_campaign(*asset, id) {
            db::campaigns::remove(&mut change.tx, *asset, id);
            outcome.did(*asset, true);
        } else {
            outcome.skipped.push(skipped(ctx, *asset, "It is not in the campaign.".to_owned()));
        }
    }
    change.commit().await?;
    Ok(outcome)
}

fn name_taken(refusal: Refusal) -> Error {
    match refusal {
        Refusal::Taken(_) => Invalid::new("name", NAME_TAKEN).into(),
        other => other.into(),
    }
}
