//! Many files as one archive: chosen once, and fetched from any byte on as often as the connection breaks.
//!
//! What was chosen is kept as a row for [`LIFE`], so that neither a restart nor what others add meanwhile makes it
//! another archive. Rights, names and folders are looked up anew at each request: where they changed, so does the tag.

mod folders;
mod objects;

pub use self::objects::Objects;
use self::objects::Stored;
use super::assets;
use super::{clean, share};
use crate::domain::access::Action;
use crate::domain::asset::{Asset, count_words};
use crate::domain::bulk::MOST_IN_ZIP;
use crate::domain::file_name::{named, safe};
use crate::domain::id::{AssetId, DownloadId};
use crate::domain::query::LibraryQuery;
use crate::domain::text::Invalid;
use crate::domain::time::DAY;
use crate::server::context::Ctx;
use crate::server::db::{self, downloads::Download};
use crate::server::error::{Error, Result};
use crate::server::ids;
use crate::server::storage::Key;
use crate::server::studio::Studio;
use crate::server::zip::names::{Folder, Names};
use crate::server::zip::{Entry, Plan};
use std::collections::BTreeSet;

/// How long an archive that was asked for can be fetched, in milliseconds.
pub const LIFE: i64 = 2 * DAY;

/// What is to be fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Every result of a question, in its order.
    Results(Box<LibraryQuery>),
    /// These, in this order.
    Assets(Vec<AssetId>),
}

/// An archive to be sent.
pub struct Archive {
    /// File name with its extension.
    pub name: String,
    pub plan: Plan,
    pub source: Objects,
}

/// Remembers what is to be fetched: what the actor may see of the choice. `folders` asks for one for each collection.
pub async fn ask(ctx: &Ctx, choice: &Choice, folders: bool) -> Result<DownloadId> {
    let download = choose(ctx, choice, folders)?;
    // Laid out once, so that what can not be is refused now.
    lay_out(ctx, &download)?;
    let mut change = ctx.change().await;
    db::downloads::put(&mut change.tx, &download);
    change.commit().await?;
    Ok(download.id)
}

/// The archive that the actor asked for, of what the actor may see now.
pub async fn open(ctx: &Ctx, id: DownloadId) -> Result<Archive> {
    let found = db::downloads::get(&ctx.db, id).await?;
    let mine = found.filter(|download| download.member == ctx.actor.member && download.expires > ctx.now);
    make(ctx, &mine.ok_or(Error::Missing("download"))?).await
}

/// An archive of what the choice comes to now, without remembering it.
pub async fn open_at_once(ctx: &Ctx, choice: &Choice, folders: bool) -> Result<Archive> {
    make(ctx, &choose(ctx, choice, folders)?).await
}

fn choose(ctx: &Ctx, choice: &Choice, folders: bool) -> Result<Download> {
    let (assets, within) = match choice {
        Choice::Results(query) => (ctx.catalog.ids(&ctx.actor, query, ctx.now), query.collection),
        Choice::Assets(assets) => {
            let mut known = BTreeSet::new();
            let seen = |id: &AssetId| known.insert(*id) && assets::get(ctx, *id, Action::See).is_ok();
            (assets.iter().copied().filter(seen).collect(), None)
        }
    };
    if assets.is_empty() {
        return Err(Invalid::new("assets", "There is nothing to download.").into());
    }
    check_count(assets.len())?;
    let name = name(ctx, choice, &assets);
    let (id, member, expires) = (ids::mint(ctx.now), ctx.actor.member, ctx.now.plus(LIFE));
    Ok(Download { id, member, name, folders, within, assets, expires })
}

async fn make(ctx: &Ctx, download: &Download) -> Result<Archive> {
    let files = lay_out(ctx, download)?;
    if files.is_empty() {
        return Err(Error::Missing("download"));
    }
    let known = db::objects::crcs(&ctx.db, files.iter().map(|(_, asset)| asset.object.as_str())).await?;
    let mut entries = Vec::with_capacity(files.len());
    let mut stored = Vec::with_capacity(files.len());
    for (name, asset) in files {
        stored.push(Stored { key: Key::object(&asset.object)?, bytes: asset.bytes, crc: known.get(&asset.object).copied() });
        entries.push(Entry { name, size: asset.bytes, time: asset.added, content: asset.object });
    }
    Ok(archive(&ctx.studio, &download.name, entries, stored))
}

/// Everything that a public page shows, as its single downloads are.
pub async fn open_public(studio: &Studio, segment: &str) -> Result<Archive> {
    let (campaign, assets) = share::open_all(studio, segment).await?;
    let mut names = Names::default();
    let mut entries = Vec::new();
    let mut stored = Vec::new();
    for (asset, handout) in clean::handouts(studio, assets).await? {
        let name = names.file(&Folder::default(), &named(asset.name.as_str(), handout.extension));
        let content = format!("{} {}", asset.object, handout.what);
        entries.push(Entry { name, size: handout.bytes, time: asset.added, content });
        stored.push(Stored { key: handout.key, bytes: handout.bytes, crc: handout.crc });
    }
    if entries.is_empty() {
        return Err(Error::Missing("page"));
    }
    Ok(archive(studio, campaign.name.as_str(), entries, stored))
}

fn archive(studio: &Studio, name: &str, entries: Vec<Entry>, stored: Vec<Stored>) -> Archive {
    Archive { name: safe(&format!("{name}.zip")), plan: Plan::new(entries), source: Objects::new(studio.clone(), stored) }
}

/// Path and asset of each file, of what the actor may see now. With folders, an asset is in each of its collections.
fn lay_out(ctx: &Ctx, download: &Download) -> Result<Vec<(String, Asset)>> {
    let assets = download.assets.iter().filter_map(|id| assets::get(ctx, *id, Action::See).ok());
    let files = if download.folders {
        folders::paths(ctx, download.within, assets.collect())
    } else {
        let mut names = Names::default();
        let top = Folder::default();
        assets.map(|asset| (names.file(&top, &file_name(&asset)), asset)).collect()
    };
    check_count(files.len())?;
    Ok(files)
}

fn check_count(count: usize) -> Result<()> {
    if count > MOST_IN_ZIP {
        let most = count_words(MOST_IN_ZIP as u64);
        let sentence = format!("A zip holds at most {most} files; this would be {}. Choose fewer.", count_words(count as u64));
        return Err(Invalid::new("assets", sentence).into());
    }
    Ok(())
}

fn file_name(asset: &Asset) -> String {
    named(asset.name.as_str(), asset.format.extension())
}

/// What an archive is called: after the place it is from.
fn name(ctx: &Ctx, choice: &Choice, assets: &[AssetId]) -> String {
    if let Choice::Results(query) = choice {
        let collection = query.collection.and_then(|id| ctx.catalog.collection(id)).map(|found| found.name.to_string());
        let campaign = || query.campaign.and_then(|id| ctx.catalog.campaign(id)).map(|found| found.name.to_string());
        if let Some(name) = collection.or_else(campaign) {
            return name;
        }
    }
    let mut brands = assets.iter().filter_map(|id| ctx.catalog.asset(*id)).map(|asset| asset.brand);
    let first = brands.next();
    let brand = first.filter(|first| brands.all(|other| other == *first)).and_then(|id| ctx.catalog.brand(id));
    let of = brand.map(|brand| brand.name.to_string()).or_else(|| ctx.name().map(str::to_owned));
    let count = assets.len();
    format!("{} {count} {}", of.unwrap_or_default(), if count == 1 { "asset" } else { "assets" })
}
