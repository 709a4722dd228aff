//! Saved searches, which people see as smart collections.

use super::answer::{Answer, Created, Done, Json};
use super::caller::{Caller, Read, Write};
use super::condition::IfMatch;
use super::extract::{Body, Path};
use super::question::Question;
use super::shape::List;
use super::{ROOT, at};
use crate::domain::id::SearchId;
use crate::domain::library::RailSearch;
use crate::domain::query::LibraryQuery;
use crate::domain::query::url::encode;
use crate::domain::text::Name;
use crate::server::context::Ctx;
use crate::server::error::Error;
use crate::server::service::{brands, library, searches};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A question kept under a name.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SavedSearch {
    id: SearchId,
    name: String,
    /// Slug of the brand it asks in; `null` for all that you see.
    brand: Option<String>,
    /// Shown to everybody who sees the brand.
    shared: bool,
    /// Number of results now.
    count: u32,
    /// Where its results are.
    results: String,
}

impl SavedSearch {
    fn of(ctx: &Ctx, row: RailSearch) -> Self {
        let RailSearch { search, question, count } = row;
        let brand = search.brand.and_then(|brand| ctx.catalog.brand(brand)).map(|brand| brand.slug);
        let results = format!("{ROOT}/assets?{}", parameters(&LibraryQuery::from_query_string(&question)));
        Self { id: search.id, name: search.name.to_string(), brand, shared: search.shared, count, results }
    }
}

/// The question as this API's parameters.
fn parameters(query: &LibraryQuery) -> String {
    let pairs = query.to_pairs().into_iter().map(|(name, value)| match name {
        "nested" => "nested=true".to_owned(),
        name => format!("{name}={}", encode(&value)),
    });
    pairs.collect::<Vec<_>>().join("&")
}

/// All that the caller sees: the rail of each brand and of all brands shows its own.
fn rows(ctx: &Ctx) -> Answer<Vec<RailSearch>> {
    let slugs = brands::list(ctx).into_iter().map(|face| face.brand.slug);
    let mut all: Vec<RailSearch> = Vec::new();
    for slug in std::iter::once(String::new()).chain(slugs) {
        let more = library::rail(ctx, &slug)?.searches;
        all.extend(more.into_iter().filter(|row| row.search.brand.is_none() == slug.is_empty()));
    }
    Ok(all)
}

fn one(ctx: &Ctx, id: SearchId) -> Answer<SavedSearch> {
    let row = rows(ctx)?.into_iter().find(|row| row.search.id == id);
    Ok(row.map(|row| SavedSearch::of(ctx, row)).ok_or(Error::Missing("search"))?)
}

pub async fn list(caller: Caller<Read>) -> Answer<Json<List<SavedSearch>>> {
    Ok(Json(List { items: rows(&caller)?.into_iter().map(|row| SavedSearch::of(&caller, row)).collect() }))
}

/// A search in an address.
#[derive(Deserialize, JsonSchema)]
pub struct At {
    /// Its id.
    search: SearchId,
}

pub async fn get(caller: Caller<Read>, Path(At { search }): Path<At>) -> Answer<Json<SavedSearch>> {
    Ok(Json(one(&caller, search)?))
}

/// A search to be kept.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSearch {
    #[schemars(length(min = 1, max = Name::MOST))]
    name: String,
    query: Question,
    /// Show it to everybody who sees the brand of the query, which must name one.
    #[serde(default)]
    shared: bool,
}

pub async fn create(caller: Caller<Write>, Body(new): Body<NewSearch>) -> Answer<Created<SavedSearch>> {
    let query = new.query.ask(&caller)?;
    let brand = query.brand.as_deref().unwrap_or_default();
    let id = searches::save(&caller, brand, &new.name, &query.to_query_string(), new.shared).await?;
    Ok(Created { at: at(&format!("/searches/{id}")), body: one(&caller, id)? })
}

/// What to change.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SearchChanges {
    #[schemars(length(min = 1, max = Name::MOST))]
    name: String,
}

pub async fn patch(
    caller: Caller<Write>,
    Path(At { search }): Path<At>,
    if_match: IfMatch,
    Body(SearchChanges { name }): Body<SearchChanges>,
) -> Answer<Json<SavedSearch>> {
    searches::rename(&if_match.bind(&caller, move |ctx| one(ctx, search)), search, &name).await?;
    Ok(Json(one(&caller, search)?))
}

pub async fn delete(caller: Caller<Write>, Path(At { search }): Path<At>, if_match: IfMatch) -> Answer<Done> {
    searches::delete(&if_match.bind(&caller, move |ctx| one(ctx, search)), search).await?;
    Ok(Done)
}
