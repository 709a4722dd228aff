//! Snapshots of the catalog, and whether catalog, record and bytes say the same.

use crate::support::TestStudio;
use atelier::domain::asset::Rating;
use atelier::domain::id::{AssetId, CampaignId, CollectionId};
use atelier::server::catalog::Catalog;
use atelier::server::change::Fact;
use atelier::server::context::Ctx;
use atelier::server::jobs::snapshots;
use atelier::server::service::{assets, campaigns, collections, trash};
use atelier::server::snapshot::{self, Start};
use atelier::server::storage::Key;
use atelier::server::studio::Studio;
use atelier::server::verify::{self, Depth, Drift};
use std::collections::HashMap;

/// What a start would find now, and whether it is what the running studio knows.
async fn start(studio: &Studio) -> Start {
    let fresh = Catalog::new(7);
    let (start, _) = snapshot::fill(&studio.db, &fresh, snapshot::path(&studio.config.data)).await.unwrap();
    let all = studio.catalog.every_asset();
    let entries = |catalog: &Catalog| -> HashMap<AssetId, _> {
        catalog.entries(&all).into_iter().map(|entry| (entry.asset.id, entry)).collect()
    };
    assert_eq!(fresh.asset_count(), studio.catalog.asset_count());
    assert_eq!(entries(&fresh), entries(&studio.catalog));
    assert_eq!(fresh.group_counts(), studio.catalog.group_counts());
    start
}

struct Filled {
    test: TestStudio,
    owner: Ctx,
    assets: Vec<AssetId>,
    collection: CollectionId,
    campaign: CampaignId,
}

async fn filled() -> Filled {
    let test = TestStudio::set_up().await;
    let owner = test.ctx("owner");
    let mut assets = Vec::new();
    for n in 0..12 {
        assets.push(test.asset("owner", &format!("{n}.png")).await);
    }
    test.work().await;
    let collection = collections::create(&owner, "saltmarsh", "Shelf", None).await.unwrap();
    let campaign = campaigns::create(&owner, "saltmarsh", "Tide", "").await.unwrap();
    collections::file(&owner, &assets[..6], collection).await.unwrap();
    campaigns::add(&owner, campaign, &assets[3..9]).await.unwrap();
    Filled { test, owner, assets, collection, campaign }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_reads_only_what_was_touched_since() {
    let Filled { test, owner, assets, collection, campaign } = filled().await;
    let studio = &test.studio;
    assert_eq!(start(studio).await, Start::Record);
    snapshots::take(studio).await.unwrap();
    assert_eq!(start(studio).await, Start::Snapshot { touched: 0 });

    // Each sort of change; some assets more than once.
    assets::rate(&owner, &assets[..2], Rating::new(4).unwrap()).await.unwrap();
    assets::add_tags(&owner, &assets[1..3], &["koi".to_owned()]).await.unwrap();
    collections::unfile(&owner, &assets[..1], collection).await.unwrap();
    campaigns::add(&owner, campaign, &assets[9..10]).await.unwrap();
    assert_eq!(start(studio).await, Start::Snapshot { touched: 4 });
    assets::trash(&owner, &assets[4..6]).await.unwrap();
    trash::purge(&owner, &assets[4..5]).await.unwrap();
    let new = test.asset("owner", "new.png").await;
    test.work().await;
    assert_eq!(start(studio).await, Start::Snapshot { touched: 7 });
    // What is no asset is not on the line, and what lay in it is still right.
    collections::delete(&owner, collection).await.unwrap();
    assert_eq!(start(studio).await, Start::Snapshot { touched: 7 });
    assert!(studio.catalog.collections_of(assets[1]).is_empty());

    // The next one begins a new line of changes.
    snapshots::take(studio).await.unwrap();
    assert_eq!(start(studio).await, Start::Snapshot { touched: 0 });
    assets::rate(&owner, &[new], Rating::new(1).unwrap()).await.unwrap();
    assert_eq!(start(studio).await, Start::Snapshot { touched: 1 });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_snapshot_may_be_taken_in_the_midst_of_changes() {
    let Filled { test, owner, assets, .. } = filled().await;
    let studio = test.studio.clone();
    let (position, _) = studio.line.now();
    assets::rate(&owner, &assets, Rating::new(2).unwrap()).await.unwrap();
    let file = snapshot::path(&studio.config.data);
    // It holds what came after the place that it names: that is read again, and changes nothing.
    assert_eq!(snapshot::take(&studio.catalog, &position, &file).unwrap(), Some(12));
    assert_eq!(start(&studio).await, Start::Snapshot { touched: 12 });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_trusted_is_left_aside() {
    let Filled { test, owner, assets, .. } = filled().await;
    let studio = &test.studio;
    snapshots::take(studio).await.unwrap();
    let file = snapshot::path(&studio.config.data);
    let whole = std::fs::read(&file).unwrap();
    for place in [0, 9, 40, whole.len() / 2, whole.len() - 1] {
        let mut damaged = whole.clone();
        damaged[place] ^= 0x20;
        std::fs::write(&file, damaged).unwrap();
        assert_eq!(start(studio).await, Start::Record, "a wrong byte at {place}");
    }
    for length in [0, 8, 30, whole.len() / 2, whole.len() - 1] {
        std::fs::write(&file, &whole[..length]).unwrap();
        assert_eq!(start(studio).await, Start::Record, "cut at {length}");
    }
    // Another studio's.
    let other = TestStudio::set_up().await;
    other.asset("owner", "other.png").await;
    snapshots::take(&other.studio).await.unwrap();
    std::fs::copy(snapshot::path(&other.studio.config.data), &file).unwrap();
    assert_eq!(start(studio).await, Start::Record);
    // An older one than the line goes back to.
    std::fs::write(&file, &whole).unwrap();
    assert_eq!(start(studio).await, Start::Snapshot { touched: 0 });
    assets::rate(&owner, &assets[..1], Rating::new(5).unwrap()).await.unwrap();
    snapshots::take(studio).await.unwrap();
    std::fs::write(&file, &whole).unwrap();
    assert_eq!(start(studio).await, Start::Record);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_line_of_another_process_is_followed() {
    let Filled { test, owner, assets, collection, .. } = filled().await;
    let studio = &test.studio;
    let token = atelier::server::service::tokens::create(&owner, "Import", &[], None).await.unwrap();
    let (token, _) = studio.catalog.tokens_of(owner.actor.member).into_iter().find(|(_, one)| one.id == token.token.id).unwrap();
    // What another process would commit on the same record.
    let (at, _) = studio.line.now();
    let mut tx = atelier::server::db::Tx::new();
    atelier::server::db::collections::delete(&mut tx, &studio.catalog.collection(collection).unwrap());
    atelier::server::db::tokens::delete(&mut tx, &token);
    let changed = atelier::domain::asset::Asset { rating: Rating::new(3).unwrap(), ..studio.catalog.asset(assets[0]).unwrap() };
    atelier::server::db::assets::put(&mut tx, &changed);
    let touched = atelier::server::db::changes::touched(&tx);
    atelier::server::db::changes::append(&mut tx, &at.next(), &touched);
    studio.db.commit(tx).await.unwrap();

    let refused = assets::rate(&owner, &assets[1..2], Rating::new(1).unwrap()).await;
    assert!(refused.is_err(), "it was judged by what was not true any more");
    assert_eq!(studio.catalog.asset(assets[0]).unwrap().rating.stars(), 3);
    assert_eq!((studio.catalog.collection(collection), studio.catalog.token(&token)), (None, None));
    assets::rate(&owner, &assets[1..2], Rating::new(1).unwrap()).await.unwrap();
    assert_eq!(verify::catalog(studio, |_| ()).await.unwrap(), (12, vec![]));
}

#[tokio::test(flavor = "multi_thread")]
async fn drift_is_found() {
    let Filled { test, assets, collection, .. } = filled().await;
    let studio = &test.studio;
    assert_eq!(verify::catalog(studio, |_| ()).await.unwrap(), (12, vec![]));
    let files = verify::files(studio, Depth::Bytes, |_| ()).await.unwrap();
    assert_eq!((files.objects, files.drift, files.forgotten), (12, vec![], vec![]));

    // The catalog is told what was never committed.
    let asset = studio.catalog.asset(assets[0]).unwrap();
    let rated = atelier::domain::asset::Asset { rating: Rating::new(5).unwrap(), ..asset.clone() };
    let stranger = atelier::domain::asset::Asset { id: "00000000000000000000000009".parse().unwrap(), ..asset };
    let stranger_id = stranger.id;
    studio.catalog.apply(&[
        Fact::Asset(Box::new(rated)),
        Fact::Unfiled { asset: assets[1], collection },
        Fact::AssetGone(assets[2]),
        Fact::Asset(Box::new(stranger)),
        Fact::CollectionGone(collection),
    ]);
    let (_, drift) = verify::catalog(studio, |_| ()).await.unwrap();
    for (id, what) in [
        (assets[0], "its fields differ"),
        (assets[1], "its collections differ"),
        (assets[2], "the record has it, the catalog does not"),
        (stranger_id, "the catalog has it, the record does not"),
    ] {
        assert!(drift.contains(&Drift::Asset { id, what }), "{id}: {drift:?}");
    }
    assert!(drift.iter().any(|one| matches!(one, Drift::Group(what) if what.starts_with("collections: 1 in the record, 0"))));
}

#[tokio::test(flavor = "multi_thread")]
async fn missing_and_damaged_files_are_found() {
    let Filled { test, assets, .. } = filled().await;
    let studio = &test.studio;
    let object = |asset: AssetId| studio.catalog.asset(asset).unwrap().object;
    let (gone, changed, cut, bare) = (assets[0], assets[1], assets[2], assets[3]);
    studio.storage.delete(&Key::object(&object(gone)).unwrap()).await.unwrap();
    let replace = async |asset: AssetId, change: fn(&mut Vec<u8>)| {
        let hash = object(asset);
        let mut bytes = studio.storage.read_all(&Key::object(&hash).unwrap()).await.unwrap().to_vec();
        change(&mut bytes);
        studio.storage.delete(&Key::object(&hash).unwrap()).await.unwrap();
        let temp = studio.storage.staging_dir().join("replacement");
        std::fs::write(&temp, bytes).unwrap();
        studio.storage.promote(&temp, &hash).await.unwrap();
    };
    replace(changed, |bytes| bytes[40] ^= 1).await;
    replace(cut, |bytes| bytes.truncate(50)).await;
    let size = atelier::domain::rendition::RenditionSize::S640;
    for coding in atelier::server::storage::Coding::ALL {
        studio.storage.delete(&Key::rendition(&object(bare), size, coding).unwrap()).await.unwrap();
    }
    let stray = blake3::hash(b"nobody's").to_hex().to_string();
    let temp = studio.storage.staging_dir().join("stray");
    std::fs::write(&temp, b"nobody's").unwrap();
    studio.storage.promote(&temp, &stray).await.unwrap();

    let sizes = verify::files(studio, Depth::Sizes, |_| ()).await.unwrap();
    let bytes = verify::files(studio, Depth::Bytes, |_| ()).await.unwrap();
    let missing = Drift::Missing { id: gone, object: object(gone) };
    let damaged = |id| Drift::Damaged { id, object: object(id) };
    for (found, expected) in [
        (sizes.drift, vec![missing.clone(), damaged(cut), Drift::NoPreview { id: bare }]),
        (bytes.drift, vec![missing, damaged(changed), damaged(cut), Drift::NoPreview { id: bare }]),
    ] {
        assert_eq!(found.len(), expected.len(), "{found:?}");
        assert!(expected.iter().all(|one| found.contains(one)), "{found:?}");
    }
    assert_eq!(sizes.forgotten.iter().map(|stored| stored.hash.as_str()).collect::<Vec<_>>(), [stray.as_str()]);
}
