//! What the library answers to people with different rights: filters and the counts beside them.

use crate::support::{Client, TestStudio};
use atelier::domain::asset::{Orientation, Rating};
use atelier::domain::brand::BrandRole;
use atelier::domain::library::{Facets, Page, Rail};
use atelier::domain::member::StudioRole;
use atelier::domain::query::Within;
use atelier::domain::query::url::encode;
use atelier::domain::review::Status;
use atelier::domain::time::DAY;
use atelier::server::catalog::Catalog;
use atelier::server::service::{assets, brands, campaigns, searches};
use axum::http::StatusCode;

async fn answer(client: &mut Client, query: &str) -> Page {
    let answer = client.get(&format!("/api/library/answer?query={}&start=0&count=60", encode(query))).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.json()
}

async fn names(client: &mut Client, query: &str) -> Vec<String> {
    answer(client, query).await.cards.into_iter().map(|card| card.name).collect()
}

fn people(facets: &Facets) -> Vec<(&str, u32)> {
    facets.creators.iter().map(|(_, name, count)| (name.as_str(), *count)).collect()
}

/// Cleo creates in Saltmarsh; Vera looks at Harbour alone; what each filter offers her ends there.
#[tokio::test(flavor = "multi_thread")]
async fn counts_end_where_sight_ends() {
    let test = TestStudio::set_up().await;
    test.member("cleo", StudioRole::Member, Some(BrandRole::Creator)).await;
    let vera = test.member("vera", StudioRole::Member, None).await;
    let owner = test.ctx("owner");
    let slug = brands::create(&owner, "Harbour").await.unwrap();
    let harbour = test.studio.catalog.brand_by_slug(&slug).unwrap();
    let mut change = test.studio.change().await;
    atelier::server::db::brands::set_role(&mut change.tx, harbour.id, vera, BrandRole::Viewer);
    change.commit().await.unwrap();

    let old = test.asset("cleo", "koi.png").await;
    assets::add_tags(&test.ctx("cleo"), &[old], &["Secret".to_owned()]).await.unwrap();
    campaigns::create(&test.ctx("cleo"), "saltmarsh", "Hidden", "").await.unwrap();
    test.studio.clock.advance(10 * DAY);
    let shown = test.asset_in(&test.ctx("owner"), &harbour, "boat.png").await;
    assets::add_tags(&test.ctx("owner"), &[shown], &["Boats".to_owned()]).await.unwrap();
    test.work().await;

    let mut viewer = test.signed_in_quickly("vera").await;
    let page = answer(&mut viewer, "").await;
    assert_eq!((page.total, page.of), (1, 1));
    let facets = page.facets.unwrap();
    assert_eq!(people(&facets), [("Olga Owner", 1)]);
    assert_eq!(facets.tags, [("Boats".to_owned(), 1)]);
    assert!(facets.campaigns.is_empty());
    assert_eq!(facets.added, Within::ALL.map(|within| (within, 1)));
    // 24 × 30 pixels.
    assert_eq!(facets.orientations, Orientation::ALL.map(|one| (one, u32::from(one == Orientation::Portrait))));
    assert_eq!(facets.statuses, Status::ALL.map(|one| (one, u32::from(one == Status::Draft))));
    assert!(facets.colours.iter().any(|(_, count)| *count == 1));
    // Neither a name nor a count of what she may not see, also when she asks for it by name.
    let cleo = test.ctx("cleo").actor.member;
    for query in ["tag=secret", &format!("creator={cleo}"), "q=koi", "brand=saltmarsh"] {
        let page = answer(&mut viewer, query).await;
        assert_eq!(page.total, 0, "{query}");
        assert!(people(&page.facets.unwrap()).iter().all(|(name, _)| *name == "Olga Owner"), "{query}");
    }
    let tags = viewer.get("/api/library/tags?query=&beginning=s").await;
    assert_eq!((tags.status, tags.text().as_str()), (StatusCode::OK, "[]"));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_filter_narrows_alone_and_together() {
    let test = TestStudio::set_up().await;
    test.member("cleo", StudioRole::Member, Some(BrandRole::Creator)).await;
    let old = test.asset("cleo", "old.png").await;
    test.studio.clock.advance(40 * DAY);
    test.asset("owner", "new.png").await;
    test.work().await;
    assets::rate(&test.ctx("owner"), &[old], Rating::new(5).unwrap()).await.unwrap();
    let mut owner = test.signed_in_quickly("owner").await;
    let cleo = test.ctx("cleo").actor.member;
    for (query, expected) in [
        ("", vec!["new.png", "old.png"]),
        ("orientation=portrait", vec!["new.png", "old.png"]),
        ("orientation=landscape&orientation=square", vec![]),
        ("kind=image&source=uploaded", vec!["new.png", "old.png"]),
        ("kind=video", vec![]),
        ("added=month", vec!["new.png"]),
        ("since=2026-11-12&until=2026-11-12", vec!["old.png"]),
        ("until=2026-11-11", vec![]),
        ("since=2026-11-13", vec!["new.png"]),
        ("sort=oldest", vec!["old.png", "new.png"]),
        ("rating=5&rating=4", vec!["old.png"]),
        // What is not understood asks for nothing.
        ("creator=nobody&colour=ultraviolet&orientation=up&since=yesterday", vec!["new.png", "old.png"]),
    ] {
        assert_eq!(names(&mut owner, query).await, expected, "{query}");
    }
    assert_eq!(names(&mut owner, &format!("creator={cleo}")).await, ["old.png"]);
    let facets = answer(&mut owner, &format!("creator={cleo}&rating=5")).await.facets.unwrap();
    // Each person's own count is what choosing them alone would leave: only Cleo's asset has five stars.
    assert_eq!(people(&facets), [("cleo", 1)]);
    assert_eq!(facets.ratings, [(1, 0), (2, 0), (3, 0), (4, 0), (5, 1)]);

    // Each colour that is counted is found, by as many as were counted.
    let colours = answer(&mut owner, "").await.facets.unwrap().colours;
    assert_eq!(colours.iter().filter(|(_, count)| *count > 0).count().min(1), 1);
    for (colour, count) in colours {
        assert_eq!(answer(&mut owner, &format!("colour={}", colour.as_str())).await.total, count, "{colour:?}");
    }
}

/// Without scripts the toolbar is links and forms: every choice and count is in the document.
#[tokio::test(flavor = "multi_thread")]
async fn the_document_alone_offers_every_choice() {
    let test = TestStudio::set_up().await;
    let asset = test.asset("owner", "koi.png").await;
    assets::add_tags(&test.ctx("owner"), &[asset], &["Low tide".to_owned()]).await.unwrap();
    test.work().await;
    let mut owner = test.signed_in_quickly("owner").await;
    let page = owner.get("/library?status=draft").await;
    let text = page.text();
    for link in [
        "/library?rating=5&amp;status=draft",
        "/library?status=draft&amp;status=approved",
        "/library?status=draft&amp;kind=image",
        "/library?status=draft&amp;orientation=portrait",
        "/library?status=draft&amp;added=week",
        "/library?tag=Low%20tide&amp;status=draft",
        "/library?status=draft&amp;sort=size",
    ] {
        assert!(text.contains(&format!("href=\"{link}\"")), "{link}");
    }
    for field in ["name=\"since\"", "name=\"until\"", "name=\"tag\"", "name=\"q\""] {
        assert!(text.contains(field), "{field}");
    }
    assert!(text.contains("Clear all"));
}

/// One's own search is seen by its maker, a shared one by the brand; both count live and survive a restart.
#[tokio::test(flavor = "multi_thread")]
async fn saved_searches_fill_themselves() {
    let test = TestStudio::set_up().await;
    test.member("cleo", StudioRole::Member, Some(BrandRole::Creator)).await;
    test.member("vera", StudioRole::Member, Some(BrandRole::Viewer)).await;
    let cleo = test.ctx("cleo");
    let own = searches::save(&cleo, "saltmarsh", "Mine", "brand=elsewhere&q=koi", false).await.unwrap();
    let shared = searches::save(&cleo, "saltmarsh", "Koi for all", "q=koi&sort=name", true).await.unwrap();
    assert!(searches::save(&cleo, "", "Everywhere", "q=koi", true).await.is_err());
    assert!(searches::save(&test.ctx("vera"), "saltmarsh", "For all", "q=koi", true).await.is_err());
    test.asset("cleo", "koi.png").await;

    let rail = async |client: &mut Client| {
        let rail: Rail = client.get("/api/library/rail?brand=saltmarsh").await.json();
        rail.searches.into_iter().map(|row| (row.search.name.to_string(), row.question, row.count)).collect::<Vec<_>>()
    };
    let mut viewer = test.signed_in_quickly("vera").await;
    let mut maker = test.signed_in_quickly("cleo").await;
    let for_all = |count| ("Koi for all".to_owned(), "brand=saltmarsh&q=koi&sort=name".to_owned(), count);
    assert_eq!(rail(&mut viewer).await, [for_all(1)]);
    assert_eq!(rail(&mut maker).await, [for_all(1), ("Mine".to_owned(), "brand=saltmarsh&q=koi".to_owned(), 1)]);
    test.asset("cleo", "koi 2.png").await;
    assert_eq!(rail(&mut viewer).await, [for_all(2)]);

    assert!(searches::rename(&test.ctx("vera"), shared, "No").await.is_err());
    assert!(searches::delete(&test.ctx("owner"), own).await.is_err());
    searches::rename(&test.ctx("owner"), shared, "Carp").await.unwrap();
    let again = Catalog::new(7);
    atelier::server::db::load::all(&test.studio.db, |facts| again.apply(&facts)).await.unwrap();
    assert_eq!(again.search(shared), test.studio.catalog.search(shared));
    assert_eq!(again.search(own).map(|search| search.question), Some("q=koi".to_owned()));
    searches::delete(&cleo, own).await.unwrap();
    searches::delete(&cleo, shared).await.unwrap();
    assert!(rail(&mut maker).await.is_empty());
}

/// The head is written after the page, where nothing is provided any more.
#[tokio::test(flavor = "multi_thread")]
async fn the_title_names_place_and_brand_however_many_ask() {
    let test = TestStudio::set_up().await;
    test.asset("owner", "koi.png").await;
    let owner = test.signed_in("owner").await;
    for question in ["", "&q=nothing"] {
        let asked = (0..24).map(|_| {
            let mut owner = owner.clone();
            async move { owner.get(&format!("/library?brand=saltmarsh{question}")).await.text() }
        });
        for page in futures::future::join_all(asked).await {
            let title = page.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next());
            assert_eq!(title, Some("All assets · Saltmarsh · Atelier"), "{question}");
        }
    }
}
