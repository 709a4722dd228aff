//! Crashes, write-buffer rotation and races on the on-disk engine, or on any engine given by URL.
//!
//! `ATELIER_DURABILITY` is `short` (in every test run) or `full`; `ATELIER_DURABILITY_URL` names another engine. The
//! storm runs in a child process: this same binary, told by `ATELIER_STORM` where its data is, writing one line for
//! each change once that is acknowledged.

#![expect(clippy::disallowed_methods, reason = "the form of the run and what its child processes do is said in the environment")]

use crate::support::{NOW, PASSWORD, png};
use atelier::domain::asset::{Rating, Source};
use atelier::domain::collection::Collection;
use atelier::domain::id::AssetId;
use atelier::domain::text::Name;
use atelier::server::auth::Visit;
use atelier::server::clock::Clock;
use atelier::server::config::Config;
use atelier::server::context::Ctx;
use atelier::server::db::{self, Tx, tx::Refusal};
use atelier::server::ids;
use atelier::server::service::assets::{Arrival, Received, add_tags, ingest, rate};
use atelier::server::service::{campaigns, collections, members};
use atelier::server::storage::Key;
use atelier::server::studio::Studio;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

pub fn full() -> bool {
    std::env::var("ATELIER_DURABILITY").is_ok_and(|form| form == "full")
}

fn config(folder: &Path) -> Config {
    Config {
        // `make` hands it on empty when none was given.
        database_url: std::env::var("ATELIER_DURABILITY_URL").ok().filter(|url| !url.is_empty()),
        storage_options: Vec::new(),
        ..Config::new(SocketAddr::from(([127, 0, 0, 1], 0)), folder.to_owned())
    }
}

/// Opens the studio, waiting while an engine still lets go of its files.
async fn open(folder: &Path) -> Studio {
    let mut tries = 0;
    loop {
        match Studio::open(config(folder), Clock::Real).await {
            Ok(studio) => return studio,
            Err(error) if tries == 200 => panic!("{error}"),
            Err(_) => tries += 1,
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn set_up(studio: &Studio) {
    let form = members::FirstVisit {
        studio: "Northlight".to_owned(),
        name: "Olga Owner".to_owned(),
        email: "owner@example.com".to_owned(),
        password: PASSWORD.to_owned(),
        brand: "Saltmarsh".to_owned(),
    };
    members::set_up(studio, form, &Visit::default()).await.unwrap();
}

fn owner(studio: &Studio) -> Ctx {
    let member = members::by_email(studio, "owner@example.com").unwrap();
    Visit { member: Some(member.id), ..Visit::default() }.ctx(studio).unwrap()
}

async fn bring_in(ctx: &Ctx, name: &str) -> AssetId {
    let bytes = png(name);
    let file = ctx.storage.staging_dir().join(name);
    tokio::fs::write(&file, &bytes).await.unwrap();
    let arrival = Arrival {
        brand: ctx.catalog.brand_by_slug("saltmarsh").unwrap(),
        file: Received {
            name: atelier::domain::upload::file_name(name),
            file,
            hash: blake3::hash(&bytes).to_hex().to_string(),
            crc: None,
            bytes: bytes.len() as u64,
            head: bytes,
        },
        source: Source::Uploaded,
        filing: Default::default(),
        keep: false,
    };
    ingest(ctx, arrival).await.unwrap().asset
}

fn acknowledge(line: String) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "ack {line}").unwrap();
    out.flush().unwrap();
}

/// The storm itself: uploads and edits by four writers until the process is killed. Does nothing unless it is a child.
#[tokio::test(flavor = "multi_thread")]
async fn storm_child() {
    let Ok(folder) = std::env::var("ATELIER_STORM") else { return };
    let studio = open(Path::new(&folder)).await;
    let round: String = std::env::var("ATELIER_STORM_ROUND").unwrap();
    let writers = (0..4).map(|writer| {
        let (ctx, round) = (owner(&studio), round.clone());
        tokio::spawn(async move {
            for n in 0.. {
                let name = format!("{round}-{writer}-{n}.png");
                let asset = bring_in(&ctx, &name).await;
                acknowledge(format!("asset {asset} {name}"));
                rate(&ctx, &[asset], Rating::new(4).unwrap()).await.unwrap();
                add_tags(&ctx, &[asset], &["koi".to_owned()]).await.unwrap();
                acknowledge(format!("edited {asset}"));
                let campaign = campaigns::create(&ctx, "saltmarsh", &format!("Campaign {name}"), "").await.unwrap();
                campaigns::add(&ctx, campaign, &[asset]).await.unwrap();
                acknowledge(format!("in {asset} {campaign}"));
            }
        })
    });
    futures::future::join_all(writers).await;
}

fn child(folder: &Path, round: usize) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["durability::storm_child", "--exact", "--nocapture", "--test-threads=1"])
        .env("ATELIER_STORM", folder)
        .env("ATELIER_STORM_ROUND", round.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Lets a child storm until it has acknowledged `lines` changes, then kills it with no chance to say goodbye.
fn storm(folder: &Path, round: usize, lines: usize) -> Vec<String> {
    let mut child = child(folder, round);
    let mut said = Vec::new();
    let mut reader = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    while said.len() < lines {
        line.clear();
        assert!(reader.read_line(&mut line).unwrap() > 0, "the storm ended by itself");
        // The test runner's own words may stand on the same line.
        if let Some((_, ack)) = line.trim_end().split_once("ack ") {
            said.push(ack.to_owned());
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();
    // What was acknowledged before the kill but not yet read counts as well; a torn last line does not.
    let mut rest = String::new();
    let _ = std::io::Read::read_to_string(&mut reader, &mut rest);
    let whole = rest.rfind('\n').map_or("", |end| &rest[..end]);
    said.extend(whole.lines().filter_map(|line| line.split_once("ack ").map(|(_, ack)| ack.to_owned())));
    said
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_survives_kill_9() {
    let folder = tempfile::tempdir().unwrap();
    let studio = open(folder.path()).await;
    set_up(&studio).await;
    drop(studio);
    let rounds = if full() { 50 } else { 4 };
    let mut acknowledged: Vec<String> = Vec::new();
    for round in 0..rounds {
        let path = folder.path().to_owned();
        let lines = 20 + (round * 37) % 60;
        acknowledged.extend(tokio::task::spawn_blocking(move || storm(&path, round, lines)).await.unwrap());
        let studio = open(folder.path()).await;
        check(&studio, &acknowledged).await;
        drop(studio);
    }
    println!("{rounds} kills, {} acknowledged changes, none lost", acknowledged.len());
}

/// Everything acknowledged is there, and nothing half-done is visible.
async fn check(studio: &Studio, acknowledged: &[String]) {
    let catalog = &studio.catalog;
    for line in acknowledged {
        let words: Vec<&str> = line.split(' ').collect();
        let asset = catalog.asset(words[1].parse().unwrap()).unwrap_or_else(|| panic!("lost: {line}"));
        match words[0] {
            "asset" => assert_eq!(asset.name.as_str(), words[2]),
            "edited" => assert!(asset.rating.stars() == 4 && asset.tags.len() == 1, "lost: {line}"),
            _ => assert!(catalog.in_campaign(asset.id, words[2].parse().unwrap()), "lost: {line}"),
        }
    }
    let jobs = db::jobs::all(&studio.db).await.unwrap();
    let ctx = owner(studio);
    let all = catalog.ids(&ctx.actor, &Default::default(), ctx.now);
    for id in all {
        let asset = catalog.asset(id).unwrap();
        let key = Key::object(&asset.object).unwrap();
        let (meta, _) = studio.storage.get(&key, None).await.expect("a row points to a missing object");
        assert_eq!(meta.size, asset.bytes);
        assert!(jobs.iter().any(|job| job.asset == Some(id)), "an upload without its job");
    }
    let brand = catalog.brand_by_slug("saltmarsh").unwrap();
    let mut names = BTreeMap::new();
    for face in catalog.campaign_faces(brand.id) {
        *names.entry(face.campaign.name.folded()).or_insert(0) += 1;
    }
    assert!(names.values().all(|count| *count == 1), "a name was given twice");
}

/// Several rotations of the engine's write buffer, then a crash: every batch is there.
#[tokio::test(flavor = "multi_thread")]
async fn write_buffers_rotate_without_loss() {
    let folder = tempfile::tempdir().unwrap();
    let batches = if full() { 500 } else { 6 };
    let per_batch = 500;
    {
        let studio = open(folder.path()).await;
        set_up(&studio).await;
    }
    let path = folder.path().to_owned();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["durability::rotation_child", "--exact", "--nocapture", "--test-threads=1"])
        .env("ATELIER_ROTATION", &path)
        .env("ATELIER_ROTATION_BATCHES", batches.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let status = tokio::task::spawn_blocking(move || child.wait()).await.unwrap().unwrap();
    assert!(!status.success(), "the child aborts when it is done");
    let studio = open(folder.path()).await;
    let rail = studio.catalog.rail(&owner(&studio).actor, Some("saltmarsh"), NOW);
    assert_eq!(rail.collections.len(), batches * per_batch);
    println!("{} rows in {batches} batches, none lost", 2 * batches * per_batch);
}

/// Two rows for each collection. Does nothing unless it is a child.
#[tokio::test(flavor = "multi_thread")]
async fn rotation_child() {
    let Ok(folder) = std::env::var("ATELIER_ROTATION") else { return };
    let batches: usize = std::env::var("ATELIER_ROTATION_BATCHES").unwrap().parse().unwrap();
    let studio = open(Path::new(&folder)).await;
    let brand = studio.catalog.brand_by_slug("saltmarsh").unwrap();
    for batch in 0..batches {
        let mut tx = Tx::new();
        for n in 0..500 {
            let collection = Collection {
                id: ids::mint(studio.clock.now()),
                brand: brand.id,
                name: Name::new(&format!("{batch} {n}")).unwrap(),
                parent: None,
                place: None,
                created: studio.clock.now(),
            };
            db::collections::create(&mut tx, &collection);
        }
        studio.db.commit(tx).await.unwrap();
    }
    std::process::abort();
}

/// Straight to the record, past the turn to write, as other processes would.
#[tokio::test(flavor = "multi_thread")]
async fn of_64_creates_of_one_name_exactly_one_wins() {
    let folder = tempfile::tempdir().unwrap();
    let studio = open(folder.path()).await;
    set_up(&studio).await;
    let brand = studio.catalog.brand_by_slug("saltmarsh").unwrap();
    let rounds = if full() { 200 } else { 5 };
    for round in 0..rounds {
        let tries = (0..64).map(|_| {
            let (studio, brand) = (studio.clone(), brand.id);
            tokio::spawn(async move {
                let name = Name::new(&format!("Shoot {round}")).unwrap();
                let now = studio.clock.now();
                let mut tx = Tx::new();
                let collection = Collection { id: ids::mint(now), brand, name, parent: None, place: None, created: now };
                db::collections::create(&mut tx, &collection);
                studio.db.commit(tx).await.map(|_| ())
            })
        });
        let outcomes = futures::future::join_all(tries).await;
        let won = outcomes.iter().filter(|outcome| matches!(outcome, Ok(Ok(())))).count();
        let other = outcomes.iter().find(|outcome| !matches!(outcome, Ok(Ok(()) | Err(Refusal::Taken(_)))));
        assert_eq!((won, other.is_none()), (1, true), "round {round}: {other:?}");
    }
    drop(studio);
    let studio = open(folder.path()).await;
    let ctx = owner(&studio);
    assert_eq!(studio.catalog.rail(&ctx.actor, Some("saltmarsh"), ctx.now).collections.len(), rounds);
    assert!(collections::create(&ctx, "saltmarsh", "shoot 0", None).await.is_err());
}
