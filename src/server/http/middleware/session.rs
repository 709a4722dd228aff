//! Finds out who is asking, once per request, and puts the [`Visit`] into its extensions.

use crate::server::auth::{COOKIE, Visit, bearer, cookie};
use crate::server::http::error::Refusal;
use crate::server::service::{members, tokens};
use crate::server::studio::Studio;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::Response;
use std::net::SocketAddr;

/// Longest browser name that is remembered, in characters.
const AGENT_MOST: usize = 300;
/// Where programs may show a personal token; elsewhere only a session's cookie counts.
const PROGRAMS: [&str; 2] = ["/api/v1", "/upload"];

/// What a request shows of who sent it.
enum Secret {
    Cookie(String),
    Token(String),
}

/// Every request gets a visit; files of the site are not worth a look at the record. A token goes before a cookie, and
/// one that is wrong is refused rather than taken for nobody's.
pub async fn resolve(State(studio): State<Studio>, mut request: Request, next: Next) -> Result<Response, Refusal> {
    let (mut visit, secret) = arrival(&request);
    match secret {
        Some(Secret::Token(secret)) => tokens::recognise(&studio, &secret, &mut visit).await?,
        Some(Secret::Cookie(secret)) => members::recognise(&studio, &secret, &mut visit).await?,
        None => {}
    }
    request.extensions_mut().insert(visit);
    Ok(next.run(request).await)
}

/// Where a request comes from, and the secret it carries.
fn arrival(request: &Request) -> (Visit, Option<Secret>) {
    let text = |name: header::HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let address = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip().to_string());
    let path = request.uri().path();
    let below = |root: &str| path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let token = bearer(text(header::AUTHORIZATION)).filter(|_| PROGRAMS.iter().any(|root| below(root)));
    let session = || cookie(text(header::COOKIE), COOKIE).filter(|_| !path.starts_with("/pkg/"));
    let secret = match token {
        Some(token) => Some(Secret::Token(token.to_owned())),
        None => session().map(|secret| Secret::Cookie(secret.to_owned())),
    };
    let visit = Visit {
        address: address.unwrap_or_default(),
        agent: text(header::USER_AGENT).chars().take(AGENT_MOST).collect(),
        ..Visit::default()
    };
    (visit, secret)
}
