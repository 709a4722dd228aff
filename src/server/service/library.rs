//! Questions to the library, answered by the catalog.

use super::assets::MOST_AT_ONCE;
use crate::domain::id::AssetId;
use crate::domain::library::{PAGE_MOST, Page, Place, Rail};
use crate::domain::query::LibraryQuery;
use crate::server::context::Ctx;
use crate::server::error::{Error, Result};

/// Consecutive results; at most [`PAGE_MOST`].
pub fn page(ctx: &Ctx, query: &str, start: u32, count: u32) -> Result<Page> {
    let query = LibraryQuery::from_query_string(query);
    Ok(ctx.catalog.page(&ctx.actor, &query, ctx.now, start, count.min(PAGE_MOST)))
}

/// Counts and collections of the brand with that slug; of all brands when empty.
pub fn rail(ctx: &Ctx, brand: &str) -> Result<Rail> {
    let brand = Some(brand).filter(|slug| !slug.is_empty());
    Ok(ctx.catalog.rail(&ctx.actor, brand, ctx.now))
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
