//! Archives at and beyond what the first zip format could say, made of zeros that nobody keeps.

use super::readers::tool;
use super::{TIME, collect};
use crate::server::storage::Chunks;
use crate::server::zip::{Entry, Piece, Plan, Source};
use bytes::Bytes;
use futures::{StreamExt, stream};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;

const EDGE: u64 = u32::MAX as u64;

/// Entries of nothing but zeros, and how long they are.
#[derive(Clone)]
struct Zeros(Vec<u64>);

impl Source for Zeros {
    async fn crc(&self, entry: usize) -> io::Result<u32> {
        Ok(crc_of_zeros(self.0[entry]))
    }

    async fn read(&self, entry: usize, range: Range<u64>) -> io::Result<Chunks> {
        assert!(range.start < range.end && range.end <= self.0[entry]);
        let bites = stream::unfold(range.end - range.start, |left| async move {
            let bite = left.min(128 << 10);
            (bite > 0).then(|| (Ok(Bytes::from(vec![0; bite as usize])), left - bite))
        });
        Ok(bites.boxed())
    }
}

/// By doubling, since the sum of two parts follows from theirs.
fn crc_of_zeros(length: u64) -> u32 {
    let mut sum = crc32fast::Hasher::new();
    let mut doubled = crc32fast::Hasher::new();
    doubled.update(&[0]);
    let mut left = length;
    while left > 0 {
        if left & 1 == 1 {
            sum.combine(&doubled);
        }
        let half = doubled.clone();
        doubled.combine(&half);
        left >>= 1;
    }
    sum.finalize()
}

fn zeros(sizes: impl IntoIterator<Item = u64>) -> (Plan, Zeros) {
    let sizes: Vec<u64> = sizes.into_iter().collect();
    let entries =
        sizes.iter().enumerate().map(|(n, size)| Entry { name: format!("{n}"), size: *size, time: TIME, content: String::new() });
    (Plan::new(entries.collect()), Zeros(sizes))
}

/// The archive as a file, made where it is read.
struct Virtual {
    plan: Plan,
    source: Zeros,
    at: u64,
}

impl Read for Virtual {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let end = self.plan.length().min(self.at + buffer.len() as u64);
        let bytes = collect(&self.plan, self.source.clone(), self.at..end)?;
        buffer[..bytes.len()].copy_from_slice(&bytes);
        self.at += bytes.len() as u64;
        Ok(bytes.len())
    }
}

impl Seek for Virtual {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.at = match to {
            SeekFrom::Start(at) => at,
            SeekFrom::End(by) => self.plan.length().saturating_add_signed(by),
            SeekFrom::Current(by) => self.at.saturating_add_signed(by),
        };
        Ok(self.at)
    }
}

#[test]
fn sums_of_zeros() {
    for length in [0, 1, 2, 3, 1_000, 65_537] {
        assert_eq!(crc_of_zeros(length), crc32fast::hash(&vec![0; length as usize]), "{length}");
    }
}

#[test]
fn entries_and_places_beyond_four_gigabytes_are_read() {
    for sizes in [
        vec![EDGE - 1],
        vec![EDGE],
        vec![EDGE + 1],
        // The second begins just before, at and just behind what 32 bits can say: 40 bytes of header, 9 of them the time.
        vec![EDGE - 41, 5],
        vec![EDGE - 40, 5],
        vec![EDGE - 39, 5],
        vec![3, 6 << 30, 0, 6 << 30, 2],
    ] {
        let (plan, source) = zeros(sizes.clone());
        let mut archive = zip::ZipArchive::new(Virtual { plan: plan.clone(), source: source.clone(), at: 0 }).unwrap();
        assert_eq!(archive.len(), sizes.len());
        for (place, size) in sizes.iter().enumerate() {
            let mut file = archive.by_index(place).unwrap();
            assert_eq!((file.size(), file.compressed_size(), file.crc32()), (*size, *size, crc_of_zeros(*size)), "{sizes:?}");
            assert_eq!(file.name().unwrap(), place.to_string());
            let mut start = vec![1; 100];
            let read = file.read(&mut start).unwrap();
            assert!(read as u64 == (*size).min(100) && start[..read].iter().all(|byte| *byte == 0), "{sizes:?}");
        }
        // Nothing before a part is produced for it: this would take minutes otherwise.
        let last = collect(&plan, source, plan.length() - 1..plan.length()).unwrap();
        assert_eq!(last, [0]);
    }
}

#[test]
fn the_wide_records_stand_exactly_where_they_are_needed() {
    let wide = |plan: &Plan, source: &Zeros| {
        let end = collect(plan, source.clone(), plan.end..plan.length()).unwrap();
        let head = collect(plan, source.clone(), 0..plan.piece(0).1.end).unwrap();
        (end.starts_with(b"PK\x06\x06"), head[4] == 45)
    };
    for (size, expected) in
        [(EDGE - 41, (false, false)), (EDGE - 40, (true, false)), (EDGE - 1, (true, false)), (EDGE, (true, true))]
    {
        let (plan, source) = zeros([size]);
        assert_eq!(plan.piece(plan.directory).0, Piece::Listed(0));
        assert_eq!(wide(&plan, &source), expected, "{size}");
    }
}

#[test]
fn more_entries_than_the_old_directory_counts() {
    for count in [65_534, 65_535, 65_536, 70_000] {
        let (plan, source) = zeros((0..count).map(|n| n % 3));
        let whole = collect(&plan, source, 0..u64::MAX).unwrap();
        let wide = whole.windows(4).rev().take(200).any(|bytes| bytes == b"PK\x06\x06");
        assert_eq!(wide, count >= 65_535, "{count}");
        let mut archive = zip::ZipArchive::new(io::Cursor::new(whole)).unwrap();
        assert_eq!(archive.len() as u64, count);
        let mut last = archive.by_index(count as usize - 1).unwrap();
        assert_eq!(io::copy(&mut last, &mut io::sink()).unwrap(), (count - 1) % 3);
    }
}

/// Takes the better part of a minute: a part of `make test-durability`.
#[test]
#[ignore = "unpackers read 13 GB of zeros"]
fn whole_unpackers_read_beyond_four_gigabytes() {
    let folder = tempfile::tempdir().unwrap();
    for (n, sizes) in [vec![EDGE], vec![EDGE + 1, 7], vec![EDGE - 40, 5]].into_iter().enumerate() {
        let (plan, source) = zeros(sizes);
        let path = folder.path().join(format!("{n}.zip"));
        let mut file = std::fs::File::create(&path).unwrap();
        let mut at = 0;
        while at < plan.length() {
            let (piece, of) = plan.piece(at);
            if !matches!(piece, Piece::Body(_)) {
                file.seek(SeekFrom::Start(of.start)).unwrap();
                file.write_all(&collect(&plan, source.clone(), of.clone()).unwrap()).unwrap();
            }
            at = of.end;
        }
        let path = path.to_str().unwrap();
        let script = "import sys, zipfile; sys.exit(zipfile.ZipFile(sys.argv[1]).testzip() is not None)";
        for told in [tool("unzip", &["-tq", path]), tool("python3", &["-c", script, path])].into_iter().flatten() {
            assert!(told.status.success(), "{n}: {told:?}");
        }
    }
}
