//! The bytes of an archive, from storage.

use crate::server::db;
use crate::server::error::{Error, Result};
use crate::server::storage::{Chunks, Key};
use crate::server::studio::Studio;
use crate::server::zip::Source;
use futures::TryStreamExt;
use std::collections::HashMap;
use std::io;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

/// One file of an archive, where it is kept.
#[derive(Clone, Debug)]
pub(super) struct Stored {
    pub key: Key,
    pub bytes: u64,
    /// CRC-32, where it is known.
    pub crc: Option<u32>,
}

/// The files of an archive.
pub struct Objects {
    studio: Studio,
    files: Vec<Stored>,
    /// Sums found on the way, which the directory asks for again.
    found: Mutex<HashMap<Key, u32>>,
}

impl Objects {
    pub(super) fn new(studio: Studio, files: Vec<Stored>) -> Self {
        Self { studio, files, found: Mutex::default() }
    }

    fn file(&self, place: usize) -> io::Result<&Stored> {
        self.files.get(place).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    /// Reads the file through, which only those kept before sums were noted need, and notes its sum.
    async fn find(&self, key: &Key) -> Result<u32> {
        let (_, chunks) = self.studio.storage.get(key, None).await?;
        let add = |mut sum: crc32fast::Hasher, chunk: bytes::Bytes| async move {
            sum.update(&chunk);
            Ok(sum)
        };
        let crc = chunks.try_fold(crc32fast::Hasher::new(), add).await?.finalize();
        if let Some(object) = key.hash_of_object()
            && self.studio.needs(object).await?
        {
            let mut change = self.studio.change().await;
            db::objects::put_crc(&mut change.tx, object, crc);
            change.commit().await?;
        }
        Ok(crc)
    }
}

impl Source for Objects {
    async fn crc(&self, entry: usize) -> io::Result<u32> {
        let file = self.file(entry)?;
        if let Some(crc) = file.crc {
            return Ok(crc);
        }
        let known = self.found.lock().unwrap_or_else(PoisonError::into_inner).get(&file.key).copied();
        if let Some(crc) = known {
            return Ok(crc);
        }
        let crc = self.find(&file.key).await.map_err(told)?;
        self.found.lock().unwrap_or_else(PoisonError::into_inner).insert(file.key.clone(), crc);
        Ok(crc)
    }

    async fn read(&self, entry: usize, range: Range<u64>) -> io::Result<Chunks> {
        let file = self.file(entry)?;
        let whole = range == (0..file.bytes);
        let (_, chunks) = self.studio.storage.get(&file.key, (!whole).then_some(range)).await.map_err(told)?;
        Ok(chunks)
    }
}

/// Nothing can be told to whoever receives any more: the connection breaks, and the log says why.
fn told(error: Error) -> io::Error {
    tracing::error!(%error, "an archive broke off");
    io::Error::other(error)
}
