//! The trash: back with everything, or gone for good with its bytes.

use crate::support::{TestStudio, png};
use atelier::api::error::ApiError;
use atelier::domain::asset::{Source, TRASH_DAYS};
use atelier::domain::brand::BrandRole;
use atelier::domain::bulk::Outcome;
use atelier::domain::id::AssetId;
use atelier::domain::library::Rail;
use atelier::domain::member::StudioRole;
use atelier::domain::rendition::RenditionSize;
use atelier::domain::time::DAY;
use atelier::server::catalog::Catalog;
use atelier::server::service::assets::{self, Arrival, Received, ingest};
use atelier::server::service::{campaigns, collections, trash};
use atelier::server::storage::Key;
use atelier::server::{db, jobs};
use axum::http::StatusCode;
use serde_json::json;

fn hash(name: &str) -> String {
    blake3::hash(&png(name)).to_hex().to_string()
}

async fn has_bytes(test: &TestStudio, name: &str) -> bool {
    test.studio.storage.exists(&Key::object(&hash(name)).unwrap()).await.unwrap()
}

async fn has_renditions(test: &TestStudio, name: &str) -> bool {
    test.studio.storage.rendition(&hash(name), RenditionSize::S320).await.unwrap().is_some()
}

/// What another process would read from the record.
async fn record(test: &TestStudio) -> Catalog {
    let catalog = Catalog::new(7);
    db::load::all(&test.studio.db, |facts| catalog.apply(&facts)).await.unwrap();
    catalog
}

#[tokio::test(flavor = "multi_thread")]
async fn restored_with_all_memberships() {
    let test = TestStudio::set_up().await;
    let ctx = test.ctx("owner");
    let asset = test.asset("owner", "koi.png").await;
    let shoot = collections::create(&ctx, "saltmarsh", "Shoot", None).await.unwrap();
    let day = collections::create(&ctx, "saltmarsh", "Day 1", Some(shoot)).await.unwrap();
    let campaign = campaigns::create(&ctx, "saltmarsh", "Low Tide", "").await.unwrap();
    collections::file(&ctx, &[asset], day).await.unwrap();
    collections::file(&ctx, &[asset], shoot).await.unwrap();
    campaigns::add(&ctx, campaign, &[asset]).await.unwrap();
    assets::add_tags(&ctx, &[asset], &["koi".to_owned()]).await.unwrap();
    let before = assets::detail(&ctx, asset).await.unwrap();
    assert_eq!((before.collections.len(), before.campaigns.len()), (2, 1));

    let mut owner = test.signed_in("owner").await;
    owner.json("/api/assets/trash", &json!({ "assets": [asset] })).await;
    let rail: Rail = owner.get("/api/library/rail?brand=saltmarsh").await.json();
    assert_eq!((rail.all, rail.trash), (0, 1));
    assert!(rail.collections.iter().all(|row| row.count == 0 && row.nested_count == 0));
    assert!(test.studio.catalog.campaign_assets(campaign).is_empty());
    // Also by way of the record, as after a restart.
    assert_eq!(record(&test).await.collections_of(asset), before.collections);

    let outcome: Outcome = owner.json("/api/assets/restore", &json!({ "assets": [asset] })).await.json();
    assert_eq!(outcome.done, [asset]);
    assert_eq!(assets::detail(&ctx, asset).await.unwrap(), before);
    assert_eq!(test.studio.catalog.campaign_assets(campaign), [asset]);
    let rail: Rail = owner.get("/api/library/rail?brand=saltmarsh").await.json();
    assert_eq!((rail.all, rail.unfiled, rail.trash), (1, 0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn deleted_for_good_with_bytes_and_pictures() {
    let test = TestStudio::set_up().await;
    let ctx = test.ctx("owner");
    let (gone, kept) = (test.asset("owner", "gone.png").await, test.asset("owner", "kept.png").await);
    let shoot = collections::create(&ctx, "saltmarsh", "Shoot", None).await.unwrap();
    let campaign = campaigns::create(&ctx, "saltmarsh", "Low Tide", "").await.unwrap();
    collections::file(&ctx, &[gone, kept], shoot).await.unwrap();
    campaigns::add(&ctx, campaign, &[gone, kept]).await.unwrap();
    test.work().await;
    assert!(has_bytes(&test, "gone.png").await && has_renditions(&test, "gone.png").await);

    let mut owner = test.signed_in("owner").await;
    let refused = owner.json("/api/assets/purge", &json!({ "assets": [gone] })).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "what is not in the trash stays");
    assets::trash(&ctx, &[gone]).await.unwrap();
    let outcome: Outcome = owner.json("/api/assets/purge", &json!({ "assets": [gone, kept] })).await.json();
    assert_eq!((outcome.done, outcome.skipped.len()), (vec![gone], 1));
    assert_eq!(outcome.skipped[0].reason, "It is not in the trash.");
    assert_eq!(owner.get(&format!("/api/library/asset?asset={gone}")).await.status, StatusCode::NOT_FOUND);
    test.work().await;
    assert!(!has_bytes(&test, "gone.png").await && !has_renditions(&test, "gone.png").await);
    assert!(has_bytes(&test, "kept.png").await && has_renditions(&test, "kept.png").await);
    let again = record(&test).await;
    assert_eq!((again.asset(gone), again.asset(kept).map(|asset| asset.id)), (None, Some(kept)));
    assert_eq!(again.campaign_assets(campaign), [kept]);
    // An asset of that very id would find nothing of the old one's.
    let mut change = test.studio.change().await;
    let twin = atelier::domain::asset::Asset { id: gone, ..test.studio.catalog.asset(kept).unwrap() };
    db::assets::put(&mut change.tx, &twin);
    change.commit().await.unwrap();
    let again = record(&test).await;
    assert!(again.collections_of(gone).is_empty() && again.campaigns_of(gone).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_stay_as_long_as_something_refers_to_them() {
    let test = TestStudio::set_up().await;
    let ctx = test.ctx("owner");
    let personal = test.studio.brand(test.studio.catalog.member(ctx.actor.member).unwrap().personal).unwrap();
    let one = test.asset("owner", "koi.png").await;
    let two = test.asset_in(&ctx, &personal, "koi.png").await;
    test.work().await;
    for (asset, left) in [(one, true), (two, false)] {
        assets::trash(&ctx, &[asset]).await.unwrap();
        trash::purge(&ctx, &[asset]).await.unwrap();
        test.work().await;
        assert_eq!((has_bytes(&test, "koi.png").await, has_renditions(&test, "koi.png").await), (left, left));
    }
    // The same bytes may come again.
    let three = test.asset("owner", "koi.png").await;
    test.work().await;
    assert!(has_bytes(&test, "koi.png").await && has_renditions(&test, "koi.png").await);
    assert!(test.studio.catalog.asset(three).is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn only_those_who_may_delete_delete_for_good() {
    let test = TestStudio::set_up().await;
    for (name, role) in [("mia", BrandRole::Manager), ("cleo", BrandRole::Creator), ("vera", BrandRole::Viewer)] {
        test.member(name, StudioRole::Member, Some(role)).await;
    }
    test.member("nils", StudioRole::Member, None).await;
    let (others, own) = (test.asset("owner", "others.png").await, test.asset("cleo", "own.png").await);
    assets::trash(&test.ctx("owner"), &[others, own]).await.unwrap();
    for (name, status) in [("vera", StatusCode::FORBIDDEN), ("cleo", StatusCode::FORBIDDEN), ("nils", StatusCode::NOT_FOUND)] {
        let mut client = test.signed_in(name).await;
        assert_eq!(client.json("/api/assets/purge", &json!({ "assets": [others] })).await.status, status, "{name}");
    }
    let mut nils = test.signed_in("nils").await;
    let answer = nils.json("/api/assets/empty_trash", &json!({ "brand": "saltmarsh" })).await;
    assert!(matches!(answer.json(), ApiError::Missing(_)));
    let nothing: Outcome = nils.json("/api/assets/empty_trash", &json!({ "brand": "" })).await.json();
    assert_eq!(nothing, Outcome::default());
    // Their own goes, and what stays is told.
    let mut cleo = test.signed_in("cleo").await;
    let outcome: Outcome = cleo.json("/api/assets/empty_trash", &json!({ "brand": "saltmarsh" })).await.json();
    assert_eq!((outcome.done, outcome.skipped.iter().map(|it| it.asset).collect::<Vec<_>>()), (vec![own], vec![others]));
    let outcome: Outcome = cleo.json("/api/assets/empty_trash", &json!({ "brand": "saltmarsh" })).await.json();
    assert_eq!((outcome.done.len(), outcome.skipped.len()), (0, 1));
    let mut mia = test.signed_in("mia").await;
    let outcome: Outcome = mia.json("/api/assets/empty_trash", &json!({ "brand": "saltmarsh" })).await.json();
    assert_eq!((outcome.done, outcome.skipped), (vec![others], vec![]));
}

#[tokio::test(flavor = "multi_thread")]
async fn emptied_by_itself_after_thirty_days() {
    let test = TestStudio::set_up().await;
    let ctx = test.ctx("owner");
    let (old, young) = (test.asset("owner", "old.png").await, test.asset("owner", "young.png").await);
    assets::trash(&ctx, &[old]).await.unwrap();
    test.studio.clock.advance(DAY);
    assets::trash(&test.ctx("owner"), &[young]).await.unwrap();
    test.studio.clock.advance((TRASH_DAYS - 1) * DAY);
    test.work().await;
    assert!(test.studio.catalog.asset(old).is_some(), "thirty days are not over");
    test.studio.clock.advance(1);
    test.work().await;
    assert_eq!((test.studio.catalog.asset(old), has_bytes(&test, "old.png").await), (None, false));
    assert!(test.studio.catalog.asset(young).is_some() && has_bytes(&test, "young.png").await);
    assert!(record(&test).await.asset(old).is_none());
}

/// Whoever is about to refer to bytes holds them, and whoever takes them away waits.
#[tokio::test(flavor = "multi_thread")]
async fn bytes_in_somebodys_hands_are_not_taken_away() {
    let test = TestStudio::set_up().await;
    let old = test.asset("owner", "koi.png").await;
    let model = test.studio.catalog.asset(old).unwrap();
    let ctx = test.ctx("owner");
    let held = test.studio.storage.hold(&hash("koi.png")).await;
    assets::trash(&ctx, &[old]).await.unwrap();
    trash::purge(&ctx, &[old]).await.unwrap();
    let studio = test.studio.clone();
    let removing = tokio::spawn(async move { trash::remove_forsaken(&studio).await });
    let arriving = tokio::spawn({
        let ctx = ctx.clone();
        let file = test.studio.storage.staging_dir().join("again");
        tokio::fs::write(&file, png("koi.png")).await.unwrap();
        let arrival = arrival(&test, file);
        async move { ingest(&ctx, arrival).await }
    });
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    assert!(has_bytes(&test, "koi.png").await && !removing.is_finished() && !arriving.is_finished());
    // As an upload does: the row first, and then it lets go.
    let mut change = test.studio.change().await;
    db::assets::put(&mut change.tx, &model);
    change.commit().await.unwrap();
    drop(held);
    assert_eq!(removing.await.unwrap().unwrap(), 0);
    assert!(arriving.await.unwrap().unwrap().already);
    assert!(has_bytes(&test, "koi.png").await);
}

fn arrival(test: &TestStudio, file: std::path::PathBuf) -> Arrival {
    let bytes = png("koi.png");
    Arrival {
        brand: test.brand(),
        file: Received {
            name: atelier::domain::upload::file_name("koi.png"),
            file,
            hash: hash("koi.png"),
            crc: None,
            bytes: bytes.len() as u64,
            head: bytes,
        },
        source: Source::Uploaded,
        filing: Default::default(),
        keep: false,
    }
}

/// Bytes arrive again at the very moment in which their last asset is deleted: whoever wins, no asset is without bytes.
#[tokio::test(flavor = "multi_thread")]
async fn bytes_that_arrive_while_they_are_taken_away_stay() {
    let test = TestStudio::set_up().await;
    let tasks = tokio_util::task::TaskTracker::new();
    let stop = tokio_util::sync::CancellationToken::new();
    jobs::start(&test.studio, &tasks, &stop);
    let bytes = png("koi.png");
    let mut asset = test.asset("owner", "koi.png").await;
    for round in 0..60u32 {
        let ctx = test.ctx("owner");
        assets::trash(&ctx, &[asset]).await.unwrap();
        let file = test.studio.storage.staging_dir().join(format!("again-{round}"));
        tokio::fs::write(&file, &bytes).await.unwrap();
        let arrival = arrival(&test, file);
        let purged = tokio::spawn({
            let ctx = ctx.clone();
            async move { trash::purge(&ctx, &[asset]).await }
        });
        for _ in 0..round % 7 {
            tokio::task::yield_now().await;
        }
        let arrived = tokio::spawn(async move { ingest(&ctx, arrival).await });
        let soon = std::time::Duration::from_secs(20);
        let purged = tokio::time::timeout(soon, purged).await.expect("purge ends").unwrap();
        let arrived = tokio::time::timeout(soon, arrived).await.expect("ingest ends").unwrap().unwrap();
        purged.unwrap();
        assert!(!arrived.already, "what lies in the trash is not there");
        assert!(has_bytes(&test, "koi.png").await, "round {round}: an asset without its bytes");
        let idle = tokio::time::timeout(soon, test.studio.queue.idle()).await;
        assert!(idle.is_ok(), "round {round}: {:?}", test.studio.queue);
        let there = test.studio.catalog.asset(arrived.asset).is_some();
        assert_eq!(has_bytes(&test, "koi.png").await, there, "round {round}");
        asset = if there { arrived.asset } else { test.asset("owner", "koi.png").await };
    }
    stop.cancel();
    tasks.close();
    tasks.wait().await;
    let left: Vec<AssetId> = test.studio.catalog.ids(&test.ctx("owner").actor, &Default::default(), test.ctx("owner").now);
    assert_eq!(left, [asset]);
    assert!(db::objects::forsaken(&test.studio.db, 1).await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn thousands_are_deleted_in_one_go() {
    let test = TestStudio::set_up().await;
    let first = test.asset("owner", "koi.png").await;
    let model = test.studio.catalog.asset(first).unwrap();
    let mut change = test.studio.change().await;
    for n in 0..1_100u128 {
        let id = AssetId(atelier::domain::id::Id(first.0.0 + 1 + n));
        let object = format!("{n:064x}");
        db::assets::put(
            &mut change.tx,
            &atelier::domain::asset::Asset { id, object, trashed: Some(model.added), ..model.clone() },
        );
    }
    change.commit().await.unwrap();
    let mut owner = test.signed_in("owner").await;
    let outcome: Outcome = owner.json("/api/assets/empty_trash", &json!({ "brand": "saltmarsh" })).await.json();
    assert_eq!((outcome.done.len(), outcome.skipped.len()), (1_100, 0));
    let rail: Rail = owner.get("/api/library/rail?brand=saltmarsh").await.json();
    assert_eq!((rail.all, rail.trash), (1, 0));
    test.work().await;
    assert!(has_bytes(&test, "koi.png").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_that_never_got_an_asset_go_after_a_day() {
    let test = TestStudio::set_up().await;
    let kept = test.asset("owner", "koi.png").await;
    // As a process leaves it that is killed between keeping the bytes and writing the row.
    let file = test.studio.storage.staging_dir().join("orphan");
    tokio::fs::write(&file, png("orphan.png")).await.unwrap();
    test.studio.storage.promote(&file, &hash("orphan.png")).await.unwrap();
    assert_eq!(trash::remove_forgotten(&test.studio).await.unwrap(), 0, "it may yet get its asset");
    // The store's clock is the real one, a while after the studio's.
    test.studio.clock.advance(3_650 * DAY);
    assert_eq!(trash::remove_forgotten(&test.studio).await.unwrap(), 1);
    assert!(!has_bytes(&test, "orphan.png").await);
    assert!(has_bytes(&test, "koi.png").await && test.studio.catalog.asset(kept).is_some());
}
