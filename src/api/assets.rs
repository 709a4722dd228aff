//! Changes to assets. Each acts on one or many and says what it did and what it skipped and why.

use super::error::ApiError;
use crate::domain::asset::Rating;
use crate::domain::bulk::Outcome;
use crate::domain::id::{AssetId, CollectionId};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// Gives the asset another file name. Refused while it is approved.
#[server(input = Json, endpoint = "assets/rename")]
pub async fn rename(asset: AssetId, name: String) -> Result<(), ApiError> {
    super::run(|ctx| async move { crate::server::service::assets::rename(&ctx, asset, &name).await }).await
}

/// Rates 1 to 5 stars; 0 clears.
#[server(input = Json, endpoint = "assets/rate")]
pub async fn rate(assets: Vec<AssetId>, rating: Rating) -> Result<Outcome, ApiError> {
    super::run(|ctx| async move { crate::server::service::assets::rate(&ctx, &assets, rating).await }).await
}

/// Adds tags; those an asset has already stay.
#[server(input = Json, endpoint = "assets/add_tags")]
pub async fn add_tags(assets: Vec<AssetId>, tags: Vec<String>) -> Result<Outcome, ApiError> {
    super::run(|ctx| async move { crate::server::service::assets::add_tags(&ctx, &assets, &tags).await }).await
}

/// Takes tags off.
#[server(input = Json, endpoint = "assets/remove_tags")]
pub async fn remove_tags(assets: Vec<AssetId>, tags: Vec<String>) -> Result<Outcome, ApiError> {
    super::run(|ctx| async move { crate::server::service::assets::remove_tags(&ctx, &assets, &tags).await }).await
}

/// Files into a collection of the assets' brand.
#[server(input = Json, endpoint = "assets/file")]
pub async fn file(assets: Vec<AssetId>, collection: CollectionId) -> Result<Outcome, ApiError> {
    super::run(|ctx| async move { crate::server::service::collections::file(&ctx, &assets, collection).await }).await
}

/// Takes out of a collection.
#[server(input = Json, endpoint = "assets/unfile")]
pub async fn unfile(assets: Vec<AssetId>, collection: CollectionId) -> Result<Outcome, ApiError> {
    super::run(|ctx| async move { crate::server::service::collections::unfile(&ctx, &assets, collection).await }).await
}

/// Moves to the brand with that slug: out of its collections and campaigns, and a draft again.
#[server(input = Json, endpoint = "assets/move")]
pub async fn move_to_brand(assets: Vec<AssetId>, brand: String) -> Result<Outcome, ApiError> {
    super::run(|ctx| async move { crate::server::service::assets::move_to_brand(&ctx, &assets, &brand).await }).await
}

/// Deletes to the trash. Approved assets are skipped.
#[server(input = Json, endpoint = "assets/trash")]
pub async fn trash(assets: Vec<AssetId>) -> Result<Outcome, ApiError> {
    super::run(|ctx| async move { crate::server::service::assets::trash(&ctx, &assets).await }).await
}

/// Takes out of the trash, memberships kept.
#[server(input = Json, endpoint = "assets/restore")]
pub async fn restore(assets: Vec<AssetId>) -> Result<Outcome, ApiError> {
    super::run(|ctx| async move { crate::server::service::assets::restore(&ctx, &assets).await }).await
}

/// Deletes trashed assets for good.
#[server(input = Json, endpoint = "assets/purge")]
pub async fn purge(assets: Vec<AssetId>) -> Result<Outcome, ApiError> {
    super::run(|ctx| async move { crate::server::service::trash::purge(&ctx, &assets).await }).await
}

/// Deletes everything in the trash of a brand (its slug; of all brands when empty) for good, as far as one may.
#[server(input = Json, endpoint = "assets/empty_trash")]
pub async fn empty_trash(brand: String) -> Result<Outcome, ApiError> {
    super::run(|ctx| async move { crate::server::service::trash::empty(&ctx, &brand).await }).await
}
