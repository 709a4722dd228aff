//! What was begun is finished, though whoever asked for it has left: a request is dropped when its connection breaks.

use crate::support::{TestStudio, png};
use atelier::domain::bulk::Outcome;
use atelier::domain::collection::Collection;
use atelier::domain::review::{Move, Status};
use atelier::domain::text::Name;
use atelier::server::db;
use atelier::server::service::clean::handout;
use atelier::server::service::{collections, review};
use std::future::Future;
use std::time::Duration;

/// Begins something and leaves at its first wait.
async fn begin<T>(work: impl Future<Output = T>) -> Option<T> {
    tokio::time::timeout(Duration::ZERO, work).await.ok()
}

/// Waits until it is so.
async fn until(so: impl AsyncFn() -> bool) {
    for _ in 0..500 {
        if so().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("it never came");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_record_has_the_catalog_learns() {
    let test = TestStudio::set_up().await;
    let ctx = test.ctx("owner");
    let mut left = 0;
    for n in 0..20 {
        let collection = Collection {
            id: atelier::server::ids::mint(ctx.now),
            brand: test.brand().id,
            name: Name::new(&format!("Collection {n}")).unwrap(),
            parent: None,
            place: None,
            created: ctx.now,
        };
        let mut change = test.studio.change().await;
        db::collections::create(&mut change.tx, &collection);
        left += usize::from(begin(change.commit()).await.is_none());
        until(async || test.studio.catalog.collection(collection.id).is_some()).await;
        let again = collections::create(&ctx, "saltmarsh", collection.name.as_str(), None).await;
        assert!(again.is_err(), "the name is taken, and the one who has it is seen");
    }
    assert!(left > 0, "somebody left in the middle");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_for_visitors_is_made_once_however_many_leave() {
    let test = TestStudio::set_up().await;
    let id = test.asset("owner", "koi.png").await;
    let ctx = test.ctx("owner");
    for (step, seen) in [(Move::Submit, Status::Draft), (Move::Approve, Status::InReview)] {
        let Outcome { done, .. } = review::make_move(&ctx, &[(id, seen)], step, "").await.unwrap();
        assert_eq!(done, [id]);
    }
    let asset = test.studio.catalog.asset(id).unwrap();
    let hash = blake3::hash(&png("koi.png")).to_hex().to_string();
    let mut left = 0;
    for _ in 0..5 {
        left += usize::from(begin(handout(&test.studio, &asset)).await.is_none());
    }
    assert!(left > 0, "somebody left in the middle");
    until(async || !db::objects::cleaned(&test.studio.db, [hash.as_str()]).await.unwrap().is_empty()).await;
    assert!(handout(&test.studio, &asset).await.unwrap().is_some());
}
