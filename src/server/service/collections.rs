//! Collections and what is filed in them.

use super::assets::each;
use crate::domain::access::{Action, Scope};
use crate::domain::bulk::Outcome;
use crate::domain::collection::{Collection, Dissolved, MAX_DEPTH};
use crate::domain::id::{AssetId, BrandId, CollectionId};
use crate::domain::text::{Invalid, Name};
use crate::server::context::Ctx;
use crate::server::db::{self, tx::Refusal};
use crate::server::error::{Error, Result};
use crate::server::ids;
use std::collections::HashSet;

const NAME_TAKEN: &str = "A collection with that name already exists here.";

/// Creates a collection in the brand with that slug.
pub async fn create(ctx: &Ctx, brand: &str, name: &str, parent: Option<CollectionId>) -> Result<CollectionId> {
    let brand = super::brands::by_slug(ctx, brand)?;
    ctx.require(Action::ArrangeCollections, &Scope::Brand(brand.scope()), "brand")?;
    let name = Name::new(name)?;
    let mut change = ctx.change().await;
    if line(ctx, parent, brand.id)?.len() >= MAX_DEPTH {
        return Err(too_deep());
    }
    let collection = Collection { id: ids::mint(ctx.now), brand: brand.id, name, parent, created: ctx.now };
    db::collections::create(&mut change.tx, &collection);
    change.commit().await.map_err(name_taken)?;
    Ok(collection.id)
}

/// Gives another name.
pub async fn rename(ctx: &Ctx, id: CollectionId, name: &str) -> Result<()> {
    edit(ctx, id, Some(name), None).await
}

/// Moves a collection with all that lies in it into another of its brand, or to the top.
pub async fn move_into(ctx: &Ctx, id: CollectionId, parent: Option<CollectionId>) -> Result<()> {
    edit(ctx, id, None, Some(parent)).await
}

/// Gives another name and another place at once, or what is given of them.
pub async fn edit(ctx: &Ctx, id: CollectionId, name: Option<&str>, parent: Option<Option<CollectionId>>) -> Result<()> {
    let name = name.map(Name::new).transpose()?;
    let mut change = ctx.change().await;
    let before = arrangeable(ctx, id)?;
    if let Some(parent) = parent {
        let above = line(ctx, parent, before.brand)?;
        if above.contains(&id) {
            return Err(Invalid::new("parent", "A collection cannot lie in itself.").into());
        }
        if above.len() + ctx.catalog.collection_height(id) > MAX_DEPTH {
            return Err(too_deep());
        }
    }
    let after = Collection {
        name: name.unwrap_or_else(|| before.name.clone()),
        parent: parent.unwrap_or(before.parent),
        ..before.clone()
    };
    if after != before {
        db::collections::edit(&mut change.tx, &before, &after);
    }
    change.commit().await.map_err(name_taken)
}

/// Deletes the grouping; its assets stay. What lies in it moves up to where it lay, under a number where its name is
/// taken there. Answers what stood in it.
pub async fn delete(ctx: &Ctx, id: CollectionId) -> Result<Dissolved> {
    let mut change = ctx.change().await;
    let gone = arrangeable(ctx, id)?;
    let siblings = ctx.catalog.collections_in(gone.brand, gone.parent);
    let mut taken: HashSet<String> = siblings.iter().filter(|one| one.id != id).map(|one| one.name.folded()).collect();
    let children = ctx.catalog.collections_in(gone.brand, Some(id));
    let dissolved =
        Dissolved { assets: ctx.catalog.collection_assets(id), children: children.iter().map(|child| child.id).collect() };
    // Before its children, one of which may take its name.
    db::collections::delete(&mut change.tx, &gone);
    for before in children {
        let after =
            Collection { name: before.name.unique(|folded| taken.contains(folded)), parent: gone.parent, ..before.clone() };
        taken.insert(after.name.folded());
        db::collections::edit(&mut change.tx, &before, &after);
    }
    change.commit().await?;
    Ok(dissolved)
}

/// `parent` and all it lies in; empty for none.
fn line(ctx: &Ctx, parent: Option<CollectionId>, brand: BrandId) -> Result<Vec<CollectionId>> {
    let mut line = Vec::new();
    let mut above = parent;
    while let Some(id) = above {
        let found = ctx.catalog.collection(id).filter(|found| found.brand == brand);
        above = found.ok_or(Error::Missing("collection"))?.parent;
        line.push(id);
    }
    Ok(line)
}

fn arrangeable(ctx: &Ctx, id: CollectionId) -> Result<Collection> {
    let collection = get(ctx, id)?;
    let brand = ctx.brand(collection.brand)?;
    ctx.require(Action::ArrangeCollections, &Scope::Brand(brand.scope()), "collection")?;
    Ok(collection)
}

fn too_deep() -> Error {
    Invalid::new("parent", format!("Collections nest at most {MAX_DEPTH} deep.")).into()
}

fn name_taken(refusal: Refusal) -> Error {
    match refusal {
        Refusal::Taken(_) => Invalid::new("name", NAME_TAKEN).into(),
        other => other.into(),
    }
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

/// The collection, if its brand exists for the actor.
pub fn get(ctx: &Ctx, id: CollectionId) -> Result<Collection> {
    let collection = ctx.catalog.collection(id).ok_or(Error::Missing("collection"))?;
    let brand = ctx.brand(collection.brand)?;
    if !ctx.actor.sees(&brand.scope()) {
        return Err(Error::Missing("collection"));
    }
    Ok(collection)
}
