//! Every operation × every role, and × every scope: what each answers, as a committed grid.

use super::calls::{Things, calls};
use super::{Program, document};
use crate::support::TestStudio;
use atelier::domain::brand::BrandRole;
use atelier::domain::member::StudioRole;
use atelier::domain::token::TokenScope;
use serde_json::Value;
use std::fmt::Write as _;

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_for_every_role() {
    let test = TestStudio::set_up().await;
    test.member("ada", StudioRole::Admin, None).await;
    test.member("mia", StudioRole::Member, Some(BrandRole::Manager)).await;
    test.member("cleo", StudioRole::Member, Some(BrandRole::Creator)).await;
    test.member("vera", StudioRole::Member, Some(BrandRole::Viewer)).await;
    test.member("nils", StudioRole::Member, None).await;
    let roles = [
        ("owner", "owner"),
        ("admin", "ada"),
        ("manager", "mia"),
        ("creator", "cleo"),
        ("viewer", "vera"),
        ("no brand", "nils"),
        ("visitor", ""),
    ];
    let mut columns: Vec<Vec<(&'static str, u16)>> = Vec::new();
    for (nth, (_, name)) in roles.iter().enumerate() {
        let mut program = match *name {
            "" => Program::nobody(&test),
            name => Program::of(&test, name, &TokenScope::ALL).await,
        };
        let mut column = Vec::new();
        let rows = calls(&Things::fresh(&test, nth * 1_000).await).len();
        for row in 0..rows {
            let things = Things::fresh(&test, nth * 1_000 + row + 1).await;
            let call = &calls(&things)[row];
            column.push((call.operation, call.by(&mut program).await.status.as_u16()));
        }
        columns.push(column);
    }
    let mut grid = String::new();
    let _ = writeln!(grid, "{:24} {}", "", roles.map(|(role, _)| format!("{role:>8}")).join(" "));
    for row in 0..columns[0].len() {
        let answers: Vec<String> = columns.iter().map(|column| format!("{:>8}", column[row].1)).collect();
        let _ = writeln!(grid, "{:24} {}", columns[0][row].0, answers.join(" "));
    }
    if include_str!("grid.txt") != grid {
        let fresh = std::env::temp_dir().join("atelier-v1.grid.txt");
        std::fs::write(&fresh, &grid).unwrap();
        panic!("the grid changed; if that is meant, copy {} over tests/integration/v1/grid.txt\n{grid}", fresh.display());
    }
}

/// A token is good for what the document says of its scopes, and for nothing else.
#[tokio::test(flavor = "multi_thread")]
async fn every_operation_for_every_scope() {
    let test = TestStudio::set_up().await;
    let document = document(&test).await;
    let scope_of = |operation: &str| {
        let items = document["paths"].as_object().unwrap().values().flat_map(|item| item.as_object().unwrap().values());
        let found = items.into_iter().find(|one| one["operationId"] == operation).unwrap();
        TokenScope::parse(found["security"][0]["token"][0].as_str().unwrap()).unwrap()
    };
    let rows = calls(&Things::fresh(&test, 0).await).len();
    for scope in TokenScope::ALL {
        let mut program = Program::of(&test, "owner", &[scope]).await;
        for row in 0..rows {
            let things = Things::fresh(&test, 1_000 * (scope as usize + 1) + row).await;
            let call = &calls(&things)[row];
            let wanted = scope_of(call.operation);
            let answer = call.by(&mut program).await;
            let expected = wanted == TokenScope::Read || wanted == scope;
            assert_eq!(answer.status != 403, expected, "{} with {}: {}", call.operation, scope.as_str(), answer.text());
        }
    }
    // One address asks for more where its body does.
    let things = Things::fresh(&test, 9_000).await;
    let mut writer = Program::of(&test, "owner", &[TokenScope::Write]).await;
    let purge = serde_json::json!({ "assets": [things.asset], "action": { "kind": "purge" } });
    let answer = writer.json(axum::http::Method::POST, "/api/v1/assets/bulk", &purge).await;
    assert_eq!((answer.status.as_u16(), answer.json::<Value>()["title"].as_str()), (403, Some("You may not do this")));
}

/// What a person may not see is in no list, no count, no facet, and missing when it is asked for.
#[tokio::test(flavor = "multi_thread")]
async fn what_one_may_not_see_is_nowhere() {
    let test = TestStudio::set_up().await;
    let nils = test.member("nils", StudioRole::Member, None).await;
    let things = Things::fresh(&test, 0).await;
    let mut program = Program::of(&test, "nils", &TokenScope::ALL).await;
    for (path, expected) in [
        ("/assets?facets=true", 0),
        ("/assets?q=koi", 0),
        ("/assets?bucket=trash", 0),
        ("/tags", 0),
        ("/collections", 0),
        ("/campaigns", 0),
        ("/brands", 1),
    ] {
        let answer = program.get(&format!("/api/v1{path}")).await;
        let told: Value = answer.json();
        assert_eq!(told["items"].as_array().unwrap().len(), expected, "{path} {told:#}");
        assert!(told.get("total").is_none_or(|total| *total == 0), "{path}");
        for secret in [things.asset.to_string(), things.collection.to_string(), "koi".to_owned(), "altmarsh".to_owned()] {
            assert!(!answer.text().contains(&secret), "{path} tells {secret}");
        }
    }
    for path in [
        "/assets?brand=saltmarsh".to_owned(),
        format!("/assets?collection={}", things.collection),
        format!("/assets/{}", things.asset),
        format!("/assets/{}/file", things.asset),
        "/collections?brand=saltmarsh".to_owned(),
        "/brands/saltmarsh".to_owned(),
    ] {
        assert_eq!(program.get(&format!("/api/v1{path}")).await.status, 404, "{path}");
    }
    // Acting on it by its id tells no more.
    let body = serde_json::json!({ "assets": [things.asset], "action": { "kind": "trash" } });
    let outcome: Value = program.json(axum::http::Method::POST, "/api/v1/assets/bulk", &body).await.json();
    assert_eq!(outcome["skipped"][0]["name"], "");
    // His own things are his.
    let ctx = test.ctx("nils");
    let own = test.studio.catalog.brand(test.studio.catalog.member(nils).unwrap().personal).unwrap();
    test.asset_in(&ctx, &own, "mine.png").await;
    let told: Value = program.get("/api/v1/assets").await.json();
    assert_eq!((&told["total"], &told["items"][0]["name"]), (&1.into(), &"mine.png".into()));
    let mut owner = Program::of(&test, "owner", &TokenScope::ALL).await;
    assert!(!owner.get("/api/v1/assets").await.text().contains("mine.png"));
}
