//! Archives as others read them, and parts of them.

mod limits;
mod readers;

use super::names::{Folder, Names};
use super::{Entry, Plan, Source};
use crate::domain::time::Timestamp;
use crate::server::storage::Chunks;
use bytes::Bytes;
use futures::executor::block_on;
use futures::{StreamExt, TryStreamExt, stream};
use proptest::prelude::*;
use std::io;
use std::ops::Range;

/// 12 Nov 2026, 09:41:07.
const TIME: Timestamp = Timestamp(1_794_476_467_000);

/// Entries in memory.
#[derive(Clone)]
struct Memory(Vec<Vec<u8>>);

impl Source for Memory {
    async fn crc(&self, entry: usize) -> io::Result<u32> {
        Ok(crc32fast::hash(&self.0[entry]))
    }

    async fn read(&self, entry: usize, range: Range<u64>) -> io::Result<Chunks> {
        let bytes = self.0[entry][range.start as usize..range.end as usize].to_vec();
        // In small bites, so that their borders lie anywhere.
        let bites: Vec<io::Result<Bytes>> = bytes.chunks(7).map(|bite| Ok(Bytes::copy_from_slice(bite))).collect();
        Ok(stream::iter(bites).boxed())
    }
}

fn plan(files: &[(String, Vec<u8>)]) -> (Plan, Memory) {
    let entries = files.iter().map(|(name, bytes)| Entry {
        name: name.clone(),
        size: bytes.len() as u64,
        time: TIME,
        content: blake3::hash(bytes).to_string(),
    });
    (Plan::new(entries.collect()), Memory(files.iter().map(|(_, bytes)| bytes.clone()).collect()))
}

fn collect(plan: &Plan, source: impl Source, range: Range<u64>) -> io::Result<Vec<u8>> {
    let chunks = plan.clone().stream(source, range);
    block_on(chunks.try_fold(Vec::new(), |mut all, chunk| async move {
        assert!(!chunk.is_empty());
        all.extend_from_slice(&chunk);
        Ok(all)
    }))
}

/// A few files as people have them.
fn files() -> Vec<(String, Vec<u8>)> {
    let (mut names, top) = (Names::default(), Folder::default());
    let day = names.folder(&top, "Day 1: küste");
    [
        (names.file(&top, "koi.jpg"), b"carp".repeat(5_000)),
        (names.file(&top, "KOI.jpg"), vec![0xff; 3]),
        (names.file(&day, "日本の鯉.png"), (0..=255).collect()),
        (names.file(&day, "nothing"), Vec::new()),
    ]
    .into()
}

proptest! {
    #[test]
    fn any_part_is_that_part_of_the_whole(
        sizes in proptest::collection::vec(0usize..60, 0..6),
        parts in proptest::collection::vec((any::<u64>(), any::<u64>()), 8),
    ) {
        let files: Vec<_> = sizes.iter().enumerate().map(|(n, size)| (format!("{n}"), vec![n as u8; *size])).collect();
        let (plan, source) = plan(&files);
        let whole = collect(&plan, source.clone(), 0..plan.length()).unwrap();
        prop_assert_eq!(whole.len() as u64, plan.length());
        for (one, other) in parts {
            let (one, other) = (one % (plan.length() + 1), other % (plan.length() + 1));
            let range = one.min(other)..one.max(other);
            let part = collect(&plan, source.clone(), range.clone()).unwrap();
            prop_assert_eq!(&part[..], &whole[range.start as usize..range.end as usize], "{:?}", range);
        }
    }
}

#[test]
fn every_single_place_can_be_the_first() {
    let (plan, source) = plan(&files());
    let whole = collect(&plan, source.clone(), 0..u64::MAX).unwrap();
    assert_eq!(whole.len() as u64, plan.length());
    for start in (0..700).chain(19_900..plan.length()) {
        let end = plan.length().min(start + 100);
        assert_eq!(collect(&plan, source.clone(), start..end).unwrap(), whole[start as usize..end as usize], "{start}");
    }
    assert!(collect(&plan, source, plan.length()..u64::MAX).unwrap().is_empty());
}

#[test]
fn the_tag_is_that_of_the_bytes() {
    let (one, _) = plan(&files());
    assert_eq!(one.tag(), plan(&files()).0.tag());
    let changed = |change: fn(&mut Vec<Entry>)| {
        let mut entries: Vec<Entry> = one.slots.iter().map(|slot| slot.entry.clone()).collect();
        change(&mut entries);
        Plan::new(entries).tag()
    };
    assert_eq!(changed(|_| ()), one.tag());
    let mut tags = vec![one.tag()];
    tags.extend([
        changed(|entries| entries[0].name.push('x')),
        changed(|entries| entries[0].content.push('x')),
        changed(|entries| entries[0].size += 1),
        changed(|entries| entries[0].time = entries[0].time.plus(1)),
        changed(|entries| entries.swap(0, 1)),
        changed(|entries| entries.truncate(3)),
    ]);
    let count = tags.len();
    tags.sort();
    tags.dedup();
    assert_eq!(tags.len(), count);
}

#[test]
fn bytes_that_are_not_as_announced_break_it_off() {
    for lie in [-1, 1] {
        let (honest, Memory(bytes)) = plan(&files());
        let mut entries: Vec<Entry> = honest.slots.iter().map(|slot| slot.entry.clone()).collect();
        entries[0].size = entries[0].size.saturating_add_signed(lie);
        let source = Lying(Memory(bytes));
        let error = collect(&Plan::new(entries), source, 0..u64::MAX).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidData, "{lie}");
    }
}

/// Sends its entries whole, whatever is asked.
struct Lying(Memory);

impl Source for Lying {
    async fn crc(&self, entry: usize) -> io::Result<u32> {
        self.0.crc(entry).await
    }

    async fn read(&self, entry: usize, _range: Range<u64>) -> io::Result<Chunks> {
        self.0.read(entry, 0..self.0.0[entry].len() as u64).await
    }
}
