//! First visit, signing in and out, and one's own sessions. The forms work without scripts.

use super::error::ApiError;
use crate::domain::id::SessionId;
use crate::domain::session::{SessionFace, SignedIn};
use leptos::prelude::*;
use leptos::server_fn::codec::{GetUrl, Json};

/// The first visit: makes the studio, its owner with a Personal brand, and the first team brand, signs the owner in
/// and redirects to the library. Refused once the studio exists.
#[server(endpoint = "session/set_up")]
pub async fn set_up(studio: String, name: String, email: String, password: String, brand: String) -> Result<(), ApiError> {
    super::run_signed_out(|studio_, visit| async move {
        let wanted = crate::server::service::members::FirstVisit { studio, name, email, password, brand };
        let cookie = crate::server::service::members::set_up(&studio_, wanted, &visit).await?;
        super::run::answer_with_cookie(&cookie, "/library");
        Ok(())
    })
    .await
}

/// Signs in and redirects to `back` (a path of this studio) or the library.
#[server(endpoint = "session/sign_in")]
pub async fn sign_in(email: String, password: String, back: String) -> Result<(), ApiError> {
    super::run_signed_out(|studio, visit| async move {
        let cookie = crate::server::service::members::sign_in(&studio, &email, &password, &visit).await?;
        super::run::answer_with_cookie(&cookie, &back);
        Ok(())
    })
    .await
}

/// Ends this session and redirects to sign-in.
#[server(endpoint = "session/sign_out")]
pub async fn sign_out() -> Result<(), ApiError> {
    super::run_signed_out(|studio, visit| async move {
        let cookie = crate::server::service::members::sign_out(&studio, &visit).await?;
        super::run::answer_with_cookie(&cookie, "/sign-in");
        Ok(())
    })
    .await
}

/// Who asks, with every role that decides, as it is now.
#[server(input = GetUrl, endpoint = "session/who")]
pub async fn who() -> Result<SignedIn, ApiError> {
    super::run(|ctx| async move { crate::server::service::members::who(&ctx) }).await
}

/// The member's own signed-in browsers, the latest seen first.
#[server(input = GetUrl, endpoint = "session/mine")]
pub async fn mine() -> Result<Vec<SessionFace>, ApiError> {
    super::run(|ctx| async move { crate::server::service::members::sessions(&ctx).await }).await
}

/// Ends one of the member's own sessions.
#[server(input = Json, endpoint = "session/revoke")]
pub async fn revoke(session: SessionId) -> Result<(), ApiError> {
    super::run(|ctx| async move { crate::server::service::members::revoke(&ctx, session).await }).await
}
