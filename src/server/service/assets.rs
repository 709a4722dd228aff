//! What people do with assets, one or many.

pub use super::ingest::{Arrival, Ingested, Received, check_filing, ingest};
use crate::domain::access::{Action, Scope};
use crate::domain::asset::{Asset, Detail, MOST_TAGS, Rating, Standing};
use crate::domain::bulk::{Alike, Outcome, Skipped, named_once};
use crate::domain::id::{AssetId, Id};
use crate::domain::review::{Status, Step};
use crate::domain::text::{FileName, Invalid, Tag};
use crate::server::context::Ctx;
use crate::server::db;
use crate::server::error::{Error, Result};
use crate::server::ids;
use crate::server::studio::Change;

/// Most assets one action takes.
pub const MOST_AT_ONCE: usize = 20_000;

/// What is said of work that is locked.
pub const LOCKED: &str = "Approved work is locked. Archive it first.";

/// The asset, if the actor may do `action` to it.
pub fn get(ctx: &Ctx, id: AssetId, action: Action) -> Result<Asset> {
    let (asset, brand) = ctx.asset_and_brand(id)?;
    ctx.require(action, &asset.scope(brand.scope()), "asset")?;
    Ok(asset)
}

/// Everything the lightbox shows.
pub async fn detail(ctx: &Ctx, id: AssetId) -> Result<Detail> {
    let asset = get(ctx, id, Action::See)?;
    let history = history(ctx, id).await?;
    let versions = super::versions::list(ctx, &asset).await?;
    let card = ctx.catalog.card(id).ok_or(Error::Missing("asset"))?;
    Ok(Detail {
        card,
        bytes: asset.bytes,
        colours: asset.facts.colours,
        taken: asset.facts.taken,
        added: asset.added,
        trashed: asset.trashed,
        tags: asset.tags,
        collections: ctx.catalog.collections_of(id),
        campaigns: ctx.catalog.campaigns_of(id),
        history,
        versions,
    })
}

/// How each of these stands, as far as the actor may see it.
pub fn standings(ctx: &Ctx, ids: &[AssetId]) -> Result<Vec<Standing>> {
    check_count(ids.len())?;
    let found = ids.iter().filter_map(|id| get(ctx, *id, Action::See).ok());
    let standing = |asset: Asset| Standing {
        asset: asset.id,
        brand: asset.brand,
        status: asset.status,
        rating: asset.rating,
        collections: ctx.catalog.collections_of(asset.id).into_iter().map(|one| one.id).collect(),
        campaigns: ctx.catalog.campaigns_of(asset.id).into_iter().map(|one| one.id).collect(),
    };
    Ok(found.map(standing).collect())
}

/// How many of these are alike in all that rights and moves go by, as far as the actor may see them.
pub fn groups(ctx: &Ctx, ids: &[AssetId]) -> Result<Vec<Alike>> {
    check_count(ids.len())?;
    let found = ids.iter().filter_map(|id| get(ctx, *id, Action::See).ok());
    Ok(Alike::groups(found.map(|asset| (asset.brand, asset.uploader, asset.status))))
}

/// What a person may change of one asset at once; what is `None` stays.
#[derive(Clone, Debug, Default)]
pub struct Edit<'a> {
    pub name: Option<&'a str>,
    pub rating: Option<Rating>,
    /// All tags it is to have, in their order; case does not matter.
    pub tags: Option<&'a [String]>,
}

/// Gives another file name.
pub async fn rename(ctx: &Ctx, id: AssetId, name: &str) -> Result<()> {
    edit(ctx, id, Edit { name: Some(name), ..Edit::default() }).await
}

/// Makes all of an edit or nothing.
pub async fn edit(ctx: &Ctx, id: AssetId, edit: Edit<'_>) -> Result<()> {
    let name = edit.name.map(FileName::new).transpose()?;
    let tags = edit.tags.map(|tags| tags.iter().map(|tag| Tag::new(tag)).collect::<Result<Vec<_>, Invalid>>()).transpose()?;
    let mut change = ctx.change().await;
    let before = get(ctx, id, Action::Edit)?;
    let mut after = before.clone();
    if let Some(name) = name {
        if before.status.locked() && name != before.name {
            return Err(Error::Conflict { reason: LOCKED.to_owned(), current: Some(before.status) });
        }
        after.name = name;
    }
    after.rating = edit.rating.unwrap_or(before.rating);
    if let Some(tags) = tags {
        after.tags = once_each(&before.tags, tags);
        if after.tags.len() > MOST_TAGS {
            return Err(Invalid::new("tags", format!("An asset has at most {MOST_TAGS} tags.")).into());
        }
    }
    if after != before {
        db::assets::put(&mut change.tx, &after);
    }
    Ok(change.commit().await?)
}

/// The wanted tags, each once, in the spelling they have already.
fn once_each(known: &[Tag], wanted: Vec<Tag>) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::new();
    for tag in wanted {
        if !tags.iter().any(|other| other.folded() == tag.folded()) {
            tags.push(known.iter().find(|known| known.folded() == tag.folded()).cloned().unwrap_or(tag));
        }
    }
    tags
}

/// Everything that happened to the asset in review, oldest first.
pub async fn history(ctx: &Ctx, id: AssetId) -> Result<Vec<Step>> {
    get(ctx, id, Action::See)?;
    let mut history = db::review::history(&ctx.db, id).await?;
    for step in &mut history {
        step.by_name = ctx.catalog.member(step.by).map(|member| member.name.to_string()).unwrap_or_default();
    }
    Ok(history)
}

/// Rates; [`Rating::NONE`] clears.
pub async fn rate(ctx: &Ctx, ids: &[AssetId], rating: Rating) -> Result<Outcome> {
    each(ctx, ids, Action::Edit, |asset, change| {
        if asset.rating != rating {
            asset.rating = rating;
            db::assets::put(&mut change.tx, asset);
        }
        Ok(())
    })
    .await
}

/// Adds tags; spelling of the first use is kept, case does not matter.
pub async fn add_tags(ctx: &Ctx, ids: &[AssetId], tags: &[String]) -> Result<Outcome> {
    let tags = tags.iter().map(|tag| Tag::new(tag)).collect::<Result<Vec<_>, Invalid>>()?;
    each(ctx, ids, Action::Edit, |asset, change| {
        let mut added = false;
        for tag in &tags {
            if !asset.tags.iter().any(|known| known.folded() == tag.folded()) {
                asset.tags.push(tag.clone());
                added = true;
            }
        }
        if asset.tags.len() > MOST_TAGS {
            return Err(format!("It would have more than {MOST_TAGS} tags."));
        }
        if added {
            db::assets::put(&mut change.tx, asset);
        }
        Ok(())
    })
    .await
}

/// Takes tags off, case does not matter.
pub async fn remove_tags(ctx: &Ctx, ids: &[AssetId], tags: &[String]) -> Result<Outcome> {
    let folded: Vec<String> = tags.iter().map(|tag| crate::domain::text::fold(tag)).collect();
    each(ctx, ids, Action::Edit, |asset, change| {
        let before = asset.tags.len();
        asset.tags.retain(|tag| !folded.contains(&tag.folded()));
        if asset.tags.len() != before {
            db::assets::put(&mut change.tx, asset);
        }
        Ok(())
    })
    .await
}

/// Moves to the brand with that slug. What moves leaves its collections and campaigns and is a draft again.
pub async fn move_to_brand(ctx: &Ctx, ids: &[AssetId], brand: &str) -> Result<Outcome> {
    let target = super::brands::by_slug(ctx, brand)?;
    ctx.require(Action::Upload, &Scope::Brand(target.scope()), "brand")?;
    if target.personal_of.is_some() {
        return Err(Invalid::new("brand", "Nothing moves into a Personal brand. Upload it there instead.").into());
    }
    let note = format!("Moved to {}.", target.name);
    each(ctx, ids, Action::MoveAway, |asset, change| {
        if asset.brand == target.id {
            return Ok(());
        }
        let step = asset.status.to_draft().map(|step| Step {
            step,
            from: asset.status,
            to: Status::Draft,
            by: ctx.actor.member,
            by_name: String::new(),
            at: ctx.now,
            note: note.clone(),
        });
        asset.brand = target.id;
        if let Some(step) = step {
            asset.status = Status::Draft;
            db::review::make_move(&mut change.tx, asset, &step, ids::mint::<Id>(ctx.now));
        }
        db::assets::move_away(&mut change.tx, asset);
        Ok(())
    })
    .await
}

/// Deletes to the trash.
pub async fn trash(ctx: &Ctx, ids: &[AssetId]) -> Result<Outcome> {
    let now = ctx.now;
    each(ctx, ids, Action::Trash, |asset, change| {
        if asset.trashed.is_none() {
            asset.trashed = Some(now);
            db::assets::put(&mut change.tx, asset);
        }
        Ok(())
    })
    .await
}

/// Takes out of the trash.
pub async fn restore(ctx: &Ctx, ids: &[AssetId]) -> Result<Outcome> {
    each(ctx, ids, Action::Trash, |asset, change| {
        if asset.trashed.take().is_some() {
            db::assets::put(&mut change.tx, asset);
        }
        Ok(())
    })
    .await
}

/// Does `work` to each asset for which the actor has the right, in one transaction; skips the others with the reason.
/// A single asset that is refused is an error.
pub(super) async fn each(
    ctx: &Ctx,
    ids: &[AssetId],
    action: Action,
    work: impl FnMut(&mut Asset, &mut Change) -> Result<(), String>,
) -> Result<Outcome> {
    let change = ctx.change().await;
    each_in(ctx, change, ids, action, work).await
}

/// The same within a change that was begun already, for what must be looked up under its turn.
pub(super) async fn each_in(
    ctx: &Ctx,
    mut change: Change,
    ids: &[AssetId],
    action: Action,
    mut work: impl FnMut(&mut Asset, &mut Change) -> Result<(), String>,
) -> Result<Outcome> {
    check_count(ids.len())?;
    let ids = named_once(ids, |id| **id);
    let mut outcome = Outcome::default();
    for id in &ids {
        change.tx.next_item();
        let mut asset = match get(ctx, **id, action) {
            Ok(asset) => asset,
            Err(error) if ids.len() == 1 => return Err(locked_or(ctx, **id, action, error)),
            Err(error) => {
                outcome.skipped.push(skipped(ctx, **id, locked_or(ctx, **id, action, error).to_string()));
                continue;
            }
        };
        let before = change.tx.written();
        match work(&mut asset, &mut change) {
            Ok(()) => {
                outcome.did(**id, change.tx.written() > before);
            }
            Err(reason) if ids.len() == 1 => return Err(Error::conflict(reason)),
            Err(reason) => outcome.skipped.push(skipped(ctx, **id, reason)),
        }
    }
    change.commit().await?;
    Ok(outcome)
}

/// The outcome of an action on a single asset that was refused: that it was skipped, and why.
pub fn refused(ctx: &Ctx, id: AssetId, error: &Error) -> Outcome {
    Outcome { skipped: vec![skipped(ctx, id, error.to_string())], ..Outcome::default() }
}

/// Refuses more than one request should carry.
pub(super) fn check_count(count: usize) -> Result<()> {
    if count > MOST_AT_ONCE {
        return Err(Invalid::new("assets", format!("Act on at most {MOST_AT_ONCE} assets at once.")).into());
    }
    Ok(())
}

/// An asset left alone; its name only if the actor may see it.
pub(super) fn skipped(ctx: &Ctx, id: AssetId, reason: String) -> Skipped {
    let name = get(ctx, id, Action::See).map(|asset| asset.name.to_string()).unwrap_or_default();
    Skipped { asset: id, name, reason }
}

/// Says that an approved asset is locked, rather than that the actor may not delete it.
fn locked_or(ctx: &Ctx, id: AssetId, action: Action, error: Error) -> Error {
    match (&error, action, ctx.catalog.asset(id)) {
        (Error::Denied(_), Action::Trash | Action::Purge | Action::MoveAway, Some(asset)) if asset.status.locked() => {
            Error::Conflict { reason: LOCKED.to_owned(), current: Some(asset.status) }
        }
        _ => error,
    }
}
