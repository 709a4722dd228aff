//! A valid call of every operation, and things to call it about.

use super::Program;
use crate::support::{Answer, TestStudio, png};
use atelier::domain::id::{AssetId, CampaignId, CollectionId, DownloadId, SearchId};
use atelier::domain::review::{Move, Status};
use atelier::server::service::downloads::{self, Choice};
use atelier::server::service::{assets, campaigns, collections, review, searches, share, versions};
use axum::http::Method;
use serde_json::{Value, json};

/// What calls are about, fresh for each so that one's deeds do not colour the next. All of it is the owner's.
pub struct Things {
    /// Makes names differ.
    n: usize,
    /// With a tag and a second version, in the collection and the campaign.
    pub asset: AssetId,
    /// In the trash.
    trashed: AssetId,
    pub collection: CollectionId,
    campaign: CampaignId,
    /// Public.
    shared: CampaignId,
    zip: DownloadId,
    /// Kept by the owner, shared with the brand.
    search: SearchId,
}

impl Things {
    pub async fn fresh(test: &TestStudio, n: usize) -> Self {
        let owner = test.ctx("owner");
        test.studio.clock.advance(1);
        let asset = test.asset("owner", &format!("koi-{n}.png")).await;
        let second = test.received(&format!("koi-{n}-b.png"), &png(&format!("koi {n} b"))).await;
        versions::add(&owner, asset, second).await.unwrap();
        let trashed = test.asset("owner", &format!("old-{n}.png")).await;
        assets::trash(&owner, &[trashed]).await.unwrap();
        assets::add_tags(&owner, &[asset], &["koi".to_owned()]).await.unwrap();
        let collection = collections::create(&owner, "saltmarsh", &format!("Shoot {n}"), None).await.unwrap();
        collections::file(&owner, &[asset], collection).await.unwrap();
        let campaign = campaigns::create(&owner, "saltmarsh", &format!("Tide {n}"), "").await.unwrap();
        campaigns::add(&owner, campaign, &[asset]).await.unwrap();
        let shared = campaigns::create(&owner, "saltmarsh", &format!("Shared {n}"), "").await.unwrap();
        share::set_public(&owner, shared, true).await.unwrap();
        let zip = downloads::ask(&owner, &Choice::Assets(vec![asset]), false).await.unwrap();
        let search = searches::save(&owner, "saltmarsh", &format!("Found {n}"), "q=koi", true).await.unwrap();
        Self { n, asset, trashed, collection, campaign, shared, zip, search }
    }

    /// The same with another asset that has been through review, so that its history says something.
    pub async fn reviewed(self, test: &TestStudio) -> Self {
        review::make_move(&test.ctx("owner"), &[(self.asset, Status::Draft)], Move::Submit, "Ready?").await.unwrap();
        review::make_move(&test.ctx("owner"), &[(self.asset, Status::InReview)], Move::Withdraw, "").await.unwrap();
        self
    }
}

/// What a request carries behind its head.
pub enum Sent {
    Nothing,
    Json(Value),
    Bytes(Vec<u8>),
}

/// A request that is as it should be.
pub struct Call {
    pub operation: &'static str,
    pub method: Method,
    pub path: String,
    pub sent: Sent,
}

impl Call {
    pub async fn by(&self, program: &mut Program) -> Answer {
        self.with(program, &[]).await
    }

    /// The same with further headers.
    pub async fn with(&self, program: &mut Program, headers: &[(&str, &str)]) -> Answer {
        let (header, body) = match &self.sent {
            Sent::Nothing => (None, Vec::new()),
            Sent::Json(body) => (Some(("content-type", "application/json".to_owned())), body.to_string().into_bytes()),
            Sent::Bytes(bytes) => (Some(("content-length", bytes.len().to_string())), bytes.clone()),
        };
        let header = header.iter().map(|(name, value)| (*name, value.as_str()));
        let headers: Vec<(&str, &str)> = headers.iter().copied().chain(header).collect();
        program.send(self.method.clone(), &self.path, &headers, body).await
    }
}

/// One of each operation.
pub fn calls(things: &Things) -> Vec<Call> {
    let Things { n, asset, trashed, collection, campaign, shared, zip, search } = things;
    let get = |operation, path: String| (operation, Method::GET, path, Sent::Nothing);
    let post = |operation, path: String, body: Value| (operation, Method::POST, path, Sent::Json(body));
    let patch = |operation, path: String, body: Value| (operation, Method::PATCH, path, Sent::Json(body));
    let delete = |operation, path: String| (operation, Method::DELETE, path, Sent::Nothing);
    let bare = |operation, method, path: String| (operation, method, path, Sent::Nothing);
    let file = || Sent::Bytes(png(&format!("sent {n}")));
    let calls = vec![
        get("me", "/me".to_owned()),
        get("listBrands", "/brands".to_owned()),
        post("createBrand", "/brands".to_owned(), json!({ "name": format!("Brand {n}") })),
        get("getBrand", "/brands/saltmarsh".to_owned()),
        get(
            "listAssets",
            format!("/assets?brand=saltmarsh&collection={collection}&nested=true&q=koi&tag=koi&facets=true&limit=5"),
        ),
        ("uploadAsset", Method::POST, format!("/assets?brand=saltmarsh&name=sent-{n}.png&collection={collection}"), file()),
        post("bulk", "/assets/bulk".to_owned(), json!({ "assets": [asset], "action": { "kind": "add_tags", "tags": ["red"] } })),
        get("getAsset", format!("/assets/{asset}")),
        patch(
            "updateAsset",
            format!("/assets/{asset}"),
            json!({ "name": format!("new-{n}.png"), "rating": 4, "tags": ["koi", "pond"] }),
        ),
        delete("deleteAsset", format!("/assets/{asset}")),
        get("getHistory", format!("/assets/{asset}/history")),
        post("moveAsset", format!("/assets/{asset}/moves"), json!({ "move": "submit", "seen": "draft", "note": "Ready." })),
        bare("restoreAsset", Method::POST, format!("/assets/{trashed}/restore")),
        get("getFile", format!("/assets/{asset}/file?download=true")),
        get("getRendition", format!("/assets/{asset}/renditions/640")),
        get("listVersions", format!("/assets/{asset}/versions")),
        ("addVersion", Method::POST, format!("/assets/{asset}/versions?name=sent-{n}.png"), file()),
        get("getVersion", format!("/assets/{asset}/versions/1")),
        get("getVersionFile", format!("/assets/{asset}/versions/1/file?download=true")),
        bare("restoreVersion", Method::POST, format!("/assets/{asset}/versions/1/restore")),
        get("listTags", "/tags?beginning=k&brand=saltmarsh".to_owned()),
        get("listCollections", "/collections?brand=saltmarsh".to_owned()),
        post(
            "createCollection",
            "/collections".to_owned(),
            json!({ "brand": "saltmarsh", "name": format!("New {n}"), "parent": collection }),
        ),
        get("getCollection", format!("/collections/{collection}")),
        patch("updateCollection", format!("/collections/{collection}"), json!({ "name": format!("Shelf {n}"), "parent": null })),
        post("fileAssets", format!("/collections/{collection}/assets"), json!({ "assets": [asset] })),
        delete("unfileAsset", format!("/collections/{collection}/assets/{asset}")),
        delete("deleteCollection", format!("/collections/{collection}")),
        get("listCampaigns", "/campaigns?brand=saltmarsh".to_owned()),
        post(
            "createCampaign",
            "/campaigns".to_owned(),
            json!({ "brand": "saltmarsh", "name": format!("Made {n}"), "description": "Low tide" }),
        ),
        get("getCampaign", format!("/campaigns/{shared}")),
        patch("updateCampaign", format!("/campaigns/{campaign}"), json!({ "description": "Told anew" })),
        post("addToCampaign", format!("/campaigns/{shared}/assets"), json!({ "assets": [asset] })),
        delete("removeFromCampaign", format!("/campaigns/{campaign}/assets/{asset}")),
        bare("publishCampaign", Method::PUT, format!("/campaigns/{campaign}/link")),
        bare("renewLink", Method::POST, format!("/campaigns/{shared}/link")),
        delete("unpublishCampaign", format!("/campaigns/{shared}/link")),
        delete("deleteCampaign", format!("/campaigns/{campaign}")),
        get("listSearches", "/searches".to_owned()),
        post(
            "createSearch",
            "/searches".to_owned(),
            json!({ "name": format!("Kept {n}"), "query": { "brand": "saltmarsh", "nested": true }, "shared": true }),
        ),
        get("getSearch", format!("/searches/{search}")),
        patch("renameSearch", format!("/searches/{search}"), json!({ "name": format!("Called {n}") })),
        delete("deleteSearch", format!("/searches/{search}")),
        post(
            "createZip",
            "/zips".to_owned(),
            json!({ "query": { "brand": "saltmarsh", "rating": [], "since": "2026-01-01" }, "folders": true }),
        ),
        get("getZip", format!("/zips/{zip}")),
        delete("purgeAsset", format!("/trash/{trashed}")),
        delete("emptyTrash", "/trash?brand=saltmarsh".to_owned()),
    ];
    let call = |(operation, method, path, sent)| Call { operation, method, path: format!("/api/v1{path}"), sent };
    calls.into_iter().map(call).collect()
}
