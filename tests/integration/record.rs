//! The record itself: what is written is read back equal, names are unique, and a lost race is refused.

use crate::support::{NOW, TestStudio};
use atelier::domain::asset::Rating;
use atelier::domain::member::StudioRole;
use atelier::domain::review::{Move, Status};
use atelier::server::catalog::{Asked, Catalog};
use atelier::server::clock::Clock;
use atelier::server::config::Config;
use atelier::server::db;
use atelier::server::service::{assets, campaigns, collections, review, share};
use atelier::server::studio::Studio;
use std::net::SocketAddr;

/// Everything a studio can hold, written by the services, read back at the next start.
#[tokio::test(flavor = "multi_thread")]
async fn a_restart_finds_everything_as_it_was() {
    let test = TestStudio::set_up().await;
    test.member("cleo", StudioRole::Member, Some(atelier::domain::brand::BrandRole::Creator)).await;
    let ctx = test.ctx("owner");
    let (one, two) = (test.asset("cleo", "koi.png").await, test.asset("owner", "été.png").await);
    test.work().await;
    let shoot = collections::create(&ctx, "saltmarsh", "Shoot", None).await.unwrap();
    let day = collections::create(&ctx, "saltmarsh", "Day 1", Some(shoot)).await.unwrap();
    collections::file(&ctx, &[one, two], day).await.unwrap();
    collections::unfile(&ctx, &[two], day).await.unwrap();
    assets::add_tags(&ctx, &[one], &["Koi".to_owned(), "water".to_owned()]).await.unwrap();
    assets::rate(&ctx, &[one], Rating::new(4).unwrap()).await.unwrap();
    let campaign = campaigns::create(&ctx, "saltmarsh", "Low Tide", "For\nautumn").await.unwrap();
    campaigns::add(&ctx, campaign, &[one, two]).await.unwrap();
    campaigns::remove(&ctx, campaign, &[two]).await.unwrap();
    review::make_move(&ctx, &[(one, Status::Draft)], Move::Submit, "").await.unwrap();
    review::make_move(&ctx, &[(one, Status::InReview)], Move::Approve, "fine").await.unwrap();
    assets::trash(&ctx, &[two]).await.unwrap();
    share::set_public(&ctx, campaign, true).await.unwrap();

    let again = Catalog::new(7);
    db::load::all(&test.studio.db, |facts| again.apply(&facts)).await.unwrap();
    for asset in [one, two] {
        assert_eq!(again.asset(asset), test.studio.catalog.asset(asset));
        assert_eq!(again.collections_of(asset), test.studio.catalog.collections_of(asset));
        assert_eq!(again.campaigns_of(asset), test.studio.catalog.campaigns_of(asset));
    }
    assert_eq!(again.campaign(campaign), test.studio.catalog.campaign(campaign));
    assert_eq!(again.actor(test.ctx("cleo").actor.member), Some(test.ctx("cleo").actor));
    let query = atelier::domain::query::LibraryQuery::default();
    let asked = Asked { start: 0, count: 60, facets: true };
    assert_eq!(again.page(&ctx.actor, &query, NOW, asked), test.studio.catalog.page(&ctx.actor, &query, NOW, asked));
    assert_eq!(again.rail(&ctx.actor, None, NOW), test.studio.catalog.rail(&ctx.actor, None, NOW));
    let history = db::review::history(&test.studio.db, one).await.unwrap();
    assert_eq!(history.iter().map(|step| step.step).collect::<Vec<_>>(), [Move::Submit, Move::Approve]);
    assert_eq!(history[1].note, "fine");
    assert!(db::jobs::all(&test.studio.db).await.unwrap().is_empty());
}

/// On the engine that people run, since the in-memory one hides races.
#[tokio::test(flavor = "multi_thread")]
async fn of_many_creates_of_one_name_exactly_one_wins() {
    let folder = tempfile::tempdir().unwrap();
    let config =
        Config { storage_options: Vec::new(), ..Config::new(SocketAddr::from(([127, 0, 0, 1], 0)), folder.path().to_owned()) };
    let test = TestStudio::with(config.clone(), folder).await;
    let form = atelier::server::service::members::FirstVisit {
        studio: "N".to_owned(),
        name: "Olga".to_owned(),
        email: "owner@example.com".to_owned(),
        password: crate::support::PASSWORD.to_owned(),
        brand: "Saltmarsh".to_owned(),
    };
    atelier::server::service::members::set_up(&test.studio, form, &Default::default()).await.unwrap();
    for round in 0..5 {
        let name = format!("Low Tide {round}");
        // Straight to the record, past the turn to write, as another process would.
        let tries = (0..16).map(|n| {
            let (studio, ctx, name) = (test.studio.clone(), test.ctx("owner"), name.clone());
            tokio::spawn(async move {
                let campaign = atelier::domain::campaign::Campaign {
                    id: atelier::server::ids::mint(NOW.plus(n)),
                    brand: studio.catalog.brand_by_slug("saltmarsh").unwrap().id,
                    name: atelier::domain::text::Name::new(&name).unwrap(),
                    description: Default::default(),
                    creator: ctx.actor.member,
                    created: NOW,
                    link: atelier::domain::campaign::Link::PRIVATE,
                };
                let mut tx = db::Tx::new();
                db::campaigns::create(&mut tx, &campaign);
                studio.db.commit(tx).await.map(|_| ())
            })
        });
        let outcomes = futures::future::join_all(tries).await;
        let won = outcomes.iter().filter(|outcome| matches!(outcome, Ok(Ok(())))).count();
        let taken = outcomes.iter().filter(|outcome| matches!(outcome, Ok(Err(db::tx::Refusal::Taken(_))))).count();
        assert_eq!((won, taken), (1, 15), "round {round}: {outcomes:?}");
    }
    let TestStudio { studio, router, folder } = test;
    drop((studio, router));
    // The engine lets go of its files some time after the last handle.
    let mut tries = 0;
    let again = loop {
        match Studio::open(config.clone(), Clock::fixed(NOW)).await {
            Ok(studio) => break studio,
            Err(error) if tries == 100 => panic!("{error}"),
            Err(_) => tries += 1,
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    };
    let brand = again.catalog.brand_by_slug("saltmarsh").unwrap();
    assert_eq!(again.catalog.campaign_faces(brand.id).len(), 5);
    drop(folder);
}
