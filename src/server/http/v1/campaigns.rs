//! Campaigns of brands, what is in them, and their public links.

use super::answer::{Answer, Created, Done, Json};
use super::at;
use super::caller::{Caller, Publish, Read, Write};
use super::collections::Assets;
use super::condition::IfMatch;
use super::extract::{Body, Path, Query};
use super::shape::{Campaign, CampaignWithLink, List, Outcome};
use crate::domain::id::{AssetId, CampaignId};
use crate::domain::text::{Description, Name};
use crate::server::context::Ctx;
use crate::server::service::{brands, campaigns, share};
use schemars::JsonSchema;
use serde::Deserialize;

/// Of which brand.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OfBrand {
    /// Slug of a brand; without it, of every brand you see.
    brand: Option<String>,
}

pub async fn list(caller: Caller<Read>, Query(of): Query<OfBrand>) -> Answer<Json<List<Campaign>>> {
    let slugs = match of.brand {
        Some(slug) => vec![slug],
        None => brands::list(&caller).into_iter().map(|face| face.brand.slug).collect(),
    };
    let mut items = Vec::new();
    for slug in slugs {
        items.extend(campaigns::list(&caller, &slug)?.into_iter().map(|face| Campaign::of(face, slug.clone())));
    }
    Ok(Json(List { items }))
}

/// A campaign in an address.
#[derive(Deserialize, JsonSchema)]
pub struct At {
    /// Its id.
    campaign: CampaignId,
}

fn one(ctx: &Ctx, id: CampaignId) -> Answer<CampaignWithLink> {
    Ok(CampaignWithLink::of(campaigns::detail(ctx, id)?))
}

pub async fn get(caller: Caller<Read>, Path(At { campaign }): Path<At>) -> Answer<Json<CampaignWithLink>> {
    one(&caller, campaign).map(Json)
}

/// A campaign to be made, private at first.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCampaign {
    /// Slug of its brand.
    brand: String,
    /// No other of its brand may have the same; upper and lower case do not matter.
    #[schemars(length(min = 1, max = Name::MOST))]
    name: String,
    #[serde(default)]
    #[schemars(length(max = Description::MOST))]
    description: String,
}

pub async fn create(caller: Caller<Write>, Body(new): Body<NewCampaign>) -> Answer<Created<CampaignWithLink>> {
    let id = campaigns::create(&caller, &new.brand, &new.name, &new.description).await?;
    Ok(Created { at: at(&format!("/campaigns/{id}")), body: one(&caller, id)? })
}

/// What to change; what is left out stays.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CampaignChanges {
    #[schemars(length(min = 1, max = Name::MOST))]
    name: Option<String>,
    #[schemars(length(max = Description::MOST))]
    description: Option<String>,
}

pub async fn patch(
    caller: Caller<Write>,
    Path(At { campaign }): Path<At>,
    if_match: IfMatch,
    Body(changes): Body<CampaignChanges>,
) -> Answer<Json<CampaignWithLink>> {
    let ctx = if_match.bind(&caller, move |ctx| one(ctx, campaign));
    campaigns::edit(&ctx, campaign, changes.name.as_deref(), changes.description.as_deref()).await?;
    one(&caller, campaign).map(Json)
}

pub async fn delete(caller: Caller<Write>, Path(At { campaign }): Path<At>, if_match: IfMatch) -> Answer<Done> {
    campaigns::delete(&if_match.bind(&caller, move |ctx| one(ctx, campaign)), campaign).await?;
    Ok(Done)
}

pub async fn add(caller: Caller<Write>, Path(At { campaign }): Path<At>, Body(wanted): Body<Assets>) -> Answer<Json<Outcome>> {
    let ids = wanted.ids(&caller)?;
    Ok(Json(campaigns::add(&caller, campaign, &ids).await?.into()))
}

/// An asset in a campaign, in an address.
#[derive(Deserialize, JsonSchema)]
pub struct AssetAt {
    /// The campaign's id.
    campaign: CampaignId,
    /// The asset's id.
    asset: AssetId,
}

pub async fn remove(caller: Caller<Write>, Path(AssetAt { campaign, asset }): Path<AssetAt>) -> Answer<Done> {
    campaigns::remove(&caller, campaign, &[asset]).await?;
    Ok(Done)
}

pub async fn publish(caller: Caller<Publish>, Path(At { campaign }): Path<At>) -> Answer<Json<CampaignWithLink>> {
    Ok(Json(CampaignWithLink::of(share::set_public(&caller, campaign, true).await?)))
}

pub async fn unpublish(caller: Caller<Publish>, Path(At { campaign }): Path<At>) -> Answer<Json<CampaignWithLink>> {
    Ok(Json(CampaignWithLink::of(share::set_public(&caller, campaign, false).await?)))
}

pub async fn regenerate(caller: Caller<Publish>, Path(At { campaign }): Path<At>) -> Answer<Json<CampaignWithLink>> {
    Ok(Json(CampaignWithLink::of(share::regenerate(&caller, campaign).await?)))
}
