//! Collections and what is filed in them.

use super::assets::{each, each_in};
use crate::domain::access::{Action, Scope};
use crate::domain::bulk::Outcome;
use crate::domain::collection::{self, Collection, Dissolved, MAX_DEPTH, Side};
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
    let collection = Collection { id: ids::mint(ctx.now), brand: brand.id, name, parent, place: None, created: ctx.now };
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
        check_parent(ctx, &before, parent)?;
    }
    let parent = parent.unwrap_or(before.parent);
    let after = Collection {
        name: name.unwrap_or_else(|| before.name.clone()),
        parent,
        place: before.place.filter(|_| parent == before.parent),
        ..before.clone()
    };
    if after != before {
        db::collections::edit(&mut change.tx, &before, &after);
    }
    change.commit().await.map_err(name_taken)
}

/// Puts a collection, with all that lies in it, beside another of its brand, and with that into what the other lies in.
/// From then on its siblings there stand in the order that people give them.
pub async fn put_beside(ctx: &Ctx, id: CollectionId, sibling: CollectionId, side: Side) -> Result<()> {
    let mut change = ctx.change().await;
    let moved = arrangeable(ctx, id)?;
    let beside = ctx.catalog.collection(sibling).filter(|beside| beside.brand == moved.brand);
    let parent = beside.ok_or(Error::Missing("collection"))?.parent;
    check_parent(ctx, &moved, parent)?;
    let mut siblings = ctx.catalog.collections_in(moved.brand, parent);
    let before: Vec<CollectionId> = siblings.iter().map(|one| one.id).collect();
    let order = collection::put_beside(&before, id, sibling, side);
    if moved.parent != parent {
        siblings.push(moved);
    }
    for (place, id) in (0..).zip(order) {
        let Some(before) = siblings.iter().find(|one| one.id == id) else { continue };
        let after = Collection { parent, place: Some(place), ..before.clone() };
        if after != *before {
            change.tx.next_item();
            db::collections::edit(&mut change.tx, before, &after);
        }
    }
    change.commit().await.map_err(name_taken)
}

/// Refuses to put a collection into itself, and deeper than collections nest.
fn check_parent(ctx: &Ctx, collection: &Collection, parent: Option<CollectionId>) -> Result<()> {
    let above = line(ctx, parent, collection.brand)?;
    if above.contains(&collection.id) {
        return Err(Invalid::new("parent", "A collection cannot lie in itself.").into());
    }
    if above.len() + ctx.catalog.collection_height(collection.id) > MAX_DEPTH {
        return Err(too_deep());
    }
    Ok(())
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
        let after = Collection {
            name: before.name.unique(|folded| taken.contains(folded)),
            parent: gone.parent,
            place: None,
            ..before.clone()
        };
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
    let change = ctx.change().await;
    let collection = get(ctx, id)?;
    each_in(ctx, change, assets, Action::Edit, |asset, change| {
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
