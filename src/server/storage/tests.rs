//! Each promise on a real disk, and in memory where it is one of both.

use super::*;
use std::fs;

struct Bench {
    storage: Storage,
    folder: tempfile::TempDir,
}

impl Bench {
    fn both() -> [Self; 2] {
        let (disk, staging) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        [
            Self { storage: Storage::local(disk.path()).unwrap(), folder: disk },
            Self { storage: Storage::memory(staging.path()).unwrap(), folder: staging },
        ]
    }

    /// Stages the bytes and tells their hash.
    fn stage(&self, bytes: &[u8]) -> (PathBuf, String) {
        let temp = self.storage.staging_dir().join("arriving");
        fs::write(&temp, bytes).unwrap();
        (temp, blake3::hash(bytes).to_hex().to_string())
    }

    async fn keep(&self, bytes: &[u8]) -> String {
        let (temp, hash) = self.stage(bytes);
        self.storage.promote(&temp, &hash).await.unwrap();
        hash
    }

    async fn read(&self, hash: &str, range: Option<Range<u64>>) -> (u64, Vec<u8>) {
        let (meta, chunks) = self.storage.get(&Key::object(hash).unwrap(), range).await.unwrap();
        let parts: Vec<Bytes> = chunks.try_collect().await.unwrap();
        (meta.size, parts.concat())
    }
}

#[tokio::test]
async fn a_promoted_file_is_moved_and_reads_back() {
    for bench in Bench::both() {
        let (temp, hash) = bench.stage(b"low tide");
        bench.storage.promote(&temp, &hash).await.unwrap();
        assert!(!temp.exists());
        assert!(bench.storage.exists(&Key::object(&hash).unwrap()).await.unwrap());
        assert_eq!(bench.read(&hash, None).await, (8, b"low tide".to_vec()));
        // Again, as after a lost answer: with nothing staged and with the same bytes staged anew.
        bench.storage.promote(&temp, &hash).await.unwrap();
        assert_eq!(bench.keep(b"low tide").await, hash);
        assert!(!temp.exists());
        assert_eq!(bench.read(&hash, None).await.0, 8);
    }
}

#[tokio::test]
async fn an_object_lies_where_its_hash_says() {
    let [bench, _] = Bench::both();
    let hash = bench.keep(b"koi").await;
    let path = format!("objects/{}/{}/{hash}", &hash[..2], &hash[2..4]);
    assert_eq!(fs::read(bench.folder.path().join(path)).unwrap(), b"koi");
}

#[tokio::test]
async fn nothing_staged_and_nothing_kept_is_an_error() {
    for bench in Bench::both() {
        let missing = bench.storage.staging_dir().join("missing");
        assert!(bench.storage.promote(&missing, &"ab".repeat(32)).await.is_err());
    }
}

#[tokio::test]
async fn parts_are_exact_small_and_large() {
    let bytes: Vec<u8> = (0..400_000_u32).map(|n| (n % 251) as u8).collect();
    for bench in Bench::both() {
        let hash = bench.keep(&bytes).await;
        for range in [0..1, 399_999..400_000, 7..200_007, 0..400_000, 399_990..500_000] {
            let (size, part) = bench.read(&hash, Some(range.clone())).await;
            let end = range.end.min(400_000);
            assert_eq!(size, 400_000);
            assert!(part == bytes[range.start as usize..end as usize], "{range:?}");
        }
    }
}

#[tokio::test]
async fn renditions_are_found_in_either_coding() {
    for bench in Bench::both() {
        let hash = bench.keep(b"picture").await;
        let storage = &bench.storage;
        assert!(storage.rendition(&hash, RenditionSize::S640).await.unwrap().is_none());
        storage.put_rendition(&hash, RenditionSize::S640, "image/webp", &b"small"[..]).await.unwrap();
        storage.put_rendition(&hash, RenditionSize::S2048, "image/webp", &b"large"[..]).await.unwrap();
        storage.put_rendition(&hash, RenditionSize::S320, "image/webp", &b""[..]).await.unwrap();
        let small = storage.rendition(&hash, RenditionSize::S640).await.unwrap();
        let large = storage.rendition(&hash, RenditionSize::S2048).await.unwrap();
        assert_eq!(small, Some((Coding::WebP, Bytes::from_static(b"small"))));
        assert_eq!(large, Some((Coding::WebP, Bytes::from_static(b"large"))));
        assert_eq!(storage.rendition(&hash, RenditionSize::S320).await.unwrap(), None);
        assert!(storage.put_rendition(&hash, RenditionSize::S640, "image/png", &b"x"[..]).await.is_err());
    }
}

#[tokio::test]
async fn deleting_takes_the_object_and_its_renditions() {
    for bench in Bench::both() {
        let (first, second) = (bench.keep(b"first").await, bench.keep(b"second").await);
        bench.storage.put_rendition(&first, RenditionSize::S2048, "image/jpeg", &b"large"[..]).await.unwrap();
        let mut listed: Vec<Stored> = bench.storage.objects().try_collect().await.unwrap();
        listed.sort_by_key(|stored| stored.bytes);
        let found: Vec<_> = listed.iter().map(|stored| (stored.hash.as_str(), stored.bytes)).collect();
        assert_eq!(found, [(first.as_str(), 5), (second.as_str(), 6)]);
        assert!(listed.iter().all(|stored| stored.modified.0 > 0));

        bench.storage.delete_all(&first).await.unwrap();
        bench.storage.delete_all(&first).await.unwrap();
        assert_eq!(bench.storage.rendition(&first, RenditionSize::S2048).await.unwrap(), None);
        let left: Vec<Stored> = bench.storage.objects().try_collect().await.unwrap();
        assert_eq!(left.into_iter().map(|stored| stored.hash).collect::<Vec<_>>(), [second]);
    }
}

#[tokio::test]
async fn what_is_missing_says_so() {
    for bench in Bench::both() {
        let key = Key::object(&"0f".repeat(32)).unwrap();
        let error = bench.storage.read_all(&key).await.unwrap_err();
        assert!(is_missing(&error), "{error}");
        assert!(bench.storage.get(&key, Some(0..4)).await.is_err_and(|error| is_missing(&error)));
        assert!(!bench.storage.exists(&key).await.unwrap());
        assert_eq!(bench.storage.objects().count().await, 0);
    }
}

#[tokio::test]
async fn health_is_told() {
    for bench in Bench::both() {
        bench.storage.check().await.unwrap();
    }
    let [bench, _] = Bench::both();
    fs::remove_dir_all(bench.storage.staging_dir()).unwrap();
    assert!(bench.storage.check().await.is_err());
}

#[test]
fn only_hashes_make_keys() {
    for bad in ["", "ab", "../../../../etc/passwd", &"AB".repeat(32), &"g0".repeat(32), &"é".repeat(32)] {
        assert!(Key::object(bad).is_err(), "{bad}");
    }
    let key = Key::rendition(&"ab".repeat(32), RenditionSize::S2048, Coding::Jpeg).unwrap();
    assert_eq!(key.as_str(), format!("renditions/ab/ab/{}/2048.jpg", "ab".repeat(32)));
}

#[test]
fn addresses() {
    let staging = tempfile::tempdir().unwrap();
    let options = |region: &str| [("AWS_REGION".to_owned(), region.to_owned())];
    let bucket = Storage::by_url("s3://studio/atelier/media", options("eu-west-1"), staging.path()).unwrap();
    assert_eq!(
        bucket.path(&Key::object(&"ab".repeat(32)).unwrap()).as_ref(),
        format!("atelier/media/objects/ab/ab/{}", "ab".repeat(32))
    );
    let folder = url::Url::from_file_path(staging.path().join("kept")).unwrap();
    let local = Storage::by_url(folder.as_str(), [], staging.path()).unwrap();
    assert!(local.staging_dir().ends_with("kept/staging"));
    for bad in ["nonsense", "ftp://host/x", ""] {
        assert!(Storage::by_url(bad, [], staging.path()).is_err(), "{bad}");
    }
}
