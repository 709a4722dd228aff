//! Finds out who is asking, once per request, and puts the [`Visit`] into its extensions.

use crate::server::auth::{COOKIE, Visit, cookie};
use crate::server::http::error::Refusal;
use crate::server::service::members;
use crate::server::studio::Studio;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::Response;
use std::net::SocketAddr;

/// Longest browser name that is remembered, in characters.
const AGENT_MOST: usize = 300;

/// Every request gets a visit; files of the site are not worth a look at the record.
pub async fn resolve(State(studio): State<Studio>, mut request: Request, next: Next) -> Result<Response, Refusal> {
    let (mut visit, secret) = arrival(&request);
    if let Some(secret) = secret {
        members::recognise(&studio, &secret, &mut visit).await?;
    }
    request.extensions_mut().insert(visit);
    Ok(next.run(request).await)
}

/// Where a request comes from, and the secret it carries.
fn arrival(request: &Request) -> (Visit, Option<String>) {
    let text = |name: header::HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let address = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip().to_string());
    let secret = cookie(text(header::COOKIE), COOKIE).filter(|_| !request.uri().path().starts_with("/pkg/"));
    let visit = Visit {
        address: address.unwrap_or_default(),
        agent: text(header::USER_AGENT).chars().take(AGENT_MOST).collect(),
        ..Visit::default()
    };
    (visit, secret.map(str::to_owned))
}
