//! What people do with assets, and that another's Personal brand does not exist for anybody.

use crate::support::TestStudio;
use atelier::api::error::ApiError;
use atelier::domain::asset::Detail;
use atelier::domain::brand::BrandRole;
use atelier::domain::bulk::Outcome;
use atelier::domain::id::{CampaignId, CollectionId};
use atelier::domain::job::Progress;
use atelier::domain::library::{Page, Rail};
use atelier::domain::member::StudioRole;
use atelier::domain::rendition::Renditions;
use atelier::domain::review::Status;
use atelier::domain::session::BrandFace;
use axum::http::StatusCode;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn described_found_trashed_and_restored() {
    let test = TestStudio::set_up().await;
    let asset = test.asset("owner", "tidepool.png").await;
    test.studio.clock.advance(1);
    test.asset("owner", "other.png").await;
    test.work().await;
    let mut owner = test.signed_in("owner").await;
    let one = json!([asset]);
    for (path, body) in [
        ("/api/assets/rename", json!({ "asset": asset, "name": "Koi at dusk.png" })),
        ("/api/assets/rate", json!({ "assets": one, "rating": 4 })),
        ("/api/assets/add_tags", json!({ "assets": one, "tags": ["Water", "water ", "koi"] })),
        ("/api/assets/remove_tags", json!({ "assets": one, "tags": ["KOI"] })),
    ] {
        let answer = owner.json(path, &body).await;
        assert_eq!(answer.status, StatusCode::OK, "{path} {}", answer.text());
    }
    let detail: Detail = owner.get(&format!("/api/library/asset?asset={asset}")).await.json();
    assert_eq!(detail.card.name, "Koi at dusk.png");
    assert_eq!(detail.card.rating.stars(), 4);
    assert_eq!(detail.tags.iter().map(|tag| tag.as_str()).collect::<Vec<_>>(), ["Water"]);
    assert_eq!((detail.card.width, detail.card.height, detail.card.renditions.clone()), (24, 30, Renditions::Ready));

    let mut found = async |query: &str| {
        let page: Page = owner.get(&format!("/api/library/page?query={query}&start=0&count=60")).await.json();
        page.cards.iter().map(|card| card.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(found("").await, ["other.png", "Koi at dusk.png"]);
    assert_eq!(found("q%3Ddusk").await, ["Koi at dusk.png"]);
    assert_eq!(found("q%3Dwat").await, ["Koi at dusk.png"]);
    assert_eq!(found("rating%3D4").await, ["Koi at dusk.png"]);
    assert!(found("status%3Dapproved").await.is_empty());

    let outcome: Outcome = owner.json("/api/assets/trash", &json!({ "assets": one })).await.json();
    assert_eq!(outcome.done, [asset]);
    let rail: Rail = owner.get("/api/library/rail?brand=saltmarsh").await.json();
    assert_eq!((rail.all, rail.unfiled, rail.trash), (1, 1, 1));
    owner.json("/api/assets/restore", &json!({ "assets": one })).await;
    let rail: Rail = owner.get("/api/library/rail?brand=saltmarsh").await.json();
    assert_eq!((rail.all, rail.trash), (2, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_may_not_see_does_not_exist() {
    let test = TestStudio::set_up().await;
    test.member("ada", StudioRole::Admin, None).await;
    test.member("vera", StudioRole::Member, Some(BrandRole::Viewer)).await;
    test.member("nils", StudioRole::Member, None).await;
    let ada = test.ctx("ada");
    let personal = test.studio.brand(test.studio.catalog.member(ada.actor.member).unwrap().personal).unwrap();
    let secret = test.asset_in(&ada, &personal, "secret.png").await;
    let shared = test.asset("owner", "shared.png").await;
    for (name, sees_shared) in [("owner", true), ("vera", true), ("nils", false)] {
        let mut client = test.signed_in(name).await;
        for path in [
            format!("/api/library/asset?asset={secret}"),
            format!("/api/library/place?asset={secret}&query="),
            format!("/media/{secret}/320"),
            format!("/media/{secret}/original"),
            format!("/media/{secret}/download"),
        ] {
            assert_eq!(client.get(&path).await.status, StatusCode::NOT_FOUND, "{name} {path}");
        }
        let renamed = client.json("/api/assets/rename", &json!({ "asset": secret, "name": "x" })).await;
        assert!(matches!(renamed.json(), ApiError::Missing(_)), "{name}");
        let page: Page = client.get("/api/library/page?query=q%3Dsecret&start=0&count=60").await.json();
        assert_eq!((page.total, page.of), (0, u32::from(sees_shared)), "{name}");
        let page = client.get(&format!("/api/library/page?query=brand%3D{}&start=0&count=60", personal.slug)).await;
        assert_eq!(page.json::<Page>().of, 0, "{name}");
        let status = client.get(&format!("/api/library/asset?asset={shared}")).await.status;
        assert_eq!(status == StatusCode::OK, sees_shared, "{name}");
        // Both wait for their pictures. Owners look after the work of the whole studio.
        let progress: Progress = client.get("/api/jobs/progress").await.json();
        let expected = if name == "owner" { 2 } else { u32::from(sees_shared) };
        assert_eq!((progress.waiting, progress.running), (expected, 0), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_moves_to_another_brand_starts_anew_there() {
    let test = TestStudio::set_up().await;
    let (asset, approved) = (test.asset("owner", "koi.png").await, test.asset("owner", "approved.png").await);
    let mut owner = test.signed_in("owner").await;
    let zest: String = owner.json("/api/brands/create", &json!({ "name": "Zest" })).await.json();
    let shoot = json!({ "brand": "saltmarsh", "name": "Shoot", "parent": null });
    let shoot: CollectionId = owner.json("/api/collections/create", &shoot).await.json();
    let tide = json!({ "brand": "saltmarsh", "name": "Tide", "description": "" });
    let tide: CampaignId = owner.json("/api/campaigns/create", &tide).await.json();
    owner.json("/api/assets/file", &json!({ "assets": [asset, approved], "collection": shoot })).await;
    owner.json("/api/campaigns/add", &json!({ "campaign": tide, "assets": [asset] })).await;
    let submit = |assets: serde_json::Value| json!({ "assets": assets, "step": "submit", "note": "" });
    owner.json("/api/review/move", &submit(json!([[asset, "draft"], [approved, "draft"]]))).await;
    let approve = json!({ "assets": [[approved, "in_review"]], "step": "approve", "note": "" });
    owner.json("/api/review/move", &approve).await;

    let both = json!({ "assets": [asset, approved], "brand": zest });
    let moved: Outcome = owner.json("/api/assets/move", &both).await.json();
    assert_eq!((&moved.done[..], &moved.changed[..], moved.skipped.len()), (&[asset][..], &[asset][..], 1));
    assert_eq!(moved.skipped[0].reason, "Approved work is locked. Archive it first.");
    let detail: Detail = owner.get(&format!("/api/library/asset?asset={asset}")).await.json();
    assert_eq!((detail.card.status, detail.collections.len(), detail.campaigns.len()), (Status::Draft, 0, 0));
    assert_eq!(detail.history.last().unwrap().note, "Moved to Zest.");
    let rail: Rail = owner.get(&format!("/api/library/rail?brand={zest}")).await.json();
    assert_eq!((rail.all, rail.unfiled), (1, 1));
    let rail: Rail = owner.get("/api/library/rail?brand=saltmarsh").await.json();
    assert_eq!((rail.all, rail.collections[0].count), (1, 1));

    // Out of a Personal brand, never into one.
    let personal = owner.get("/api/brands/list").await.json::<Vec<BrandFace>>();
    let personal = personal.into_iter().map(|face| face.brand).find(|brand| brand.personal_of.is_some()).unwrap();
    let into = owner.json("/api/assets/move", &json!({ "assets": [asset], "brand": personal.slug })).await;
    assert_eq!(into.json::<ApiError>().about("brand").unwrap(), "Nothing moves into a Personal brand. Upload it there instead.");
    let own = test.asset_in(&test.ctx("owner"), &personal, "own.png").await;
    let out: Outcome = owner.json("/api/assets/move", &json!({ "assets": [own], "brand": zest })).await.json();
    assert_eq!(out.changed, [own]);
}
