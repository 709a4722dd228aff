//! How a file becomes an asset: judged by content, its bytes made durable, then one transaction.

use crate::domain::access::{Action, Scope};
use crate::domain::asset::{Asset, Facts, Rating, Source};
use crate::domain::brand::Brand;
use crate::domain::format::Format;
use crate::domain::id::AssetId;
use crate::domain::rendition::Renditions;
use crate::domain::review::Status;
use crate::domain::text::FileName;
use crate::domain::upload::{Filing, accept};
use crate::server::context::Ctx;
use crate::server::db::{self, jobs::Job};
use crate::server::error::{Error, Result};
use crate::server::ids;
use crate::server::storage::Held;
use std::path::PathBuf;

/// A file that has arrived completely.
#[derive(Clone, Debug)]
pub struct Received {
    pub name: FileName,
    /// Where its bytes lie; moved away when it is kept.
    pub file: PathBuf,
    /// BLAKE3 of the content in hex.
    pub hash: String,
    /// CRC-32 of the content, where whoever hashed it took it along; otherwise it is found when an archive needs it.
    pub crc: Option<u32>,
    pub bytes: u64,
    /// The first bytes, by which the type is told.
    pub head: Vec<u8>,
}

impl Received {
    /// Judges it by its content and makes its bytes durable. They are held until the record refers to them, so that
    /// nobody takes them away in between.
    pub(super) async fn keep(&self, ctx: &Ctx) -> Result<(Format, Held)> {
        let format = accept(self.bytes, &self.head)?;
        let held = ctx.storage.hold(&self.hash).await;
        ctx.storage.promote(&self.file, &self.hash).await?;
        Ok((format, held))
    }
}

/// A file that is to become an asset.
#[derive(Clone, Debug)]
pub struct Arrival {
    pub brand: Brand,
    pub file: Received,
    pub source: Source,
    pub filing: Filing,
    /// Whether it becomes an asset of its own even where the brand has these bytes.
    pub keep: bool,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ingested {
    pub asset: AssetId,
    /// The brand had these bytes already; nothing was added.
    pub already: bool,
}

/// Refuses a collection or a campaign that is not of the brand, or that the actor may not fill.
pub fn check_filing(ctx: &Ctx, brand: &Brand, filing: &Filing) -> Result<()> {
    if let Some(id) = filing.collection {
        let found = ctx.catalog.collection(id).filter(|found| found.brand == brand.id);
        found.ok_or(Error::Missing("collection"))?;
    }
    if let Some(id) = filing.campaign {
        let found = ctx.catalog.campaign(id).filter(|found| found.brand == brand.id);
        found.ok_or(Error::Missing("campaign"))?;
        ctx.require(Action::FillCampaign, &Scope::Brand(brand.scope()), "campaign")?;
    }
    Ok(())
}

/// Keeps the file as a draft in its brand and queues its renditions. The object is durable before the record refers to
/// it, and the record before this returns.
pub async fn ingest(ctx: &Ctx, arrival: Arrival) -> Result<Ingested> {
    let scope = Scope::Brand(arrival.brand.scope());
    ctx.require(Action::Upload, &scope, "brand")?;
    check_filing(ctx, &arrival.brand, &arrival.filing)?;
    let Filing { collection, campaign, tags } = arrival.filing;
    let file = arrival.file;
    let (format, held) = file.keep(ctx).await?;

    let mut change = ctx.change().await;
    change.hold(held);
    if let Some(known) = ctx.catalog.asset_by_object(arrival.brand.id, &file.hash)
        && !arrival.keep
    {
        return Ok(Ingested { asset: known.id, already: true });
    }
    let asset = Asset {
        id: ids::mint(ctx.now),
        brand: arrival.brand.id,
        name: file.name,
        object: file.hash,
        bytes: file.bytes,
        format,
        facts: Facts::default(),
        renditions: Renditions::Pending,
        status: Status::Draft,
        source: arrival.source,
        rating: Rating::NONE,
        tags,
        prompt: None,
        uploader: ctx.actor.member,
        added: ctx.now,
        trashed: None,
        versions: 1,
    };
    let job = Job::renditions(ids::mint(ctx.now), asset.id, ctx.now);
    db::assets::put(&mut change.tx, &asset);
    if let Some(crc) = file.crc {
        db::objects::put_crc(&mut change.tx, &asset.object, crc);
    }
    // Either may have gone while the bytes were made durable; the file is kept all the same.
    if let Some(collection) = collection.filter(|id| ctx.catalog.collection(*id).is_some()) {
        db::collections::file(&mut change.tx, asset.id, collection);
    }
    if let Some(campaign) = campaign.filter(|id| ctx.catalog.campaign(*id).is_some()) {
        db::campaigns::add(&mut change.tx, asset.id, campaign);
    }
    change.begin(job);
    change.commit().await?;
    Ok(Ingested { asset: asset.id, already: false })
}
