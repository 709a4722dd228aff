//! Takes uploads in: bytes to a file and through the hash as they come, one sender at a time per upload.
//!
//! What is acknowledged is on the disk. What came before a connection broke is kept. After a restart
//! an upload goes on from the last byte that was certainly on the disk.

use super::record::{Done, Record, Shelf};
use crate::domain::id::{MemberId, UploadId};
use crate::domain::text::Invalid;
use crate::domain::time::{HOUR, Timestamp};
use crate::domain::upload::{HEAD_BYTES, accept};
use crate::server::error::{Error, Result};
use crate::server::storage::Sums;
use bytes::Bytes;
use futures::future::BoxFuture;
use futures::{Stream, StreamExt};
use std::collections::HashMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncSeekExt, AsyncWriteExt, BufWriter};
use tokio::sync::OwnedMutexGuard;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

/// Silence after which a sender counts as gone.
const PATIENCE: Duration = Duration::from_secs(60);
/// Bytes between two notes of how far a long request is.
const CHECKPOINT: u64 = 64 << 20;
/// Bytes that are gathered before they are written.
const BUFFER: usize = 512 << 10;
/// Bytes of a refused file that are still read, so that the sender hears the reason instead of a broken connection.
const DRAIN: u64 = 32 << 20;

/// An upload whose last byte has arrived.
#[derive(Debug)]
pub struct Complete {
    pub record: Record,
    pub file: PathBuf,
    pub sums: Sums,
    /// The first [`HEAD_BYTES`].
    pub head: Vec<u8>,
}

/// What is done with a complete upload, as the desk calls it.
pub type Finish = Box<dyn FnOnce(Complete) -> BoxFuture<'static, Result<Done>> + Send>;

/// How an upload stands.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Bytes that have arrived.
    pub offset: u64,
    pub record: Record,
}

/// Every upload under way in this process.
#[derive(Debug)]
pub struct Desk {
    shelf: Shelf,
    live: Mutex<HashMap<UploadId, Arc<Live>>>,
    swept: AtomicI64,
}

#[derive(Debug, Default)]
struct Live {
    /// Stops whoever is sending now.
    turn: Mutex<CancellationToken>,
    /// `None` until it was read from the shelf, and after a write that failed.
    state: Arc<tokio::sync::Mutex<Option<State>>>,
}

#[derive(Debug)]
struct State {
    record: Record,
    offset: u64,
    sums: Sums,
    head: Vec<u8>,
}

type Held = OwnedMutexGuard<Option<State>>;

impl Desk {
    /// A desk whose uploads lie in `folder`, those of an earlier desk included.
    pub fn new(folder: PathBuf) -> Self {
        Self { shelf: Shelf::new(folder), live: Mutex::default(), swept: AtomicI64::new(0) }
    }

    /// Announces an upload; nothing of it has arrived.
    pub async fn begin(&self, record: Record) -> Result<()> {
        let now = record.created;
        if now.0 - self.swept.load(Ordering::Relaxed) > HOUR {
            self.swept.store(now.0, Ordering::Relaxed);
            self.sweep(now).await?;
        }
        let shelf = self.shelf.clone();
        blocking(move || shelf.begin(&record)).await
    }

    /// How the member's upload stands. Whoever was still sending it is stopped, so that the answer stays true.
    pub async fn look(&self, id: UploadId, owner: MemberId, now: Timestamp) -> Result<Standing> {
        let (held, _) = self.hold(id, owner, now).await?;
        let state = held.as_ref().ok_or(Error::Missing("upload"))?;
        Ok(Standing { offset: state.offset, record: state.record.clone() })
    }

    /// Forgets the member's upload.
    pub async fn remove(&self, id: UploadId, owner: MemberId, now: Timestamp) -> Result<()> {
        let (held, _) = self.hold(id, owner, now).await?;
        self.discard(id, held).await
    }

    /// Takes bytes in from `offset` on until the body ends, breaks or another request for the upload comes; then, when
    /// all bytes are there, finishes it. A broken body is no error: what came is kept.
    pub async fn receive<S>(&self, of: Claim, offset: u64, mut body: S, finish: Finish) -> Result<Standing>
    where
        S: Stream<Item = io::Result<Bytes>> + Unpin + Send,
    {
        let Claim { id, owner, now } = of;
        let (mut held, turn) = self.hold(id, owner, now).await?;
        let state = held.as_mut().ok_or(Error::Missing("upload"))?;
        if offset != state.offset {
            return Err(Error::conflict(format!("The upload goes on at byte {}.", state.offset)));
        }
        if state.record.done.is_none() && state.offset < state.record.length {
            let taken = take(&self.shelf, state, &mut body, &turn).await;
            match taken {
                Ok(()) => {}
                Err(error @ Error::Refused(_)) => {
                    let rest = state.record.length - state.offset;
                    self.discard(id, held).await?;
                    drain(&mut body, rest.min(DRAIN)).await;
                    return Err(error);
                }
                Err(error) => {
                    // Hash and file may differ now; the next request reads from the shelf what is true.
                    *held = None;
                    return Err(error);
                }
            }
        }
        let state = held.as_mut().ok_or(Error::Missing("upload"))?;
        if state.record.done.is_none() && state.offset == state.record.length {
            let complete = Complete {
                record: state.record.clone(),
                file: self.shelf.part(id),
                sums: state.sums.clone(),
                head: state.head.clone(),
            };
            match finish(complete).await {
                Ok(done) => {
                    state.record.done = Some(done);
                    state.record.ended = Some(now);
                }
                // The studio's own trouble passes: an empty request at the end tries again.
                Err(error) if error.internal() || matches!(error, Error::Busy) => {
                    keep(&self.shelf, state).await?;
                    return Err(error);
                }
                Err(error) => {
                    self.discard(id, held).await?;
                    return Err(error);
                }
            }
            let (shelf, record) = (self.shelf.clone(), state.record.clone());
            blocking(move || {
                // Left behind where the brand had these bytes already.
                let _ = std::fs::remove_file(shelf.part(record.id));
                shelf.write(&record)
            })
            .await?;
            // The note says all there is to know from now on.
            self.live().remove(&id);
        }
        Ok(Standing { offset: state.offset, record: state.record.clone() })
    }

    /// Forgets uploads whose time is over.
    pub async fn sweep(&self, now: Timestamp) -> Result<()> {
        let shelf = self.shelf.clone();
        let expired = blocking(move || {
            let expired = shelf.expired(now)?;
            expired.iter().try_for_each(|id| shelf.remove(*id))?;
            Ok(expired)
        })
        .await?;
        let mut live = self.live();
        for id in expired {
            live.remove(&id);
        }
        Ok(())
    }

    /// Stops whoever holds the upload, takes it over, and reads it from the shelf when this process does not know it.
    async fn hold(&self, id: UploadId, owner: MemberId, now: Timestamp) -> Result<(Held, CancellationToken)> {
        let live = self.live().entry(id).or_default().clone();
        let turn = CancellationToken::new();
        std::mem::replace(&mut *unpoisoned(&live.turn), turn.clone()).cancel();
        let mut held = live.state.clone().lock_owned().await;
        if held.is_none() {
            let shelf = self.shelf.clone();
            *held = blocking(move || read(&shelf, id)).await?;
        }
        match held.as_ref() {
            Some(state) if state.record.expires() <= now => {
                self.discard(id, held).await?;
                Err(Error::Missing("upload"))
            }
            Some(state) if state.record.owner == owner => Ok((held, turn)),
            Some(_) => Err(Error::Missing("upload")),
            None => {
                self.live().remove(&id);
                Err(Error::Missing("upload"))
            }
        }
    }

    async fn discard(&self, id: UploadId, mut held: Held) -> Result<()> {
        *held = None;
        self.live().remove(&id);
        let shelf = self.shelf.clone();
        blocking(move || shelf.remove(id)).await
    }

    fn live(&self) -> MutexGuard<'_, HashMap<UploadId, Arc<Live>>> {
        unpoisoned(&self.live)
    }
}

/// Who asks for which upload, and when.
#[derive(Clone, Copy, Debug)]
pub struct Claim {
    pub id: UploadId,
    pub owner: MemberId,
    pub now: Timestamp,
}

fn unpoisoned<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(io::Error::other)?
}

/// Writes and hashes what comes, and waits for the disk before it answers.
async fn take<S>(shelf: &Shelf, state: &mut State, body: &mut S, turn: &CancellationToken) -> Result<()>
where
    S: Stream<Item = io::Result<Bytes>> + Unpin + Send,
{
    let mut file = open_at(&shelf.part(state.record.id), state.offset).await?;
    loop {
        let next = tokio::select! {
            biased;
            () = turn.cancelled() => break,
            next = timeout(PATIENCE, body.next()) => next,
        };
        // Ended, broken or silent: all the same here. The sender asks how far it came.
        let Ok(Some(Ok(chunk))) = next else { break };
        if chunk.len() as u64 > state.record.length - state.offset {
            return Err(Invalid::new("file", "More bytes arrived than were announced.").into());
        }
        gather(state, &chunk)?;
        file.write_all(&chunk).await?;
        state.offset += chunk.len() as u64;
        if state.offset - state.record.safe >= CHECKPOINT && state.offset < state.record.length {
            settle(shelf, state, &mut file).await?;
        }
    }
    if state.offset == state.record.length {
        // Promoting waits for the disk; until then nothing is acknowledged.
        file.flush().await?;
    } else if state.offset > state.record.safe {
        settle(shelf, state, &mut file).await?;
    }
    Ok(())
}

/// Hashes, and judges the kind of file as soon as its head is there.
fn gather(state: &mut State, chunk: &[u8]) -> Result<()> {
    state.sums.update(chunk);
    let wanted = state.record.length.min(HEAD_BYTES as u64) as usize;
    if state.head.len() < wanted {
        let part = chunk.len().min(wanted - state.head.len());
        state.head.extend_from_slice(&chunk[..part]);
        if state.head.len() == wanted {
            accept(state.record.length, &state.head)?;
        }
    }
    Ok(())
}

async fn open_at(path: &Path, offset: u64) -> io::Result<BufWriter<tokio::fs::File>> {
    let mut file = tokio::fs::OpenOptions::new().write(true).create(true).truncate(false).open(path).await?;
    file.set_len(offset).await?;
    file.seek(io::SeekFrom::Start(offset)).await?;
    Ok(BufWriter::with_capacity(BUFFER, file))
}

async fn settle(shelf: &Shelf, state: &mut State, file: &mut BufWriter<tokio::fs::File>) -> Result<()> {
    file.flush().await?;
    file.get_ref().sync_data().await?;
    note(shelf, state).await
}

/// Makes what has arrived durable where the file may have been moved away already.
async fn keep(shelf: &Shelf, state: &mut State) -> Result<()> {
    match tokio::fs::File::open(shelf.part(state.record.id)).await {
        Ok(file) => file.sync_data().await?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error.into()),
    }
    note(shelf, state).await
}

async fn note(shelf: &Shelf, state: &mut State) -> Result<()> {
    state.record.safe = state.offset;
    let (shelf, record) = (shelf.clone(), state.record.clone());
    blocking(move || shelf.write_durably(&record)).await
}

/// Takes up an upload of an earlier process: hashes what is certainly there and lets go of the rest.
fn read(shelf: &Shelf, id: UploadId) -> Result<Option<State>> {
    let Some(mut record) = shelf.read(id)? else { return Ok(None) };
    let (mut sums, mut head, mut offset) = (Sums::default(), Vec::new(), 0);
    if record.done.is_some() {
        offset = record.length;
    } else if let Ok(file) = std::fs::File::open(shelf.part(id)) {
        let mut safe = file.take(record.safe);
        let mut buffer = vec![0; BUFFER];
        loop {
            let count = safe.read(&mut buffer)?;
            if count == 0 {
                break;
            }
            let bytes = &buffer[..count];
            sums.update(bytes);
            head.extend_from_slice(&bytes[..count.min(HEAD_BYTES.saturating_sub(head.len()))]);
            offset += count as u64;
        }
    }
    record.safe = offset;
    Ok(Some(State { record, offset, sums, head }))
}

async fn drain<S: Stream<Item = io::Result<Bytes>> + Unpin>(body: &mut S, most: u64) {
    let mut left = most;
    while let Ok(Some(Ok(chunk))) = timeout(Duration::from_secs(5), body.next()).await {
        left = left.saturating_sub(chunk.len() as u64);
        if left == 0 {
            return;
        }
    }
}

#[cfg(test)]
mod tests;
