//! Assets: the list and its search, one of them, its history, its moves.

use super::answer::{Answer, Done, Json, Part};
use super::caller::{Caller, Purge, Read, Write};
use super::condition::IfMatch;
use super::extract::{Body, Paged, Path};
use super::problem::Problem;
use super::question::{Question, invalid};
use super::shape::{Asset, AssetDetail, AssetPage, Facets, List, Step};
use super::{at, cursor};
use crate::domain::access::Action;
use crate::domain::asset::Rating;
use crate::domain::id::{AssetId, BrandId};
use crate::domain::library::Listing;
use crate::domain::query::url::encode;
use crate::domain::review::{Move, NOTE_MOST, Status};
use crate::domain::text::FileName;
use crate::server::catalog::Behind;
use crate::server::context::Ctx;
use crate::server::service::{assets, library, review, trash};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::HashMap;

/// Assets in a part, unless said otherwise.
const USUAL: u32 = 60;
/// Most assets in a part.
const MOST: u32 = 200;

/// An asset in an address.
#[derive(Deserialize, JsonSchema)]
pub struct At {
    /// Its id.
    pub asset: AssetId,
}

/// Which part of the results.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Slice {
    /// Assets in this part; 60 unless said otherwise.
    #[schemars(range(min = 1, max = FileName::MOST))]
    limit: Option<u32>,
    /// `next_cursor` of the part before, with the same parameters otherwise. Going on so neither misses nor doubles what
    /// stays among the results, whatever is added or deleted meanwhile.
    cursor: Option<String>,
    /// Also count how many results each choice of each filter would leave.
    #[serde(default)]
    facets: bool,
}

pub async fn list(caller: Caller<Read>, asked: Paged<Question, Slice>) -> Answer<Part<AssetPage>> {
    let Paged { query, part: Slice { limit, cursor, facets }, given } = asked;
    let query = query.ask(&caller)?;
    let count = limit.unwrap_or(USUAL);
    if !(1..=MOST).contains(&count) {
        return Err(invalid("limit", format!("ask for 1 to {MOST} assets")));
    }
    let mark = cursor.map(|cursor| cursor::read(&query, &cursor)).transpose()?;
    let listing = library::listing(&caller, &query, Behind { mark: mark.as_ref(), count, facets });
    let Listing { assets, copies, found, total, next, facets } = listing;
    let mut slugs = Slugs::new(&caller);
    let found = found.iter().map(Vec::as_slice).chain(std::iter::repeat(&[][..]));
    let items = assets.into_iter().zip(found).enumerate().map(|(nth, ((asset, creator), found))| {
        let brand = slugs.of(asset.brand);
        Asset { near_duplicate: nth < copies, ..Asset::of(asset, brand, creator, found) }
    });
    let items = items.collect();
    let next_cursor = next.map(|mark| cursor::write(&query, mark));
    let next = next_cursor.as_ref().map(|cursor| {
        let kept = given.iter().filter(|(name, _)| name != "cursor");
        let kept: String = kept.map(|(name, value)| format!("{}={}&", encode(name), encode(value))).collect();
        at(&format!("/assets?{kept}cursor={cursor}"))
    });
    Ok(Part { body: AssetPage { items, total, next_cursor, facets: facets.map(Facets::of) }, next })
}

/// Slugs of brands, each looked up once.
struct Slugs<'a> {
    ctx: &'a Ctx,
    known: HashMap<BrandId, String>,
}

impl<'a> Slugs<'a> {
    fn new(ctx: &'a Ctx) -> Self {
        Self { ctx, known: HashMap::new() }
    }

    fn of(&mut self, brand: BrandId) -> String {
        let look = || self.ctx.catalog.brand(brand).map(|brand| brand.slug).unwrap_or_default();
        self.known.entry(brand).or_insert_with(look).clone()
    }
}

/// The asset as it is now.
pub fn one(ctx: &Ctx, id: AssetId) -> Answer<AssetDetail> {
    let asset = assets::get(ctx, id, Action::See)?;
    Ok(AssetDetail::of(ctx, &asset))
}

fn detail(ctx: &Ctx, id: AssetId) -> Answer<Json<AssetDetail>> {
    one(ctx, id).map(Json)
}

pub async fn get(caller: Caller<Read>, Path(At { asset }): Path<At>) -> Answer<Json<AssetDetail>> {
    detail(&caller, asset)
}

/// What to change; what is left out stays.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AssetChanges {
    /// File name. Approved assets keep theirs.
    #[schemars(length(min = 1, max = FileName::MOST))]
    name: Option<String>,
    /// Stars; 0 takes the rating away.
    #[schemars(range(max = 5))]
    rating: Option<u8>,
    /// All tags that it is to have; upper and lower case do not matter.
    #[schemars(length(max = 60))]
    tags: Option<Vec<String>>,
}

pub async fn patch(
    caller: Caller<Write>,
    Path(At { asset }): Path<At>,
    if_match: IfMatch,
    Body(changes): Body<AssetChanges>,
) -> Answer<Json<AssetDetail>> {
    let rating = changes.rating.map(|stars| Rating::new(stars).ok_or_else(|| invalid("rating", "stars are 0 to 5")));
    let edit = assets::Edit { name: changes.name.as_deref(), rating: rating.transpose()?, tags: changes.tags.as_deref() };
    assets::edit(&if_match.bind(&caller, move |ctx| one(ctx, asset)), asset, edit).await?;
    detail(&caller, asset)
}

pub async fn delete(caller: Caller<Write>, Path(At { asset }): Path<At>, if_match: IfMatch) -> Answer<Done> {
    assets::trash(&if_match.bind(&caller, move |ctx| one(ctx, asset)), &[asset]).await?;
    Ok(Done)
}

pub async fn restore(caller: Caller<Write>, Path(At { asset }): Path<At>) -> Answer<Json<AssetDetail>> {
    assets::restore(&caller, &[asset]).await?;
    detail(&caller, asset)
}

pub async fn purge(caller: Caller<Purge>, Path(At { asset }): Path<At>, if_match: IfMatch) -> Answer<Done> {
    trash::purge(&if_match.bind(&caller, move |ctx| one(ctx, asset)), &[asset]).await?;
    Ok(Done)
}

pub async fn history(caller: Caller<Read>, Path(At { asset }): Path<At>) -> Answer<Json<List<Step>>> {
    let history = assets::history(&caller, asset).await?;
    Ok(Json(List { items: history.into_iter().map(Step::of).collect() }))
}

/// A step of review.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stepping {
    /// What to do.
    #[serde(rename = "move")]
    step: Move,
    /// The status that the decision was made on; another one now is refused with 409, which says what it is.
    seen: Status,
    /// A note for the history; a rejection needs one.
    #[serde(default)]
    #[schemars(length(max = NOTE_MOST))]
    note: String,
}

pub async fn step(
    caller: Caller<Write>,
    Path(At { asset }): Path<At>,
    Body(Stepping { step, seen, note }): Body<Stepping>,
) -> Result<Json<AssetDetail>, Problem> {
    review::make_move(&caller, &[(asset, seen)], step, &note).await?;
    detail(&caller, asset)
}
