//! Saved searches, the smart collections of the rail.

use crate::domain::access::{Action, Scope};
use crate::domain::id::SearchId;
use crate::domain::query::LibraryQuery;
use crate::domain::search::{MOST, SavedSearch};
use crate::domain::text::{Invalid, Name};
use crate::server::context::Ctx;
use crate::server::db;
use crate::server::error::{Error, Result};
use crate::server::ids;

/// Keeps a question of the brand with that slug (of all that the maker sees when empty), for its maker or, where they
/// may arrange collections, for everybody who sees the brand.
pub async fn save(ctx: &Ctx, brand: &str, name: &str, question: &str, shared: bool) -> Result<SearchId> {
    let brand = if brand.is_empty() { None } else { Some(super::brands::by_slug(ctx, brand)?) };
    let name = Name::new(name)?;
    if shared {
        let Some(brand) = &brand else {
            return Err(Invalid::new("shared", "Choose a brand to share a search with.").into());
        };
        ctx.require(Action::ArrangeCollections, &Scope::Brand(brand.scope()), "brand")?;
    }
    let question = SavedSearch::kept(&LibraryQuery::from_query_string(question));
    let mut change = ctx.change().await;
    if ctx.catalog.searches_of(ctx.actor.member) >= MOST {
        return Err(Invalid::new("name", format!("You keep {MOST} searches already; delete one first.")).into());
    }
    let brand = brand.map(|brand| brand.id);
    let search = SavedSearch { id: ids::mint(ctx.now), name, brand, shared, maker: ctx.actor.member, question, created: ctx.now };
    db::searches::put(&mut change.tx, &search);
    change.commit().await?;
    Ok(search.id)
}

/// Gives another name.
pub async fn rename(ctx: &Ctx, id: SearchId, name: &str) -> Result<()> {
    let name = Name::new(name)?;
    let mut change = ctx.change().await;
    let search = changeable(ctx, id)?;
    db::searches::put(&mut change.tx, &SavedSearch { name, ..search });
    Ok(change.commit().await?)
}

/// Forgets it; what it found stays.
pub async fn delete(ctx: &Ctx, id: SearchId) -> Result<()> {
    let mut change = ctx.change().await;
    let search = changeable(ctx, id)?;
    db::searches::delete(&mut change.tx, search.id);
    Ok(change.commit().await?)
}

/// The search, where the actor sees it and may change it.
fn changeable(ctx: &Ctx, id: SearchId) -> Result<SavedSearch> {
    let search = ctx.catalog.search(id).ok_or(Error::Missing("search"))?;
    let brand = search.brand.and_then(|brand| ctx.catalog.brand(brand)).map(|brand| brand.scope());
    if !search.shown_to(&ctx.actor, brand.as_ref()) {
        return Err(Error::Missing("search"));
    }
    ctx.require(search.needs(), &search.scope(brand), "search")?;
    Ok(search)
}
