//! Questions to the library, answered by the catalog.

use super::assets::MOST_AT_ONCE;
use crate::domain::id::AssetId;
use crate::domain::library::{Landmark, Listing, PAGE_MOST, Page, Place, Rail};
use crate::domain::query::LibraryQuery;
use crate::server::catalog::{Asked, Behind};
use crate::server::context::Ctx;
use crate::server::error::{Error, Result};

/// Consecutive results without the counts beside the filters; at most [`PAGE_MOST`].
pub fn page(ctx: &Ctx, query: &str, start: u32, count: u32) -> Result<Page> {
    asked(ctx, query, Asked { start, count: count.min(PAGE_MOST), facets: false })
}

/// Consecutive results with the counts beside the filters; at most [`PAGE_MOST`].
pub fn answer(ctx: &Ctx, query: &str, start: u32, count: u32) -> Result<Page> {
    asked(ctx, query, Asked { start, count: count.min(PAGE_MOST), facets: true })
}

fn asked(ctx: &Ctx, query: &str, asked: Asked) -> Result<Page> {
    Ok(ctx.catalog.page(&ctx.actor, &LibraryQuery::from_query_string(query), ctx.now, asked))
}

/// The results behind a mark, at most [`PAGE_MOST`], with all that is known of them.
pub fn listing(ctx: &Ctx, query: &LibraryQuery, asked: Behind) -> Listing {
    let count = asked.count.min(PAGE_MOST);
    ctx.catalog.listing(&ctx.actor, query, ctx.now, Behind { count, ..asked })
}

/// All results, for an action on each of them; refused where they are more than one action takes.
pub fn all(ctx: &Ctx, query: &LibraryQuery) -> Result<Vec<AssetId>> {
    let ids = ctx.catalog.ids(&ctx.actor, query, ctx.now);
    super::assets::check_count(ids.len())?;
    Ok(ids)
}

/// The tags of the result that have a word beginning so, most results first.
pub fn tags(ctx: &Ctx, query: &str, beginning: &str) -> Result<Vec<(String, u32)>> {
    Ok(ctx.catalog.tags(&ctx.actor, &LibraryQuery::from_query_string(query), ctx.now, beginning))
}

/// Counts and collections of the brand with that slug; of all brands when empty.
pub fn rail(ctx: &Ctx, brand: &str) -> Result<Rail> {
    let brand = Some(brand).filter(|slug| !slug.is_empty());
    Ok(ctx.catalog.rail(&ctx.actor, brand, ctx.now))
}

/// Where months, letters, ratings or sizes begin in the result, whichever it is in the order of.
pub fn landmarks(ctx: &Ctx, query: &str) -> Vec<Landmark> {
    ctx.catalog.landmarks(&ctx.actor, &LibraryQuery::from_query_string(query), ctx.now)
}

/// The asset's place among the results.
pub fn place(ctx: &Ctx, asset: AssetId, query: &str) -> Result<Place> {
    let (found, brand) = ctx.asset_and_brand(asset)?;
    if !ctx.actor.sees(&brand.scope()) {
        return Err(Error::Missing("asset"));
    }
    let query = LibraryQuery::from_query_string(query);
    Ok(ctx.catalog.place(&ctx.actor, &query, ctx.now, found.id))
}

/// All results in their order, the first [`MOST_AT_ONCE`] of them.
pub fn ids(ctx: &Ctx, query: &str) -> Vec<AssetId> {
    let mut ids = ctx.catalog.ids(&ctx.actor, &LibraryQuery::from_query_string(query), ctx.now);
    ids.truncate(MOST_AT_ONCE);
    ids
}
