//! The tus protocol through the real router, to the asset at its end.

use crate::support::{Answer, Client, TestStudio, png, resident};
use atelier::domain::asset::{Card, Detail};
use atelier::domain::brand::BrandRole;
use atelier::domain::id::CollectionId;
use atelier::domain::member::StudioRole;
use atelier::server::config::Config;
use atelier::server::service::{brands, campaigns, collections};
use atelier::server::storage::Key;
use axum::body::{Body, Bytes};
use axum::http::Method;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures::stream;
use serde_json::json;
use std::io;

const TUS: (&str, &str) = ("tus-resumable", "1.0.0");
const BYTES: (&str, &str) = ("content-type", "application/offset+octet-stream");

fn metadata(pairs: &[(&str, &str)]) -> String {
    pairs.iter().map(|(name, value)| format!("{name} {}", STANDARD.encode(value))).collect::<Vec<_>>().join(",")
}

/// A picture with a long tail, which decoders do not mind.
fn large(name: &str, length: usize) -> Vec<u8> {
    let mut bytes = png(name);
    bytes.extend((bytes.len()..length).map(|n| (n % 251) as u8));
    bytes
}

async fn announce(client: &mut Client, length: &str, pairs: &[(&str, &str)]) -> Answer {
    let metadata = metadata(pairs);
    let headers = [TUS, ("upload-length", length), ("upload-metadata", &metadata)];
    client.request(Method::POST, "/upload", &headers, Body::empty()).await
}

/// Announces and sends in one request, as browsers do with small files.
async fn send(client: &mut Client, name: &str, bytes: &[u8]) -> Answer {
    let metadata = metadata(&[("brand", "saltmarsh"), ("filename", name)]);
    let length = bytes.len().to_string();
    let headers = [TUS, BYTES, ("upload-length", &length), ("upload-metadata", &metadata)];
    client.request(Method::POST, "/upload", &headers, bytes.to_vec()).await
}

async fn patch(client: &mut Client, at: &str, offset: usize, body: impl Into<Body>) -> Answer {
    client.request(Method::PATCH, at, &[TUS, BYTES, ("upload-offset", &offset.to_string())], body).await
}

async fn look(client: &mut Client, at: &str) -> Answer {
    client.request(Method::HEAD, at, &[TUS], Body::empty()).await
}

fn staged(test: &TestStudio) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(test.studio.storage.staging_dir().join("uploads")) else { return Vec::new() };
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[tokio::test(flavor = "multi_thread")]
async fn the_protocol_says_what_it_can() {
    let test = TestStudio::set_up().await;
    let mut owner = test.signed_in("owner").await;
    let answer = owner.request(Method::OPTIONS, "/upload", &[], Body::empty()).await;
    assert_eq!(answer.status, 204);
    for (name, value) in [
        ("tus-version", "1.0.0"),
        ("tus-resumable", "1.0.0"),
        ("tus-max-size", "10000000000"),
        ("tus-extension", "creation,creation-with-upload,expiration,termination"),
    ] {
        assert_eq!(answer.header(name), value, "{name}");
    }
    for version in [None, Some(("tus-resumable", "0.2.2"))] {
        let headers: Vec<_> = version.into_iter().collect();
        let answer = owner.request(Method::POST, "/upload", &headers, Body::empty()).await;
        assert_eq!((answer.status.as_u16(), answer.header("tus-version")), (412, "1.0.0"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_not_begin() {
    let test = TestStudio::set_up().await;
    test.member("vera", StudioRole::Member, Some(BrandRole::Viewer)).await;
    test.member("stranger", StudioRole::Member, None).await;
    let personal = test.studio.catalog.brands_seen(&test.ctx("stranger").actor);
    let personal = personal.first().unwrap().brand.slug.clone();
    let saltmarsh: &[(&str, &str)] = &[("brand", "saltmarsh"), ("filename", "koi.png")];
    let no_collection: &[(&str, &str)] = &[("brand", "saltmarsh"), ("collection", "01234567890123456789012345")];
    for (who, length, pairs, status, words) in [
        ("", "10", saltmarsh, 401, "Sign in"),
        ("vera", "10", saltmarsh, 403, "You may not upload to this brand."),
        ("stranger", "10", saltmarsh, 404, "This brand does not exist"),
        ("owner", "10", &[("brand", personal.as_str())], 404, "This brand does not exist"),
        ("owner", "10", &[("brand", "nobody")], 404, "This brand does not exist"),
        ("owner", "10", &[("filename", "koi.png")], 422, "must name the brand"),
        ("owner", "10", no_collection, 404, "This collection does not exist"),
        ("owner", "many", saltmarsh, 422, "Upload-Length"),
        ("owner", "0", saltmarsh, 415, "The file is empty."),
        ("owner", "10000000001", saltmarsh, 413, "the most that is kept is 10.0 GB"),
    ] {
        let mut client = if who.is_empty() { test.visitor() } else { test.signed_in(who).await };
        let answer = announce(&mut client, length, pairs).await;
        assert_eq!(answer.status.as_u16(), status, "{who} {length} {pairs:?}");
        assert!(answer.text().contains(words), "{}", answer.text());
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    assert!(staged(&test).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_arrives_in_parts_over_breaks_and_a_restart() {
    let mut test = TestStudio::set_up().await;
    let mut owner = test.signed_in("owner").await;
    let body = json!({ "brand": "saltmarsh", "name": "Autumn", "parent": null });
    let collection: CollectionId = owner.json("/api/collections/create", &body).await.json();
    let bytes = large("koi", 90_000);
    let pairs = [("brand", "saltmarsh"), ("filename", "shoot/Koi é.jpg"), ("collection", &collection.to_string())];
    let created = announce(&mut owner, "90000", &pairs).await;
    assert_eq!((created.status.as_u16(), created.header("upload-offset")), (201, "0"));
    assert_eq!(created.header("upload-expires"), "Sat, 14 Nov 2026 09:41:00 GMT");
    let at = created.header("location").to_owned();

    let first = patch(&mut owner, &at, 0, bytes[..30_000].to_vec()).await;
    assert_eq!((first.status.as_u16(), first.header("upload-offset"), first.header("atelier-asset")), (204, "30000", ""));
    assert_eq!(patch(&mut owner, &at, 10, bytes[10..].to_vec()).await.status, 409);
    let broken = stream::iter([Ok(Bytes::copy_from_slice(&bytes[30_000..50_000])), Err(io::Error::other("the line went"))]);
    patch(&mut owner, &at, 30_000, Body::from_stream(broken)).await;
    let standing = look(&mut owner, &at).await;
    assert_eq!((standing.header("upload-offset"), standing.header("upload-length")), ("50000", "90000"));
    assert_eq!(standing.header("upload-metadata"), metadata(&pairs));

    let options = leptos::config::LeptosOptions::builder().output_name("atelier").build();
    test.router = atelier::serve::router(test.studio.clone(), options);
    let mut after = test.visitor();
    after.cookie = owner.cookie.clone();
    assert_eq!(look(&mut after, &at).await.header("upload-offset"), "50000");
    let last = patch(&mut after, &at, 50_000, bytes[50_000..].to_vec()).await;
    assert_eq!((last.status.as_u16(), last.header("upload-offset"), last.header("atelier-already")), (204, "90000", ""));

    let asset = last.header("atelier-asset").to_owned();
    let detail: Detail = after.get(&format!("/api/library/asset?asset={asset}")).await.json();
    assert_eq!((detail.card.name.as_str(), detail.bytes), ("Koi é.jpg", 90_000));
    assert_eq!(detail.collections.iter().map(|filed| filed.id).collect::<Vec<_>>(), [collection]);
    assert!(after.get(&format!("/media/{asset}/original")).await.body == bytes);
    // The answer may have been lost on its way.
    assert_eq!(look(&mut after, &at).await.header("atelier-asset"), asset);
    assert_eq!(staged(&test).len(), 1, "only the note of the end is left");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_bytes_are_known_again() {
    let test = TestStudio::set_up().await;
    test.member("cleo", StudioRole::Member, Some(BrandRole::Creator)).await;
    let (mut owner, mut cleo) = (test.signed_in("owner").await, test.signed_in("cleo").await);
    let bytes = png("koi");
    let hash = blake3::hash(&bytes).to_hex().to_string();
    let first = send(&mut owner, "koi.png", &bytes).await;
    assert_eq!((first.status.as_u16(), first.header("atelier-already")), (201, ""));
    assert_eq!(first.header("upload-offset"), bytes.len().to_string());
    let again = send(&mut cleo, "other.png", &bytes).await;
    assert_eq!((again.status.as_u16(), again.header("atelier-already")), (201, "1"));
    assert_eq!(first.header("atelier-asset"), again.header("atelier-asset"));
    let body = json!({ "brand": "saltmarsh", "hashes": [hash, "00".repeat(32)] });
    let known: Vec<Option<Card>> = cleo.json("/api/uploads/already_here", &body).await.json();
    assert_eq!(known[0].as_ref().map(|card| card.name.as_str()), Some("koi.png"));
    assert!(known[1].is_none());
    assert_eq!(test.studio.storage.read_all(&atelier::server::storage::Key::object(&hash).unwrap()).await.unwrap(), bytes);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_wrong_kind_is_refused_by_its_first_bytes() {
    let test = TestStudio::set_up().await;
    let mut owner = test.signed_in("owner").await;
    let text = vec![b'x'; 60_000];
    let answer = send(&mut owner, "picture.png", &text).await;
    assert_eq!(answer.status, 415);
    assert_eq!(answer.text(), "This is a text file; Atelier takes images, videos, audio and PDF.");
    // Also when the end has not come.
    let at = announce(&mut owner, "60000", &[("brand", "saltmarsh")]).await.header("location").to_owned();
    assert_eq!(patch(&mut owner, &at, 0, text[..5_000].to_vec()).await.status, 415);
    assert_eq!(look(&mut owner, &at).await.status, 404);
    assert!(staged(&test).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_is_its_owners_alone() {
    let test = TestStudio::set_up().await;
    test.member("ada", StudioRole::Admin, None).await;
    let (mut owner, mut ada) = (test.signed_in("owner").await, test.signed_in("ada").await);
    let at = announce(&mut owner, "500", &[("brand", "saltmarsh")]).await.header("location").to_owned();
    for mut other in [ada.clone(), test.visitor()] {
        let status = if other.cookie.is_some() { 404 } else { 401 };
        assert_eq!(look(&mut other, &at).await.status, status);
        assert_eq!(patch(&mut other, &at, 0, "x").await.status, status);
        assert_eq!(other.request(Method::DELETE, &at, &[TUS], Body::empty()).await.status, status);
    }
    assert_eq!(look(&mut ada, "/upload/nonsense").await.status, 404);
    assert_eq!(look(&mut owner, &at).await.header("upload-offset"), "0");
    assert_eq!(patch(&mut owner, &at, 0, vec![0; 501]).await.status, 422, "more than announced");
    let cross = [TUS, ("origin", "https://elsewhere.example"), ("sec-fetch-site", "cross-site")];
    assert_eq!(owner.request(Method::DELETE, &at, &cross, Body::empty()).await.status, 403);
    assert_eq!(owner.request(Method::DELETE, &at, &[TUS], Body::empty()).await.status, 204);
    assert_eq!(look(&mut owner, &at).await.status, 404);
    assert!(staged(&test).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn rights_count_at_the_last_byte_too() {
    let test = TestStudio::set_up().await;
    let cleo_id = test.member("cleo", StudioRole::Member, Some(BrandRole::Creator)).await;
    let mut cleo = test.signed_in("cleo").await;
    let bytes = png("koi");
    let length = bytes.len().to_string();
    let at = announce(&mut cleo, &length, &[("brand", "saltmarsh")]).await.header("location").to_owned();
    let mut change = test.studio.change().await;
    atelier::server::db::brands::set_role(&mut change.tx, test.brand().id, cleo_id, BrandRole::Viewer);
    change.commit().await.unwrap();
    let answer = patch(&mut cleo, &at, 0, bytes).await;
    assert_eq!((answer.status.as_u16(), answer.text().as_str()), (403, "You may not upload to this brand."));
    assert!(staged(&test).is_empty());
}

/// 5 GB in the full form of the durability tests, 300 MB otherwise.
#[tokio::test(flavor = "multi_thread")]
async fn gigabytes_arrive_through_little_memory() {
    let (part, parts) = if crate::durability::full() { (500_000_000, 10) } else { (50_000_000, 6) };
    let folder = tempfile::tempdir().unwrap();
    let config = Config {
        database_url: Some("mem://".to_owned()),
        storage_url: None,
        storage_options: Vec::new(),
        ..Config::new(std::net::SocketAddr::from(([127, 0, 0, 1], 0)), folder.path().to_owned())
    };
    let test = TestStudio::with(config, folder).await;
    test.first_visit().await;
    let mut owner = test.signed_in("owner").await;
    let length = part * parts;
    let pairs = [("brand", "saltmarsh"), ("filename", "film.mp4")];
    let at = announce(&mut owner, &length.to_string(), &pairs).await.header("location").to_owned();

    let before = resident();
    let (sender, watch) = tokio::sync::oneshot::channel::<()>();
    let most = tokio::spawn(async move {
        let mut most = 0;
        let mut ended = watch;
        while ended.try_recv().is_err() {
            most = most.max(resident().unwrap_or_default());
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        most
    });
    for n in 0..parts {
        // The first bytes are those of an MP4; the rest is what nothing compresses away in memory.
        let chunk = Bytes::from(vec![0x5a; 1_000_000]);
        let mut first = chunk.to_vec();
        if n == 0 {
            first[..24].copy_from_slice(b"\0\0\0\x18ftypisom\0\0\x02\0isomiso2");
        }
        let chunks = std::iter::once(Bytes::from(first)).chain(std::iter::repeat_n(chunk, part / 1_000_000 - 1));
        let body = Body::from_stream(stream::iter(chunks.map(Ok::<_, io::Error>)));
        let answer = patch(&mut owner, &at, n * part, body).await;
        assert_eq!((answer.status.as_u16(), answer.header("upload-offset")), (204, ((n + 1) * part).to_string().as_str()));
    }
    sender.send(()).unwrap();
    let most = most.await.unwrap();
    if let Some(before) = before {
        let grown = most.saturating_sub(before);
        println!("{length} bytes, {} kB more memory", grown >> 10);
        assert!(grown < 150 << 20, "{grown}");
    }
    let found: atelier::domain::library::Page = owner.get("/api/library/page?query=&start=0&count=60").await.json();
    assert_eq!(found.cards[0].name, "film.mp4");
    let kept = test.studio.catalog.asset(found.cards[0].id).unwrap();
    assert_eq!(kept.bytes, length as u64);
    assert_eq!(test.studio.storage.size(&Key::object(&kept.object).unwrap()).await.unwrap(), Some(length as u64));
}

/// Collection, campaign and tags of the batch are the asset's from its first moment.
#[tokio::test(flavor = "multi_thread")]
async fn a_batch_goes_where_it_was_told() {
    let test = TestStudio::set_up().await;
    let ctx = test.ctx("owner");
    let collection = collections::create(&ctx, "saltmarsh", "Shoot", None).await.unwrap();
    let campaign = campaigns::create(&ctx, "saltmarsh", "Tide", "").await.unwrap();
    brands::create(&ctx, "Harbour").await.unwrap();
    let elsewhere = campaigns::create(&test.ctx("owner"), "harbour", "Quay", "").await.unwrap();
    let mut owner = test.signed_in("owner").await;
    let bytes = png("batch");
    let length = bytes.len().to_string();
    let (shoot, tide, quay) = (collection.to_string(), campaign.to_string(), elsewhere.to_string());
    let many: Vec<String> = (0..100).map(|n| format!("tag {n}")).collect();
    for (name, value, status) in [
        ("campaign", quay.as_str(), 404),
        ("campaign", "nonsense", 404),
        ("collection", tide.as_str(), 404),
        ("tags", &many.join(","), 422),
    ] {
        let answer = announce(&mut owner, &length, &[("brand", "saltmarsh"), ("filename", "a.png"), (name, value)]).await;
        assert_eq!(answer.status.as_u16(), status, "{name} {value}: {}", answer.text());
    }

    let pairs = [
        ("brand", "saltmarsh"),
        ("filename", "batch.png"),
        ("collection", &shoot),
        ("campaign", &tide),
        ("tags", "koi\nAutumn 2026,KOI"),
    ];
    let at = announce(&mut owner, &length, &pairs).await.header("location").to_owned();
    let answer = patch(&mut owner, &at, 0, bytes).await;
    let asset = answer.header("atelier-asset").parse().unwrap();
    let kept = test.studio.catalog.asset(asset).unwrap();
    assert_eq!(kept.tags.iter().map(ToString::to_string).collect::<Vec<_>>(), ["koi", "Autumn 2026"]);
    assert!(test.studio.catalog.filed(asset, collection) && test.studio.catalog.in_campaign(asset, campaign));
}
