//! What requests carry: parts of the address, parameters, JSON bodies. Each refuses what it does not know by name, and
//! documents itself.

use super::problem::{Problem, documented_status};
use crate::server::studio::Studio;
use aide::OperationInput;
use aide::generate::GenContext;
use aide::openapi::{MediaType, Operation, ParameterSchemaOrContent, RequestBody, Response as Documented, SchemaObject};
use aide::operation::{ParamLocation, add_parameters, parameters_from_schema, set_body};
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use schemars::{JsonSchema, Schema};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::any::TypeId;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Names in the address. One that is not even an id names nothing: 404.
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<Studio> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, studio: &Studio) -> Result<Self, Problem> {
        let found = axum::extract::Path::<T>::from_request_parts(parts, studio).await;
        let missing = |_| Problem::new(StatusCode::NOT_FOUND, "This address names nothing that exists.");
        found.map(|axum::extract::Path(names)| Self(names)).map_err(missing)
    }
}

impl<T: JsonSchema> OperationInput for Path<T> {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        document::<T>(ctx, operation, ParamLocation::Path);
    }

    fn inferred_early_responses(ctx: &mut GenContext, _: &mut Operation) -> Vec<(Option<u16>, Documented)> {
        vec![documented_status(ctx, 404)]
    }
}

/// Parameters behind the question mark. `T` refuses unknown ones with `deny_unknown_fields`.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<Studio> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Studio) -> Result<Self, Problem> {
        read_pairs(pairs(parts)).map(Self)
    }
}

impl<T: JsonSchema> OperationInput for Query<T> {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        document::<T>(ctx, operation, ParamLocation::Query);
    }

    fn inferred_early_responses(ctx: &mut GenContext, _: &mut Operation) -> Vec<(Option<u16>, Documented)> {
        vec![documented_status(ctx, 422)]
    }
}

/// Parameters of two sorts: what is asked for, and how much of it. Those that `P` knows are `P`'s.
pub struct Paged<T, P> {
    pub query: T,
    pub part: P,
    /// All parameters as they were given.
    pub given: Vec<(String, String)>,
}

impl<T: DeserializeOwned, P: DeserializeOwned + JsonSchema + 'static> FromRequestParts<Studio> for Paged<T, P> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Studio) -> Result<Self, Problem> {
        let known = names::<P>();
        let given = pairs(parts);
        let (part, query): (Vec<_>, Vec<_>) = given.iter().cloned().partition(|(name, _)| known.contains(name));
        Ok(Self { query: read_pairs(query)?, part: read_pairs(part)?, given })
    }
}

impl<T: JsonSchema, P: JsonSchema> OperationInput for Paged<T, P> {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        document::<T>(ctx, operation, ParamLocation::Query);
        document::<P>(ctx, operation, ParamLocation::Query);
    }

    fn inferred_early_responses(ctx: &mut GenContext, _: &mut Operation) -> Vec<(Option<u16>, Documented)> {
        vec![documented_status(ctx, 422)]
    }
}

/// The names of a shape's fields; found out once for each.
fn names<T: JsonSchema + 'static>() -> Arc<[String]> {
    static KNOWN: Mutex<BTreeMap<TypeId, Arc<[String]>>> = Mutex::new(BTreeMap::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let find = || {
        let schema = schemars::SchemaGenerator::default().into_root_schema_for::<T>();
        let fields = schema.get("properties").and_then(Value::as_object);
        fields.into_iter().flat_map(|fields| fields.keys().cloned()).collect()
    };
    known.entry(TypeId::of::<T>()).or_insert_with(find).clone()
}

/// A JSON body. `T` refuses unknown fields with `deny_unknown_fields`.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Studio> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, studio: &Studio) -> Result<Self, Problem> {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        if kind != "application/json" {
            let detail = "The body must be JSON, with Content-Type: application/json.";
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail));
        }
        let bytes = Bytes::from_request(request, studio).await.map_err(unread)?;
        let json: Value = serde_json::from_slice(&bytes)
            .map_err(|error| Problem::new(StatusCode::BAD_REQUEST, format!("The body is not JSON: {error}.")))?;
        serde_path_to_error::deserialize(&json).map(Self).map_err(|error| wrong(&error))
    }
}

impl<T: JsonSchema> OperationInput for Body<T> {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        let schema = SchemaObject { json_schema: ctx.schema.subschema_for::<T>(), external_docs: None, example: None };
        let media = MediaType { schema: Some(schema), ..MediaType::default() };
        let content = [("application/json".to_owned(), media)].into_iter().collect();
        set_body(ctx, operation, RequestBody { content, required: true, ..RequestBody::default() });
    }

    fn inferred_early_responses(ctx: &mut GenContext, _: &mut Operation) -> Vec<(Option<u16>, Documented)> {
        [400, 413, 415, 422].map(|status| documented_status(ctx, status)).into()
    }
}

fn unread(rejection: BytesRejection) -> Problem {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "The body is larger than 4 MiB."),
        _ => Problem::new(StatusCode::BAD_REQUEST, "The body broke off."),
    }
}

/// Tells of each field of `T` as a parameter. One that may be left out is left out, not null.
pub fn document<T: JsonSchema>(ctx: &mut GenContext, operation: &mut Operation, location: ParamLocation) {
    let schema = ctx.schema.subschema_for::<T>();
    let mut parameters = parameters_from_schema(ctx, schema, location);
    for parameter in &mut parameters {
        if let ParameterSchemaOrContent::Schema(SchemaObject { json_schema, .. }) = &mut parameter.parameter_data_mut().format {
            without_null(json_schema);
        }
    }
    add_parameters(ctx, operation, parameters);
}

fn without_null(schema: &mut Schema) {
    let Some(fields) = schema.as_object_mut() else { return };
    if let Some(Value::Array(types)) = fields.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            fields.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(choices)) = fields.get_mut("anyOf") {
        choices.retain(|choice| choice["type"] != "null");
        if let [Value::Object(only)] = choices.as_slice() {
            let only = only.clone();
            fields.remove("anyOf");
            fields.extend(only);
        }
    }
}

/// The parameters of an address, decoded.
fn pairs(parts: &Parts) -> Vec<(String, String)> {
    let query = parts.uri.query().unwrap_or_default();
    url::form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}

/// Reads pairs, or says which one is wrong.
pub fn read_pairs<T: DeserializeOwned>(pairs: Vec<(String, String)>) -> Result<T, Problem> {
    let mut text = url::form_urlencoded::Serializer::new(String::new());
    let text = text.extend_pairs(pairs).finish();
    let pairs = serde_html_form::Deserializer::new(url::form_urlencoded::parse(text.as_bytes()));
    serde_path_to_error::deserialize(pairs).map_err(|error| wrong(&error))
}

/// What does not fit, under the name of the field it is in.
fn wrong<E: std::error::Error>(error: &serde_path_to_error::Error<E>) -> Problem {
    let reason = error.inner().to_string();
    let path = error.path().to_string();
    // An unknown field is not on the path, but named in the words.
    let unknown = reason.strip_prefix("unknown field `").and_then(|rest| rest.split_once('`')).map(|(name, _)| name);
    let field = match (unknown, path.as_str()) {
        (Some(name), "." | "") => name.to_owned(),
        (Some(name), path) if path != name && !path.ends_with(&format!(".{name}")) => format!("{path}.{name}"),
        (_, ".") => String::new(),
        (_, path) => path.to_owned(),
    };
    Problem::field(StatusCode::UNPROCESSABLE_ENTITY, field, format!("{reason}."))
}
