//! How long questions of the library take, alone and while sixteen ask and two change it; how long taking it in takes,
//! and how much memory it holds. `make bench ARGS="-- 1000000"` chooses how many assets.

mod library;
mod questions;

use atelier::domain::access::Actor;
use atelier::domain::asset::{Asset, Rating};
use atelier::domain::text::{Invalid, Tag};
use atelier::server::catalog::Catalog;
use atelier::server::change::Fact;
use library::Dice;
use questions::{Question, questions};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// The server's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const READERS: usize = 16;
const WRITERS: u64 = 2;
/// How long readers and writers are let run.
const BUSY: Duration = Duration::from_secs(20);
/// Between two changes of one writer: two people who tag without pause, and an import beside them.
const PAUSE: Duration = Duration::from_millis(5);
/// Facts of one transaction while a library is taken in.
const BATCH: u64 = 5_000;

#[expect(clippy::disallowed_methods, reason = "a bench reads the stopwatch")]
fn now() -> Instant {
    Instant::now()
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = now();
    drop(black_box(work()));
    start.elapsed()
}

/// Bytes of memory that this process has in use, where the system tells.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|number| number.parse::<u64>().ok()).unwrap_or_default() * 1_024
}

/// A catalog with that many assets, how long taking it in took, and the memory it holds.
fn take_in(assets: u64) -> Result<(Catalog, Duration, u64), Invalid> {
    let before = resident();
    let catalog = Catalog::new(7);
    let mut taken = timed(|| catalog.apply(&library::people_and_places().unwrap_or_default()));
    let mut start = 0;
    while start < assets {
        let end = assets.min(start + BATCH);
        let facts = (start..end).map(|n| library::with_groups(n, assets)).collect::<Result<Vec<_>, _>>()?.concat();
        taken += timed(|| catalog.apply(&facts));
        start = end;
    }
    Ok((catalog, taken, resident().saturating_sub(before)))
}

/// Milliseconds below which that many per cent of the times lie.
fn at(times: &mut [Duration], percent: usize) -> f64 {
    times.sort_unstable();
    times.get(times.len().saturating_sub(1) * percent / 100).map_or(0.0, |time| time.as_secs_f64() * 1e3)
}

fn alone(catalog: &Catalog, actor: &Actor, questions: &[Question], rounds: usize) -> BTreeMap<&'static str, Vec<Duration>> {
    let times = |question: &Question| (0..rounds).map(|_| timed(|| question.ask(catalog, actor))).collect();
    questions.iter().map(|question| (question.name, times(question))).collect()
}

/// Every reader asks in an order of its own, again and again.
fn busy(catalog: &Catalog, actor: &Actor, questions: &[Question], assets: u64) -> (BTreeMap<&'static str, Vec<Duration>>, u64) {
    let (done, changes) = (AtomicBool::new(false), AtomicU64::new(0));
    let mut times: BTreeMap<&'static str, Vec<Duration>> = BTreeMap::new();
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            let (done, changes) = (&done, &changes);
            scope.spawn(move || {
                let mut dice = Dice(writer);
                while !done.load(Ordering::Relaxed) {
                    if let Some(asset) = catalog.asset(library::asset_id(dice.roll(assets))) {
                        change(catalog, asset, &mut dice);
                        changes.fetch_add(1, Ordering::Relaxed);
                    }
                    std::thread::sleep(PAUSE);
                }
            });
        }
        let readers: Vec<_> = (0..READERS)
            .map(|reader| {
                let done = &done;
                scope.spawn(move || {
                    let mut dice = Dice(1_000 + reader as u64);
                    let mut times = Vec::new();
                    while !done.load(Ordering::Relaxed) {
                        let question = &questions[dice.roll(questions.len() as u64) as usize];
                        times.push((question.name, timed(|| question.ask(catalog, actor))));
                    }
                    times
                })
            })
            .collect();
        std::thread::sleep(BUSY);
        done.store(true, Ordering::Relaxed);
        for (name, time) in readers.into_iter().filter_map(|reader| reader.join().ok()).flatten() {
            times.entry(name).or_default().push(time);
        }
    });
    (times, changes.into_inner())
}

/// Rates or tags one asset.
fn change(catalog: &Catalog, mut asset: Asset, dice: &mut Dice) {
    if dice.roll(2) == 0 {
        asset.rating = Rating::new(dice.roll(6) as u8).unwrap_or_default();
    } else if let Ok(tag) = Tag::new(&format!("job {}", dice.roll(500))) {
        asset.tags = vec![tag];
    }
    catalog.apply(&[Fact::Asset(Box::new(asset))]);
}

fn main() -> Result<(), Invalid> {
    let asked: Vec<u64> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    let sizes = if asked.is_empty() { vec![10_000, 100_000, 1_000_000] } else { asked };
    for assets in sizes {
        let (catalog, taken, bytes) = take_in(assets)?;
        let actor =
            catalog.actor(library::member_id(0)).ok_or_else(|| Invalid::new("member", "the bench's member is missing"))?;
        let per = bytes / assets.max(1);
        println!("\n{assets} assets, taken in within {:.2} s, {per} bytes of memory an asset\n", taken.as_secs_f64());
        let questions = questions();
        let mut alone = alone(&catalog, &actor, &questions, if assets > 500_000 { 60 } else { 200 });
        let (mut busy, changes) = busy(&catalog, &actor, &questions, assets);
        println!(
            "| question (ms) | alone p50 | p95 | p99 | 16 readers, 2 writers p50 | p95 | p99 |\n|---|---|---|---|---|---|---|"
        );
        for question in &questions {
            let mut row = format!("| {}", question.name);
            for times in [&mut alone, &mut busy] {
                let times = times.entry(question.name).or_default();
                for percent in [50, 95, 99] {
                    row += &format!(" | {:.2}", at(times, percent));
                }
            }
            println!("{row} |");
        }
        let answers: usize = busy.values().map(Vec::len).sum();
        let seconds = BUSY.as_secs_f64();
        println!("\n{:.0} answers and {:.0} changes a second meanwhile", answers as f64 / seconds, changes as f64 / seconds);
    }
    Ok(())
}
