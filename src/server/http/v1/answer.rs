//! What is answered: JSON with a tag, what was made, nothing, or stored bytes. Each documents itself.

use super::problem::{Problem, documented_status};
use crate::server::http::headers::matches;
use aide::OperationOutput;
use aide::generate::GenContext;
use aide::openapi::{
    Header, HeaderStyle, MediaType, Operation, ParameterSchemaOrContent, ReferenceOr, Response as Documented, SchemaObject,
};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, LINK, LOCATION};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use schemars::{JsonSchema, json_schema};
use serde::Serialize;

/// What a handler answers.
pub type Answer<T> = Result<T, Problem>;

/// The tag of a representation, with its quotes.
pub fn tag(body: &[u8]) -> String {
    let hash = blake3::hash(body).to_hex();
    format!("\"{}\"", &hash[..32])
}

fn json(status: StatusCode, value: &impl Serialize, mut headers: HeaderMap) -> Response {
    let Ok(body) = serde_json::to_vec(value) else {
        return Problem::from(crate::server::error::Error::Internal("an answer does not write".to_owned())).into_response();
    };
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    if let Ok(tag) = HeaderValue::from_str(&tag(&body)) {
        headers.insert(ETAG, tag);
    }
    (status, headers, body).into_response()
}

/// A thing as JSON, with its tag.
pub struct Json<T>(pub T);

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        json(StatusCode::OK, &self.0, HeaderMap::new())
    }
}

/// A part of a list, with the address of the next one.
pub struct Part<T> {
    pub body: T,
    /// Address of what follows; `None` at the end.
    pub next: Option<String>,
}

impl<T: Serialize> IntoResponse for Part<T> {
    fn into_response(self) -> Response {
        let link = self.next.and_then(|next| HeaderValue::from_str(&format!("<{next}>; rel=\"next\"")).ok());
        json(StatusCode::OK, &self.body, link.map(|link| (LINK, link)).into_iter().collect())
    }
}

/// A thing that was made, and where it is.
pub struct Created<T> {
    pub at: String,
    pub body: T,
}

impl<T: Serialize> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        let at = HeaderValue::from_str(&self.at).ok();
        json(StatusCode::CREATED, &self.body, at.map(|at| (LOCATION, at)).into_iter().collect())
    }
}

/// Done, and there is nothing to say.
pub struct Done;

impl IntoResponse for Done {
    fn into_response(self) -> Response {
        StatusCode::NO_CONTENT.into_response()
    }
}

/// Stored bytes, whole or in part.
pub struct Bytes(pub Response);

impl IntoResponse for Bytes {
    fn into_response(self) -> Response {
        self.0
    }
}

/// Answers "not modified" where the client has the same already; around every route that answers JSON.
pub async fn unless_known(request: axum::extract::Request, next: axum::middleware::Next) -> Response {
    let known = request.headers().get(axum::http::header::IF_NONE_MATCH).and_then(|known| known.to_str().ok());
    let known = known.filter(|_| matches!(request.method().as_str(), "GET" | "HEAD")).map(str::to_owned);
    let answer = next.run(request).await;
    let tag = answer.headers().get(ETAG).and_then(|tag| tag.to_str().ok());
    if answer.status() == StatusCode::OK && tag.is_some_and(|tag| matches(known.as_deref(), tag)) {
        let keep = [ETAG, CACHE_CONTROL, LINK];
        let headers = answer.headers().iter().filter(|(name, _)| keep.contains(name));
        let headers: HeaderMap = headers.map(|(name, value)| (name.clone(), value.clone())).collect();
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    answer
}

fn of<T: JsonSchema>(ctx: &mut GenContext, description: &str, headers: &[(HeaderName, &str)]) -> Documented {
    let schema = SchemaObject { json_schema: ctx.schema.subschema_for::<T>(), external_docs: None, example: None };
    let media = MediaType { schema: Some(schema), ..MediaType::default() };
    Documented {
        description: description.to_owned(),
        content: [("application/json".to_owned(), media)].into_iter().collect(),
        headers: headers.iter().map(|(name, words)| (name.to_string(), ReferenceOr::Item(header(words)))).collect(),
        ..Documented::default()
    }
}

/// A documented header.
pub fn header(description: &str) -> Header {
    let schema = SchemaObject { json_schema: json_schema!({ "type": "string" }), external_docs: None, example: None };
    Header {
        description: Some(description.to_owned()),
        style: HeaderStyle::Simple,
        required: false,
        deprecated: None,
        format: ParameterSchemaOrContent::Schema(schema),
        example: None,
        examples: Default::default(),
        extensions: Default::default(),
    }
}

const TAG: (HeaderName, &str) = (ETAG, "Tag of this representation, for `If-None-Match`.");

impl<T: JsonSchema> OperationOutput for Json<T> {
    type Inner = T;

    fn operation_response(ctx: &mut GenContext, _: &mut Operation) -> Option<Documented> {
        Some(of::<T>(ctx, "As asked.", &[TAG]))
    }

    fn inferred_responses(ctx: &mut GenContext, _: &mut Operation) -> Vec<(Option<u16>, Documented)> {
        vec![(Some(200), of::<T>(ctx, "As asked.", &[TAG])), documented_status(ctx, 406)]
    }
}

impl<T: JsonSchema> OperationOutput for Part<T> {
    type Inner = T;

    fn inferred_responses(ctx: &mut GenContext, _: &mut Operation) -> Vec<(Option<u16>, Documented)> {
        let link = (LINK, "Address of the next part, `rel=\"next\"`; absent at the end.");
        vec![(Some(200), of::<T>(ctx, "A part of the results.", &[TAG, link])), documented_status(ctx, 406)]
    }
}

impl<T: JsonSchema> OperationOutput for Created<T> {
    type Inner = T;

    fn inferred_responses(ctx: &mut GenContext, _: &mut Operation) -> Vec<(Option<u16>, Documented)> {
        vec![(Some(201), of::<T>(ctx, "Made.", &[TAG, (LOCATION, "Where it is.")])), documented_status(ctx, 406)]
    }
}

impl OperationOutput for Done {
    type Inner = ();

    fn inferred_responses(_: &mut GenContext, _: &mut Operation) -> Vec<(Option<u16>, Documented)> {
        vec![(Some(204), Documented { description: "Done.".to_owned(), ..Documented::default() })]
    }
}

impl OperationOutput for Bytes {
    type Inner = ();

    fn inferred_responses(ctx: &mut GenContext, _: &mut Operation) -> Vec<(Option<u16>, Documented)> {
        let binary = |description: &str| Documented {
            description: description.to_owned(),
            content: [("*/*".to_owned(), MediaType::default())].into_iter().collect(),
            ..Documented::default()
        };
        let unchanged = Documented { description: "`If-None-Match` names what it is.".to_owned(), ..Documented::default() };
        vec![
            (Some(200), binary("The whole file.")),
            (Some(206), binary("The range that was asked for.")),
            (Some(304), unchanged),
            documented_status(ctx, 406),
            documented_status(ctx, 416),
        ]
    }
}
