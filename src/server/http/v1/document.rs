//! The OpenAPI document: its frame, and what is said of each operation beside what its types say.

use super::caller::{SESSION, TOKEN};
use super::problem::documented_status;
use crate::domain::token::TokenScope;
use crate::server::auth::COOKIE;
use crate::server::studio::Studio;
use aide::axum::routing::{self, ApiMethodRouter};
use aide::generate::{in_context, reset_context};
use aide::openapi::{ApiKeyLocation, Components, Info, OpenApi, ReferenceOr, SecurityScheme, StatusCode, Tag};
use aide::operation::OperationHandler;
use aide::transform::TransformOperation;
use aide::{OperationInput, OperationOutput};
use axum::handler::Handler;
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::Value;
use std::collections::BTreeSet;

/// Groups of operations, in the order in which they are shown, with what they are.
const TAGS: [(&str, &str); 10] = [
    ("About", "Who you are to the studio."),
    ("Brands", "A brand owns assets, collections and campaigns, and its members have roles in it."),
    ("Assets", "Images, videos, sounds and documents."),
    ("Files", "The bytes of assets, and the smaller pictures made of them."),
    ("Versions", "Every file an asset ever had; the last one is its file now."),
    ("Collections", "Nestable groupings of a brand’s assets."),
    ("Campaigns", "A brand’s assets around one initiative, which can be shared by a public link."),
    ("Searches", "Questions kept under a name, which people see as smart collections."),
    ("Trash", "What was deleted stays for 30 days."),
    ("Zips", "Many files as one archive."),
];

const DESCRIPTION: &str = "Everything a program needs of the studio, with the rights of the member whose token it shows.\n\n\
    Make a token in Settings → API tokens and send it as `Authorization: Bearer atl_…`. A token has scopes and never \
    grants more than its member may do. What you may not see is missing, not denied: 404, and in no list, count or facet.\n\n\
    Ids are strings of 26 letters and digits; times are RFC 3339 in UTC. Unknown parameters and fields are refused by \
    name. Whatever fails is answered as `application/problem+json` (RFC 9457). `GET` answers carry an `ETag`; with it \
    as `If-Match` a thing is only changed or deleted while it still is what was read.";

/// Starts to describe: schemas are named and shared, in the dialect of OpenAPI 3.1.
pub fn begin() {
    reset_context();
    in_context(|ctx| {
        let settings = SchemaSettings::draft2020_12().with(|settings| settings.definitions_path = "/components/schemas".into());
        ctx.schema = SchemaGenerator::new(settings);
    });
}

/// The document without operations.
pub fn frame() -> OpenApi {
    let scopes: Vec<String> =
        TokenScope::ALL.into_iter().map(|scope| format!("`{}` – {}", scope.as_str(), scope.words().to_lowercase())).collect();
    let token = SecurityScheme::Http {
        scheme: "bearer".to_owned(),
        bearer_format: Some("atl_…".to_owned()),
        description: Some(format!("A personal token, with scopes: {}.", scopes.join("; "))),
        extensions: Default::default(),
    };
    let session = SecurityScheme::ApiKey {
        location: ApiKeyLocation::Cookie,
        name: COOKIE.to_owned(),
        description: Some("A browser’s session, which may do all that its member may; changes only from this site.".to_owned()),
        extensions: Default::default(),
    };
    let schemes = [(TOKEN, token), (SESSION, session)];
    OpenApi {
        info: Info {
            title: "Atelier".to_owned(),
            summary: Some("The JSON API of a brand studio.".to_owned()),
            description: Some(DESCRIPTION.to_owned()),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            ..Info::default()
        },
        tags: TAGS
            .into_iter()
            .map(|(name, words)| Tag { name: name.to_owned(), description: Some(words.to_owned()), ..Tag::default() })
            .collect(),
        components: Some(Components {
            security_schemes: schemes.into_iter().map(|(name, it)| (name.to_owned(), ReferenceOr::Item(it))).collect(),
            ..Components::default()
        }),
        ..OpenApi::default()
    }
}

/// Puts the finishing touches to a document with all operations.
pub fn finish(api: &mut OpenApi) {
    leave_out_unused(api);
    let Some(paths) = &mut api.paths else { return };
    for path in paths.paths.values_mut() {
        let ReferenceOr::Item(item) = path else { continue };
        let operations = [&mut item.get, &mut item.post, &mut item.put, &mut item.patch, &mut item.delete];
        for responses in operations.into_iter().flatten().filter_map(|operation| operation.responses.as_mut()) {
            // Ascending, so that it reads well.
            let code = |status: &StatusCode| match status {
                StatusCode::Code(code) => *code,
                StatusCode::Range(range) => range * 100,
            };
            responses.responses.sort_by(|one, _, other, _| code(one).cmp(&code(other)));
        }
    }
}

/// Takes out shapes that nothing refers to: those of parameters, which are told one by one.
fn leave_out_unused(api: &mut OpenApi) {
    let Some(components) = &mut api.components else { return };
    let mut used = BTreeSet::new();
    let mut unread = vec![serde_json::to_value(&api.paths).unwrap_or_default()];
    while let Some(value) = unread.pop() {
        match value {
            Value::Array(values) => unread.extend(values),
            Value::Object(fields) => {
                for (name, value) in fields {
                    let shape = value.as_str().filter(|_| name == "$ref").and_then(|path| path.rsplit('/').next());
                    if let Some(shape) = shape.filter(|shape| used.insert((*shape).to_owned())) {
                        unread.extend(components.schemas.get(shape).and_then(|schema| serde_json::to_value(schema).ok()));
                    }
                    unread.push(value);
                }
            }
            _ => {}
        }
    }
    components.schemas.retain(|name, _| used.contains(name));
}

/// What is said of an operation.
pub struct Said {
    tag: &'static str,
    id: &'static str,
    summary: &'static str,
    words: &'static str,
    fails: &'static [u16],
    query: &'static str,
    body: Option<Value>,
}

/// An operation under its group, with its name for programs and its words for people.
pub fn op(tag: &'static str, id: &'static str, summary: &'static str) -> Said {
    Said { tag, id, summary, words: "", fails: &[], query: "", body: None }
}

impl Said {
    /// More words, in Markdown.
    pub fn says(self, words: &'static str) -> Self {
        Self { words, ..self }
    }

    /// Parameters of an example, with the question mark.
    pub fn with(self, query: &'static str) -> Self {
        Self { query, ..self }
    }

    /// A body as an example.
    pub fn sends(self, body: Value) -> Self {
        Self { body: Some(body), ..self }
    }

    /// Failures that its types do not tell of.
    pub fn fails(self, fails: &'static [u16]) -> Self {
        Self { fails, ..self }
    }
}

impl Said {
    fn tell(self, mut operation: TransformOperation<'_>) -> TransformOperation<'_> {
        operation = operation.id(self.id).tag(self.tag).summary(self.summary);
        if !self.words.is_empty() {
            operation = operation.description(self.words);
        }
        let inner = operation.inner_mut();
        if !self.query.is_empty() {
            inner.extensions.insert("x-example-query".to_owned(), self.query.into());
        }
        if let Some(ReferenceOr::Item(body)) = &mut inner.request_body {
            for media in body.content.values_mut() {
                media.example = self.body.clone();
            }
        }
        in_context(|ctx| {
            let responses = operation.inner_mut().responses.get_or_insert_default();
            for status in self.fails {
                let (_, answer) = documented_status(ctx, *status);
                responses.responses.entry(StatusCode::Code(*status)).or_insert(ReferenceOr::Item(answer));
            }
        });
        operation
    }
}

macro_rules! methods {
    ($($name:ident $with:ident),+) => {$(
        #[doc = concat!("Routes `", stringify!($name), "` to a handler, with what is said of it.")]
        pub fn $name<H, I, O, T>(handler: H, said: Said) -> ApiMethodRouter<Studio>
        where
            H: Handler<T, Studio> + OperationHandler<I, O>,
            I: OperationInput,
            O: OperationOutput,
            T: 'static,
        {
            routing::$with(handler, |operation| said.tell(operation))
        }
    )+};
}

methods!(get get_with, post post_with, put put_with, patch patch_with, delete delete_with);
