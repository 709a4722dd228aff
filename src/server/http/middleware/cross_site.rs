//! Refuses changes that another site asks for in a member's name.

use crate::server::auth::Visit;
use axum::extract::Request;
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Safe methods pass, and programs that show a token, which no browser adds by itself. Others need an `Origin` of this host, or a browser's word that the request is same-origin; tools
/// that send neither have no browser's cookies to abuse.
pub async fn refuse(request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let token = request.extensions().get::<Visit>().is_some_and(|visit| visit.token.is_some());
    if safe || token || same_origin(&request) {
        return next.run(request).await;
    }
    tracing::warn!(path = request.uri().path(), "refused a cross-site request");
    (StatusCode::FORBIDDEN, "This request came from another site and was refused.").into_response()
}

fn same_origin(request: &Request) -> bool {
    let text = |name: header::HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok());
    match (text(header::ORIGIN), request.headers().get("sec-fetch-site").and_then(|value| value.to_str().ok())) {
        (_, Some("same-origin" | "none")) => true,
        (_, Some(_)) => false,
        (Some(origin), None) => {
            let host = text(header::HOST).or_else(|| request.uri().authority().map(|authority| authority.as_str()));
            origin.split_once("://").map(|(_, rest)| rest) == host
        }
        (None, None) => true,
    }
}
