//! Review moves through the router.

use crate::support::{Client, TestStudio};
use atelier::api::error::ApiError;
use atelier::domain::asset::Detail;
use atelier::domain::brand::BrandRole;
use atelier::domain::bulk::Outcome;
use atelier::domain::id::AssetId;
use atelier::domain::member::StudioRole;
use atelier::domain::review::{Move, Status};
use axum::http::StatusCode;
use serde_json::json;

async fn make_move(client: &mut Client, assets: &[(AssetId, Status)], step: Move, note: &str) -> crate::support::Answer {
    client.json("/api/review/move", &json!({ "assets": assets, "step": step, "note": note })).await
}

#[tokio::test(flavor = "multi_thread")]
async fn from_draft_to_approved_and_locked() {
    let test = TestStudio::set_up().await;
    test.member("cleo", StudioRole::Member, Some(BrandRole::Creator)).await;
    let asset = test.asset("cleo", "koi.png").await;
    let (mut cleo, mut owner) = (test.signed_in("cleo").await, test.signed_in("owner").await);

    assert_eq!(make_move(&mut cleo, &[(asset, Status::Draft)], Move::Submit, "").await.status, StatusCode::OK);
    let denied = make_move(&mut cleo, &[(asset, Status::InReview)], Move::Approve, "").await;
    assert_eq!(denied.status, StatusCode::FORBIDDEN);
    let wordless = make_move(&mut owner, &[(asset, Status::InReview)], Move::Reject, " ").await;
    assert!(matches!(wordless.json(), ApiError::Invalid { field, .. } if field == "note"));
    assert_eq!(make_move(&mut owner, &[(asset, Status::InReview)], Move::Reject, "too dark").await.status, StatusCode::OK);
    assert_eq!(make_move(&mut cleo, &[(asset, Status::Rejected)], Move::Submit, "").await.status, StatusCode::OK);
    assert_eq!(make_move(&mut owner, &[(asset, Status::InReview)], Move::Approve, "").await.status, StatusCode::OK);

    let detail: Detail = owner.get(&format!("/api/library/asset?asset={asset}")).await.json();
    assert_eq!(detail.card.status, Status::Approved);
    let told: Vec<_> = detail.history.iter().map(|step| (step.by_name.as_str(), step.to, step.note.as_str())).collect();
    assert_eq!(
        told,
        [
            ("cleo", Status::InReview, ""),
            ("Olga Owner", Status::Rejected, "too dark"),
            ("cleo", Status::InReview, ""),
            ("Olga Owner", Status::Approved, ""),
        ]
    );

    for (path, body) in [
        ("/api/assets/rename", json!({ "asset": asset, "name": "other.png" })),
        ("/api/assets/trash", json!({ "assets": [asset] })),
    ] {
        let answer = owner.json(path, &body).await;
        assert!(matches!(answer.json(), ApiError::Conflict { current: Some(Status::Approved), .. }), "{path}");
    }
    let tagged = owner.json("/api/assets/add_tags", &json!({ "assets": [asset], "tags": ["koi"] })).await;
    assert_eq!(tagged.json::<Outcome>().done, [asset], "tags work while locked");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_named_twice_is_moved_once() {
    let test = TestStudio::set_up().await;
    let (koi, carp) = (test.asset("owner", "koi.png").await, test.asset("owner", "carp.png").await);
    let mut owner = test.signed_in("owner").await;
    let twice = [(koi, Status::Draft), (carp, Status::Draft), (koi, Status::Draft)];
    let outcome: Outcome = make_move(&mut owner, &twice, Move::Submit, "").await.json();
    assert_eq!((outcome.done, outcome.skipped), (vec![koi, carp], Vec::new()));
    let rated: Outcome = owner.json("/api/assets/rate", &json!({ "assets": [koi, koi], "rating": 4 })).await.json();
    assert_eq!(rated.done, [koi]);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_decisions_at_once_exactly_one_wins() {
    let test = TestStudio::set_up().await;
    test.member("mia", StudioRole::Member, Some(BrandRole::Manager)).await;
    test.member("cleo", StudioRole::Member, Some(BrandRole::Creator)).await;
    for round in 0..8 {
        let asset = test.asset("cleo", &format!("koi-{round}.png")).await;
        let (mut one, mut two) = (test.signed_in("owner").await, test.signed_in("mia").await);
        make_move(&mut one, &[(asset, Status::Draft)], Move::Submit, "").await;
        let seen = [(asset, Status::InReview)];
        let (a, b) = tokio::join!(make_move(&mut one, &seen, Move::Approve, ""), make_move(&mut two, &seen, Move::Reject, "no"));
        let mut statuses = [a.status, b.status];
        statuses.sort();
        assert_eq!(statuses, [StatusCode::OK, StatusCode::CONFLICT]);
        let lost = if a.status == StatusCode::CONFLICT { a } else { b };
        let now = test.studio.catalog.asset(asset).unwrap().status;
        assert!(matches!(lost.json(), ApiError::Conflict { current: Some(current), .. } if current == now));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_selection_says_what_was_skipped_and_why() {
    let test = TestStudio::set_up().await;
    test.member("cleo", StudioRole::Member, Some(BrandRole::Creator)).await;
    let (own, other) = (test.asset("cleo", "own.png").await, test.asset("owner", "other.png").await);
    let personal = test.studio.brand(test.studio.catalog.member(test.ctx("owner").actor.member).unwrap().personal).unwrap();
    let hidden = test.asset_in(&test.ctx("owner"), &personal, "hidden.png").await;
    let mut cleo = test.signed_in("cleo").await;
    let all = [(own, Status::Draft), (other, Status::Draft), (hidden, Status::Draft)];
    let outcome: Outcome = make_move(&mut cleo, &all, Move::Submit, "").await.json();
    assert_eq!(outcome.done, [own]);
    let told: Vec<_> = outcome.skipped.iter().map(|skip| (skip.name.as_str(), skip.reason.as_str())).collect();
    assert_eq!(
        told,
        [("other.png", "You may not submit this for review."), ("", "This asset does not exist, or you may not see it."),]
    );
}
