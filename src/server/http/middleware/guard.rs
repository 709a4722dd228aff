//! Leads visitors who are not signed in to the first visit or to sign-in, and back afterwards.

use crate::domain::query::url::encode;
use crate::server::auth::Visit;
use crate::server::studio::Studio;
use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

/// Paths that anyone may ask for; the routes behind the others judge for themselves as well.
const OPEN: [&str; 14] = [
    "/c/",
    "/pkg/",
    "/fonts/",
    "/icons.svg",
    "/sheet.svg",
    "/favicon.svg",
    "/favicon.ico",
    "/healthz",
    "/manifest.webmanifest",
    "/robots.txt",
    "/api/",
    "/media/",
    "/upload",
    "/zip",
];

/// Redirects documents only: plain routes and server functions answer with their own status.
pub async fn lead(State(studio): State<Studio>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let document = matches!(*request.method(), Method::GET | Method::HEAD)
        && path != "/events"
        && !OPEN.iter().any(|open| path.starts_with(open));
    if !document {
        return next.run(request).await;
    }
    let signed_in = request.extensions().get::<Visit>().is_some_and(|visit| visit.member.is_some());
    let there = match (studio.name(), signed_in, path) {
        (None, _, "/set-up") | (Some(_), false, "/sign-in") => None,
        (None, _, _) => Some("/set-up".to_owned()),
        (Some(_), true, "/sign-in" | "/set-up" | "/") => Some("/library".to_owned()),
        (Some(_), true, _) => None,
        (Some(_), false, "/" | "/set-up") => Some("/sign-in".to_owned()),
        (Some(_), false, _) => {
            let back = request.uri().path_and_query().map_or(path, |whole| whole.as_str());
            Some(format!("/sign-in?back={}", encode(back)))
        }
    };
    match there {
        Some(there) => Redirect::to(&there).into_response(),
        None => next.run(request).await,
    }
}
