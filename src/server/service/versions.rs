//! Versions of an asset: a new file in place of the old one, which stays and can be brought back.

use super::assets;
use super::ingest::Received;
use super::trash;
use crate::domain::access::Action;
use crate::domain::asset::Asset;
use crate::domain::id::{AssetId, Id};
use crate::domain::rendition::Renditions;
use crate::domain::review::{Status, Step};
use crate::domain::version::{Version, VersionFace};
use crate::server::context::Ctx;
use crate::server::db::{self, jobs::Job};
use crate::server::error::{Error, Result};
use crate::server::ids;
use crate::server::studio::Change;

/// What became of a file that was to be a new version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Added {
    /// Of the version that is current now.
    pub number: u32,
    /// It is the current file already; nothing was added.
    pub already: bool,
}

/// The asset, if the actor may give it other bytes as it is now.
pub fn open(ctx: &Ctx, id: AssetId) -> Result<Asset> {
    let asset = assets::get(ctx, id, Action::AddVersion)?;
    if asset.trashed.is_some() {
        return Err(Error::conflict("It is in the trash. Restore it first."));
    }
    match asset.status.keeps_bytes() {
        Some(reason) => Err(Error::Conflict { reason: reason.to_owned(), current: Some(asset.status) }),
        None => Ok(asset),
    }
}

/// Makes a file the newest version of an asset. What is in review goes back to draft.
pub async fn add(ctx: &Ctx, id: AssetId, received: Received) -> Result<Added> {
    open(ctx, id)?;
    let (format, held) = received.keep(ctx).await?;
    let mut change = ctx.change().await;
    change.hold(held);
    let asset = open(ctx, id)?;
    if asset.object == received.hash {
        return Ok(Added { number: asset.versions, already: true });
    }
    if let Some(crc) = received.crc {
        db::objects::put_crc(&mut change.tx, &received.hash, crc);
    }
    let next = Version {
        number: asset.versions + 1,
        name: received.name,
        object: received.hash,
        bytes: received.bytes,
        format,
        facts: Default::default(),
        renditions: Renditions::Pending,
        uploader: ctx.actor.member,
        added: ctx.now,
        restored_from: None,
    };
    let number = next.number;
    succeed(ctx, &mut change, asset, &next);
    change.begin(renditions_job(ctx, id));
    change.commit().await?;
    Ok(Added { number, already: false })
}

/// Makes the file of one asset the newest version of another of the same brand, and deletes the first for good: for a
/// draft of one's own that turns out to be a version of what was there.
pub async fn adopt(ctx: &Ctx, id: AssetId, from: AssetId) -> Result<u32> {
    let given_up = trash::given_up(ctx);
    let mut change = ctx.change().await;
    let asset = open(ctx, id)?;
    let other = assets::get(ctx, from, Action::Trash)?;
    let own = other.uploader == ctx.actor.member && other.status == Status::Draft && other.versions == 1;
    if !own || other.brand != asset.brand || from == id {
        let reason = "Only a draft that you uploaded yourself to the same brand can become a version of another asset.";
        return Err(Error::conflict(reason));
    }
    if asset.object == other.object {
        return Err(Error::conflict("Both are the same file already."));
    }
    let next = Version { number: asset.versions + 1, ..Version::only(&other) };
    let likeness = ctx.catalog.likeness(from);
    succeed(ctx, &mut change, asset, &next);
    if let Some(likeness) = &likeness {
        db::likeness::put(&mut change.tx, id, likeness);
    }
    let described = likeness.is_some() || matches!(next.renditions, Renditions::Placeholder(_));
    if !described {
        change.begin(renditions_job(ctx, id));
    }
    db::assets::delete(&mut change.tx, &other, ctx.now);
    change.end(given_up.get(&from).into_iter().flatten());
    change.commit().await?;
    Ok(next.number)
}

/// Brings an earlier file back, as the newest version. What is in review goes back to draft.
pub async fn restore(ctx: &Ctx, id: AssetId, number: u32) -> Result<u32> {
    if open(ctx, id)?.versions == number {
        return Err(current(number));
    }
    let old = db::versions::one(&ctx.db, id, number).await?.ok_or(Error::Missing("version"))?;
    let held = ctx.storage.hold(&old.object).await;
    let mut change = ctx.change().await;
    change.hold(held);
    let asset = open(ctx, id)?;
    if asset.object == old.object {
        return Err(current(number));
    }
    let next =
        Version { number: asset.versions + 1, uploader: ctx.actor.member, added: ctx.now, restored_from: Some(number), ..old };
    succeed(ctx, &mut change, asset, &next);
    change.begin(renditions_job(ctx, id));
    change.commit().await?;
    Ok(next.number)
}

fn current(number: u32) -> Error {
    Error::conflict(format!("Version {number} is the current file already."))
}

/// Every version, newest first.
pub async fn all(ctx: &Ctx, id: AssetId) -> Result<Vec<Version>> {
    of(ctx, &assets::get(ctx, id, Action::See)?).await
}

/// Faces of every version, newest first, for whoever may see the asset; that is the caller's question.
pub(super) async fn list(ctx: &Ctx, asset: &Asset) -> Result<Vec<VersionFace>> {
    let face = |version: &Version| {
        let uploader = ctx.catalog.member(version.uploader).map(|member| member.name.to_string()).unwrap_or_default();
        version.face(uploader)
    };
    Ok(of(ctx, asset).await?.iter().map(face).collect())
}

async fn of(ctx: &Ctx, asset: &Asset) -> Result<Vec<Version>> {
    if asset.versions == 1 {
        return Ok(vec![Version::only(asset)]);
    }
    let mut versions = db::versions::all(&ctx.db, asset.id).await?;
    versions.reverse();
    for version in versions.iter_mut().filter(|version| version.number == asset.versions) {
        // What was learnt of the current one stands with the asset.
        version.facts = asset.facts.clone();
        version.renditions = asset.renditions.clone();
    }
    Ok(versions)
}

/// The asset as it was with that version, named like its file; the asset itself where it is the current one.
pub async fn get(ctx: &Ctx, id: AssetId, number: u32) -> Result<Asset> {
    let mut asset = assets::get(ctx, id, Action::See)?;
    if number != asset.versions {
        let version = db::versions::one(&ctx.db, id, number).await?.ok_or(Error::Missing("version"))?;
        version.become_current(&mut asset);
        asset.name = version.name;
    }
    Ok(asset)
}

/// Puts `next` after the current version.
fn succeed(ctx: &Ctx, change: &mut Change, mut asset: Asset, next: &Version) {
    let before = Version { number: asset.versions, ..Version::only(&asset) };
    if asset.versions == 1 {
        db::versions::create(&mut change.tx, asset.id, &before);
    } else {
        db::versions::learn(&mut change.tx, asset.id, &before);
    }
    db::versions::create(&mut change.tx, asset.id, next);
    next.become_current(&mut asset);
    match asset.status.on_new_bytes().and_then(|step| Some((step, asset.status.after(step)?))) {
        Some((step, after)) => {
            let step = Step {
                step,
                from: asset.status,
                to: after,
                by: ctx.actor.member,
                by_name: String::new(),
                at: ctx.now,
                note: format!("Version {} was added.", next.number),
            };
            asset.status = after;
            db::review::make_move(&mut change.tx, &asset, &step, ids::mint::<Id>(ctx.now));
        }
        None => db::assets::put(&mut change.tx, &asset),
    }
    db::likeness::forget(&mut change.tx, asset.id);
}

fn renditions_job(ctx: &Ctx, asset: AssetId) -> Job {
    Job::renditions(ids::mint(ctx.now), asset, ctx.now)
}
