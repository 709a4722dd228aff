//! Collections and what is filed in them.

use super::assets::each;
use crate::domain::access::{Action, Scope};
use crate::domain::bulk::Outcome;
use crate::domain::collection::{Collection, MAX_DEPTH};
use crate::domain::id::{AssetId, CollectionId};
use crate::domain::text::{Invalid, Name};
use crate::server::context::Ctx;
use crate::server::db::{self, tx::Refusal};
use crate::server::error::{Error, Result};
use crate::server::ids;

/// Creates a collection in the brand with that slug.
pub async fn create(ctx: &Ctx, brand: &str, name: &str, parent: Option<CollectionId>) -> Result<CollectionId> {
    let brand = super::brands::by_slug(ctx, brand)?;
    ctx.require(Action::ArrangeCollections, &Scope::Brand(brand.scope()), "brand")?;
    let name = Name::new(name)?;
    let mut change = ctx.change().await;
    if depth(ctx, parent, &brand)? >= MAX_DEPTH {
        return Err(Invalid::new("parent", format!("Collections nest at most {MAX_DEPTH} deep.")).into());
    }
    let collection = Collection { id: ids::mint(ctx.now), brand: brand.id, name, parent, created: ctx.now };
    db::collections::create(&mut change.tx, &collection);
    change.commit().await.map_err(|refusal| match refusal {
        Refusal::Taken(_) => Invalid::new("name", "A collection with that name already exists here.").into(),
        other => Error::from(other),
    })?;
    Ok(collection.id)
}

/// How deep `parent` lies, 0 for none.
fn depth(ctx: &Ctx, parent: Option<CollectionId>, brand: &crate::domain::brand::Brand) -> Result<usize> {
    let mut depth = 0;
    let mut above = parent;
    while let Some(id) = above {
        let found = ctx.catalog.collection(id).filter(|found| found.brand == brand.id);
        above = found.ok_or(Error::Missing("collection"))?.parent;
        depth += 1;
    }
    Ok(depth)
}

/// Files assets of the collection's brand.
pub async fn file(ctx: &Ctx, assets: &[AssetId], id: CollectionId) -> Result<Outcome> {
    let collection = get(ctx, id)?;
    each(ctx, assets, Action::Edit, |asset, change| {
        if asset.brand != collection.brand {
            return Err("It belongs to another brand than the collection.".to_owned());
        }
        if !ctx.catalog.filed(asset.id, id) {
            db::collections::file(&mut change.tx, asset.id, id);
        }
        Ok(())
    })
    .await
}

/// Takes assets out.
pub async fn unfile(ctx: &Ctx, assets: &[AssetId], id: CollectionId) -> Result<Outcome> {
    get(ctx, id)?;
    each(ctx, assets, Action::Edit, |asset, change| {
        if ctx.catalog.filed(asset.id, id) {
            db::collections::unfile(&mut change.tx, asset.id, id);
        }
        Ok(())
    })
    .await
}

fn get(ctx: &Ctx, id: CollectionId) -> Result<Collection> {
    let collection = ctx.catalog.collection(id).ok_or(Error::Missing("collection"))?;
    let brand = ctx.brand(collection.brand)?;
    if !ctx.actor.sees(&brand.scope()) {
        return Err(Error::Missing("collection"));
    }
    Ok(collection)
}
