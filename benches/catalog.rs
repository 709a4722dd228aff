//! How long questions of the library take, alone and while it changes. `make bench ARGS="-- 100000"` chooses how many
//! assets; 10,000 and 100,000 unless told.

use atelier::domain::access::Actor;
use atelier::domain::asset::{Asset, Facts, Rating, Source};
use atelier::domain::brand::{Brand, BrandRole};
use atelier::domain::collection::Collection;
use atelier::domain::format::Format;
use atelier::domain::id::{BrandId, CollectionId, Id, MemberId};
use atelier::domain::member::{Member, StudioRole};
use atelier::domain::query::LibraryQuery;
use atelier::domain::rendition::Renditions;
use atelier::domain::review::Status;
use atelier::domain::text::{Email, FileName, Invalid, Name, Tag};
use atelier::domain::time::{MINUTE, Timestamp};
use atelier::server::catalog::{Asked, Catalog};
use atelier::server::change::Fact;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

const NOW: Timestamp = Timestamp(1_794_476_460_000);
const BRANDS: u64 = 4;
const COLLECTIONS: u64 = 300;
const ROUNDS: usize = 200;
const THINGS: [&str; 8] = ["dress", "parka", "beanie", "sneaker", "cardigan", "window", "portrait", "lookbook"];
const PLACES: [&str; 6] = ["tide", "studio", "harbour", "dunes", "street", "mountain"];

fn id(kind: u64, n: u64) -> Id {
    Id::new(1_700_000_000_000 + kind, u128::from(n))
}

/// Knuth's multiplicative hash: scattered, and the same at each run.
fn scatter(n: u64) -> u64 {
    n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20
}

fn asset(n: u64) -> Result<Asset, Invalid> {
    let dice = scatter(n);
    let thing = THINGS[(dice % 8) as usize];
    let place = PLACES[(dice / 8 % 6) as usize];
    // A few tags on many assets, many tags on few.
    let tags = [format!("{thing}s"), format!("shoot {}", dice % 500), format!("sku {}", dice % 20_000)];
    Ok(Asset {
        id: id(9, n).into(),
        brand: BrandId(id(2, n % BRANDS)),
        name: FileName::new(&format!("{place}-{thing}_{n:06}.jpg"))?,
        object: format!("{n:064x}"),
        bytes: 100_000 + dice % 4_000_000,
        format: Format::Jpeg,
        facts: Facts { width: 3_200, height: 4_000, ..Facts::default() },
        renditions: Renditions::Ready,
        status: Status::ALL[(dice / 48 % 5) as usize],
        source: Source::Uploaded,
        rating: Rating::new((dice / 240 % 6) as u8).unwrap_or_default(),
        tags: tags.iter().map(|tag| Tag::new(tag)).collect::<Result<_, _>>()?,
        uploader: MemberId(id(1, 0)),
        added: NOW.plus((n as i64 - 2_000_000) * MINUTE),
        trashed: None,
    })
}

fn studio(assets: u64) -> Result<(Catalog, Actor), Invalid> {
    let catalog = Catalog::new(7);
    let member = MemberId(id(1, 0));
    let mut facts = vec![Fact::Member(Member {
        id: member,
        name: Name::new("Bench")?,
        email: Email::new("bench@example.com")?,
        role: StudioRole::Member,
        personal: BrandId(id(2, 99)),
        joined: NOW,
    })];
    for n in 0..BRANDS {
        let brand = BrandId(id(2, n));
        facts.push(Fact::Brand(Brand {
            id: brand,
            name: Name::new(&format!("Brand {n}"))?,
            slug: format!("brand-{n}"),
            colour: 0,
            personal_of: None,
            self_approval: true,
            created: NOW,
        }));
        facts.push(Fact::Role { brand, member, role: Some(BrandRole::Creator) });
    }
    for n in 0..COLLECTIONS {
        // Each top collection holds nine, of the same brand.
        let parent = (n % 10 != 0).then(|| CollectionId(id(3, n - n % 10)));
        let brand = BrandId(id(2, n / 10 % BRANDS));
        facts.push(Fact::Collection(Collection {
            id: CollectionId(id(3, n)),
            brand,
            name: Name::new(&format!("Collection {n}"))?,
            parent,
            created: NOW,
        }));
    }
    catalog.apply(&facts);
    for start in (0..assets).step_by(5_000) {
        let mut facts = Vec::new();
        for n in start..assets.min(start + 5_000) {
            let asset = asset(n)?;
            let tens = n % BRANDS + scatter(n) % 7 * BRANDS;
            let collection = CollectionId(id(3, tens * 10 + scatter(n) % 10));
            let filed = Fact::Filed { asset: asset.id, collection };
            facts.push(Fact::Asset(Box::new(asset)));
            facts.push(filed);
        }
        catalog.apply(&facts);
    }
    let actor = catalog.actor(member).ok_or_else(|| Invalid::new("member", "the bench's member is missing"))?;
    Ok((catalog, actor))
}

fn questions() -> Vec<(&'static str, String)> {
    let collection = CollectionId(id(3, 0));
    vec![
        ("newest page", String::new()),
        ("page of a brand", "brand=brand-1".to_owned()),
        ("nested collection", format!("collection={collection}&nested=1")),
        ("status and rating", "status=approved&rating=4&rating=5".to_owned()),
        ("tags, all of two", "tag=parkas&tag=shoot%20100&tags=all".to_owned()),
        ("search, two words", "q=harbour%20park".to_owned()),
        ("by name", "sort=name".to_owned()),
        ("by size", "sort=size".to_owned()),
    ]
}

#[expect(clippy::disallowed_methods, reason = "a bench reads the stopwatch")]
fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn row(name: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100].as_secs_f64() * 1e3;
    println!("| {name} | {:.2} | {:.2} | {:.2} |", at(50), at(95), at(99));
}

fn measure(catalog: &Catalog, actor: &Actor, label: &str) {
    for (name, text) in questions() {
        let query = LibraryQuery::from_query_string(&text);
        let ask = || {
            timed(|| drop(std::hint::black_box(catalog.page(actor, &query, NOW, Asked { start: 0, count: 60, facets: true }))))
        };
        row(&format!("{name}{label}"), (0..ROUNDS).map(|_| ask()).collect());
    }
    let ask = || timed(|| drop(std::hint::black_box(catalog.rail(actor, Some("brand-1"), NOW))));
    row(&format!("rail of a brand{label}"), (0..ROUNDS).map(|_| ask()).collect());
}

fn main() -> Result<(), Invalid> {
    let asked: Vec<u64> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    let sizes = if asked.is_empty() { vec![10_000, 100_000] } else { asked };
    for assets in sizes {
        let mut made = None;
        let load = timed(|| made = Some(studio(assets)));
        let Some(made) = made else { continue };
        let (catalog, actor) = made?;
        println!("\n{assets} assets, taken in within {:.2} s\n", load.as_secs_f64());
        println!("| question, ms | p50 | p95 | p99 |\n|---|---|---|---|");
        measure(&catalog, &actor, "");
        let done = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let mut n = 0;
                while !done.load(Ordering::Relaxed) {
                    if let Ok(mut changed) = asset(n % assets) {
                        changed.rating = Rating::new((n % 6) as u8).unwrap_or_default();
                        catalog.apply(&[Fact::Asset(Box::new(changed))]);
                    }
                    n += 1;
                    std::thread::sleep(Duration::from_millis(1));
                }
            });
            measure(&catalog, &actor, ", with a writer");
            done.store(true, Ordering::Relaxed);
        });
    }
    Ok(())
}
