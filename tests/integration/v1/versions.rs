//! Versions of an asset: listed, added, fetched one by one, brought back.

use super::Program;
use crate::support::{Answer, TestStudio, png};
use atelier::domain::brand::BrandRole;
use atelier::domain::id::AssetId;
use atelier::domain::member::StudioRole;
use atelier::domain::review::{Move, Status};
use atelier::domain::token::TokenScope;
use atelier::server::service::{assets, review};
use axum::http::Method;
use serde_json::{Value, json};

async fn add(program: &mut Program, asset: AssetId, name: &str) -> Answer {
    let bytes = png(name);
    let length = bytes.len().to_string();
    let path = format!("/api/v1/assets/{asset}/versions?name={name}");
    program.send(Method::POST, &path, &[("content-length", &length)], bytes).await
}

/// Number, name, whether it is current, and which it brought back, newest first.
async fn listed(program: &mut Program, asset: AssetId) -> Vec<Value> {
    let told: Value = program.get(&format!("/api/v1/assets/{asset}/versions")).await.json();
    let line = |one: &Value| json!([one["number"], one["name"], one["current"], one["restored_from"]]);
    told["items"].as_array().unwrap().iter().map(line).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_in_place_of_another_and_back() {
    let test = TestStudio::set_up().await;
    test.member("cleo", StudioRole::Member, Some(BrandRole::Creator)).await;
    let asset = test.asset("owner", "koi.png").await;
    let mut cleo = Program::of(&test, "cleo", &[TokenScope::Write]).await;
    let at = format!("/api/v1/assets/{asset}");
    assert_eq!(listed(&mut cleo, asset).await, [json!([1, "koi.png", true, null])]);
    let before = cleo.get(&at).await.header("etag").to_owned();

    let added = add(&mut cleo, asset, "night.png").await;
    assert_eq!((added.status.as_u16(), added.header("location")), (201, format!("{at}/versions/2").as_str()), "{}", added.text());
    let version: Value = added.json();
    assert_eq!((&version["number"], &version["creator"]["name"]), (&2.into(), &"cleo".into()));
    assert_eq!(version["hash"], blake3::hash(&png("night.png")).to_hex().as_str());
    let told = cleo.get(&at).await;
    assert_ne!(told.header("etag"), before, "the asset is another one");
    let told: Value = told.json();
    assert_eq!((&told["version"], &told["name"], &told["hash"]), (&2.into(), &"koi.png".into(), &version["hash"]));
    assert_eq!(told["links"]["versions"], format!("{at}/versions"));
    let again = add(&mut cleo, asset, "night.png").await;
    assert_eq!((again.status.as_u16(), &again.json::<Value>()["number"]), (200, &2.into()), "the current file once more");
    test.work().await;
    let measured: Value = cleo.get(added.header("location")).await.json();
    assert_eq!((&measured["width"], &measured["height"]), (&24.into(), &30.into()));

    for (number, name) in [(1, "koi.png"), (2, "night.png")] {
        let version: Value = cleo.get(&format!("{at}/versions/{number}")).await.json();
        let file = version["links"]["file"].as_str().unwrap();
        assert_eq!(cleo.get(file).await.body, png(name), "{number}");
        let part = cleo.send(Method::GET, file, &[("range", "bytes=1-3")], "").await;
        assert_eq!((part.status.as_u16(), &part.body[..]), (206, &b"PNG"[..]), "{number}");
    }
    let restored = cleo.send(Method::POST, &format!("{at}/versions/1/restore"), &[], "").await;
    assert_eq!((restored.status.as_u16(), restored.header("location")), (201, format!("{at}/versions/3").as_str()));
    assert_eq!(
        listed(&mut cleo, asset).await,
        [json!([3, "koi.png", true, 1]), json!([2, "night.png", false, null]), json!([1, "koi.png", false, null])]
    );
    assert_eq!(cleo.get(&format!("{at}/file")).await.body, png("koi.png"));
    // What was is saved under its own name, what is under the asset's.
    for (number, name) in [(2, "night.png"), (3, "koi.png")] {
        let saved = cleo.send(Method::HEAD, &format!("{at}/versions/{number}/file?download=true"), &[], "").await;
        assert!(saved.header("content-disposition").contains(name), "{number}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn versions_that_are_not_to_be() {
    let test = TestStudio::set_up().await;
    let (ctx, asset) = (test.ctx("owner"), test.asset("owner", "koi.png").await);
    let mut owner = Program::of(&test, "owner", &[TokenScope::Write]).await;
    assert_eq!(add(&mut owner, asset, "night.png").await.status, 201);
    let restore = async |owner: &mut Program, number: &str| {
        owner.send(Method::POST, &format!("/api/v1/assets/{asset}/versions/{number}/restore"), &[], "").await
    };
    for (number, status) in [("2", 409), ("3", 404), ("0", 404), ("-1", 404), ("4294967296", 404), ("one", 404)] {
        let answer = restore(&mut owner, number).await;
        assert_eq!((answer.status.as_u16(), answer.header("content-type")), (status, "application/problem+json"), "{number}");
    }
    for path in ["versions/3", "versions/0", "versions/3/file", "versions/0/file"] {
        assert_eq!(owner.get(&format!("/api/v1/assets/{asset}/{path}")).await.status, 404, "{path}");
    }
    let nameless = format!("/api/v1/assets/{asset}/versions");
    let length = png("a").len().to_string();
    let answer = owner.send(Method::POST, &nameless, &[("content-length", &length)], png("a")).await;
    assert_eq!(answer.status, 422, "{}", answer.text());
    let script = b"#!/bin/sh\necho no\n".to_vec();
    let length = script.len().to_string();
    let named = format!("{nameless}?name=a.png");
    assert_eq!(owner.send(Method::POST, &named, &[("content-length", &length)], script).await.status, 415);

    // What is in review goes back to draft; what is approved keeps its file.
    review::make_move(&ctx, &[(asset, Status::Draft)], Move::Submit, "").await.unwrap();
    assert_eq!(restore(&mut owner, "1").await.status, 201);
    assert_eq!(test.studio.catalog.asset(asset).unwrap().status, Status::Draft);
    review::make_move(&ctx, &[(asset, Status::Draft)], Move::Submit, "").await.unwrap();
    review::make_move(&ctx, &[(asset, Status::InReview)], Move::Approve, "").await.unwrap();
    for answer in [restore(&mut owner, "2").await, add(&mut owner, asset, "late.png").await] {
        assert_eq!((answer.status.as_u16(), answer.json::<Value>()["current"].as_str()), (409, Some("approved")));
    }
    review::make_move(&ctx, &[(asset, Status::Approved)], Move::Archive, "").await.unwrap();
    assert_eq!(restore(&mut owner, "2").await.status, 409);
    assets::trash(&ctx, &[asset]).await.unwrap();
    assert_eq!(add(&mut owner, asset, "late.png").await.status, 409);
    assert_eq!(listed(&mut owner, asset).await.len(), 3, "its versions can still be read");
}
