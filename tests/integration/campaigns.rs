//! Campaigns, and the public link from its first click to its last.

use crate::support::{Client, TestStudio};
use atelier::api::error::ApiError;
use atelier::domain::brand::BrandRole;
use atelier::domain::bulk::Outcome;
use atelier::domain::campaign::{CampaignDetail, NAME_TAKEN};
use atelier::domain::id::{AssetId, CampaignId};
use atelier::domain::member::StudioRole;
use atelier::domain::review::{Move, Status};
use atelier::server::service::review;
use axum::http::StatusCode;
use serde_json::json;

async fn create(client: &mut Client, name: &str) -> crate::support::Answer {
    let body = json!({ "brand": "saltmarsh", "name": name, "description": "" });
    client.json("/api/campaigns/create", &body).await
}

async fn approve(test: &TestStudio, asset: AssetId) {
    let ctx = test.ctx("owner");
    review::make_move(&ctx, &[(asset, Status::Draft)], Move::Submit, "").await.unwrap();
    review::make_move(&ctx, &[(asset, Status::InReview)], Move::Approve, "").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn names_are_unique_in_a_brand() {
    let test = TestStudio::set_up().await;
    let mut owner = test.signed_in("owner").await;
    let id: CampaignId = create(&mut owner, "Low Tide").await.json();
    let taken = create(&mut owner, " low  TIDE ").await.json::<ApiError>();
    assert_eq!(taken.about("name").as_deref(), Some(NAME_TAKEN));
    let edited = owner.json("/api/campaigns/edit", &json!({ "campaign": id, "name": "High Tide", "description": "d" })).await;
    assert_eq!(edited.status, StatusCode::OK);
    assert_eq!(create(&mut owner, "Low Tide").await.status, StatusCode::OK, "the old name is free again");
    assert_eq!(owner.json("/api/campaigns/delete", &json!({ "campaign": id })).await.status, StatusCode::OK);
    assert_eq!(create(&mut owner, "High tide").await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn assets_are_added_once_and_only_of_the_brand() {
    let test = TestStudio::set_up().await;
    test.member("cleo", StudioRole::Member, Some(BrandRole::Creator)).await;
    let mut owner = test.signed_in("owner").await;
    owner.json("/api/brands/create", &json!({ "name": "Oda" })).await;
    let oda = test.studio.catalog.brand_by_slug("oda").unwrap();
    let (one, two) = (test.asset("owner", "one.png").await, test.asset_in(&test.ctx("owner"), &oda, "two.png").await);
    let id: CampaignId = create(&mut owner, "Low Tide").await.json();
    let body = json!({ "campaign": id, "assets": [one, two] });
    let outcome: Outcome = owner.json("/api/campaigns/add", &body).await.json();
    assert_eq!(outcome.done, [one]);
    assert_eq!(outcome.skipped[0].reason, "It is not on this campaign’s brand.");
    let outcome: Outcome = owner.json("/api/campaigns/add", &body).await.json();
    assert!(outcome.done.is_empty());
    assert_eq!(outcome.skipped[0].reason, "It is in the campaign already.");
    let mut cleo = test.signed_in("cleo").await;
    let denied = cleo.json("/api/campaigns/set_public", &json!({ "campaign": id, "public": true })).await;
    assert_eq!(denied.status, StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_public_link_shows_approved_work_until_it_is_retired() {
    let test = TestStudio::set_up().await;
    let mut owner = test.signed_in("owner").await;
    let (shown, draft) = (test.asset("owner", "shown.png").await, test.asset("owner", "draft-secret.png").await);
    test.work().await;
    approve(&test, shown).await;
    let id: CampaignId = create(&mut owner, "Low Tide").await.json();
    owner.json("/api/campaigns/add", &json!({ "campaign": id, "assets": [shown, draft] })).await;
    owner.json("/api/assets/add_tags", &json!({ "assets": [shown], "tags": ["inside-tag"] })).await;
    let link = async |client: &mut Client, path: &str, body: serde_json::Value| {
        let detail: CampaignDetail = client.json(path, &body).await.json();
        detail.link
    };
    let first = link(&mut owner, "/api/campaigns/set_public", json!({ "campaign": id, "public": true })).await.unwrap();
    assert!(first.starts_with("/c/saltmarsh/low-tide-"), "{first}");

    let mut visitor = test.visitor();
    let page = visitor.get(&first).await;
    assert_eq!(page.status, StatusCode::OK);
    let html = page.text();
    for word in ["Low Tide", "Saltmarsh", "Olga Owner", "shown"] {
        assert!(html.contains(word), "{word}");
    }
    for word in ["draft-secret", "inside-tag", "<script", "Approved", "owner@example.com"] {
        assert!(!html.contains(word), "{word} is on the public page");
    }
    assert!(page.header("x-robots-tag").contains("noindex"));
    let parts = |link: &str| {
        [
            (format!("{link}/media/{shown}/640"), StatusCode::OK),
            (format!("{link}/download/{shown}"), StatusCode::OK),
            (format!("{link}/media/{draft}/640"), StatusCode::NOT_FOUND),
            (format!("{link}/download/{draft}"), StatusCode::NOT_FOUND),
        ]
    };
    for (path, status) in parts(&first) {
        assert_eq!(visitor.get(&path).await.status, status, "{path}");
    }

    let dead = |link: &str| {
        let mut paths: Vec<String> = parts(link).into_iter().map(|(path, _)| path).collect();
        paths.push(link.to_owned());
        paths
    };
    let second = link(&mut owner, "/api/campaigns/regenerate", json!({ "campaign": id })).await.unwrap();
    assert_ne!(first, second);
    for path in dead(&first) {
        assert_eq!(visitor.get(&path).await.status, StatusCode::NOT_FOUND, "regenerated: {path}");
    }
    assert_eq!(visitor.get(&second).await.status, StatusCode::OK);

    owner.json("/api/review/move", &json!({ "assets": [(shown, Status::Approved)], "step": Move::Archive, "note": "" })).await;
    assert!(!visitor.get(&second).await.text().contains("shown"), "archived work leaves at once");
    assert_eq!(visitor.get(&format!("{second}/media/{shown}/640")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(visitor.get(&second).await.status, StatusCode::OK, "an empty page stays live");

    assert_eq!(link(&mut owner, "/api/campaigns/set_public", json!({ "campaign": id, "public": false })).await, None);
    for path in dead(&second) {
        assert_eq!(visitor.get(&path).await.status, StatusCode::NOT_FOUND, "private: {path}");
    }
    let third = link(&mut owner, "/api/campaigns/set_public", json!({ "campaign": id, "public": true })).await.unwrap();
    assert!(third != first && third != second, "a retired link never comes back");
    let renamed = owner.json("/api/campaigns/edit", &json!({ "campaign": id, "name": "Ebb", "description": "" })).await;
    assert_eq!(renamed.status, StatusCode::OK);
    assert_eq!(visitor.get(&third).await.status, StatusCode::OK, "renaming keeps the link");
    owner.json("/api/campaigns/delete", &json!({ "campaign": id })).await;
    assert_eq!(visitor.get(&third).await.status, StatusCode::NOT_FOUND);
}
