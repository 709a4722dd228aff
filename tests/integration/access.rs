//! Every endpoint × every role: what each answers, as a committed grid. Fails when an endpoint is missing from it.

use crate::support::{Client, TestStudio};
use atelier::domain::brand::BrandRole;
use atelier::domain::id::{AssetId, CampaignId, CollectionId, DownloadId, Id, JobId, SearchId, SessionId, TokenId};
use atelier::domain::member::StudioRole;
use atelier::domain::review::{Move, Status};
use atelier::server::service::downloads::{self, Choice};
use atelier::server::service::{campaigns, collections, searches, share};
use axum::http::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The things asked about, fresh for each row so that one row's deeds do not colour the next.
struct Things {
    asset: AssetId,
    campaign: CampaignId,
    collection: CollectionId,
    search: SearchId,
    link: String,
    download: DownloadId,
}

/// Plain routes, which nothing lists; the server functions are listed by Leptos.
const PLAIN: [&str; 13] = [
    "GET /healthz",
    "GET /events",
    "GET /media/{asset}/{what}",
    "GET /media/{asset}/{version}/{what}",
    "GET /c/{brand}/{segment}",
    "GET /c/{brand}/{segment}/media/{asset}/{what}",
    "GET /c/{brand}/{segment}/download/{asset}",
    "GET /c/{brand}/{segment}/zip",
    "POST /zip",
    "GET /zip/{download}",
    "OPTIONS /upload",
    "POST /upload",
    "HEAD /upload/{id}",
];

/// Path and JSON body of an endpoint; `GET` when there is no body.
fn endpoints(n: usize, things: &Things) -> Vec<(&'static str, String, Option<Value>)> {
    let Things { asset, campaign, collection, search, link, download } = things;
    let (assets, nobody) = (json!([asset]), Id(7));
    let get = |name: &'static str, rest: String| (name, format!("{}{rest}", name.trim_start_matches("GET ")), None);
    let post = |name: &'static str, body: Value| (name, name.to_owned(), Some(body));
    vec![
        get("/api/brands/list", String::new()),
        post("/api/brands/create", json!({ "name": format!("Brand {n}") })),
        get("/api/campaigns/list", "?brand=saltmarsh".to_owned()),
        get("/api/campaigns/get", format!("?campaign={campaign}")),
        post("/api/campaigns/create", json!({ "brand": "saltmarsh", "name": format!("Campaign {n}"), "description": "" })),
        post("/api/campaigns/add", json!({ "campaign": campaign, "assets": assets })),
        post("/api/campaigns/remove", json!({ "campaign": campaign, "assets": assets })),
        post("/api/campaigns/edit", json!({ "campaign": campaign, "name": format!("Renamed {n}"), "description": "" })),
        post("/api/campaigns/regenerate", json!({ "campaign": campaign })),
        post("/api/collections/create", json!({ "brand": "saltmarsh", "name": format!("Collection {n}"), "parent": null })),
        post("/api/collections/rename", json!({ "collection": collection, "name": format!("Shelf {n}") })),
        post("/api/collections/move", json!({ "collection": collection, "parent": null })),
        post("/api/collections/place", json!({ "collection": collection, "sibling": collection, "side": "before" })),
        post("/api/assets/file", json!({ "assets": assets, "collection": collection })),
        post("/api/assets/unfile", json!({ "assets": assets, "collection": collection })),
        post("/api/assets/rename", json!({ "asset": asset, "name": format!("renamed-{n}.png") })),
        post("/api/assets/rate", json!({ "assets": assets, "rating": 3 })),
        post("/api/assets/add_tags", json!({ "assets": assets, "tags": ["koi"] })),
        post("/api/assets/remove_tags", json!({ "assets": assets, "tags": ["koi"] })),
        get("/api/library/page", "?query=&start=0&count=60".to_owned()),
        get("/api/library/answer", "?query=&start=0&count=60".to_owned()),
        get("/api/library/tags", "?query=&beginning=k".to_owned()),
        post("/api/searches/save", json!({ "brand": "saltmarsh", "name": "Koi", "question": "q=koi", "shared": false })),
        post("/api/searches/rename", json!({ "search": search, "name": "Carp" })),
        post("/api/searches/delete", json!({ "search": search })),
        get("/api/library/rail", "?brand=saltmarsh".to_owned()),
        get("/api/library/place", format!("?asset={asset}&query=")),
        get("/api/library/landmarks", "?query=".to_owned()),
        get("/api/library/ids", "?query=".to_owned()),
        post("/api/library/standings", json!({ "assets": assets })),
        post("/api/library/groups", json!({ "assets": assets })),
        get("/api/library/asset", format!("?asset={asset}")),
        post("/api/uploads/already_here", json!({ "brand": "saltmarsh", "hashes": ["00"] })),
        post("/api/uploads/resembles", json!({ "assets": assets, "undecided": [] })),
        post("/api/versions/restore", json!({ "asset": asset, "number": 1 })),
        post("/api/versions/adopt", json!({ "asset": asset, "from": asset })),
        post("/api/review/move", json!({ "assets": [(asset, Status::Draft)], "step": Move::Submit, "note": "" })),
        post("/api/assets/move", json!({ "assets": assets, "brand": "saltmarsh" })),
        post("/api/assets/trash", json!({ "assets": assets })),
        post("/api/assets/restore", json!({ "assets": assets })),
        post("/api/assets/purge", json!({ "assets": assets })),
        post("/api/assets/empty_trash", json!({ "brand": "saltmarsh" })),
        get("/api/jobs/progress", String::new()),
        post("/api/jobs/retry", json!({ "job": JobId(nobody) })),
        get("/api/session/mine", String::new()),
        post("/api/session/revoke", json!({ "session": SessionId(nobody) })),
        get("/api/session/who", String::new()),
        get("/api/tokens/mine", String::new()),
        post("/api/tokens/create", json!({ "name": format!("Import {n}"), "scopes": ["write"], "days": 30 })),
        post("/api/tokens/revoke", json!({ "token": TokenId(nobody) })),
        get("GET /media/{asset}/{what}", String::new()),
        get("GET /media/{asset}/{version}/{what}", String::new()),
        get("GET /c/{brand}/{segment}", String::new()),
        get("GET /c/{brand}/{segment}/media/{asset}/{what}", String::new()),
        get("GET /c/{brand}/{segment}/download/{asset}", String::new()),
        get("GET /c/{brand}/{segment}/zip", String::new()),
        get("POST /zip", String::new()),
        get("GET /zip/{download}", String::new()),
        get("GET /healthz", String::new()),
        get("/api/share/open", format!("?segment={}", link.rsplit('/').next().unwrap())),
        post("/api/campaigns/set_public", json!({ "campaign": campaign, "public": false })),
        post("/api/collections/delete", json!({ "collection": collection })),
        post("/api/campaigns/delete", json!({ "campaign": campaign })),
    ]
    .into_iter()
    .map(|(name, path, body)| {
        let path = match name {
            "GET /media/{asset}/{what}" => format!("/media/{asset}/original"),
            "GET /media/{asset}/{version}/{what}" => format!("/media/{asset}/v1/original"),
            "GET /c/{brand}/{segment}" => link.clone(),
            "GET /c/{brand}/{segment}/media/{asset}/{what}" => format!("{link}/media/{asset}/640"),
            "GET /c/{brand}/{segment}/download/{asset}" => format!("{link}/download/{asset}"),
            "GET /c/{brand}/{segment}/zip" => format!("{link}/zip"),
            "POST /zip" => format!("/zip?assets={asset}"),
            "GET /zip/{download}" => format!("/zip/{download}"),
            _ => path,
        };
        (name, path, body)
    })
    .collect()
}

async fn ask(client: &mut Client, path: &str, body: Option<&Value>) -> u16 {
    match body {
        // The one plain form.
        None if path.starts_with("/zip?") => client.form("/zip", &path["/zip?".len()..]).await.status.as_u16(),
        Some(body) => client.json(path, body).await.status.as_u16(),
        None => client.get(path).await.status.as_u16(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_endpoint_for_every_role() {
    let test = TestStudio::set_up().await;
    test.member("ada", StudioRole::Admin, None).await;
    test.member("mia", StudioRole::Member, Some(BrandRole::Manager)).await;
    test.member("cleo", StudioRole::Member, Some(BrandRole::Creator)).await;
    test.member("vera", StudioRole::Member, Some(BrandRole::Viewer)).await;
    test.member("nils", StudioRole::Member, None).await;
    let owner = test.ctx("owner");
    let roles = [
        ("owner", "owner"),
        ("admin", "ada"),
        ("manager", "mia"),
        ("creator", "cleo"),
        ("viewer", "vera"),
        ("no brand", "nils"),
        ("visitor", ""),
    ];

    let mut columns: Vec<Vec<(&'static str, u16)>> = Vec::new();
    for (n, (_, name)) in roles.iter().enumerate() {
        let mut column = Vec::new();
        let rows = 63;
        for row in 0..rows {
            // Everything anew for each question: the one before may have deleted it.
            let unique = n * 100 + row;
            let asset = test.asset("owner", &format!("asset-{unique}.png")).await;
            test.studio.clock.advance(1);
            let campaign = campaigns::create(&owner, "saltmarsh", &format!("Tide {unique}"), "").await.unwrap();
            let collection = collections::create(&owner, "saltmarsh", &format!("Shoot {unique}"), None).await.unwrap();
            let link = share::set_public(&owner, campaign, true).await.unwrap().link.unwrap();
            let download = downloads::ask(&owner, &Choice::Assets(vec![asset]), false).await.unwrap();
            let search = searches::save(&owner, "saltmarsh", "Koi", "q=koi", true).await.unwrap();
            let things = Things { asset, campaign, collection, search, link, download };
            let all = endpoints(unique, &things);
            assert_eq!(all.len(), rows, "set `rows` to the number of endpoints");
            let (name_of, path, body) = &all[row];
            let mut client = if name.is_empty() { test.visitor() } else { test.signed_in_quickly(name).await };
            column.push((*name_of, ask(&mut client, path, body.as_ref()).await));
        }
        columns.push(column);
    }
    let mut grid = String::new();
    let _ = writeln!(grid, "{:48} {}", "", roles.map(|(role, _)| format!("{role:>8}")).join(" "));
    for row in 0..columns[0].len() {
        let answers: Vec<String> = columns.iter().map(|column| format!("{:>8}", column[row].1)).collect();
        let _ = writeln!(grid, "{:48} {}", columns[0][row].0, answers.join(" "));
    }
    let committed = include_str!("access.grid.txt");
    if committed != grid {
        let fresh = std::env::temp_dir().join("atelier-access.grid.txt");
        std::fs::write(&fresh, &grid).unwrap();
        panic!("the grid changed; if that is meant, copy {} over tests/integration/access.grid.txt\n{grid}", fresh.display());
    }
}

/// The upload routes and the event stream hold state or never end; `uploads.rs` and `session.rs` ask them.
#[tokio::test(flavor = "multi_thread")]
async fn no_endpoint_is_missing_from_the_grid() {
    let nobody = Id(1);
    let things = Things {
        asset: AssetId(nobody),
        campaign: CampaignId(nobody),
        collection: CollectionId(nobody),
        search: SearchId(nobody),
        link: "/c/x/y".to_owned(),
        download: DownloadId(nobody),
    };
    let asked: BTreeSet<&str> = endpoints(0, &things).iter().map(|(name, _, _)| *name).collect();
    let elsewhere: BTreeSet<&str> =
        ["/api/session/set_up", "/api/session/sign_in", "/api/session/sign_out"].into_iter().collect();
    let missing: Vec<(&str, Method)> = leptos::server_fn::axum::server_fn_paths()
        .filter(|(path, _)| !asked.contains(path) && !elsewhere.contains(path))
        .collect();
    assert!(missing.is_empty(), "add to the grid: {missing:?}");
    for plain in PLAIN {
        let elsewhere = plain.contains("/upload") || plain.contains("/events");
        assert!(elsewhere || asked.contains(plain), "add to the grid: {plain}");
    }
}
