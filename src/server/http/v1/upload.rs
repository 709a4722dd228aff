//! A file in one request. Large files over bad connections go to `/upload`, which resumes; both end in the same desk.

use super::answer::Answer;
use super::assets::one;
use super::caller::{Caller, Write};
use super::extract::Query;
use super::problem::{Problem, documented_status};
use super::shape::AssetDetail;
use super::{answer, at};
use crate::domain::id::{CampaignId, CollectionId};
use crate::domain::upload::{Filing, tags_of};
use crate::server::context::Ctx;
use crate::server::error::Error;
use crate::server::http::upload::{Announced, DeskCell, Done, take_in};
use crate::server::studio::Studio;
use aide::generate::GenContext;
use aide::openapi::{MediaType, Operation, RequestBody, Response as Documented, SchemaObject};
use aide::operation::set_body;
use aide::{OperationInput, OperationOutput};
use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_LENGTH;
use axum::response::{IntoResponse, Response};
use schemars::{JsonSchema, json_schema};
use serde::{Deserialize, Serialize};

/// Where the file goes.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// Slug of the brand it is to belong to.
    brand: String,
    /// File name; folders before it are left out.
    name: String,
    /// A collection of the brand to file it into.
    collection: Option<CollectionId>,
    /// A campaign of the brand to add it to.
    campaign: Option<CampaignId>,
    /// Tags, apart by commas.
    #[serde(default)]
    tags: String,
}

/// What became of a file.
#[derive(Serialize, JsonSchema)]
pub struct Uploaded {
    /// The brand had these very bytes before; nothing was added.
    already: bool,
    asset: AssetDetail,
}

/// Bytes of the request, as they come.
pub struct Stream {
    length: u64,
    body: Body,
    desk: DeskCell,
}

impl Stream {
    /// Takes it in as the file that is announced; its length is its own.
    pub async fn take_in(self, ctx: &Ctx, announced: Announced) -> Answer<Done> {
        let Self { length, body, desk } = self;
        let done = take_in(ctx, &desk, Announced { length, ..announced }, body).await?;
        let words = "The body broke off; nothing was kept. Send the file again.";
        done.ok_or_else(|| Problem::new(StatusCode::BAD_REQUEST, words))
    }
}

impl FromRequest<Studio> for Stream {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &Studio) -> Result<Self, Problem> {
        let length = request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        let words = "Content-Length must say how many bytes follow.";
        let length = length.ok_or_else(|| Problem::new(StatusCode::LENGTH_REQUIRED, words))?;
        let desk = request.extensions().get::<DeskCell>().cloned().unwrap_or_default();
        Ok(Self { length, body: request.into_body(), desk })
    }
}

impl OperationInput for Stream {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        let json_schema = json_schema!({ "type": "string", "format": "binary" });
        let media =
            MediaType { schema: Some(SchemaObject { json_schema, external_docs: None, example: None }), ..MediaType::default() };
        let description = "The file, as it is. Its type is told by its content, whatever `Content-Type` says.".to_owned();
        let content = [("*/*".to_owned(), media)].into_iter().collect();
        let body = RequestBody { description: Some(description), content, required: true, ..RequestBody::default() };
        set_body(ctx, operation, body);
    }

    fn inferred_early_responses(ctx: &mut GenContext, _: &mut Operation) -> Vec<(Option<u16>, Documented)> {
        [400, 404, 411, 413, 415, 422].map(|status| documented_status(ctx, status)).into()
    }
}

/// The answer to a file: 201 for what was made of it, 200 for what was there.
pub struct Arrived<T> {
    pub already: bool,
    pub at: String,
    pub body: T,
}

impl<T: Serialize> IntoResponse for Arrived<T> {
    fn into_response(self) -> Response {
        let Self { already, at, body } = self;
        if already { answer::Json(body).into_response() } else { answer::Created { at, body }.into_response() }
    }
}

impl<T: JsonSchema> OperationOutput for Arrived<T> {
    type Inner = T;

    fn inferred_responses(ctx: &mut GenContext, operation: &mut Operation) -> Vec<(Option<u16>, Documented)> {
        let mut answers = answer::Created::<T>::inferred_responses(ctx, operation);
        for (status, mut answer) in answer::Json::<T>::inferred_responses(ctx, operation) {
            if status == Some(200) {
                "The same bytes were there already; nothing was added.".clone_into(&mut answer.description);
                answers.push((status, answer));
            }
        }
        answers
    }
}

pub async fn create(caller: Caller<Write>, Query(target): Query<Target>, stream: Stream) -> Answer<Arrived<Uploaded>> {
    let Target { brand, name, collection, campaign, tags } = target;
    let filing = Filing { collection, campaign, tags: tags_of(&tags).map_err(Error::from)? };
    let done = stream.take_in(&caller, Announced { brand, filing, name, ..Announced::default() }).await?;
    let asset = one(&caller, done.asset)?;
    Ok(Arrived {
        already: done.already,
        at: at(&format!("/assets/{}", done.asset)),
        body: Uploaded { already: done.already, asset },
    })
}
