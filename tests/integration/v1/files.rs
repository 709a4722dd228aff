//! Bytes in and out: uploads in one request and in parts, files, archives.

use super::Program;
use super::calls::Things;
use crate::support::{TestStudio, png};
use atelier::domain::brand::BrandRole;
use atelier::domain::member::StudioRole;
use atelier::domain::token::TokenScope;
use axum::body::{Body, Bytes};
use axum::http::Method;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures::stream;
use serde_json::{Value, json};

async fn upload(program: &mut Program, target: &str, bytes: Vec<u8>) -> crate::support::Answer {
    let length = bytes.len().to_string();
    program.send(Method::POST, &format!("/api/v1/assets?{target}"), &[("content-length", &length)], bytes).await
}

fn staged(test: &TestStudio) -> usize {
    std::fs::read_dir(test.studio.storage.staging_dir().join("uploads")).map_or(0, Iterator::count)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_in_one_request() {
    let test = TestStudio::set_up().await;
    let things = Things::fresh(&test, 0).await;
    let mut writer = Program::of(&test, "owner", &[TokenScope::Write]).await;
    let target = format!("brand=saltmarsh&name=day%201/koi.png&collection={}", things.collection);
    let answer = upload(&mut writer, &target, png("koi")).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let made: Value = answer.json();
    let at = answer.header("location").to_owned();
    assert_eq!(at, made["asset"]["links"]["self"].as_str().unwrap());
    assert_eq!((&made["already"], &made["asset"]["name"]), (&false.into(), &"koi.png".into()));
    assert_eq!(made["asset"]["collections"][0]["id"], things.collection.to_string());
    assert_eq!(made["asset"]["hash"], blake3::hash(&png("koi")).to_hex().as_str());
    // The same once more is the same asset.
    let again = upload(&mut writer, "brand=saltmarsh&name=other.png", png("koi")).await;
    assert_eq!(again.status, 200);
    let same: Value = again.json();
    assert_eq!((&same["already"], &same["asset"]["id"]), (&true.into(), &made["asset"]["id"]));
    // It comes back as it went.
    let file = writer.get(&format!("{at}/file")).await;
    assert_eq!(file.body, png("koi"));
    let headers = [("range", "bytes=1-3")];
    let part = writer.send(Method::GET, &format!("{at}/file"), &headers, "").await;
    assert_eq!(
        (part.status.as_u16(), part.header("content-range"), &part.body[..]),
        (206, format!("bytes 1-3/{}", png("koi").len()).as_str(), &b"PNG"[..])
    );
    let outside = writer.send(Method::GET, &format!("{at}/file"), &[("range", "bytes=999999-")], "").await;
    assert_eq!((outside.status.as_u16(), outside.header("content-type")), (416, "application/problem+json"));
    let head = writer.send(Method::HEAD, &format!("{at}/file?download=true"), &[], "").await;
    assert_eq!((head.header("content-length"), head.body.len()), (png("koi").len().to_string().as_str(), 0));
    assert!(head.header("content-disposition").contains("koi.png"));
    test.work().await;
    let told: Value = writer.get(&at).await.json();
    let picture = writer.get(told["links"]["renditions"]["320"].as_str().unwrap()).await;
    assert_eq!((picture.status.as_u16(), picture.header("content-type")), (200, "image/webp"));
    assert_eq!(staged(&test), 0);
}

/// What an answer is asked to be, and what it is.
#[tokio::test(flavor = "multi_thread")]
async fn forms_that_are_ruled_out() {
    let test = TestStudio::set_up().await;
    let things = Things::fresh(&test, 0).await;
    test.work().await;
    let mut owner = Program::of(&test, "owner", &TokenScope::ALL).await;
    let asked = json!({ "assets": [things.asset] });
    let zip: Value = owner.json(Method::POST, "/api/v1/zips", &asked).await.json();
    let zip = zip["href"].as_str().unwrap();
    let asset = format!("/api/v1/assets/{}", things.asset);
    let (file, picture) = (format!("{asset}/file"), format!("{asset}/renditions/320"));
    let browser = "image/avif,image/webp,image/*;q=0.8";
    for (path, accept, status) in [
        (asset.as_str(), "application/json", 200),
        (&asset, "text/html;q=0.9, */*;q=0.1", 200),
        (&asset, "text/html", 406),
        (&asset, "*/*, application/json;q=0", 406),
        ("/api/v1/assets/01kwwwwwwwwwwwwwwwwwwwwwww", "application/json", 404),
        (&file, browser, 200),
        (&file, "image/png", 200),
        (&file, "image/jpeg", 406),
        (&file, "application/json", 406),
        (&file, "*/*, image/png;q=0", 406),
        (&picture, browser, 200),
        (&picture, "image/png", 406),
        (zip, "application/zip", 200),
        (zip, "application/json", 406),
        ("/api/v1/docs", "text/html,application/xhtml+xml,*/*;q=0.8", 200),
        ("/api/v1/docs", "application/json", 406),
        ("/api/v1/openapi.json", "application/json", 200),
        ("/api/v1/openapi.json", "text/html", 406),
    ] {
        for method in [Method::GET, Method::HEAD] {
            let answer = owner.send(method.clone(), path, &[("accept", accept)], "").await;
            assert_eq!(answer.status.as_u16(), status, "{method} {path} as {accept}");
            if status == 406 {
                assert_eq!(answer.header("content-type"), "application/problem+json", "{method} {path} as {accept}");
            }
        }
    }
    // Failures are problems whatever is accepted, and what says nothing is no form.
    let answer = owner.send(Method::POST, "/api/v1/brands", &[("accept", "text/html")], "{").await;
    assert_eq!(
        (answer.status.as_u16(), &answer.json::<Value>()["title"]),
        (406, &"It is not to be had in any form that you accept".into())
    );
    assert_eq!(owner.send(Method::DELETE, &asset, &[("accept", "text/html")], "").await.status, 204);
    // Nothing is done for an answer that is not wanted.
    let body = json!({ "name": "Quiet" }).to_string();
    let headers = [("content-type", "application/json"), ("accept", "text/html")];
    assert_eq!(owner.send(Method::POST, "/api/v1/brands", &headers, body).await.status, 406);
    assert!(!owner.get("/api/v1/brands").await.text().contains("Quiet"));
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_are_not_taken() {
    let test = TestStudio::set_up().await;
    test.member("vera", StudioRole::Member, Some(BrandRole::Viewer)).await;
    let mut writer = Program::of(&test, "owner", &[TokenScope::Write]).await;
    let mut viewer = Program::of(&test, "vera", &[TokenScope::Write]).await;
    let here = "brand=saltmarsh&name=a.png";
    assert_eq!(upload(&mut viewer, here, png("a")).await.status, 403);
    for (target, bytes, status) in [
        (here, Vec::new(), 415),
        (here, b"#!/bin/sh\necho no\n".to_vec(), 415),
        ("brand=nowhere&name=a.png", png("a"), 404),
        ("brand=saltmarsh&name=a.png&collection=01kwwwwwwwwwwwwwwwwwwwwwww", png("a"), 404),
        ("name=a.png", png("a"), 422),
        ("brand=saltmarsh&name=a.png&folder=x", png("a"), 422),
    ] {
        let answer = upload(&mut writer, target, bytes).await;
        assert_eq!((answer.status.as_u16(), answer.header("content-type")), (status, "application/problem+json"), "{target}");
    }
    let at = format!("/api/v1/assets?{here}");
    assert_eq!(
        writer
            .send(Method::POST, &at, &[], Body::from_stream(stream::iter([Ok::<_, std::io::Error>(Bytes::from(png("a")))])))
            .await
            .status,
        411
    );
    assert_eq!(writer.send(Method::POST, &at, &[("content-length", "10000000001")], png("a")).await.status, 413);
    // One that breaks off, and one that says too little.
    let longer = (png("a").len() + 10).to_string();
    let body = Body::from_stream(stream::iter([Ok::<_, std::io::Error>(Bytes::from(png("a")))]));
    assert_eq!(writer.send(Method::POST, &at, &[("content-length", &longer)], body).await.status, 400);
    assert_eq!(staged(&test), 0);
    let told: Value = writer.get("/api/v1/assets").await.json();
    assert_eq!(told["total"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn uploads_in_parts_take_tokens_too() {
    let test = TestStudio::set_up().await;
    let (name, brand) = (STANDARD.encode("koi.png"), STANDARD.encode("saltmarsh"));
    let metadata = format!("filename {name},brand {brand}");
    let length = png("koi").len().to_string();
    let headers = [
        ("tus-resumable", "1.0.0"),
        ("content-type", "application/offset+octet-stream"),
        ("upload-length", &length),
        ("upload-metadata", &metadata),
    ];
    for (mut program, status) in [
        (Program::of(&test, "owner", &[TokenScope::Write]).await, 201),
        (Program::of(&test, "owner", &[]).await, 403),
        (Program::nobody(&test), 401),
    ] {
        let answer = program.send(Method::POST, "/upload", &headers, png("koi")).await;
        assert_eq!(answer.status, status, "{}", answer.text());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn archives_have_a_length_and_ranges() {
    let test = TestStudio::set_up().await;
    let things = Things::fresh(&test, 0).await;
    let mut program = Program::of(&test, "owner", &[]).await;
    let asked = json!({ "query": { "collection": things.collection } });
    let answer = program.json(Method::POST, "/api/v1/zips", &asked).await;
    let zip: Value = answer.json();
    assert_eq!((answer.header("location"), &zip["files"]), (zip["href"].as_str().unwrap(), &1.into()));
    let whole = program.get(zip["href"].as_str().unwrap()).await;
    assert_eq!(whole.body.len() as u64, zip["bytes"].as_u64().unwrap());
    let end = program.send(Method::GET, zip["href"].as_str().unwrap(), &[("range", "bytes=-22")], "").await;
    assert_eq!((end.status.as_u16(), &end.body[..]), (206, &whole.body[whole.body.len() - 22..]));
    // Somebody else's is nobody's.
    test.member("ada", StudioRole::Admin, None).await;
    let mut ada = Program::of(&test, "ada", &[]).await;
    assert_eq!(ada.get(zip["href"].as_str().unwrap()).await.status, 404);
    for body in [json!({}), json!({ "assets": [] }), json!({ "assets": [things.asset], "query": {} })] {
        let answer = program.json(Method::POST, "/api/v1/zips", &body).await;
        assert_eq!((answer.status.as_u16(), answer.json::<Value>()["errors"][0]["field"].as_str()), (422, Some("assets")));
    }
}
