//! How quickly a studio starts, answers over HTTP and tags thousands: with the record on disk, from a snapshot and
//! without, and with one and with sixteen clients. `make bench ARGS="--bench studio -- 100000"` chooses how many assets;
//! with `--into DIR` the studio is only made, and stays there to be served: its owner signs in as [`OWNER`] with
//! [`PASSWORD`].

#[path = "../catalog/library.rs"]
#[allow(dead_code, reason = "the other bench asks for more")]
mod library;

use atelier::domain::brand::BrandRole;
use atelier::server::auth::Visit;
use atelier::server::change::Fact;
use atelier::server::clock::Clock;
use atelier::server::config::Config;
use atelier::server::db;
use atelier::server::jobs::snapshots;
use atelier::server::service::{assets, library as answers, members};
use atelier::server::studio::Studio;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// The server's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Fault = Box<dyn std::error::Error + Send + Sync>;

/// Assets written in one transaction.
const BATCH: u64 = 1_000;
/// Above so many assets the record would take an hour to write: the catalog alone is told, and its snapshot read.
const MOST_WRITTEN: u64 = 300_000;
/// Requests of one kind.
const REQUESTS: usize = 400;
const CLIENTS: usize = 16;
/// Assets tagged in one action.
const TAGGED: usize = 10_000;
const OWNER: &str = "owner@example.com";
const PASSWORD: &str = "correct horse battery";

#[expect(clippy::disallowed_methods, reason = "a bench reads the stopwatch")]
fn now() -> Instant {
    Instant::now()
}

/// Megabytes of memory that this process has in use, where the system tells.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|number| number.parse::<u64>().ok()).unwrap_or_default() / 1_024
}

/// Processor time of this process so far, in milliseconds; the clients' share is in it.
fn processor_time() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(") ").next().unwrap_or_default().split(' ').collect();
    let ticks = |at: usize| fields.get(at).and_then(|ticks| ticks.parse::<f64>().ok()).unwrap_or_default();
    (ticks(11) + ticks(12)) * 10.0
}

/// Opens the studio, and says how long that took. The engine of one opened before may need a moment to end.
async fn open(data: &Path) -> Result<(Studio, Duration), Fault> {
    let config = Config { workers: 1, ..Config::new(SocketAddr::from(([127, 0, 0, 1], 0)), data.to_owned()) };
    for _ in 0..100 {
        let before = now();
        match Studio::open(config.clone(), Clock::Real).await {
            Ok(studio) => return Ok((studio, before.elapsed())),
            Err(error) if error.to_string().contains("lock") => tokio::time::sleep(Duration::from_millis(200)).await,
            Err(error) => return Err(error.into()),
        }
    }
    Err("the engine opened before does not end".into())
}

/// A studio with that many assets, and the cookie of its owner.
async fn fill(data: &Path, assets: u64) -> Result<String, Fault> {
    let (studio, _) = open(data).await?;
    let form = members::FirstVisit {
        studio: "Northlight".to_owned(),
        name: "Olga Owner".to_owned(),
        email: OWNER.to_owned(),
        password: PASSWORD.to_owned(),
        brand: "Saltmarsh".to_owned(),
    };
    let cookie = members::set_up(&studio, form, &Visit::default()).await?.header();
    let owner = members::by_email(&studio, OWNER)?.id;
    write(&studio, library::people_and_places()?).await?;
    let mut change = studio.change().await;
    for brand in 0..library::BRANDS {
        db::brands::set_role(&mut change.tx, library::brand_id(brand), owner, BrandRole::Manager);
    }
    change.commit().await.map_err(atelier::server::error::Error::from)?;
    let mut start = 0;
    while start < assets {
        let end = assets.min(start + BATCH);
        let facts = (start..end).map(|n| library::with_groups(n, assets)).collect::<Result<Vec<_>, _>>()?.concat();
        if assets > MOST_WRITTEN {
            studio.catalog.apply(&facts);
        } else {
            write(&studio, facts).await?;
        }
        start = end;
    }
    snapshots::take(&studio).await?;
    studio.close().await;
    Ok(cookie.split(';').next().unwrap_or_default().to_owned())
}

/// Writes what the facts say. People of the library are only names here: they cannot sign in.
async fn write(studio: &Studio, facts: Vec<Fact>) -> Result<(), Fault> {
    let mut change = studio.change().await;
    let tx = &mut change.tx;
    for fact in facts {
        match fact {
            Fact::Brand(brand) => db::brands::create(tx, &brand),
            Fact::Collection(collection) => db::collections::create(tx, &collection),
            Fact::Campaign(campaign) => db::campaigns::create(tx, &campaign),
            Fact::Asset(asset) => db::assets::put(tx, &asset),
            Fact::Likeness { asset, likeness } => db::likeness::put(tx, asset, &likeness),
            Fact::Filed { asset, collection } => db::collections::file(tx, asset, collection),
            Fact::InCampaign { asset, campaign } => db::campaigns::add(tx, asset, campaign),
            _ => {}
        }
    }
    Ok(change.commit().await.map_err(atelier::server::error::Error::from)?)
}

/// Opens the studio, and says how long that took.
async fn start(data: &Path, what: &str) -> Result<Studio, Fault> {
    let before = processor_time();
    let (studio, wall) = open(data).await?;
    let spent = (processor_time() - before) / 1e3;
    println!("| start, {what} | {:.2} s, {spent:.2} s of processor time |", wall.as_secs_f64());
    Ok(studio)
}

/// Milliseconds below which that many per cent of the times lie.
fn at(times: &mut [Duration], percent: usize) -> f64 {
    times.sort_unstable();
    times.get(times.len().saturating_sub(1) * percent / 100).map_or(0.0, |time| time.as_secs_f64() * 1e3)
}

/// Asks again and again with so many clients; answers the times and the bytes of one answer.
async fn ask(url: &str, cookie: &str, clients: usize) -> Result<(Vec<Duration>, usize), Fault> {
    let mut tasks = Vec::new();
    for _ in 0..clients {
        let (url, cookie) = (url.to_owned(), cookie.to_owned());
        tasks.push(tokio::spawn(async move {
            let client = reqwest::Client::new();
            let (mut times, mut bytes) = (Vec::new(), 0);
            for _ in 0..REQUESTS / clients {
                let before = now();
                let answer = client.get(&url).header("cookie", &cookie).header("accept", "*/*").send().await?;
                let answer = answer.error_for_status()?;
                bytes = answer.bytes().await?.len();
                times.push(before.elapsed());
            }
            Ok::<_, reqwest::Error>((times, bytes))
        }));
    }
    let (mut times, mut bytes) = (Vec::new(), 0);
    for task in tasks {
        let (some, length) = task.await??;
        times.extend(some);
        bytes = length;
    }
    Ok((times, bytes))
}

async fn over_http(studio: &Studio, cookie: &str) -> Result<(), Fault> {
    let options = leptos::config::LeptosOptions::builder().output_name("atelier").build();
    let router = atelier::serve::router(studio.clone(), options).into_make_service_with_connect_info::<SocketAddr>();
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    let host = listener.local_addr()?;
    let server = tokio::spawn(async move { axum::serve(listener, router).await });
    println!(
        "\n| over HTTP (ms) | bytes | 1 client p50 | p95 | {CLIENTS} clients p50 | p95 | processor a request |\n|---|---|---|---|---|---|---|"
    );
    for (name, path) in [
        ("Library page, rendered", "/library"),
        ("Library page of a brand, filtered", "/library?brand=brand-1&status=approved&rating=5"),
        ("library answer", "/api/library/answer?query=&start=0&count=60"),
        ("search", "/api/library/answer?query=q%3Dparka&start=0&count=60"),
        ("page while scrolling", "/api/library/page?query=&start=6000&count=60"),
        ("JSON API, first page", "/api/v1/assets?limit=60"),
        ("JSON API, search", "/api/v1/assets?limit=60&q=parka"),
    ] {
        let url = format!("http://{host}{path}");
        let (mut alone, bytes) = ask(&url, cookie, 1).await?;
        let before = processor_time();
        let (mut many, _) = ask(&url, cookie, CLIENTS).await?;
        let each = (processor_time() - before) / many.len().max(1) as f64;
        let [a, b, c, d] = [at(&mut alone, 50), at(&mut alone, 95), at(&mut many, 50), at(&mut many, 95)];
        println!("| {name} | {bytes} | {a:.1} | {b:.1} | {c:.1} | {d:.1} | {each:.1} |");
    }
    server.abort();
    Ok(())
}

/// Tags [`TAGGED`] assets in one action, while one client asks for the library without pause.
async fn tag(studio: &Studio) -> Result<(), Fault> {
    let owner = members::by_email(studio, OWNER)?.id;
    let ctx = Visit { member: Some(owner), ..Visit::default() }.ctx(studio)?;
    let mut ids = answers::ids(&ctx, "");
    ids.truncate(TAGGED);
    let over = std::sync::Arc::new(AtomicBool::new(false));
    let reader = {
        let (ctx, over) = (ctx.clone(), std::sync::Arc::clone(&over));
        tokio::spawn(async move {
            let mut times = Vec::new();
            while !over.load(Ordering::Relaxed) {
                let before = now();
                answers::answer(&ctx, "", 0, 60)?;
                times.push(before.elapsed());
                tokio::task::yield_now().await;
            }
            Ok::<_, atelier::server::error::Error>(times)
        })
    };
    let (before, spent) = (now(), processor_time());
    let outcome = assets::add_tags(&ctx, &ids, &["Tagged at once".to_owned()]).await?;
    let wall = before.elapsed();
    let spent = (processor_time() - spent) / 1e3;
    over.store(true, Ordering::Relaxed);
    let mut meanwhile = reader.await??;
    let [half, most, worst] = [50, 95, 100].map(|percent| at(&mut meanwhile, percent));
    println!(
        "\n{} of {} assets tagged in one action: {:.1} s, {spent:.1} s of processor time with one reader beside it, whose {} \
         answers took {half:.1} ms (p50), {most:.1} ms (p95), {worst:.1} ms (longest)",
        outcome.done.len(),
        ids.len(),
        wall.as_secs_f64(),
        meanwhile.len()
    );
    Ok(())
}

async fn run(assets: u64) -> Result<(), Fault> {
    let folder = tempfile::tempdir()?;
    let data = folder.path();
    let before = now();
    let cookie = fill(data, assets).await?;
    println!("\n{assets} assets, written in {:.0} s\n\n| | |\n|---|---|", before.elapsed().as_secs_f64());
    let file = atelier::server::snapshot::path(data);
    if assets <= MOST_WRITTEN {
        let aside = file.with_extension("aside");
        std::fs::rename(&file, &aside)?;
        start(data, "every asset read from the record").await?.close().await;
        std::fs::rename(&aside, &file)?;
    }
    let size = std::fs::metadata(&file)?.len();
    println!("| snapshot | {} MB |", size >> 20);
    let studio = start(data, "from a snapshot").await?;
    println!("| memory in use | {} MB |", resident());
    over_http(&studio, &cookie).await?;
    if assets <= MOST_WRITTEN {
        tag(&studio).await?;
    }
    studio.close().await;
    Ok(())
}

fn main() -> Result<(), Fault> {
    let words: Vec<String> = std::env::args().collect();
    let asked: Vec<u64> = words.iter().filter_map(|word| word.parse().ok()).collect();
    let into = words.iter().skip_while(|word| *word != "--into").nth(1).map(PathBuf::from);
    let first = asked.first().copied().unwrap_or(100_000);
    let sizes = if asked.is_empty() { vec![10_000, 100_000, 1_000_000] } else { asked };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().thread_stack_size(16 << 20).build()?;
    if let Some(folder) = into {
        runtime.block_on(async { tokio::spawn(async move { fill(&folder, first).await }).await })??;
        return Ok(());
    }
    for assets in sizes {
        // On a worker thread, for its stack.
        runtime.block_on(async { tokio::spawn(run(assets)).await })??;
    }
    Ok(())
}
