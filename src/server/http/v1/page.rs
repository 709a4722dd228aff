//! The document for programs and, made of it at each request, the page for people.

mod render;
mod schema;

use super::{ROOT, answer, at};
use crate::domain::session::Theme;
use crate::server::auth::cookie;
use crate::server::http::headers::matches;
use crate::server::ids;
use crate::server::studio::Studio;
use aide::openapi::{OpenApi, Server};
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, COOKIE, HOST};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum::{Extension, Router};
use std::sync::Arc;

/// The routes that stand beside the operations; everybody may read them.
pub fn routes(api: Arc<OpenApi>) -> Router<Studio> {
    Router::new()
        .route(ROOT, get(|| async { Redirect::to(&at("/docs")) }))
        .route(&at("/docs"), get(page))
        .route(&at("/openapi.json"), get(document))
        .layer(Extension(api))
}

/// The document with the address of this studio.
fn addressed(studio: &Studio, api: &OpenApi, headers: &HeaderMap) -> OpenApi {
    let server = Server { url: address(studio, headers), ..Server::default() };
    OpenApi { servers: vec![server], ..api.clone() }
}

async fn document(State(studio): State<Studio>, Extension(api): Extension<Arc<OpenApi>>, headers: HeaderMap) -> Response {
    let known = headers.get(axum::http::header::IF_NONE_MATCH).and_then(|known| known.to_str().ok());
    let answer = answer::Json(addressed(&studio, &api, &headers)).into_response();
    let tag = answer.headers().get(axum::http::header::ETAG).and_then(|tag| tag.to_str().ok());
    if tag.is_some_and(|tag| matches(known, tag)) {
        return axum::http::StatusCode::NOT_MODIFIED.into_response();
    }
    answer
}

async fn page(State(studio): State<Studio>, Extension(api): Extension<Arc<OpenApi>>, headers: HeaderMap) -> Response {
    let cookies = headers.get(COOKIE).and_then(|cookies| cookies.to_str().ok()).unwrap_or_default();
    let theme = cookie(cookies, Theme::COOKIE).map(Theme::parse).unwrap_or_default();
    let nonce = ids::reference();
    let document = serde_json::to_value(addressed(&studio, &api, &headers)).unwrap_or_default();
    let page = render::Page { document: &document, theme, nonce: &nonce }.html();
    let policy = format!(
        "default-src 'none'; style-src 'nonce-{nonce}'; font-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'"
    );
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    (headers, page).into_response()
}

/// Where people reach the studio: the configured address, or else the one this request came to.
fn address(studio: &Studio, headers: &HeaderMap) -> String {
    if let Some(url) = &studio.config.public_url {
        return url.clone();
    }
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let fit = |host: &&str| host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte));
    format!("http://{}", Some(host).filter(fit).unwrap_or("localhost"))
}
