//! The JSON API through the real router: its document, its rights, its errors, its paging, its tokens.

mod calls;
mod contract;
mod files;
mod grid;
mod paging;
mod schema;
mod tokens;
mod versions;

use crate::support::{Answer, Client, TestStudio};
use atelier::domain::token::TokenScope;
use atelier::server::service::tokens as service;
use axum::body::Body;
use axum::http::Method;
use serde_json::Value;

/// A program with a token, or without one.
#[derive(Clone)]
pub struct Program {
    client: Client,
    token: Option<String>,
}

impl Program {
    /// With no token.
    pub fn nobody(test: &TestStudio) -> Self {
        Self { client: test.visitor(), token: None }
    }

    /// With a token of its own for a member, good for these scopes.
    pub async fn of(test: &TestStudio, member: &str, scopes: &[TokenScope]) -> Self {
        let made = service::create(&test.ctx(member), "A test", scopes, None).await.unwrap();
        Self { client: test.visitor(), token: Some(made.secret) }
    }

    pub async fn send(&mut self, method: Method, path: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
        let bearer = self.token.as_ref().map(|token| format!("Bearer {token}"));
        let mut headers = headers.to_vec();
        headers.extend(bearer.as_deref().map(|bearer| ("authorization", bearer)));
        self.client.request(method, path, &headers, body).await
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Method::GET, path, &[], Body::empty()).await
    }

    pub async fn json(&mut self, method: Method, path: &str, body: &Value) -> Answer {
        self.send(method, path, &[("content-type", "application/json")], body.to_string()).await
    }
}

/// The document, as programs get it.
pub async fn document(test: &TestStudio) -> Value {
    let answer = Program::nobody(test).get("/api/v1/openapi.json").await;
    assert_eq!(answer.status, 200);
    answer.json()
}
