//! The library's question as the API asks it: the same names in parameters and in JSON bodies.

use super::problem::Problem;
use crate::domain::access::Action;
use crate::domain::asset::{Orientation, Source};
use crate::domain::bulk::MOST_IN_ZIP;
use crate::domain::colour::Colour;
use crate::domain::format::Kind;
use crate::domain::id::{AssetId, CampaignId, CollectionId, MemberId};
use crate::domain::query::{Added, Bucket, LibraryQuery, Sort, TagMode, Within};
use crate::domain::review::Status;
use crate::domain::time::Day;
use crate::server::context::Ctx;
use crate::server::service::{assets, brands, campaigns, collections};
use axum::http::StatusCode;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de};
use std::borrow::Cow;

/// Longest search, in characters.
const MOST_WORDS: usize = 200;

/// Which assets: everything you see, narrowed by what is given. Several values of one name widen it.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(rename = "Query")]
pub struct Question {
    /// Slug of a brand; without it, every brand you see.
    pub brand: Option<String>,
    /// A bucket of the library. Only `trash` shows what was deleted.
    pub bucket: Bucket,
    /// Filed in this collection.
    pub collection: Option<CollectionId>,
    /// Or in a collection that lies in it.
    pub nested: bool,
    /// Search words, in names, tags and prompts; "a phrase" in quotes, -word to leave out.
    #[schemars(length(max = 200))]
    pub q: String,
    /// In this campaign.
    pub campaign: Option<CampaignId>,
    /// With these tags.
    pub tag: Vec<String>,
    /// Whether one of the tags is enough.
    pub tags: TagMode,
    /// With any of these stars, 1 to 5.
    pub rating: Vec<Stars>,
    /// In any of these statuses.
    pub status: Vec<Status>,
    /// Come in any of these ways.
    pub source: Vec<Source>,
    /// Of any of these kinds.
    pub kind: Vec<Kind>,
    /// Brought in by any of these members.
    pub creator: Vec<MemberId>,
    /// Lying in any of these ways.
    pub orientation: Vec<Orientation>,
    /// With any of these among the dominant colours.
    pub colour: Vec<Colour>,
    /// Added no longer ago than this.
    pub added: Option<Within>,
    /// Added on this day (UTC) or later.
    pub since: Option<Date>,
    /// Added on this day (UTC) or before.
    pub until: Option<Date>,
    /// Only what looks like this asset, the likest first.
    pub similar: Option<AssetId>,
    /// The order. With search words, `newest` puts the closest first.
    pub sort: Sort,
}

/// 1 to 5.
#[derive(Clone, Copy, Debug)]
pub struct Stars(u8);

impl<'de> Deserialize<'de> for Stars {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let stars = u8::deserialize(deserializer)?;
        if (1..=5).contains(&stars) { Ok(Self(stars)) } else { Err(de::Error::custom("stars are 1 to 5")) }
    }
}

impl JsonSchema for Stars {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Stars".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "minimum": 1, "maximum": 5 })
    }
}

/// A day of the calendar, "2026-11-12".
#[derive(Clone, Copy, Debug)]
pub struct Date(Day);

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map(Self).map_err(|_| de::Error::custom("a day is written like 2026-11-12"))
    }
}

impl JsonSchema for Date {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date" })
    }
}

impl Question {
    /// The question for the library. A place that does not exist for the caller is missing rather than empty.
    pub fn ask(&self, ctx: &Ctx) -> Result<LibraryQuery, Problem> {
        if let Some(slug) = &self.brand {
            brands::by_slug(ctx, slug)?;
        }
        if let Some(id) = self.collection {
            collections::get(ctx, id)?;
        }
        if let Some(id) = self.campaign {
            campaigns::get(ctx, id, Action::See)?;
        }
        if let Some(id) = self.similar {
            assets::get(ctx, id, Action::See)?;
        }
        if self.q.chars().count() > MOST_WORDS {
            return Err(invalid("q", format!("a search has at most {MOST_WORDS} characters")));
        }
        let once = |list: &[u8]| {
            let mut list = list.to_vec();
            list.dedup();
            list
        };
        Ok(LibraryQuery {
            brand: self.brand.clone(),
            bucket: self.bucket,
            collection: self.collection,
            nested: self.nested,
            words: self.q.trim().to_owned(),
            campaign: self.campaign,
            tags: self.tag.clone(),
            tag_mode: self.tags,
            ratings: once(&self.rating.iter().map(|stars| stars.0).collect::<Vec<_>>()),
            statuses: self.status.clone(),
            sources: self.source.clone(),
            kinds: self.kind.clone(),
            creators: self.creator.clone(),
            orientations: self.orientation.clone(),
            colours: self.colour.clone(),
            added: Added { within: self.added, since: self.since.map(|date| date.0), until: self.until.map(|date| date.0) },
            similar: self.similar,
            sort: self.sort,
        })
    }
}

/// What was selected.
pub enum Selected {
    Assets(Vec<AssetId>),
    Results(Box<LibraryQuery>),
}

/// Reads a selection of a body.
pub fn selected(ctx: &Ctx, assets: Option<Vec<AssetId>>, query: Option<Question>) -> Result<Selected, Problem> {
    match (assets, query) {
        (Some(assets), None) if assets.is_empty() => Err(invalid("assets", "name at least one asset")),
        (Some(assets), None) if assets.len() > MOST_IN_ZIP => {
            Err(invalid("assets", format!("name at most {MOST_IN_ZIP} assets")))
        }
        (Some(assets), None) => Ok(Selected::Assets(assets)),
        (None, Some(query)) => Ok(Selected::Results(Box::new(query.ask(ctx)?))),
        _ => Err(invalid("assets", "give either `assets` or `query`")),
    }
}

/// Something is not as it should be.
pub fn invalid(field: &str, reason: impl Into<String>) -> Problem {
    Problem::field(StatusCode::UNPROCESSABLE_ENTITY, field, reason)
}
