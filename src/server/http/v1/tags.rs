//! Tags of the library, for completion.

use super::answer::{Answer, Json};
use super::caller::{Caller, Read};
use super::extract::Paged;
use super::question::Question;
use super::shape::{Count, List};
use crate::server::service::library;
use schemars::JsonSchema;
use serde::Deserialize;

/// Which tags.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Beginning {
    /// With a word that begins so.
    #[serde(default)]
    beginning: String,
}

pub async fn list(caller: Caller<Read>, asked: Paged<Question, Beginning>) -> Answer<Json<List<Count<String>>>> {
    let query = asked.query.ask(&caller)?;
    let tags = library::tags(&caller, &query.to_query_string(), &asked.part.beginning)?;
    Ok(Json(List { items: tags.into_iter().map(|(value, count)| Count { value, count }).collect() }))
}
