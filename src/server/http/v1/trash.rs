//! The trash as a whole. What is in it is listed with `bucket=trash`.

use super::answer::{Answer, Json};
use super::caller::{Caller, Purge};
use super::extract::Query;
use super::shape::Outcome;
use crate::server::service::trash;
use schemars::JsonSchema;
use serde::Deserialize;

/// Of which brand.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OfBrand {
    /// Slug of a brand; without it, of every brand you see.
    brand: Option<String>,
}

pub async fn empty(caller: Caller<Purge>, Query(of): Query<OfBrand>) -> Answer<Json<Outcome>> {
    Ok(Json(trash::empty(&caller, of.brand.as_deref().unwrap_or_default()).await?.into()))
}
