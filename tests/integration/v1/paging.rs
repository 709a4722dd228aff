//! Going through the library part by part.

use super::Program;
use crate::support::TestStudio;
use atelier::domain::asset::Rating;
use atelier::domain::id::AssetId;
use atelier::server::service::assets;
use serde_json::Value;
use std::collections::BTreeSet;

fn names(part: &Value) -> Vec<String> {
    part["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap().to_owned()).collect()
}

/// Follows the links from `path` to the end; `between` happens after each part.
async fn walk(program: &mut Program, path: &str, mut between: impl AsyncFnMut(usize)) -> Vec<String> {
    let (mut all, mut next, mut nth) = (Vec::new(), Some(path.to_owned()), 0);
    while let Some(path) = next {
        let answer = program.get(&path).await;
        assert_eq!(answer.status, 200, "{path} {}", answer.text());
        let part: Value = answer.json();
        all.extend(names(&part));
        let link = answer.header("link").to_owned();
        next = link.strip_prefix('<').and_then(|link| link.strip_suffix(">; rel=\"next\"")).map(str::to_owned);
        assert_eq!(next.is_some(), part["next_cursor"].is_string());
        between(nth).await;
        nth += 1;
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn parts_make_the_whole_in_every_order() {
    let test = TestStudio::set_up().await;
    let owner = test.ctx("owner");
    for n in 0..23u8 {
        test.studio.clock.advance(if n % 4 == 0 { 0 } else { 1 });
        let id = test.asset("owner", &format!("koi {}.png", n % 7)).await;
        assets::rate(&owner, &[id], Rating::new(n % 6).unwrap()).await.unwrap();
    }
    let mut program = Program::of(&test, "owner", &[]).await;
    for query in [
        "sort=newest",
        "sort=oldest",
        "sort=name",
        "sort=rating",
        "sort=size",
        "q=koi",
        "q=koi%204&sort=name",
        "rating=5&rating=4",
    ] {
        let whole: Value = program.get(&format!("/api/v1/assets?{query}&limit=200")).await.json();
        assert!(whole["next_cursor"].is_null());
        let expected = names(&whole);
        assert_eq!(whole["total"], expected.len());
        for limit in [1, 4, 23] {
            let path = format!("/api/v1/assets?{query}&limit={limit}");
            assert_eq!(walk(&mut program, &path, async |_| ()).await, expected, "{path}");
        }
    }
}

/// While one goes through, others add, delete and rate; what stays is told once.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_stays_is_missed_or_doubled() {
    let test = TestStudio::set_up().await;
    let owner = test.ctx("owner");
    let mut ids: Vec<AssetId> = Vec::new();
    for n in 0..30 {
        test.studio.clock.advance(5);
        ids.push(test.asset("owner", &format!("{n:02}.png")).await);
    }
    // Between the parts goes the last one seen, one that is still to come, and a new one comes.
    let gone = [28, 26, 24, 22, 20, 5, 4, 3];
    let between = async |nth: usize| {
        test.asset("owner", &format!("new {nth}.png")).await;
        if let Some(at) = gone.get(nth) {
            let now = test.ctx("owner");
            assets::trash(&now, &[ids[*at]]).await.unwrap();
            atelier::server::service::trash::purge(&now, &[ids[*at]]).await.unwrap();
        }
    };
    let mut program = Program::of(&test, "owner", &[]).await;
    let told = walk(&mut program, "/api/v1/assets?limit=2", between).await;
    let once: BTreeSet<&String> = told.iter().collect();
    assert_eq!(once.len(), told.len(), "{told:?}");
    let stayed: Vec<String> = (0..30).rev().filter(|n| !gone.contains(n)).map(|n| format!("{n:02}.png")).collect();
    let old: Vec<&String> = told.iter().filter(|name| stayed.contains(name)).collect();
    assert_eq!(old, stayed.iter().collect::<Vec<_>>());
    drop(owner);
}

#[tokio::test(flavor = "multi_thread")]
async fn cursors_and_limits_that_make_no_sense_are_refused() {
    let test = TestStudio::set_up().await;
    for n in 0..3 {
        test.asset("owner", &format!("{n}.png")).await;
    }
    let mut program = Program::of(&test, "owner", &[]).await;
    let part: Value = program.get("/api/v1/assets?limit=1").await.json();
    let cursor = part["next_cursor"].as_str().unwrap();
    for (query, field) in [
        ("cursor=nonsense".to_owned(), "cursor"),
        (format!("cursor={cursor}&sort=name"), "cursor"),
        ("limit=0".to_owned(), "limit"),
        ("limit=201".to_owned(), "limit"),
        ("limit=many".to_owned(), "limit"),
        ("rating=6".to_owned(), "rating"),
        ("status=done".to_owned(), "status"),
        ("since=yesterday".to_owned(), "since"),
        ("collection=shoes".to_owned(), "collection"),
        (format!("q={}", "x".repeat(201)), "q"),
    ] {
        let answer = program.get(&format!("/api/v1/assets?{query}")).await;
        assert_eq!(answer.status, 422, "{query}");
        let problem: Value = answer.json();
        let named = problem["errors"][0]["field"].as_str().unwrap();
        assert!(named == field || named.starts_with(&format!("{field}[")), "{query} {problem:#}");
    }
    assert_eq!(program.get(&format!("/api/v1/assets?limit=2&cursor={cursor}")).await.status, 200);
}
