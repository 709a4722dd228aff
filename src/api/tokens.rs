//! The member's own tokens for programs.

use super::error::ApiError;
use crate::domain::id::TokenId;
use crate::domain::token::{NewToken, Token, TokenScope};
use leptos::prelude::*;
use leptos::server_fn::codec::{GetUrl, Json};

/// The member's tokens, newest first.
#[server(input = GetUrl, endpoint = "tokens/mine")]
pub async fn mine() -> Result<Vec<Token>, ApiError> {
    super::run(|ctx| async move { Ok(crate::server::service::tokens::list(&ctx)) }).await
}

/// Makes a token that ends after `days`, or never. Its secret is in this answer and nowhere else.
#[server(input = Json, endpoint = "tokens/create")]
pub async fn create(name: String, scopes: Vec<TokenScope>, days: Option<u32>) -> Result<NewToken, ApiError> {
    super::run(|ctx| async move { crate::server::service::tokens::create(&ctx, &name, &scopes, days).await }).await
}

/// Ends a token, from the next request on.
#[server(input = Json, endpoint = "tokens/revoke")]
pub async fn revoke(token: TokenId) -> Result<(), ApiError> {
    super::run(|ctx| async move { crate::server::service::tokens::revoke(&ctx, token).await }).await
}
