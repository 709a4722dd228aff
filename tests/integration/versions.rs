//! Versions of an asset: added, listed, brought back, refused, and kept for as long as anything needs their bytes.

use crate::support::{Answer, Client, TestStudio, png};
use atelier::api::error::ApiError;
use atelier::domain::asset::Detail;
use atelier::domain::brand::BrandRole;
use atelier::domain::id::AssetId;
use atelier::domain::member::StudioRole;
use atelier::domain::rendition::{RenditionSize, Renditions};
use atelier::domain::review::{Move, Status};
use atelier::domain::upload::Resemblance;
use atelier::server::catalog::Catalog;
use atelier::server::context::Ctx;
use atelier::server::db;
use atelier::server::error::{Error, Result};
use atelier::server::service::assets::{self, Received};
use atelier::server::service::versions::{self, Added};
use atelier::server::service::{campaigns, review, share, trash};
use atelier::server::storage::Key;
use atelier::server::verify::{self, Depth};
use axum::http::{Method, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

fn hash(name: &str) -> String {
    blake3::hash(&png(name)).to_hex().to_string()
}

/// A file whose content depends on its name.
async fn received(test: &TestStudio, name: &str) -> Received {
    Received { crc: Some(7), ..test.received(name, &png(name)).await }
}

async fn add(test: &TestStudio, ctx: &Ctx, asset: AssetId, name: &str) -> Result<Added> {
    versions::add(ctx, asset, received(test, name).await).await
}

/// By the upload protocol.
async fn upload(client: &mut Client, asset: AssetId, name: &str) -> Answer {
    upload_with(client, asset, name, &[]).await
}

/// The same with more said of it.
async fn upload_with(client: &mut Client, asset: AssetId, name: &str, more: &[(&str, &str)]) -> Answer {
    let bytes = png(name);
    let asset = asset.to_string();
    let metadata = [("version_of", asset.as_str()), ("filename", name)].into_iter().chain(more.iter().copied());
    let metadata = metadata.map(|(name, value)| format!("{name} {}", STANDARD.encode(value))).collect::<Vec<_>>().join(",");
    let length = bytes.len().to_string();
    let headers = [
        ("tus-resumable", "1.0.0"),
        ("content-type", "application/offset+octet-stream"),
        ("upload-length", length.as_str()),
        ("upload-metadata", metadata.as_str()),
    ];
    client.request(Method::POST, "/upload", &headers, bytes).await
}

async fn detail(client: &mut Client, asset: AssetId) -> Detail {
    client.get(&format!("/api/library/asset?asset={asset}")).await.json()
}

async fn stored(test: &TestStudio, name: &str) -> bool {
    test.studio.storage.exists(&Key::object(&hash(name)).unwrap()).await.unwrap()
}

/// What another process would read from the record.
async fn record(test: &TestStudio) -> Catalog {
    let catalog = Catalog::new(7);
    db::load::all(&test.studio.db, |facts| catalog.apply(&facts)).await.unwrap();
    catalog
}

/// Moves an asset from draft to a status.
async fn bring_to(ctx: &Ctx, asset: AssetId, status: Status) {
    let steps: &[(Status, Move)] = match status {
        Status::Draft => &[],
        Status::InReview => &[(Status::Draft, Move::Submit)],
        Status::Approved => &[(Status::Draft, Move::Submit), (Status::InReview, Move::Approve)],
        Status::Rejected => &[(Status::Draft, Move::Submit), (Status::InReview, Move::Reject)],
        Status::Archived => &[(Status::Draft, Move::Archive)],
    };
    for (seen, step) in steps {
        let note = if *step == Move::Reject { "Too dark." } else { "" };
        review::make_move(ctx, &[(asset, *seen)], *step, note).await.unwrap();
    }
}

fn numbers(detail: &Detail) -> Vec<(u32, &str, Option<u32>)> {
    detail.versions.iter().map(|version| (version.number, version.name.as_str(), version.restored_from)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn added_listed_and_brought_back() {
    let test = TestStudio::set_up().await;
    test.member("cleo", StudioRole::Member, Some(BrandRole::Creator)).await;
    let asset = test.asset("owner", "koi.png").await;
    test.work().await;
    let mut owner = test.signed_in_quickly("owner").await;
    let only = detail(&mut owner, asset).await;
    assert_eq!((numbers(&only), only.card.versions), (vec![(1, "koi.png", None)], 1));

    let mut cleo = test.signed_in_quickly("cleo").await;
    let answer = upload(&mut cleo, asset, "koi-night.png").await;
    assert_eq!((answer.status.as_u16(), answer.header("atelier-asset")), (201, asset.to_string().as_str()), "{}", answer.text());
    assert_eq!(answer.header("atelier-already"), "");
    let two = detail(&mut owner, asset).await;
    assert_eq!(numbers(&two), [(2, "koi-night.png", None), (1, "koi.png", None)]);
    assert_eq!((two.card.versions, two.card.name.as_str(), two.card.id), (2, "koi.png", asset), "the asset keeps its name");
    assert_eq!(two.versions.iter().map(|version| version.uploader.as_str()).collect::<Vec<_>>(), ["cleo", "Olga Owner"]);
    assert_eq!((&two.card.renditions, &two.versions[1].renditions), (&Renditions::Pending, &Renditions::Ready));
    assert_ne!(two.card.version, only.card.version, "addresses of pictures change with the bytes");
    assert!(test.studio.catalog.likeness(asset).is_none(), "what it looked like is not what it looks like");
    test.work().await;
    let two = detail(&mut owner, asset).await;
    assert_eq!(two.card.renditions, Renditions::Ready);
    assert_eq!((two.versions[0].width, two.versions[0].height), (24, 30));

    let again = upload(&mut owner, asset, "koi-night.png").await;
    assert_eq!((again.status.as_u16(), again.header("atelier-already")), (201, "1"), "the same file is no new version");
    let number: u32 = owner.json("/api/versions/restore", &json!({ "asset": asset, "number": 1 })).await.json();
    assert_eq!(number, 3);
    let three = detail(&mut owner, asset).await;
    assert_eq!(numbers(&three), [(3, "koi.png", Some(1)), (2, "koi-night.png", None), (1, "koi.png", None)]);
    assert_eq!(
        (three.card.version, three.card.renditions),
        (only.card.version, Renditions::Ready),
        "its pictures are there still"
    );
    test.work().await;

    let known = test.studio.catalog.asset(asset).unwrap();
    assert_eq!((known.versions, &known.object), (3, &hash("koi.png")));
    let again = record(&test).await;
    assert_eq!((again.asset(asset), again.likeness(asset)), (Some(known), test.studio.catalog.likeness(asset)));
    let files = verify::files(&test.studio, Depth::Bytes, |_| {}).await.unwrap();
    assert_eq!((files.objects, files.drift, files.forgotten.len()), (2, vec![], 0));
    for (number, words) in [(3, "Version 3 is the current file already."), (1, "Version 1 is the current file already.")] {
        let refused = owner.json("/api/versions/restore", &json!({ "asset": asset, "number": number })).await;
        assert_eq!((refused.status, refused.json::<ApiError>().to_string().as_str()), (StatusCode::CONFLICT, words));
    }
    let nothing = owner.json("/api/versions/restore", &json!({ "asset": asset, "number": 9 })).await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_status_takes_new_bytes_or_says_what_to_do() {
    let test = TestStudio::set_up().await;
    let ctx = test.ctx("owner");
    for (status, after, words) in [
        (Status::Draft, Status::Draft, None),
        (Status::InReview, Status::Draft, None),
        (Status::Rejected, Status::Rejected, None),
        (Status::Approved, Status::Approved, Some("Archive and unarchive it")),
        (Status::Archived, Status::Archived, Some("Unarchive it first.")),
    ] {
        let asset = test.asset("owner", &format!("{}.png", status.as_str())).await;
        add(&test, &ctx, asset, &format!("{}-2.png", status.as_str())).await.unwrap();
        bring_to(&ctx, asset, status).await;
        let steps = db::review::history(&test.studio.db, asset).await.unwrap().len();
        let added = add(&test, &ctx, asset, &format!("{}-3.png", status.as_str())).await;
        let restored = versions::restore(&ctx, asset, 1).await;
        let known = test.studio.catalog.asset(asset).unwrap();
        assert_eq!(known.status, after, "{status:?}");
        let history = db::review::history(&test.studio.db, asset).await.unwrap();
        match words {
            None => assert_eq!((added.unwrap().number, restored.unwrap(), known.versions), (3, 4, 4)),
            Some(words) => {
                for refused in [added.map(|added| added.number), restored] {
                    let Err(Error::Conflict { reason, current }) = refused else { panic!("{status:?}: {refused:?}") };
                    assert!(reason.contains(words) && current == Some(status), "{reason}");
                }
                assert_eq!(known.versions, 2);
            }
        }
        if status == Status::InReview {
            assert_eq!((history.len(), history.last().unwrap().note.as_str()), (steps + 1, "Version 3 was added."));
        } else {
            assert_eq!(history.len(), steps);
        }
    }
    let asset = test.asset("owner", "gone.png").await;
    assets::trash(&ctx, &[asset]).await.unwrap();
    assert_eq!(add(&test, &ctx, asset, "new.png").await.unwrap_err().to_string(), "It is in the trash. Restore it first.");
}

#[tokio::test(flavor = "multi_thread")]
async fn rights_over_versions() {
    let test = TestStudio::set_up().await;
    test.member("vera", StudioRole::Member, Some(BrandRole::Viewer)).await;
    test.member("nils", StudioRole::Member, None).await;
    test.member("cleo", StudioRole::Member, Some(BrandRole::Creator)).await;
    let owner = test.ctx("owner");
    let asset = test.asset("owner", "koi.png").await;
    add(&test, &owner, asset, "koi-2.png").await.unwrap();
    test.work().await;
    for (who, see, change) in [("cleo", 200, 200), ("vera", 200, 403), ("nils", 404, 404), ("", 401, 401)] {
        let mut client = if who.is_empty() { test.visitor() } else { test.signed_in_quickly(who).await };
        for what in ["320", "640", "2048", "original", "download"] {
            let answer = client.get(&format!("/media/{asset}/v1/{what}")).await;
            assert_eq!(answer.status.as_u16(), see, "{who} {what}");
        }
        let upload = upload(&mut client, asset, &format!("koi {who}.png")).await.status.as_u16();
        assert_eq!(upload, if change == 200 { 201 } else { change }, "{who}");
        let restore = client.json("/api/versions/restore", &json!({ "asset": asset, "number": 1 })).await;
        assert_eq!(restore.status.as_u16(), change, "{who}");
        let like = client.json("/api/uploads/resembles", &json!({ "assets": [asset], "undecided": [] })).await;
        assert_eq!(like.status.as_u16(), if who.is_empty() { 401 } else { 200 }, "{who}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bytes_of_each_version() {
    let test = TestStudio::set_up().await;
    let ctx = test.ctx("owner");
    let asset = test.asset("owner", "koi.png").await;
    add(&test, &ctx, asset, "night.png").await.unwrap();
    test.work().await;
    let mut owner = test.signed_in_quickly("owner").await;
    for (path, name) in [("v1/original", "koi.png"), ("v2/original", "night.png"), ("original", "night.png")] {
        assert_eq!(owner.get(&format!("/media/{asset}/{path}")).await.body, png(name), "{path}");
    }
    let saved = owner.get(&format!("/media/{asset}/v1/download")).await;
    assert!(saved.header("content-disposition").contains("koi.png"), "{}", saved.header("content-disposition"));
    let kept = owner.get(&format!("/media/{asset}/v1/640?v={}", &hash("koi.png")[..8])).await;
    assert_eq!(kept.header("cache-control"), "private, max-age=31536000, immutable");
    let page = owner.get(&format!("/library/{asset}?compare=1")).await.text();
    for words in ["Comparison of two versions", "Version 1", "Version 2, current", &format!("/media/{asset}/v1/2048")] {
        assert!(page.contains(words), "without scripts the page says {words}");
    }
    let page = owner.get(&format!("/library/{asset}?compare=7")).await.text();
    assert!(!page.contains("Comparison of two versions"), "there is no version 7");
    for path in ["v3/original", "v0/original", "1/original", "v1/nothing", "vx/640"] {
        assert_eq!(owner.get(&format!("/media/{asset}/{path}")).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_that_was_followed_before_its_turn_still_gets_its_pictures() {
    let test = TestStudio::set_up().await;
    let ctx = test.ctx("owner");
    let asset = test.asset("owner", "one.png").await;
    add(&test, &ctx, asset, "two.png").await.unwrap();
    add(&test, &ctx, asset, "three.png").await.unwrap();
    test.work().await;
    let shown = assets::detail(&ctx, asset).await.unwrap();
    assert!(shown.versions.iter().all(|version| version.renditions == Renditions::Ready && version.width == 24));
    for name in ["one.png", "two.png", "three.png"] {
        let made = test.studio.storage.rendition(&hash(name), RenditionSize::S320).await.unwrap();
        assert!(made.is_some(), "{name}");
    }
    assert_eq!(test.studio.catalog.asset(asset).unwrap().object, hash("three.png"));
}

#[tokio::test(flavor = "multi_thread")]
async fn old_bytes_live_as_long_as_their_asset() {
    let test = TestStudio::set_up().await;
    let ctx = test.ctx("owner");
    let asset = test.asset("owner", "koi.png").await;
    add(&test, &ctx, asset, "night.png").await.unwrap();
    // Another asset of the old bytes goes for good; the version needs them still.
    let twin = test.asset("owner", "koi.png").await;
    assert_ne!(twin, asset, "bytes of an earlier version are not those of an asset");
    test.work().await;
    assets::trash(&ctx, &[twin]).await.unwrap();
    trash::purge(&ctx, &[twin]).await.unwrap();
    test.work().await;
    assert!(stored(&test, "koi.png").await && stored(&test, "night.png").await);
    assert!(test.studio.storage.has_renditions(&hash("koi.png")).await.unwrap());
    versions::restore(&ctx, asset, 1).await.unwrap();
    test.work().await;
    assert!(stored(&test, "koi.png").await && stored(&test, "night.png").await);

    assets::trash(&ctx, &[asset]).await.unwrap();
    trash::purge(&ctx, &[asset]).await.unwrap();
    test.work().await;
    assert!(!stored(&test, "koi.png").await && !stored(&test, "night.png").await);
    assert!(!test.studio.storage.has_renditions(&hash("koi.png")).await.unwrap());
    assert!(db::versions::all(&test.studio.db, asset).await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn visitors_see_the_current_version_alone() {
    let test = TestStudio::set_up().await;
    let ctx = test.ctx("owner");
    let asset = test.asset("owner", "koi.png").await;
    add(&test, &ctx, asset, "night.png").await.unwrap();
    test.work().await;
    bring_to(&ctx, asset, Status::Approved).await;
    let campaign = campaigns::create(&ctx, "saltmarsh", "Low Tide", "").await.unwrap();
    campaigns::add(&ctx, campaign, &[asset]).await.unwrap();
    let link = share::set_public(&ctx, campaign, true).await.unwrap().link.unwrap();
    let mut visitor = test.visitor();
    let shown = visitor.get(&format!("{link}/media/{asset}/320")).await;
    let (_, current) = test.studio.storage.rendition(&hash("night.png"), RenditionSize::S320).await.unwrap().unwrap();
    assert_eq!(shown.body, current);
    let page = visitor.get(&link).await.text();
    assert!(page.contains(&hash("night.png")[..8]) || page.contains(&asset.to_string()));
    assert!(!page.contains(&hash("koi.png")[..8]));
    for path in [format!("{link}/media/{asset}/v1/320"), format!("{link}/download/{asset}/v1")] {
        assert_eq!(visitor.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(visitor.get(&format!("/media/{asset}/v1/320")).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_at_once_get_two_numbers() {
    let test = TestStudio::set_up().await;
    let ctx = test.ctx("owner");
    let asset = test.asset("owner", "koi.png").await;
    let files = [received(&test, "a.png").await, received(&test, "b.png").await, received(&test, "c.png").await];
    let adding = files.map(|file| {
        let ctx = ctx.clone();
        tokio::spawn(async move { versions::add(&ctx, asset, file).await.unwrap().number })
    });
    let mut numbers: Vec<u32> = futures::future::join_all(adding).await.into_iter().map(|added| added.unwrap()).collect();
    numbers.sort();
    assert_eq!(numbers, [2, 3, 4]);
    let rows = db::versions::all(&test.studio.db, asset).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert_eq!(rows.last().unwrap().object, test.studio.catalog.asset(asset).unwrap().object);
    // A number that another process took is refused by the record itself.
    let mut change = test.studio.change().await;
    db::versions::create(&mut change.tx, asset, &rows[1]);
    assert!(change.commit().await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_becomes_a_version_of_what_it_looks_like() {
    let test = TestStudio::set_up().await;
    test.member("cleo", StudioRole::Member, Some(BrandRole::Creator)).await;
    let (owner, cleo) = (test.ctx("owner"), test.ctx("cleo"));
    let asset = test.asset("owner", "koi.png").await;
    let (draft, foreign) = (test.asset("cleo", "koi-crop.png").await, test.asset("owner", "other.png").await);
    test.work().await;
    let look = test.studio.catalog.likeness(draft);
    let mut client = test.signed_in_quickly("cleo").await;
    let denied = client.json("/api/versions/adopt", &json!({ "asset": asset, "from": foreign })).await;
    assert_eq!(denied.status, StatusCode::FORBIDDEN, "one does not delete what is not one's own");
    // Who leads may delete it, but it is somebody's all the same.
    assert!(matches!(versions::adopt(&owner, asset, draft).await, Err(Error::Conflict { .. })));
    assert!(matches!(versions::adopt(&cleo, draft, draft).await, Err(Error::Conflict { .. })));

    let number: u32 = client.json("/api/versions/adopt", &json!({ "asset": asset, "from": draft })).await.json();
    assert_eq!(number, 2);
    let known = test.studio.catalog.asset(asset).unwrap();
    assert_eq!((known.object, known.renditions, known.facts.width), (hash("koi-crop.png"), Renditions::Ready, 24));
    assert_eq!((test.studio.catalog.asset(draft), test.studio.catalog.likeness(asset)), (None, look));
    test.work().await;
    assert!(stored(&test, "koi-crop.png").await && stored(&test, "koi.png").await);
    let again = record(&test).await;
    assert_eq!((again.asset(draft), again.asset(asset)), (None, test.studio.catalog.asset(asset)));

    // What has versions of its own, or is beyond a draft, stays what it is.
    let other = test.asset("cleo", "mine.png").await;
    add(&test, &cleo, other, "mine-2.png").await.unwrap();
    assert!(matches!(versions::adopt(&cleo, asset, other).await, Err(Error::Conflict { .. })));
    let waiting = test.asset("cleo", "waiting.png").await;
    bring_to(&cleo, waiting, Status::InReview).await;
    assert!(matches!(versions::adopt(&cleo, asset, waiting).await, Err(Error::Conflict { .. })));
    // Before its pictures are made it is adopted as well, and gets them under its new asset.
    let early = test.asset("cleo", "early.png").await;
    assert_eq!(versions::adopt(&cleo, asset, early).await.unwrap(), 3);
    test.work().await;
    let known = test.studio.catalog.asset(asset).unwrap();
    assert_eq!((known.renditions, known.object), (Renditions::Ready, hash("early.png")));
}

#[tokio::test(flavor = "multi_thread")]
async fn both_are_kept_where_that_is_asked_for() {
    let test = TestStudio::set_up().await;
    let first = test.asset("owner", "koi.png").await;
    let mut owner = test.signed_in_quickly("owner").await;
    for (keep, already) in [("", "1"), ("keep MQ==,", "")] {
        let bytes = png("koi.png");
        let metadata = format!("{keep}brand {},filename {}", STANDARD.encode("saltmarsh"), STANDARD.encode("koi.png"));
        let length = bytes.len().to_string();
        let headers = [
            ("tus-resumable", "1.0.0"),
            ("content-type", "application/offset+octet-stream"),
            ("upload-length", length.as_str()),
            ("upload-metadata", metadata.as_str()),
        ];
        let answer = owner.request(Method::POST, "/upload", &headers, bytes).await;
        assert_eq!((answer.status.as_u16(), answer.header("atelier-already")), (201, already));
        assert_eq!(answer.header("atelier-asset") == first.to_string(), already == "1");
    }
    assert_eq!(test.studio.catalog.asset_count(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_resembles_what() {
    let test = TestStudio::set_up().await;
    test.member("vera", StudioRole::Member, Some(BrandRole::Viewer)).await;
    test.member("nils", StudioRole::Member, None).await;
    let ctx = test.ctx("owner");
    let picture = crate::likeness::scene(1);
    let small = image::imageops::resize(&picture, 160, 120, image::imageops::FilterType::Triangle);
    let first = test.file_in(&ctx, &test.brand(), "first.png", &crate::likeness::file(&picture)).await;
    let other = test.file_in(&ctx, &test.brand(), "other.png", &crate::likeness::file(&crate::likeness::scene(2))).await;
    test.work().await;
    let second = test.file_in(&ctx, &test.brand(), "second.png", &crate::likeness::file(&small)).await;
    let personal = test.studio.brand(test.studio.catalog.member(ctx.actor.member).unwrap().personal).unwrap();
    let elsewhere = test.file_in(&ctx, &personal, "third.png", &crate::likeness::file(&small)).await;
    let asked = json!({ "assets": [first, other, second, elsewhere], "undecided": [] });
    let mut owner = test.signed_in_quickly("owner").await;
    let early: Vec<Resemblance> = owner.json("/api/uploads/resembles", &asked).await.json();
    assert_eq!((&early[2], &early[3]), (&Resemblance::Unknown, &Resemblance::Unknown), "not described yet");
    test.work().await;
    let names = |found: &[Resemblance]| -> Vec<String> {
        let name = |one: &Resemblance| match one {
            Resemblance::Like(card) => card.name.clone(),
            other => format!("{other:?}"),
        };
        found.iter().map(name).collect()
    };
    let found: Vec<Resemblance> = owner.json("/api/uploads/resembles", &asked).await.json();
    assert_eq!(names(&found), ["Nothing", "Nothing", "first.png", "Nothing"], "the first of them, in its own brand");
    let mut vera = test.signed_in_quickly("vera").await;
    let found: Vec<Resemblance> = vera.json("/api/uploads/resembles", &asked).await.json();
    assert_eq!(names(&found), ["Nothing", "Nothing", "first.png", "Nothing"]);
    let mut nils = test.signed_in_quickly("nils").await;
    let found: Vec<Resemblance> = nils.json("/api/uploads/resembles", &asked).await.json();
    assert_eq!(names(&found), ["Nothing"; 4]);
    // Several that look like what was here are each told so, however like they are to one another.
    let third = test.file_in(&ctx, &test.brand(), "third.png", &[crate::likeness::file(&small), b"tail".to_vec()].concat()).await;
    test.work().await;
    for (assets, undecided, expected) in [
        (vec![second, third], vec![], ["first.png", "first.png"]),
        (vec![third, second], vec![], ["first.png", "first.png"]),
        (vec![third, other], vec![second], ["first.png", "Nothing"]),
        (vec![third, other], vec![first], ["second.png", "Nothing"]),
        (vec![third, second], vec![first], ["Nothing", "third.png"]),
    ] {
        let asked = json!({ "assets": assets, "undecided": undecided });
        let found: Vec<Resemblance> = owner.json("/api/uploads/resembles", &asked).await.json();
        assert_eq!(names(&found), expected, "{asked}");
    }
    let gone = test.asset("owner", "gone.png").await;
    let asked_of_gone = json!({ "assets": [second], "undecided": [gone, third] });
    let found: Vec<Resemblance> = owner.json("/api/uploads/resembles", &asked_of_gone).await.json();
    assert_eq!(names(&found), ["first.png"]);
    assets::trash(&ctx, &[third]).await.unwrap();

    assets::trash(&ctx, &[first]).await.unwrap();
    let found: Vec<Resemblance> = owner.json("/api/uploads/resembles", &asked).await.json();
    assert_eq!(names(&found)[2], "Nothing", "what lies in the trash is not offered");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_stays_where_its_asset_is() {
    let test = TestStudio::set_up().await;
    let asset = test.asset("owner", "koi.png").await;
    let mut owner = test.signed_in("owner").await;
    owner.json("/api/brands/create", &serde_json::json!({ "name": "Zest" })).await;
    for (more, status) in [
        (("brand", "zest"), StatusCode::UNPROCESSABLE_ENTITY),
        (("brand", "nonsense"), StatusCode::UNPROCESSABLE_ENTITY),
        (("tags", "koi"), StatusCode::UNPROCESSABLE_ENTITY),
        (("brand", "saltmarsh"), StatusCode::CREATED),
    ] {
        let answer = upload_with(&mut owner, asset, "next.png", &[more]).await;
        assert_eq!(answer.status, status, "{more:?} {}", answer.text());
    }
    assert_eq!(test.studio.catalog.asset(asset).unwrap().versions, 2);
}
