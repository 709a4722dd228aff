//! Headers that every answer carries unless a route set its own.

use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

/// What is set when absent. The content security policy of documents is added where their nonce is known.
const HEADERS: [(HeaderName, &str); 4] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// Adds them.
pub async fn headers(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let open = path == "/sign-in" || path == "/set-up" || path.starts_with("/pkg/") || path.starts_with("/fonts/");
    let public = path.starts_with("/c/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if public {
        headers.insert("x-robots-tag", HeaderValue::from_static("noindex, nofollow"));
    }
    if !open && is_document(headers) {
        // Pages show what a person may see at this moment; none may come back from a cache after sign-out or revocation.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

fn is_document(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}
