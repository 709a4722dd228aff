//! One action on many assets.

use super::answer::{Answer, Json};
use super::caller::{Caller, Write};
use super::extract::Body;
use super::question::{Question, Selected, invalid, selected};
use super::shape::Outcome;
use crate::domain::asset::Rating;
use crate::domain::bulk;
use crate::domain::id::{AssetId, CampaignId, CollectionId};
use crate::domain::review::{Move, NOTE_MOST, Status};
use crate::domain::token::TokenScope;
use crate::server::context::Ctx;
use crate::server::error::{Error, Result};
use crate::server::service::assets::MOST_AT_ONCE;
use crate::server::service::{assets, campaigns, collections, library, review, trash};
use schemars::JsonSchema;
use serde::Deserialize;

/// Which assets, by `assets` or by `query`, and what to do to each: at most 20,000 of them.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BulkRequest {
    /// These.
    #[schemars(length(min = 1, max = MOST_AT_ONCE))]
    assets: Option<Vec<AssetId>>,
    /// Every result of this question at the moment of the request.
    query: Option<Question>,
    action: Action,
}

/// What to do to each asset.
#[derive(Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[schemars(rename = "BulkAction")]
pub enum Action {
    /// Rate; 0 takes the rating away.
    Rate {
        #[schemars(range(max = 5))]
        rating: u8,
    },
    /// Add tags; those an asset has already stay.
    AddTags { tags: Vec<String> },
    /// Take tags off.
    RemoveTags { tags: Vec<String> },
    /// Make a move of review; assets that are not in the status `seen` are skipped.
    Move {
        #[serde(rename = "move")]
        step: Move,
        seen: Status,
        #[serde(default)]
        #[schemars(length(max = NOTE_MOST))]
        note: String,
    },
    /// File into a collection of their brand.
    File { collection: CollectionId },
    /// Take out of a collection.
    Unfile { collection: CollectionId },
    /// Put into a campaign of their brand.
    AddToCampaign { campaign: CampaignId },
    /// Take out of a campaign.
    RemoveFromCampaign { campaign: CampaignId },
    /// Move to the brand with this slug: out of collections and campaigns, and a draft again.
    MoveToBrand { brand: String },
    /// Delete to the trash.
    Trash {},
    /// Take out of the trash.
    Restore {},
    /// Delete what is in the trash for good. Needs the scope `purge`.
    Purge {},
}

pub async fn run(caller: Caller<Write>, Body(asked): Body<BulkRequest>) -> Answer<Json<Outcome>> {
    let BulkRequest { assets, query, action } = asked;
    if matches!(action, Action::Purge {}) {
        caller.also(TokenScope::Purge)?;
    }
    if let Action::Rate { rating: 6.. } = action {
        return Err(invalid("action.rating", "stars are 0 to 5"));
    }
    let ids = match selected(&caller, assets, query)? {
        Selected::Assets(ids) => ids,
        Selected::Results(query) => library::all(&caller, &query)?,
    };
    Ok(Json(perform(&caller, &ids, action).await?.into()))
}

/// Does it. That a single asset is refused is told like those of many: as skipped.
async fn perform(ctx: &Ctx, ids: &[AssetId], action: Action) -> Result<bulk::Outcome> {
    if ids.is_empty() {
        return Ok(bulk::Outcome::default());
    }
    let outcome = match action {
        Action::Rate { rating } => assets::rate(ctx, ids, Rating::new(rating).unwrap_or_default()).await,
        Action::AddTags { tags } => assets::add_tags(ctx, ids, &tags).await,
        Action::RemoveTags { tags } => assets::remove_tags(ctx, ids, &tags).await,
        Action::Move { step, seen, note } => {
            let assets: Vec<(AssetId, Status)> = ids.iter().map(|id| (*id, seen)).collect();
            review::make_move(ctx, &assets, step, &note).await
        }
        Action::File { collection } => collections::file(ctx, ids, collection).await,
        Action::Unfile { collection } => collections::unfile(ctx, ids, collection).await,
        Action::AddToCampaign { campaign } => return campaigns::add(ctx, campaign, ids).await,
        Action::RemoveFromCampaign { campaign } => return campaigns::remove(ctx, campaign, ids).await,
        Action::MoveToBrand { brand } => assets::move_to_brand(ctx, ids, &brand).await,
        Action::Trash {} => assets::trash(ctx, ids).await,
        Action::Restore {} => assets::restore(ctx, ids).await,
        Action::Purge {} => trash::purge(ctx, ids).await,
    };
    match (outcome, ids) {
        (Err(error @ (Error::Denied(_) | Error::Missing("asset") | Error::Conflict { .. })), [single]) => {
            Ok(assets::refused(ctx, *single, &error))
        }
        (outcome, _) => outcome,
    }
}
