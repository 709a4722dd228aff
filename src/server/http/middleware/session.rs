//! Finds out who is asking, once per request, and puts the [`Visit`] into its extensions.

use crate::server::auth::{COOKIE, Visit, bearer, cookie};
use crate::server::http::error::Refusal;
use crate::server::service::{members, tokens};
use crate::server::studio::Studio;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{self, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use std::net::{IpAddr, SocketAddr};

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
    let (mut visit, secret) = arrival(&request, studio.config.behind_proxy);
    let renewed = match secret {
        Some(Secret::Token(secret)) => {
            tokens::recognise(&studio, &secret, &mut visit).await?;
            None
        }
        Some(Secret::Cookie(secret)) => members::recognise(&studio, &secret, &mut visit).await?,
        None => None,
    };
    request.extensions_mut().insert(visit);
    let mut response = next.run(request).await;
    // Signing in and out say themselves what becomes of the cookie.
    if let Some(cookie) = renewed
        && !response.headers().contains_key(header::SET_COOKIE)
        && let Ok(value) = HeaderValue::from_str(&cookie.header())
    {
        response.headers_mut().insert(header::SET_COOKIE, value);
    }
    Ok(response)
}

/// Where a request comes from, and the secret it carries.
fn arrival(request: &Request, behind_proxy: bool) -> (Visit, Option<Secret>) {
    let text = |name: header::HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let peer = || request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    // What stands before the proxy's own entry anybody can have written.
    let forwarded = request.headers().get_all("x-forwarded-for").iter().next_back().filter(|_| behind_proxy);
    let forwarded = forwarded.and_then(|list| list.to_str().ok()?.rsplit(',').next()?.trim().parse::<IpAddr>().ok());
    let address = forwarded.or_else(peer).map(|address| address.to_string());
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

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    #[test]
    fn an_address_is_told_by_the_proxy_if_there_is_one() {
        for (behind_proxy, forwarded, expected) in [
            (false, &["203.0.113.9"][..], "192.0.2.1"),
            (true, &[], "192.0.2.1"),
            (true, &["203.0.113.9"], "203.0.113.9"),
            (true, &["10.1.1.1, 203.0.113.9"], "203.0.113.9"),
            (true, &["10.1.1.1", "2001:db8::7"], "2001:db8::7"),
            (true, &["203.0.113.9, unknown"], "192.0.2.1"),
        ] {
            let mut request = Request::new(Body::empty());
            request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([192, 0, 2, 1], 4_000))));
            for list in forwarded {
                request.headers_mut().append("x-forwarded-for", HeaderValue::from_static(list));
            }
            assert_eq!(arrival(&request, behind_proxy).0.address, expected, "{behind_proxy} {forwarded:?}");
        }
    }
}
