//! Failures as RFC 9457 has them: `application/problem+json` and nothing else below `/api/v1`.

use crate::domain::review::Status;
use crate::domain::text::Invalid;
use crate::server::error::Error;
use crate::server::http::error;
use crate::server::ids;
use aide::OperationOutput;
use aide::generate::GenContext;
use aide::openapi::{MediaType, Operation, Response as Documented, SchemaObject};
use axum::Json;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;

/// The media type of every failure.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// Kinds of failure: status, the last part of `type`, and what is the same about all of them.
pub const KINDS: [(u16, &str, &str); 16] = [
    (400, "malformed", "The request does not read"),
    (401, "signed-out", "A token or a session is needed"),
    (403, "denied", "You may not do this"),
    (404, "missing", "There is no such thing, or you may not see it"),
    (405, "method", "This address does not take that method"),
    (406, "accept", "It is not to be had in any form that you accept"),
    (409, "conflict", "Things are different by now"),
    (411, "length", "The length of the body is needed"),
    (412, "stale", "It has changed since you read it"),
    (413, "too-large", "The body is too large"),
    (415, "media-type", "This kind of content is not taken"),
    (416, "range", "The file is shorter than that"),
    (422, "invalid", "Something in the request is not as it should be"),
    (429, "too-many", "Too many wrong tokens"),
    (500, "broken", "The studio failed"),
    (503, "busy", "The studio is busy"),
];

/// Why a request did not do what it asked for.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Problem {
    /// Address of the explanation of this kind of problem; tells kinds apart.
    #[serde(rename = "type")]
    kind: Box<str>,
    /// The same for all problems of this kind.
    title: &'static str,
    /// The status of the answer.
    #[schemars(range(min = 400, max = 599))]
    status: u16,
    /// A sentence about this occurrence, for people.
    detail: Box<str>,
    /// What is wrong with which field or parameter.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    errors: Vec<FieldProblem>,
    /// Where an asset's status decided: what it is now.
    #[serde(skip_serializing_if = "Option::is_none")]
    current: Option<Status>,
    /// Where the studio failed: what finds the failure in its log.
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<Box<str>>,
    #[serde(skip)]
    headers: Box<HeaderMap>,
}

/// What is wrong with one field or parameter.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FieldProblem {
    /// Its name; parts of a body with dots between them.
    field: String,
    /// A sentence for people.
    reason: String,
}

impl Problem {
    /// Of a status, with a sentence.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        let (kind, title) = match KINDS.iter().find(|(known, ..)| *known == status.as_u16()) {
            Some((_, kind, title)) => (format!("{}/docs#problem-{kind}", super::ROOT), *title),
            None => ("about:blank".to_owned(), status.canonical_reason().unwrap_or("Refused")),
        };
        let headers = HeaderMap::from_iter([(CACHE_CONTROL, HeaderValue::from_static("no-store"))]);
        Self {
            kind: kind.into(),
            title,
            status: status.as_u16(),
            detail: detail.into().into(),
            errors: Vec::new(),
            current: None,
            reference: None,
            headers: Box::new(headers),
        }
    }

    /// Something is wrong with one field or parameter.
    pub fn field(status: StatusCode, field: impl Into<String>, reason: impl Into<String>) -> Self {
        let (field, reason) = (field.into(), reason.into());
        let detail = if field.is_empty() { reason.clone() } else { format!("{field}: {reason}") };
        Self { errors: vec![FieldProblem { field, reason }], ..Self::new(status, detail) }
    }
}

impl<E: Into<Error>> From<E> for Problem {
    fn from(error: E) -> Self {
        let error = error.into();
        let status = error::status(&error);
        let headers = error::headers(&error);
        let problem = match &error {
            Error::Invalid(Invalid { field, reason }) => Self::field(status, field.clone(), reason.clone()),
            Error::Conflict { reason, current } => Self { current: *current, ..Self::new(status, reason.clone()) },
            _ if error.internal() => {
                let reference = ids::reference();
                tracing::error!(%reference, %error, "a request of a program failed");
                let detail = "Something went wrong in the studio. Nothing was lost; try again.";
                Self { reference: Some(reference.into()), ..Self::new(status, detail) }
            }
            _ => Self::new(status, error.to_string()),
        };
        Self { headers: Box::new(headers), ..problem }
    }
}

impl IntoResponse for Problem {
    fn into_response(mut self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut headers = std::mem::take(&mut *self.headers);
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
        (status, headers, Json(self)).into_response()
    }
}

impl OperationOutput for Problem {
    type Inner = Self;

    fn operation_response(ctx: &mut GenContext, _: &mut Operation) -> Option<Documented> {
        Some(documented(ctx, "The studio failed (500) or is busy (503)."))
    }

    fn inferred_responses(ctx: &mut GenContext, operation: &mut Operation) -> Vec<(Option<u16>, Documented)> {
        Self::operation_response(ctx, operation).map(|answer| (None, answer)).into_iter().collect()
    }
}

/// A documented failure.
pub fn documented(ctx: &mut GenContext, description: &str) -> Documented {
    let schema = SchemaObject { json_schema: ctx.schema.subschema_for::<Problem>(), external_docs: None, example: None };
    let media = MediaType { schema: Some(schema), ..MediaType::default() };
    Documented {
        description: description.to_owned(),
        content: [(PROBLEM_JSON.to_owned(), media)].into_iter().collect(),
        ..Documented::default()
    }
}

/// The documented failure of a status, in the words of its kind.
pub fn documented_status(ctx: &mut GenContext, status: u16) -> (Option<u16>, Documented) {
    let title = KINDS.iter().find(|(known, ..)| *known == status).map_or("Refused", |(.., title)| *title);
    (Some(status), documented(ctx, &format!("{title}.")))
}

/// Longest text of another layer that is taken over as the detail, in bytes.
const MOST_DETAIL: usize = 2_000;

/// Around everything else: turns what other layers answer below `/api/v1` (a panic, a cross-site refusal, a wrong method)
/// into problems, so that a program meets one form alone.
pub async fn only(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let ours = path == super::ROOT || path.strip_prefix(super::ROOT).is_some_and(|rest| rest.starts_with('/'));
    let head = request.method() == Method::HEAD;
    let answer = next.run(request).await;
    if !ours || !(answer.status().is_client_error() || answer.status().is_server_error()) || is_problem(answer.headers()) {
        return answer;
    }
    let (mut parts, body) = answer.into_parts();
    let plain = parts.headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"));
    let text = if plain { to_bytes(body, MOST_DETAIL).await.unwrap_or_default() } else { Default::default() };
    let text = String::from_utf8_lossy(&text).trim().to_owned();
    let problem = Problem::new(parts.status, "");
    let detail = if text.is_empty() { format!("{}.", problem.title) } else { text };
    let body = serde_json::to_vec(&Problem { detail: detail.into(), ..problem }).unwrap_or_default();
    parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
    parts.headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, if head { Body::empty() } else { Body::from(body) })
}

fn is_problem(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes() == PROBLEM_JSON.as_bytes())
}
