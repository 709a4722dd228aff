//! The desk without the protocol: what is kept, what is let go, who may have it.

use super::*;
use crate::domain::id::{AssetId, BrandId, Id};
use crate::domain::time::DAY;
use crate::domain::upload::file_name;
use futures::stream;

const NOW: Timestamp = Timestamp(1_794_476_460_000);

struct Bench {
    desk: Desk,
    folder: tempfile::TempDir,
    count: u128,
}

/// A picture by its first bytes, then anything.
fn picture(length: usize) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend((0..length.saturating_sub(bytes.len())).map(|n| (n % 253) as u8));
    bytes
}

fn member(number: u128) -> MemberId {
    Id(number).into()
}

/// A body of chunks that ends well, or breaks.
fn body(bytes: &[u8], broken: bool) -> impl Stream<Item = io::Result<Bytes>> + Unpin + Send + 'static {
    let mut chunks: Vec<io::Result<Bytes>> = bytes.chunks(1_000).map(|chunk| Ok(Bytes::copy_from_slice(chunk))).collect();
    if broken {
        chunks.push(Err(io::ErrorKind::ConnectionReset.into()));
    }
    stream::iter(chunks)
}

/// Checks hash and head, takes the file away as promoting does, and answers as told.
fn keep_as(bytes: Vec<u8>, answer: Result<Done>) -> Finish {
    Box::new(move |complete| {
        Box::pin(async move {
            assert_eq!(complete.sums.hash(), blake3::hash(&bytes).to_hex().to_string());
            assert_eq!(complete.sums.crc(), crc32fast::hash(&bytes));
            assert_eq!(complete.head, bytes[..bytes.len().min(HEAD_BYTES)]);
            if answer.is_ok() && complete.file.exists() {
                assert_eq!(std::fs::read(&complete.file).unwrap(), bytes);
                std::fs::remove_file(&complete.file).unwrap();
            }
            answer
        })
    })
}

fn never() -> Finish {
    Box::new(|_| Box::pin(async { panic!("finished too early") }))
}

fn done() -> Done {
    Done { asset: AssetId(Id(7)), already: false, version: None }
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { desk: Desk::new(folder.path().join("uploads")), folder, count: 0 }
    }

    /// Another process on the same folder.
    fn restart(&mut self) {
        self.desk = Desk::new(self.folder.path().join("uploads"));
    }

    async fn begin(&mut self, length: usize) -> Claim {
        self.count += 1;
        let id = Id::new(NOW.0 as u64, self.count).into();
        let record = Record {
            id,
            owner: member(1),
            brand: BrandId(Id(3)),
            filing: Default::default(),
            version_of: None,
            keep: false,
            name: file_name("koi.png"),
            metadata: "filename a29p".to_owned(),
            length: length as u64,
            safe: 0,
            created: NOW,
            done: None,
            ended: None,
        };
        self.desk.begin(record).await.unwrap();
        Claim { id, owner: member(1), now: NOW }
    }

    async fn offset(&self, of: Claim) -> Result<u64> {
        Ok(self.desk.look(of.id, of.owner, of.now).await?.offset)
    }

    fn files(&self) -> Vec<String> {
        let names = std::fs::read_dir(self.folder.path().join("uploads")).unwrap();
        let mut names: Vec<String> =
            names.map(|entry| entry.unwrap().path().extension().unwrap().to_str().unwrap().to_owned()).collect();
        names.sort();
        names
    }
}

#[tokio::test]
async fn all_at_once() {
    let mut bench = Bench::new();
    let bytes = picture(5_000);
    let of = bench.begin(5_000).await;
    let standing = bench.desk.receive(of, 0, body(&bytes, false), keep_as(bytes.clone(), Ok(done()))).await.unwrap();
    assert_eq!((standing.offset, standing.record.done), (5_000, Some(done())));
    // The answer may have been lost; it is remembered for a while, also by another process.
    for _ in 0..2 {
        let again = bench.desk.look(of.id, of.owner, of.now).await.unwrap();
        assert_eq!((again.offset, again.record.done), (5_000, Some(done())));
        bench.restart();
    }
    let later = Claim { now: NOW.plus(HOUR), ..of };
    assert!(matches!(bench.offset(later).await, Err(Error::Missing("upload"))));
    assert!(bench.files().is_empty());
}

#[tokio::test]
async fn a_broken_body_keeps_what_came_and_goes_on() {
    let mut bench = Bench::new();
    let bytes = picture(9_500);
    let of = bench.begin(9_500).await;
    let standing = bench.desk.receive(of, 0, body(&bytes[..4_321], true), never()).await.unwrap();
    assert_eq!(standing.offset, 4_321);
    bench.restart();
    assert_eq!(bench.offset(of).await.unwrap(), 4_321);
    let standing = bench.desk.receive(of, 4_321, body(&bytes[4_321..8_000], false), never()).await.unwrap();
    assert_eq!(standing.offset, 8_000);
    let kept = keep_as(bytes.clone(), Ok(done()));
    let standing = bench.desk.receive(of, 8_000, body(&bytes[8_000..], false), kept).await.unwrap();
    assert_eq!(standing.record.done, Some(done()));
}

#[tokio::test]
async fn what_was_not_safe_is_let_go_after_a_crash() {
    let mut bench = Bench::new();
    let bytes = picture(6_000);
    let of = bench.begin(6_000).await;
    bench.desk.receive(of, 0, body(&bytes[..2_000], true), never()).await.unwrap();
    // As if more had reached the file, but not for certain.
    let part = bench.folder.path().join(format!("uploads/{}.part", of.id));
    let mut torn = bytes[..2_000].to_vec();
    torn.extend([0; 700]);
    std::fs::write(&part, torn).unwrap();
    bench.restart();
    assert_eq!(bench.offset(of).await.unwrap(), 2_000);
    let kept = keep_as(bytes.clone(), Ok(done()));
    assert!(bench.desk.receive(of, 2_000, body(&bytes[2_000..], false), kept).await.is_ok());
}

#[tokio::test]
async fn the_wrong_offset_and_too_many_bytes_are_refused() {
    let mut bench = Bench::new();
    let bytes = picture(3_000);
    let of = bench.begin(2_500).await;
    for offset in [1, 2_500] {
        let answer = bench.desk.receive(of, offset, body(&bytes, false), never()).await;
        assert!(matches!(answer, Err(Error::Conflict { .. })));
    }
    assert!(matches!(bench.desk.receive(of, 0, body(&bytes, false), never()).await, Err(Error::Invalid(_))));
    assert_eq!(bench.offset(of).await.unwrap(), 0);
    let kept = keep_as(bytes[..2_500].to_vec(), Ok(done()));
    assert!(bench.desk.receive(of, 0, body(&bytes[..2_500], false), kept).await.is_ok());
}

#[tokio::test]
async fn the_wrong_kind_is_refused_at_its_head_and_forgotten() {
    let mut bench = Bench::new();
    let bytes = vec![b'x'; 100_000];
    let of = bench.begin(100_000).await;
    let error = bench.desk.receive(of, 0, body(&bytes[..HEAD_BYTES + 10], true), never()).await.unwrap_err();
    assert!(matches!(error, Error::Refused(_)), "{error}");
    assert!(bench.offset(of).await.is_err());
    assert!(bench.files().is_empty());
}

#[tokio::test]
async fn only_its_owner_finds_it() {
    let mut bench = Bench::new();
    let of = bench.begin(100).await;
    let stranger = Claim { owner: member(2), ..of };
    assert!(matches!(bench.offset(stranger).await, Err(Error::Missing("upload"))));
    assert!(matches!(bench.desk.receive(stranger, 0, body(b"x", false), never()).await, Err(Error::Missing(_))));
    assert!(bench.desk.remove(of.id, member(2), NOW).await.is_err());
    assert_eq!(bench.offset(of).await.unwrap(), 0);
    bench.desk.remove(of.id, member(1), NOW).await.unwrap();
    assert!(bench.offset(of).await.is_err());
    assert!(bench.files().is_empty());
}

#[tokio::test]
async fn the_studios_own_trouble_passes() {
    let mut bench = Bench::new();
    let bytes = picture(4_500);
    let of = bench.begin(4_500).await;
    let failing = keep_as(bytes.clone(), Err(Error::Busy));
    assert!(matches!(bench.desk.receive(of, 0, body(&bytes, false), failing).await, Err(Error::Busy)));
    bench.restart();
    assert_eq!(bench.offset(of).await.unwrap(), 4_500);
    let kept = keep_as(bytes.clone(), Ok(done()));
    let standing = bench.desk.receive(of, 4_500, body(b"", false), kept).await.unwrap();
    assert_eq!(standing.record.done, Some(done()));
}

#[tokio::test]
async fn what_the_studio_refuses_is_forgotten() {
    let mut bench = Bench::new();
    let bytes = picture(100);
    let of = bench.begin(100).await;
    let refusing = keep_as(bytes.clone(), Err(Error::Missing("brand")));
    assert!(matches!(bench.desk.receive(of, 0, body(&bytes, false), refusing).await, Err(Error::Missing("brand"))));
    assert!(bench.files().is_empty());
}

#[tokio::test]
async fn a_new_request_takes_over_from_a_hanging_one() {
    let mut bench = Bench::new();
    let bytes = picture(3_000);
    let of = bench.begin(3_000).await;
    let desk = Arc::new(bench.desk);
    // Asked for more, it knows that the first chunk was taken in, and says so, and no more.
    let taken = Arc::new(tokio::sync::Notify::new());
    let tell = taken.clone();
    let silence = stream::poll_fn(move |_| {
        tell.notify_one();
        std::task::Poll::Pending
    });
    let hanging = body(&bytes[..1_000], false).chain(silence);
    let first = tokio::spawn({
        let desk = desk.clone();
        async move { desk.receive(of, 0, hanging, never()).await }
    });
    taken.notified().await;
    assert_eq!(desk.look(of.id, of.owner, NOW).await.unwrap().offset, 1_000);
    assert_eq!(first.await.unwrap().unwrap().offset, 1_000);
}

#[tokio::test]
async fn old_uploads_are_swept() {
    let mut bench = Bench::new();
    let old = bench.begin(100).await;
    bench.desk.sweep(NOW.plus(DAY)).await.unwrap();
    assert_eq!(bench.files(), ["json", "part"]);
    bench.desk.sweep(NOW.plus(2 * DAY)).await.unwrap();
    assert!(bench.files().is_empty());
    assert!(bench.offset(old).await.is_err());
    // Notes that do not read go by the age in their names.
    let torn = bench.begin(100).await;
    std::fs::write(bench.folder.path().join(format!("uploads/{}.json", torn.id)), "{").unwrap();
    bench.restart();
    assert!(bench.offset(torn).await.is_err());
    bench.desk.sweep(NOW.plus(2 * DAY)).await.unwrap();
    assert!(bench.files().is_empty());
}
