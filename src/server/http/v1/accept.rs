//! `Accept`: what would be answered in a form that the client rules out is refused, before anything is done where the form
//! is known, and else instead of the answer.

use super::problem::Problem;
use crate::server::http::headers::accepts;
use aide::openapi::{OpenApi, Operation, ReferenceOr, StatusCode as Documented};
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::collections::HashMap;
use std::sync::Arc;

/// Media types in which each operation succeeds, by its path and method.
pub struct Forms(HashMap<(String, Method), Vec<String>>);

impl Forms {
    /// As the document tells of them.
    pub fn of(api: &OpenApi) -> Arc<Self> {
        let mut forms = HashMap::new();
        for (path, item) in api.paths.iter().flat_map(|paths| &paths.paths) {
            let ReferenceOr::Item(item) = item else { continue };
            for (method, operation) in item.iter() {
                if let Ok(method) = method.to_uppercase().parse() {
                    forms.insert((path.clone(), method), told(operation));
                }
            }
        }
        Arc::new(Self(forms))
    }

    /// Those that are known before the answer is.
    fn known(&self, path: &MatchedPath, method: &Method) -> &[String] {
        let method = if method == Method::HEAD { Method::GET } else { method.clone() };
        let forms = self.0.get(&(path.as_str().to_owned(), method)).map(Vec::as_slice).unwrap_or_default();
        if forms.iter().any(|form| form == "*/*") { &[] } else { forms }
    }
}

fn told(operation: &Operation) -> Vec<String> {
    let answers = operation.responses.iter().flat_map(|responses| &responses.responses);
    let good = answers.filter(|(status, _)| matches!(status, Documented::Code(200..=299)));
    let content = good.filter_map(|(_, answer)| answer.as_item()).flat_map(|answer| answer.content.keys().cloned());
    content.collect()
}

/// Around every route.
pub async fn or_refuse(State(forms): State<Arc<Forms>>, path: MatchedPath, request: Request, next: Next) -> Response {
    let Some(accept) = accept(request.headers()) else { return next.run(request).await };
    let known = forms.known(&path, request.method());
    if !known.is_empty() && !known.iter().any(|form| accepts(&accept, form)) {
        return refusal(&known.join(" or "));
    }
    let answer = next.run(request).await;
    let form = answer.headers().get(CONTENT_TYPE).and_then(|form| form.to_str().ok());
    match form.filter(|form| answer.status().is_success() && !accepts(&accept, form)) {
        Some(form) => refusal(form),
        None => answer,
    }
}

/// All lines of the header as one.
fn accept(headers: &HeaderMap) -> Option<String> {
    let lines: Vec<&str> = headers.get_all(ACCEPT).iter().filter_map(|line| line.to_str().ok()).collect();
    (!lines.is_empty()).then(|| lines.join(","))
}

fn refusal(form: &str) -> Response {
    Problem::new(StatusCode::NOT_ACCEPTABLE, format!("The answer would be {form}, which Accept rules out.")).into_response()
}
