//! Campaigns of a brand and their public links.

use super::error::ApiError;
use crate::domain::bulk::Outcome;
use crate::domain::campaign::{CampaignDetail, CampaignFace};
use crate::domain::id::{AssetId, CampaignId};
use leptos::prelude::*;
use leptos::server_fn::codec::{GetUrl, Json};

/// Campaigns of the brand with that slug, newest first.
#[server(input = GetUrl, endpoint = "campaigns/list")]
pub async fn list(brand: String) -> Result<Vec<CampaignFace>, ApiError> {
    super::run(|ctx| async move { crate::server::service::campaigns::list(&ctx, &brand) }).await
}

/// One campaign.
#[server(input = GetUrl, endpoint = "campaigns/get")]
pub async fn campaign(campaign: CampaignId) -> Result<CampaignDetail, ApiError> {
    super::run(|ctx| async move { crate::server::service::campaigns::detail(&ctx, campaign) }).await
}

/// Creates a private campaign in the brand with that slug.
#[server(input = Json, endpoint = "campaigns/create")]
pub async fn create(brand: String, name: String, description: String) -> Result<CampaignId, ApiError> {
    super::run(|ctx| async move { crate::server::service::campaigns::create(&ctx, &brand, &name, &description).await }).await
}

/// Changes name and description; the public link stays.
#[server(input = Json, endpoint = "campaigns/edit")]
pub async fn edit(campaign: CampaignId, name: String, description: String) -> Result<(), ApiError> {
    super::run(
        |ctx| async move { crate::server::service::campaigns::edit(&ctx, campaign, Some(&name), Some(&description)).await },
    )
    .await
}

/// Deletes the grouping; its assets stay.
#[server(input = Json, endpoint = "campaigns/delete")]
pub async fn delete(campaign: CampaignId) -> Result<(), ApiError> {
    super::run(|ctx| async move { crate::server::service::campaigns::delete(&ctx, campaign).await }).await
}

/// Adds assets of the same brand. Those already in it and those of other brands are skipped.
#[server(input = Json, endpoint = "campaigns/add")]
pub async fn add(campaign: CampaignId, assets: Vec<AssetId>) -> Result<Outcome, ApiError> {
    super::run(|ctx| async move { crate::server::service::campaigns::add(&ctx, campaign, &assets).await }).await
}

/// Takes assets out.
#[server(input = Json, endpoint = "campaigns/remove")]
pub async fn remove(campaign: CampaignId, assets: Vec<AssetId>) -> Result<Outcome, ApiError> {
    super::run(|ctx| async move { crate::server::service::campaigns::remove(&ctx, campaign, &assets).await }).await
}

/// Turns the public link on or off. Off retires it for good; on again makes a new one.
#[server(input = Json, endpoint = "campaigns/set_public")]
pub async fn set_public(campaign: CampaignId, public: bool) -> Result<CampaignDetail, ApiError> {
    super::run(|ctx| async move { crate::server::service::share::set_public(&ctx, campaign, public).await }).await
}

/// Retires the public link and makes a new one.
#[server(input = Json, endpoint = "campaigns/regenerate")]
pub async fn regenerate(campaign: CampaignId) -> Result<CampaignDetail, ApiError> {
    super::run(|ctx| async move { crate::server::service::share::regenerate(&ctx, campaign).await }).await
}
