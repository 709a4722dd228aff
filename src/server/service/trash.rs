//! What is deleted for good: by people, and by itself when it lay in the trash for long enough.

use super::assets::{each, skipped};
use crate::domain::access::Action;
use crate::domain::asset::TRASH_DAYS;
use crate::domain::bulk::Outcome;
use crate::domain::id::{AssetId, JobId};
use crate::domain::query::{Bucket, LibraryQuery};
use crate::domain::time::DAY;
use crate::server::context::Ctx;
use crate::server::db;
use crate::server::error::{Error, Result};
use crate::server::jobs;
use crate::server::studio::Studio;
use futures::TryStreamExt;
use std::collections::HashMap;

/// Assets deleted in one transaction where many are.
const STEP: usize = 1_000;

/// Deletes trashed assets for good. Their bytes follow in the background, unless something else refers to them.
pub async fn purge(ctx: &Ctx, ids: &[AssetId]) -> Result<Outcome> {
    let given_up = given_up(&ctx.studio);
    let outcome = each(ctx, ids, Action::Purge, |asset, change| {
        if asset.trashed.is_none() {
            return Err("It is not in the trash.".to_owned());
        }
        db::assets::delete(&mut change.tx, asset, ctx.now);
        change.end(given_up.get(&asset.id).into_iter().flatten());
        Ok(())
    })
    .await?;
    jobs::tidy_soon(&ctx.studio);
    Ok(outcome)
}

/// Deletes everything for good that the actor may, in the trash of the brand with that slug, or of all brands when empty.
pub async fn empty(ctx: &Ctx, brand: &str) -> Result<Outcome> {
    let brand = match brand {
        "" => None,
        slug => Some(super::brands::by_slug(ctx, slug)?.slug),
    };
    let query = LibraryQuery { brand, bucket: Bucket::Trash, ..LibraryQuery::default() };
    let mut whole = Outcome::default();
    for step in ctx.catalog.ids(&ctx.actor, &query, ctx.now).chunks(STEP) {
        match purge(ctx, step).await {
            Ok(outcome) => whole.extend(outcome),
            // A single one that is refused is one that is left alone here.
            Err(error) if step.len() == 1 && !error.internal() => {
                whole.skipped.extend(step.iter().map(|id| skipped(ctx, *id, error.to_string())));
            }
            Err(error) => return Err(error),
        }
    }
    Ok(whole)
}

/// Deletes for good what lies in the trash for [`TRASH_DAYS`]; says how many.
pub async fn purge_expired(studio: &Studio) -> Result<usize> {
    let now = studio.clock.now();
    let limit = now.plus(-TRASH_DAYS * DAY);
    let mut count = 0;
    loop {
        let mut change = studio.change().await;
        let expired = studio.catalog.trashed_before(limit, STEP);
        if expired.is_empty() {
            return Ok(count);
        }
        let given_up = given_up(studio);
        for asset in expired.iter().filter_map(|id| studio.catalog.asset(*id)) {
            change.tx.next_item();
            db::assets::delete(&mut change.tx, &asset, now);
            change.end(given_up.get(&asset.id).into_iter().flatten());
        }
        change.commit().await?;
        count += expired.len();
    }
}

/// Takes away the bytes of objects that lost an asset, and everything made of them, unless something refers to them;
/// says how many went.
pub async fn remove_forsaken(studio: &Studio) -> Result<usize> {
    let mut count = 0;
    loop {
        let forsaken = db::objects::forsaken(&studio.db, 100).await?;
        if forsaken.is_empty() {
            return Ok(count);
        }
        for object in forsaken {
            // Held, so that nobody adds an asset of these bytes between the look and the deed.
            let _held = studio.storage.hold(&object).await;
            let needed = studio.needs(&object).await?;
            if !needed {
                studio.storage.delete_all(&object).await?;
                count += 1;
            }
            let mut change = studio.change().await;
            if needed {
                db::objects::keep(&mut change.tx, &object);
            } else {
                db::objects::forget(&mut change.tx, &object);
            }
            change.commit().await.map_err(Error::from)?;
        }
    }
}

/// Takes away the bytes of objects that no asset refers to though nobody noted that one was lost; says how many went.
/// What is younger than a day may yet get its asset.
pub async fn remove_forgotten(studio: &Studio) -> Result<usize> {
    let limit = studio.clock.now().plus(-DAY);
    let mut count = 0;
    let mut stored = studio.storage.objects();
    while let Some(object) = stored.try_next().await? {
        if object.modified >= limit || studio.needs(&object.hash).await? {
            continue;
        }
        let held = studio.storage.hold(&object.hash).await;
        if studio.needs(&object.hash).await? {
            continue;
        }
        studio.storage.delete_all(&object.hash).await?;
        let mut change = studio.change().await;
        change.hold(held);
        db::objects::forget(&mut change.tx, &object.hash);
        change.commit().await.map_err(Error::from)?;
        count += 1;
    }
    Ok(count)
}

/// Jobs that wait for a person, by their asset.
pub(super) fn given_up(studio: &Studio) -> HashMap<AssetId, Vec<JobId>> {
    let mut jobs: HashMap<AssetId, Vec<JobId>> = HashMap::new();
    for job in studio.queue.poisoned() {
        if let Some(asset) = job.asset {
            jobs.entry(asset).or_default().push(job.id);
        }
    }
    jobs
}
