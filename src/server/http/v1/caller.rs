//! Who asks, and with a token good for what. The type in a handler's arguments enforces the scope and documents it.

use super::problem::{Problem, documented_status};
use crate::domain::token::{Token, TokenScope};
use crate::server::auth::Visit;
use crate::server::context::Ctx;
use crate::server::studio::Studio;
use aide::OperationInput;
use aide::generate::GenContext;
use aide::openapi::{Operation, Response as Documented};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use std::marker::PhantomData;
use std::ops::Deref;

/// Names of the ways to say who one is, in the document.
pub const TOKEN: &str = "token";
pub const SESSION: &str = "session";

/// A scope as a type.
pub trait Scope: Send + Sync + 'static {
    const SCOPE: TokenScope;
}

/// [`TokenScope::Read`].
pub struct Read;
/// [`TokenScope::Write`].
pub struct Write;
/// [`TokenScope::Publish`].
pub struct Publish;
/// [`TokenScope::Purge`].
pub struct Purge;

impl Scope for Read {
    const SCOPE: TokenScope = TokenScope::Read;
}

impl Scope for Write {
    const SCOPE: TokenScope = TokenScope::Write;
}

impl Scope for Publish {
    const SCOPE: TokenScope = TokenScope::Publish;
}

impl Scope for Purge {
    const SCOPE: TokenScope = TokenScope::Purge;
}

/// A member, asking through a session or through a token that is good for `S`. Nothing is done for anybody without it.
pub struct Caller<S> {
    pub ctx: Ctx,
    /// The token, where it is not a session.
    pub token: Option<Token>,
    scope: PhantomData<S>,
}

impl<S> Deref for Caller<S> {
    type Target = Ctx;

    fn deref(&self) -> &Ctx {
        &self.ctx
    }
}

impl<S> Caller<S> {
    /// Refuses a token that is not good for `scope` too: some bodies ask for more than their address does.
    pub fn also(&self, scope: TokenScope) -> Result<(), Problem> {
        match &self.token {
            Some(token) if !token.allows(scope) => Err(crate::server::error::Error::Scope(scope).into()),
            _ => Ok(()),
        }
    }
}

impl<S: Scope> FromRequestParts<Studio> for Caller<S> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, studio: &Studio) -> Result<Self, Problem> {
        let visit = parts.extensions.get::<Visit>().cloned().unwrap_or_default();
        let ctx = visit.ctx_for(studio, S::SCOPE)?;
        Ok(Self { ctx, token: visit.token, scope: PhantomData })
    }
}

impl<S: Scope> OperationInput for Caller<S> {
    fn operation_input(_: &mut GenContext, operation: &mut Operation) {
        operation.security.push([(TOKEN.to_owned(), vec![S::SCOPE.as_str().to_owned()])].into_iter().collect());
        operation.security.push([(SESSION.to_owned(), Vec::new())].into_iter().collect());
    }

    fn inferred_early_responses(ctx: &mut GenContext, _: &mut Operation) -> Vec<(Option<u16>, Documented)> {
        [401, 403, 429].map(|status| documented_status(ctx, status)).into()
    }
}
