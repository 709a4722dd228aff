//! Moves of the review machine.

use super::assets::{check_count, skipped};
use crate::domain::access::Action;
use crate::domain::bulk::{Outcome, named_once};
use crate::domain::id::{AssetId, Id};
use crate::domain::review::{Move, Status, Step};
use crate::server::context::Ctx;
use crate::server::db;
use crate::server::error::{Error, Result};
use crate::server::ids;

/// Makes `step` for each asset, given the status the person saw. The moves of one request are one transaction; assets
/// that have moved on meanwhile are skipped, and a single one is a conflict that says what it is now.
pub async fn make_move(ctx: &Ctx, assets: &[(AssetId, Status)], step: Move, note: &str) -> Result<Outcome> {
    check_count(assets.len())?;
    let assets = named_once(assets, |(asset, _)| *asset);
    let note = step.check_note(note)?;
    let mut change = ctx.change().await;
    let mut outcome = Outcome::default();
    for (id, seen) in &assets {
        change.tx.next_item();
        match judge(ctx, *id, *seen, step) {
            Ok((mut asset, after)) => {
                let history = Step {
                    step,
                    from: asset.status,
                    to: after,
                    by: ctx.actor.member,
                    by_name: String::new(),
                    at: ctx.now,
                    note: note.clone(),
                };
                asset.status = after;
                db::review::make_move(&mut change.tx, &asset, &history, ids::mint::<Id>(ctx.now));
                outcome.did(*id, true);
            }
            Err(error) if assets.len() == 1 => return Err(error),
            Err(error) => outcome.skipped.push(skipped(ctx, *id, error.to_string())),
        }
    }
    change.commit().await?;
    Ok(outcome)
}

fn judge(ctx: &Ctx, id: AssetId, seen: Status, step: Move) -> Result<(crate::domain::asset::Asset, Status)> {
    let (asset, brand) = ctx.asset_and_brand(id)?;
    let scope = asset.scope(brand.scope());
    ctx.require(Action::See, &scope, "asset")?;
    if asset.trashed.is_some() {
        return Err(Error::conflict("It is in the trash. Restore it first."));
    }
    if asset.status != seen {
        let reason = format!("It is {} by now.", asset.status.label().to_lowercase());
        return Err(Error::Conflict { reason, current: Some(asset.status) });
    }
    ctx.require(step.action(asset.status), &scope, "asset")?;
    let after = asset.status.after(step).ok_or_else(|| Error::Conflict {
        reason: format!("What is {} cannot be {}.", asset.status.label().to_lowercase(), step.done()),
        current: Some(asset.status),
    })?;
    Ok((asset, after))
}
