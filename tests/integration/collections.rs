//! Collections: named, nested, moved and dissolved.

use crate::support::{Client, TestStudio};
use atelier::api::error::ApiError;
use atelier::domain::bulk::Outcome;
use atelier::domain::collection::{Dissolved, MAX_DEPTH};
use atelier::domain::id::CollectionId;
use atelier::domain::library::Rail;
use atelier::server::catalog::Catalog;
use atelier::server::db;
use axum::http::StatusCode;
use serde_json::json;

async fn make(owner: &mut Client, name: &str, parent: Option<CollectionId>) -> CollectionId {
    let answer = owner.json("/api/collections/create", &json!({ "brand": "saltmarsh", "name": name, "parent": parent })).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.json()
}

/// The tree as the rail shows it: "Autumn:3 Autumn/Coats:1", counts without what is nested.
async fn tree(owner: &mut Client) -> String {
    let rail: Rail = owner.get("/api/library/rail?brand=saltmarsh").await.json();
    let path = |id: CollectionId| {
        let mut names = Vec::new();
        let mut next = Some(id);
        while let Some(row) = next.and_then(|id| rail.collections.iter().find(|row| row.id == id)) {
            names.insert(0, row.name.clone());
            next = row.parent;
        }
        names.join("/")
    };
    let rows: Vec<String> = rail.collections.iter().map(|row| format!("{}:{}", path(row.id), row.count)).collect();
    rows.join(" ")
}

#[tokio::test(flavor = "multi_thread")]
async fn renamed_and_moved() {
    let test = TestStudio::set_up().await;
    let mut owner = test.signed_in("owner").await;
    let autumn = make(&mut owner, "Autumn", None).await;
    let coats = make(&mut owner, "Coats", Some(autumn)).await;
    let winter = make(&mut owner, "Winter", None).await;
    make(&mut owner, "coats", Some(winter)).await;

    let renamed = owner.json("/api/collections/rename", &json!({ "collection": coats, "name": "COATS" })).await;
    assert_eq!(renamed.status, StatusCode::OK, "{}", renamed.text());
    assert_eq!(tree(&mut owner).await, "Autumn:0 Autumn/COATS:0 Winter:0 Winter/coats:0");

    // Its name is taken there, whatever the case.
    let taken = owner.json("/api/collections/move", &json!({ "collection": coats, "parent": winter })).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", taken.text());
    let taken = owner.json("/api/collections/rename", &json!({ "collection": winter, "name": "autumn" })).await;
    assert_eq!(taken.json::<ApiError>().about("name").unwrap(), "A collection with that name already exists here.");

    let moved = owner.json("/api/collections/move", &json!({ "collection": winter, "parent": coats })).await;
    assert_eq!(moved.status, StatusCode::OK, "{}", moved.text());
    assert_eq!(tree(&mut owner).await, "Autumn:0 Autumn/COATS:0 Autumn/COATS/Winter:0 Autumn/COATS/Winter/coats:0");

    // Nothing lies in itself.
    for within in [autumn, winter] {
        let loops = owner.json("/api/collections/move", &json!({ "collection": autumn, "parent": within })).await;
        assert_eq!(loops.json::<ApiError>().about("parent").unwrap(), "A collection cannot lie in itself.");
    }
    // The old names are free again.
    owner.json("/api/collections/move", &json!({ "collection": winter, "parent": null })).await;
    make(&mut owner, "Winter", Some(coats)).await;
    assert_eq!(tree(&mut owner).await, "Autumn:0 Autumn/COATS:0 Autumn/COATS/Winter:0 Winter:0 Winter/coats:0");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moved_tree_keeps_within_the_depth() {
    let test = TestStudio::set_up().await;
    let mut owner = test.signed_in("owner").await;
    let mut chain = vec![make(&mut owner, "1", None).await];
    for level in 2..MAX_DEPTH {
        chain.push(make(&mut owner, &level.to_string(), chain.last().copied()).await);
    }
    let pair = make(&mut owner, "Pair", None).await;
    make(&mut owner, "Inner", Some(pair)).await;
    let deep = owner.json("/api/collections/move", &json!({ "collection": pair, "parent": chain.last() })).await;
    assert_eq!(deep.json::<ApiError>().about("parent").unwrap(), "Collections nest at most 16 deep.");
    let fits = owner.json("/api/collections/move", &json!({ "collection": pair, "parent": chain[chain.len() - 2] })).await;
    assert_eq!(fits.status, StatusCode::OK, "{}", fits.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_one_leaves_its_assets_and_lifts_its_children() {
    let test = TestStudio::set_up().await;
    let (one, other) = (test.asset("owner", "one.png").await, test.asset("owner", "other.png").await);
    let mut owner = test.signed_in("owner").await;
    let autumn = make(&mut owner, "Autumn", None).await;
    let shoot = make(&mut owner, "Shoot", Some(autumn)).await;
    let coats = make(&mut owner, "Coats", Some(shoot)).await;
    let same = make(&mut owner, "Shoot", Some(shoot)).await;
    make(&mut owner, "coats", Some(autumn)).await;
    for (assets, into) in [(json!([one, other]), shoot), (json!([one]), coats)] {
        let filed: Outcome = owner.json("/api/assets/file", &json!({ "assets": assets, "collection": into })).await.json();
        assert_eq!(filed.changed, filed.done);
    }
    // Filing again does nothing, so that taking it back does nothing either.
    let again: Outcome = owner.json("/api/assets/file", &json!({ "assets": [one], "collection": coats })).await.json();
    assert_eq!((again.done.len(), again.changed.len()), (1, 0));
    assert_eq!(tree(&mut owner).await, "Autumn:0 Autumn/coats:0 Autumn/Shoot:2 Autumn/Shoot/Coats:1 Autumn/Shoot/Shoot:0");

    let dissolved: Dissolved = owner.json("/api/collections/delete", &json!({ "collection": shoot })).await.json();
    assert_eq!(dissolved, Dissolved { assets: vec![other, one], children: vec![coats, same] });
    // One took a number because its name was taken, the other took the name of the one that went.
    assert_eq!(tree(&mut owner).await, "Autumn:0 Autumn/coats:0 Autumn/Coats (2):1 Autumn/Shoot:0");
    let rail: Rail = owner.get("/api/library/rail?brand=saltmarsh").await.json();
    assert_eq!((rail.all, rail.unfiled), (2, 1));

    // The record agrees after a restart of the catalog.
    let gone = owner.json("/api/collections/delete", &json!({ "collection": shoot })).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn siblings_stand_as_people_put_them() {
    let test = TestStudio::set_up().await;
    let mut owner = test.signed_in("owner").await;
    let [autumn, spring, summer] =
        [make(&mut owner, "Autumn", None).await, make(&mut owner, "Spring", None).await, make(&mut owner, "Summer", None).await];
    let coats = make(&mut owner, "Coats", Some(autumn)).await;
    assert_eq!(tree(&mut owner).await, "Autumn:0 Autumn/Coats:0 Spring:0 Summer:0", "by name until somebody orders them");

    let mut place = async |collection: CollectionId, side: &str, sibling: CollectionId| {
        let body = json!({ "collection": collection, "sibling": sibling, "side": side });
        let answer = owner.json("/api/collections/place", &body).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        tree(&mut owner).await
    };
    assert_eq!(place(summer, "before", autumn).await, "Summer:0 Autumn:0 Autumn/Coats:0 Spring:0");
    assert_eq!(place(autumn, "after", spring).await, "Summer:0 Spring:0 Autumn:0 Autumn/Coats:0");
    assert_eq!(place(coats, "after", summer).await, "Summer:0 Coats:0 Spring:0 Autumn:0", "out of what it lay in");
    assert_eq!(place(spring, "before", spring).await, "Summer:0 Coats:0 Spring:0 Autumn:0");

    // What is new stands behind, and the order outlives a rename and a start.
    make(&mut owner, "Aprons", None).await;
    let renamed = owner.json("/api/collections/rename", &json!({ "collection": summer, "name": "Zenith" })).await;
    assert_eq!(renamed.status, StatusCode::OK);
    let expected = "Zenith:0 Coats:0 Spring:0 Autumn:0 Aprons:0";
    assert_eq!(tree(&mut owner).await, expected);
    let again = Catalog::new(7);
    db::load::all(&test.studio.db, |facts| again.apply(&facts)).await.unwrap();
    let order: Vec<String> =
        again.collections_in(test.brand().id, None).iter().map(|collection| format!("{}:0", collection.name)).collect();
    assert_eq!(order.join(" "), expected);

    // A name that is taken there, and a place in itself.
    make(&mut owner, "spring", Some(autumn)).await;
    let inner = make(&mut owner, "Inner", Some(autumn)).await;
    let taken = owner.json("/api/collections/place", &json!({ "collection": spring, "sibling": inner, "side": "after" })).await;
    assert_eq!(taken.json::<ApiError>().about("name").unwrap(), "A collection with that name already exists here.");
    let within = owner.json("/api/collections/place", &json!({ "collection": autumn, "sibling": inner, "side": "after" })).await;
    assert_eq!(within.json::<ApiError>().about("parent").unwrap(), "A collection cannot lie in itself.");
}
