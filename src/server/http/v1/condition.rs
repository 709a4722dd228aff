//! `If-Match`: a change that is made of what its sender has read, or not at all.

use super::answer::{Answer, tag};
use super::extract::document;
use super::problem::documented_status;
use crate::server::context::Ctx;
use crate::server::http::headers::matches;
use crate::server::studio::Studio;
use aide::OperationInput;
use aide::generate::GenContext;
use aide::openapi::{Operation, Response as Documented};
use aide::operation::ParamLocation;
use axum::extract::FromRequestParts;
use axum::http::header::IF_MATCH;
use axum::http::request::Parts;
use schemars::JsonSchema;
use serde::Serialize;
use std::convert::Infallible;

/// The tags one of which the thing must have, where any are named.
pub struct IfMatch(Option<String>);

impl IfMatch {
    /// The caller, whose changes are refused as stale unless what `read` tells has one of the tags at that moment.
    pub fn bind<T: Serialize>(self, ctx: &Ctx, read: impl Fn(&Ctx) -> Answer<T> + Send + Sync + 'static) -> Ctx {
        let Self(Some(known)) = self else { return ctx.clone() };
        ctx.only_while(move |ctx| {
            let now = read(ctx).ok().and_then(|now| serde_json::to_vec(&now).ok());
            now.is_some_and(|now| matches(Some(&known), &tag(&now)))
        })
    }
}

impl FromRequestParts<Studio> for IfMatch {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Studio) -> Result<Self, Infallible> {
        // What does not read is no tag of ours, but it is a condition.
        let lines: Vec<&str> = parts.headers.get_all(IF_MATCH).iter().map(|line| line.to_str().unwrap_or_default()).collect();
        Ok(Self((!lines.is_empty()).then(|| lines.join(","))))
    }
}

/// The header in question.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is of interest")]
struct Condition {
    /// `ETag` of the representation that the change is meant for; another one now is refused with 412.
    #[schemars(rename = "If-Match")]
    if_match: Option<String>,
}

impl OperationInput for IfMatch {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        document::<Condition>(ctx, operation, ParamLocation::Header);
    }

    fn inferred_early_responses(ctx: &mut GenContext, _: &mut Operation) -> Vec<(Option<u16>, Documented)> {
        vec![documented_status(ctx, 412)]
    }
}
