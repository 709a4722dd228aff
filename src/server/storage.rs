//! Where bytes are kept: originals under the hash of their content, renditions beside them.
//!
//! A way in for each backend, one way of working for all of them. Keys are made by [`Key`] alone.
//! An object is whole from the moment it can be read, and on a local disk it is still there after a
//! power cut once [`Storage::promote`] has answered. Renditions can be made again, so they are
//! written without waiting for the disk.

mod disk;
mod hold;
mod key;
mod local;
mod sums;

pub use hold::Held;
pub use key::{Coding, Key};
pub use local::LocalFile;
pub use sums::Sums;

use crate::domain::rendition::RenditionSize;
use crate::domain::time::Timestamp;
use crate::server::error::{Error, Result};
use bytes::Bytes;
use futures::stream::{self, BoxStream};
use futures::{StreamExt, TryStreamExt};
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::{GetOptions, GetRange, GetResult, GetResultPayload, ObjectStore, ObjectStoreExt, buffered::BufWriter};
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt};
use tokio_util::io::ReaderStream;

/// Bytes of one part when an object travels to a remote store.
const PART: usize = 8 << 20;
/// Bytes read from a local file at a time.
const READ: usize = 128 << 10;

/// The bytes of an object or a part of it, as they come.
pub type Chunks = BoxStream<'static, io::Result<Bytes>>;

/// What is known of an object without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meta {
    /// Bytes of the whole object, also where only a part is read.
    pub size: u64,
}

/// One original in a listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// BLAKE3 of the content, 64 hex digits.
    pub hash: String,
    pub bytes: u64,
    /// When it was put there last.
    pub modified: Timestamp,
}

/// The store of one studio; cheap to clone.
#[derive(Clone, Debug)]
pub struct Storage(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    store: Arc<dyn ObjectStore>,
    /// Stands before every key; empty but for a store shared with others.
    prefix: object_store::path::Path,
    /// Root on the local disk, where there is one.
    disk: Option<PathBuf>,
    staging: PathBuf,
    holds: hold::Holds,
}

impl Storage {
    /// Keeps everything below `root`, which is made when missing. Staging is a folder in it, so that promoting is
    /// a rename.
    pub fn local(root: &Path) -> Result<Self> {
        let staging = root.join("staging");
        std::fs::create_dir_all(&staging)?;
        let root = root.canonicalize()?;
        let store = Arc::new(LocalFileSystem::new_with_prefix(&root)?);
        Ok(Self::with(store, object_store::path::Path::default(), Some(root.clone()), root.join("staging")))
    }

    /// Keeps everything in memory and nothing for long: for tests. What arrives is staged on disk all the same.
    pub fn memory(staging: &Path) -> Result<Self> {
        std::fs::create_dir_all(staging)?;
        Ok(Self::with(Arc::new(InMemory::new()), object_store::path::Path::default(), None, staging.to_owned()))
    }

    /// Opens the store at an address: `s3://bucket/prefix`, with options by the names S3 tools use in the
    /// environment (`AWS_ENDPOINT`, `AWS_ACCESS_KEY_ID`, …), or `file:///path`.
    pub fn by_url(address: &str, options: impl IntoIterator<Item = (String, String)>, staging: &Path) -> Result<Self> {
        let url =
            url::Url::parse(address).map_err(|error| Error::Internal(format!("the storage address does not read: {error}")))?;
        if url.scheme() == "file" {
            let root = url.to_file_path().map_err(|()| Error::Internal("the storage address names no folder".to_owned()))?;
            return Self::local(&root);
        }
        std::fs::create_dir_all(staging)?;
        let (store, prefix) = object_store::parse_url_opts(&url, options)?;
        Ok(Self::with(Arc::from(store), prefix, None, staging.to_owned()))
    }

    fn with(store: Arc<dyn ObjectStore>, prefix: object_store::path::Path, disk: Option<PathBuf>, staging: PathBuf) -> Self {
        Self(Arc::new(Inner { store, prefix, disk, staging, holds: hold::Holds::default() }))
    }

    /// The folder for files under way. On the same file system as the objects where these are on a local disk.
    pub fn staging_dir(&self) -> &Path {
        &self.0.staging
    }

    /// Waits until nobody else adds the first asset of an object, makes something of it, or takes it away; then holds it
    /// until the answer is dropped. Whoever needs the turn to write as well takes that second.
    pub async fn hold(&self, hash: &str) -> Held {
        self.0.holds.take(hash).await
    }

    /// Makes the file at `temp` the object of that hash. The file is gone afterwards.
    ///
    /// May be repeated: where the object is there already, a missing `temp` is no error. Putting an object there
    /// anew also makes it young again for the job that collects forgotten ones.
    pub async fn promote(&self, temp: &Path, hash: &str) -> Result<()> {
        let key = Key::object(hash)?;
        if let Some(root) = &self.0.disk {
            let (temp, root, key) = (temp.to_owned(), root.clone(), key.clone());
            return Ok(blocking(move || disk::settle(&temp, &root, key.as_str())).await?);
        }
        if !self.exists(&key).await? {
            self.send(temp, &key).await?;
        }
        match tokio::fs::remove_file(temp).await {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    async fn send(&self, temp: &Path, key: &Key) -> Result<()> {
        let mut file = tokio::fs::File::open(temp).await?;
        let mut writer = BufWriter::with_capacity(self.0.store.clone(), self.path(key), PART);
        let sent = async {
            tokio::io::copy(&mut file, &mut writer).await?;
            writer.shutdown().await
        };
        let sent = sent.await;
        if sent.is_err() {
            // Parts that arrived would be kept, and paid for, until told otherwise.
            let _ = writer.abort().await;
        }
        Ok(sent?)
    }

    /// Keeps a rendition of the object; `mime` is `image/webp` or `image/jpeg`.
    pub async fn put_rendition(&self, hash: &str, size: RenditionSize, mime: &str, bytes: impl Into<Bytes>) -> Result<()> {
        let coding =
            Coding::from_mime(mime).ok_or_else(|| Error::Internal(format!("renditions are WebP or JPEG, this is {mime}")))?;
        let key = Key::rendition(hash, size, coding)?;
        self.0.store.put(&self.path(&key), bytes.into().into()).await?;
        Ok(())
    }

    /// Keeps something else that was made of an object and can be made again, under a key of its own.
    pub async fn put_made(&self, key: &Key, bytes: impl Into<Bytes>) -> Result<()> {
        self.0.store.put(&self.path(key), bytes.into().into()).await?;
        Ok(())
    }

    /// The object as a file that a program can be given: its own on a local disk, else a copy that goes with the answer.
    pub async fn as_file(&self, hash: &str) -> Result<LocalFile> {
        let key = Key::object(hash)?;
        if let Some(root) = &self.0.disk {
            return Ok(LocalFile::kept(root.join(key.as_str())));
        }
        let copy = LocalFile::passing(&self.0.staging);
        let (_, mut chunks) = self.get(&key, None).await?;
        let mut file = tokio::fs::File::create(copy.path()).await?;
        while let Some(chunk) = chunks.try_next().await? {
            file.write_all(&chunk).await?;
        }
        file.flush().await?;
        Ok(copy)
    }

    /// The name of a file to be written, which goes with the answer.
    pub fn passing_file(&self) -> LocalFile {
        LocalFile::passing(&self.0.staging)
    }

    /// Keeps the content of a file in place of the object for public links.
    pub async fn put_clean_file(&self, hash: &str, from: &Path) -> Result<()> {
        self.send(from, &Key::clean(hash)?).await
    }

    /// Keeps what leaves by public links in place of the object.
    pub async fn put_clean(&self, hash: &str, bytes: Bytes) -> Result<()> {
        self.0.store.put(&self.path(&Key::clean(hash)?), bytes.into()).await?;
        Ok(())
    }

    /// The rendition of that size, in whichever coding it was made; `None` while there is none.
    pub async fn rendition(&self, hash: &str, size: RenditionSize) -> Result<Option<(Coding, Bytes)>> {
        for coding in Coding::likely(size) {
            let key = Key::rendition(hash, size, coding)?;
            match self.read_all(&key).await {
                // Empty is what a power cut can leave of a file that nobody waited for.
                Ok(bytes) if bytes.is_empty() => {}
                Ok(bytes) => return Ok(Some((coding, bytes))),
                Err(error) if is_missing(&error) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    }

    /// Whether there is a rendition of every size.
    pub async fn has_renditions(&self, hash: &str) -> Result<bool> {
        for size in RenditionSize::ALL {
            if self.rendition(hash, size).await?.is_none() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Reads an object or a part of it. The part must not be empty or start behind the end.
    pub async fn get(&self, key: &Key, range: Option<Range<u64>>) -> Result<(Meta, Chunks)> {
        let options = GetOptions { range: range.map(GetRange::Bounded), ..GetOptions::default() };
        let GetResult { payload, meta, range, .. } = self.0.store.get_opts(&self.path(key), options).await?;
        let chunks = match payload {
            GetResultPayload::File(file, _) => from_file(file, range).await?,
            GetResultPayload::Stream(stream) => stream.map_err(io::Error::from).boxed(),
        };
        Ok((Meta { size: meta.size }, chunks))
    }

    /// Reads a whole object into memory.
    pub async fn read_all(&self, key: &Key) -> Result<Bytes> {
        Ok(self.0.store.get(&self.path(key)).await?.bytes().await?)
    }

    /// Whether something is kept under the key.
    pub async fn exists(&self, key: &Key) -> Result<bool> {
        Ok(self.size(key).await?.is_some())
    }

    /// Bytes of what is kept under the key; `None` when there is nothing.
    pub async fn size(&self, key: &Key) -> Result<Option<u64>> {
        match self.0.store.head(&self.path(key)).await {
            Ok(meta) => Ok(Some(meta.size)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Deletes what is kept under the key, if anything.
    pub async fn delete(&self, key: &Key) -> Result<()> {
        match self.0.store.delete(&self.path(key)).await {
            Err(object_store::Error::NotFound { .. }) | Ok(()) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Deletes the object of that hash and everything made of it.
    pub async fn delete_all(&self, hash: &str) -> Result<()> {
        for size in RenditionSize::ALL {
            for coding in Coding::ALL {
                self.delete(&Key::rendition(hash, size, coding)?).await?;
            }
        }
        for made in [Key::sheet(hash)?, Key::peaks(hash)?, Key::clean(hash)?] {
            self.delete(&made).await?;
        }
        self.delete(&Key::object(hash)?).await
    }

    /// Every original, in no order. Files that are not objects are left out.
    pub fn objects(&self) -> BoxStream<'static, Result<Stored>> {
        let root = self.0.prefix.clone().join(Key::OBJECTS);
        self.0
            .store
            .list(Some(&root))
            .map_err(Error::from)
            .try_filter_map(|meta| async move {
                let hash = meta.location.filename().filter(|name| key::is_hash(name)).map(str::to_owned);
                Ok(hash.map(|hash| Stored { hash, bytes: meta.size, modified: Timestamp(meta.last_modified.timestamp_millis()) }))
            })
            .boxed()
    }

    /// Whether the store answers and, on a local disk, takes new files.
    pub async fn check(&self) -> Result<()> {
        if self.0.disk.is_some() {
            let probe = self.passing_file();
            return Ok(blocking(move || disk::probe(probe.path())).await?);
        }
        self.0.store.list_with_delimiter(Some(&self.0.prefix)).await?;
        Ok(())
    }

    fn path(&self, key: &Key) -> object_store::path::Path {
        self.0.prefix.parts().chain(object_store::path::Path::from(key.as_str()).parts()).collect()
    }
}

/// Whether the error says that nothing is kept under a key.
pub fn is_missing(error: &Error) -> bool {
    matches!(error, Error::Storage(object_store::Error::NotFound { .. }))
}

/// Streams a part of a local file in larger bites than the store's own 8 kB.
async fn from_file(file: std::fs::File, range: Range<u64>) -> io::Result<Chunks> {
    let length = range.end - range.start;
    if length <= READ as u64 {
        let bytes = blocking(move || disk::read(&file, range)).await?;
        return Ok(stream::once(async move { Ok(Bytes::from(bytes)) }).boxed());
    }
    let mut file = tokio::fs::File::from_std(file);
    file.seek(io::SeekFrom::Start(range.start)).await?;
    Ok(ReaderStream::with_capacity(file.take(length), READ).boxed())
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(io::Error::other)?
}

#[cfg(test)]
mod tests;
