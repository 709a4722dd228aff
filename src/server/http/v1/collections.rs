//! Collections of brands, and what is filed in them.

use super::answer::{Answer, Created, Done, Json};
use super::at;
use super::caller::{Caller, Read, Write};
use super::condition::IfMatch;
use super::extract::{Body, Path, Query};
use super::question::{Selected, selected};
use super::shape::{Collection, List, Outcome};
use crate::domain::id::{AssetId, CollectionId};
use crate::domain::text::Name;
use crate::server::context::Ctx;
use crate::server::error::Error;
use crate::server::service::assets::MOST_AT_ONCE;
use crate::server::service::{assets, brands, collections, library};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};

/// Of which brand.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OfBrand {
    /// Slug of a brand; without it, of every brand you see.
    brand: Option<String>,
}

fn rows(ctx: &Ctx, brand: Option<&str>) -> Answer<Vec<Collection>> {
    if let Some(slug) = brand {
        brands::by_slug(ctx, slug)?;
    }
    let faces = brands::list(ctx);
    let slug = |id| faces.iter().find(|face| face.brand.id == id).map(|face| face.brand.slug.clone()).unwrap_or_default();
    let rail = library::rail(ctx, brand.unwrap_or_default())?;
    Ok(rail.collections.into_iter().map(|row| (slug(row.brand), row)).map(|(slug, row)| Collection::of(row, slug)).collect())
}

fn one(ctx: &Ctx, id: CollectionId) -> Answer<Collection> {
    let brand = ctx.brand(collections::get(ctx, id)?.brand)?;
    let found = rows(ctx, Some(&brand.slug))?.into_iter().find(|row| row.id == id);
    Ok(found.ok_or(Error::Missing("collection"))?)
}

pub async fn list(caller: Caller<Read>, Query(of): Query<OfBrand>) -> Answer<Json<List<Collection>>> {
    Ok(Json(List { items: rows(&caller, of.brand.as_deref())? }))
}

/// A collection in an address.
#[derive(Deserialize, JsonSchema)]
pub struct At {
    /// Its id.
    collection: CollectionId,
}

pub async fn get(caller: Caller<Read>, Path(At { collection }): Path<At>) -> Answer<Json<Collection>> {
    Ok(Json(one(&caller, collection)?))
}

/// A collection to be made.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCollection {
    /// Slug of its brand.
    brand: String,
    /// No other beside it may have the same; upper and lower case do not matter.
    #[schemars(length(min = 1, max = Name::MOST))]
    name: String,
    /// The collection it lies in; at the top without.
    parent: Option<CollectionId>,
}

pub async fn create(caller: Caller<Write>, Body(new): Body<NewCollection>) -> Answer<Created<Collection>> {
    let id = collections::create(&caller, &new.brand, &new.name, new.parent).await?;
    Ok(Created { at: at(&format!("/collections/{id}")), body: one(&caller, id)? })
}

/// What to change; what is left out stays.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CollectionChanges {
    #[schemars(length(min = 1, max = Name::MOST))]
    name: Option<String>,
    /// The collection it is to lie in, with all that lies in it; `null` for the top.
    #[serde(default, deserialize_with = "given")]
    #[schemars(with = "Option<CollectionId>")]
    parent: Option<Option<CollectionId>>,
}

/// Tells `null` from nothing.
fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

pub async fn patch(
    caller: Caller<Write>,
    Path(At { collection }): Path<At>,
    if_match: IfMatch,
    Body(changes): Body<CollectionChanges>,
) -> Answer<Json<Collection>> {
    let ctx = if_match.bind(&caller, move |ctx| one(ctx, collection));
    collections::edit(&ctx, collection, changes.name.as_deref(), changes.parent).await?;
    Ok(Json(one(&caller, collection)?))
}

pub async fn delete(caller: Caller<Write>, Path(At { collection }): Path<At>, if_match: IfMatch) -> Answer<Done> {
    collections::delete(&if_match.bind(&caller, move |ctx| one(ctx, collection)), collection).await?;
    Ok(Done)
}

/// Assets to put somewhere.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assets {
    #[schemars(length(min = 1, max = MOST_AT_ONCE))]
    assets: Vec<AssetId>,
}

impl Assets {
    /// The ids; none at all are refused.
    pub fn ids(self, ctx: &Ctx) -> Answer<Vec<AssetId>> {
        match selected(ctx, Some(self.assets), None)? {
            Selected::Assets(ids) => Ok(ids),
            Selected::Results(_) => Ok(Vec::new()),
        }
    }
}

pub async fn file(caller: Caller<Write>, Path(At { collection }): Path<At>, Body(wanted): Body<Assets>) -> Answer<Json<Outcome>> {
    let ids = wanted.ids(&caller)?;
    match (collections::file(&caller, &ids, collection).await, ids.as_slice()) {
        (Err(error @ (Error::Denied(_) | Error::Missing("asset") | Error::Conflict { .. })), [single]) => {
            Ok(Json(assets::refused(&caller, *single, &error).into()))
        }
        (outcome, _) => Ok(Json(outcome?.into())),
    }
}

/// An asset in a collection, in an address.
#[derive(Deserialize, JsonSchema)]
pub struct AssetAt {
    /// The collection's id.
    collection: CollectionId,
    /// The asset's id.
    asset: AssetId,
}

pub async fn unfile(caller: Caller<Write>, Path(AssetAt { collection, asset }): Path<AssetAt>) -> Answer<Done> {
    collections::unfile(&caller, &[asset], collection).await?;
    Ok(Done)
}
