//! Personal tokens: made and revoked through the pages' functions, and what they are good for. And changes with
//! conditions.

use super::Program;
use super::calls::{Sent, Things, calls};
use crate::support::TestStudio;
use atelier::domain::member::StudioRole;
use atelier::domain::time::DAY;
use atelier::domain::token::{NewToken, Token, TokenScope};
use atelier::server::service::{members, tokens};
use axum::http::Method;
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn made_used_and_revoked() {
    let test = TestStudio::set_up().await;
    let mut owner = test.signed_in_quickly("owner").await;
    let form = json!({ "name": "Nightly import", "scopes": ["write"], "days": 30 });
    let made: NewToken = owner.json("/api/tokens/create", &form).await.json();
    assert!(made.secret.starts_with("atl_") && made.secret.len() == 47, "{}", made.secret);
    let mut program = Program { token: Some(made.secret.clone()), ..Program::nobody(&test) };
    let me: Value = program.get("/api/v1/me").await.json();
    assert_eq!(me["email"], "owner@example.com");
    assert_eq!(me["token"], json!({ "name": "Nightly import", "scopes": ["read", "write"], "expires": "2026-12-12T09:41:00Z" }));
    // The list says when it was used, and never the secret.
    let answer = owner.get("/api/tokens/mine").await;
    assert!(!answer.text().contains(&made.secret));
    let listed: Vec<Token> = answer.json();
    assert_eq!((listed.len(), listed[0].used), (1, Some(test.studio.clock.now())));
    // It is no session: pages, their functions and other plain routes do not know it.
    for path in ["/api/tokens/mine", "/api/library/page?query=&start=0&count=1", "/events"] {
        assert_eq!(program.get(path).await.status, 401, "{path}");
    }
    // Nobody else can end it.
    test.member("ada", StudioRole::Admin, None).await;
    let mut ada = test.signed_in_quickly("ada").await;
    assert_eq!(ada.json("/api/tokens/revoke", &json!({ "token": made.token.id })).await.status, 404);
    assert_eq!(program.get("/api/v1/me").await.status, 200);
    assert_eq!(owner.json("/api/tokens/revoke", &json!({ "token": made.token.id })).await.status, 200);
    assert_eq!(program.get("/api/v1/me").await.status, 401);
    for (form, status) in [
        (json!({ "name": "", "scopes": [], "days": null }), 422),
        (json!({ "name": "x", "scopes": [], "days": 0 }), 422),
        (json!({ "name": "x", "scopes": [], "days": 4_000 }), 422),
        (json!({ "name": "x", "scopes": [], "days": null }), 200),
    ] {
        assert_eq!(owner.json("/api/tokens/create", &form).await.status, status, "{form}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn they_end_with_their_time_and_with_the_password() {
    let test = TestStudio::set_up().await;
    let ctx = test.ctx("owner");
    let short = tokens::create(&ctx, "Short", &[], Some(1)).await.unwrap();
    let long = tokens::create(&ctx, "Long", &[], None).await.unwrap();
    let program = |secret: &str| Program { token: Some(secret.to_owned()), ..Program::nobody(&test) };
    let status = async |secret: &str| program(secret).get("/api/v1/me").await.status.as_u16();
    assert_eq!((status(&short.secret).await, status(&long.secret).await), (200, 200));
    test.studio.clock.advance(DAY);
    assert_eq!((status(&short.secret).await, status(&long.secret).await), (401, 200));
    // A role that is taken away is gone from the token too.
    test.member("ada", StudioRole::Admin, None).await;
    let mut ada = Program::of(&test, "ada", &TokenScope::ALL).await;
    assert_eq!(ada.get("/api/v1/brands/saltmarsh").await.status, 200);
    members::set_role(&test.studio, "ada@example.com", StudioRole::Member).await.unwrap();
    assert_eq!(ada.get("/api/v1/brands/saltmarsh").await.status, 404);
    members::set_password(&test.studio, "owner@example.com", "another long password").await.unwrap();
    assert_eq!(status(&long.secret).await, 401);
    assert!(tokens::list(&test.ctx("owner")).is_empty());
    assert_eq!(ada.get("/api/v1/me").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_ends_soon_and_does_not_lock_others_out() {
    let test = TestStudio::set_up().await;
    let mut good = Program::of(&test, "owner", &[]).await;
    let mut stale = Program { token: Some("atl_stale".to_owned()), ..Program::nobody(&test) };
    let statuses: Vec<u16> = {
        let mut all = Vec::new();
        for _ in 0..10 {
            all.push(stale.get("/api/v1/me").await.status.as_u16());
        }
        all
    };
    assert_eq!(statuses, [401, 401, 401, 401, 401, 401, 401, 401, 429, 429]);
    let answer = stale.get("/api/v1/me").await;
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert!(answer.header("retry-after").parse::<u64>().unwrap() > 0);
    assert_eq!(good.get("/api/v1/me").await.status, 200);
}

/// Everything that has a tag is changed and deleted by it, and only by the one it has.
#[tokio::test(flavor = "multi_thread")]
async fn changes_are_bound_to_what_was_read() {
    let test = TestStudio::set_up().await;
    let mut program = Program::of(&test, "owner", &TokenScope::ALL).await;
    let things = Things::fresh(&test, 0).await;
    for call in calls(&things) {
        let one = ["updateAsset", "updateCollection", "updateCampaign", "renameSearch"].contains(&call.operation);
        let Some(Sent::Json(body)) = one.then_some(&call.sent) else { continue };
        let before = program.get(&call.path).await.header("etag").to_owned();
        let changed = call.with(&mut program, &[("if-match", &before)]).await;
        assert_eq!(changed.status, 200, "{} {}", call.operation, changed.text());
        let after = program.get(&call.path).await.header("etag").to_owned();
        assert_eq!(changed.header("etag"), after, "{}", call.operation);
        // Also what would change nothing, and only once one may.
        for (method, tags, status) in [
            (&call.method, before.as_str(), 412),
            (&Method::DELETE, &before, 412),
            (&Method::DELETE, "", 412),
            (&call.method, &format!("{before}, {after}"), 200),
            (&call.method, "*", 200),
            (&Method::DELETE, &after, 204),
            (&Method::DELETE, &after, if call.operation == "updateAsset" { 412 } else { 404 }),
        ] {
            let headers = [("content-type", "application/json"), ("if-match", tags)];
            let body = if *method == Method::DELETE { String::new() } else { body.to_string() };
            let answer = program.send(method.clone(), &call.path, &headers, body).await;
            assert_eq!(answer.status.as_u16(), status, "{} {method} {tags}: {}", call.operation, answer.text());
        }
    }
    let (asset, purge) = (format!("/api/v1/assets/{}", things.asset), format!("/api/v1/trash/{}", things.asset));
    let tag = program.get(&asset).await.header("etag").to_owned();
    for (tag, status) in [("\"other\"", 412), (&tag, 204), (&tag, 404)] {
        assert_eq!(program.send(Method::DELETE, &purge, &[("if-match", tag)], "").await.status.as_u16(), status, "{tag}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_are_whole_and_meant_for_what_was_read() {
    let test = TestStudio::set_up().await;
    let things = Things::fresh(&test, 0).await;
    let mut program = Program::of(&test, "owner", &TokenScope::ALL).await;
    let at = format!("/api/v1/assets/{}", things.asset);
    let read = program.get(&at).await;
    let tag = read.header("etag").to_owned();
    let json = |tag: &str| [("content-type".to_owned(), "application/json".to_owned()), ("if-match".to_owned(), tag.to_owned())];
    let mut change = async |tag: &str, body: Value| {
        let headers = json(tag);
        let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        program.send(Method::PATCH, &at, &headers, body.to_string()).await
    };
    // All or nothing: a name that cannot be keeps the rating as it was.
    assert_eq!(change(&tag, json!({ "rating": 5, "name": "" })).await.status, 422);
    assert_eq!(change(&tag, json!({ "rating": 6 })).await.status, 422);
    let answer = change(&tag, json!({ "rating": 5, "tags": ["KOI", "pond", "Pond"] })).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let told: Value = answer.json();
    assert_eq!((&told["rating"], &told["tags"]), (&5.into(), &json!(["koi", "pond"])));
    let stale = change(&tag, json!({ "rating": 1 })).await;
    assert_eq!((stale.status.as_u16(), stale.header("content-type")), (412, "application/problem+json"));
    assert_eq!(change(answer.header("etag"), json!({ "rating": 1 })).await.status, 200);
    // A decision that was overtaken says what is so now.
    let moves = format!("{at}/moves");
    let submit = json!({ "move": "submit", "seen": "draft" });
    assert_eq!(program.json(Method::POST, &moves, &submit).await.json::<Value>()["status"], "in_review");
    let again = program.json(Method::POST, &moves, &submit).await;
    assert_eq!((again.status.as_u16(), again.json::<Value>()["current"].as_str()), (409, Some("in_review")));
    let approve = json!({ "move": "approve", "seen": "in_review", "note": "Yes." });
    assert_eq!(program.json(Method::POST, &moves, &approve).await.json::<Value>()["moves"], json!(["archive"]));
    let rename = program.json(Method::PATCH, &at, &json!({ "name": "other.png" })).await;
    assert_eq!((rename.status.as_u16(), rename.json::<Value>()["current"].as_str()), (409, Some("approved")));
    assert_eq!(program.send(Method::DELETE, &at, &[], "").await.status, 409);
    let history: Value = program.get(&format!("{at}/history")).await.json();
    assert_eq!(history["items"][1]["note"], "Yes.");
    // Of many, what cannot be is skipped with the reason.
    let other = test.asset("owner", "free.png").await;
    let body = json!({ "query": { "brand": "saltmarsh" }, "action": { "kind": "trash" } });
    let outcome: Value = program.json(Method::POST, "/api/v1/assets/bulk", &body).await.json();
    assert_eq!(outcome["changed"], json!([other]));
    assert_eq!(outcome["skipped"][0]["reason"], "Approved work is locked. Archive it first.");
    let body = json!({ "assets": [things.asset], "action": { "kind": "trash" } });
    let outcome: Value = program.json(Method::POST, "/api/v1/assets/bulk", &body).await.json();
    assert_eq!((&outcome["done"], &outcome["skipped"][0]["asset"]), (&json!([]), &json!(things.asset)));
}
