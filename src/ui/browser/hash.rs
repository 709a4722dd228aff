//! The BLAKE3 hash of a file of the person's disk, a slice at a time, so that the page stays alive.

use super::drag::LocalFile;
use super::upload::Stop;

/// Bytes that are read and hashed between two looks at what else the page has to do.
#[cfg(feature = "hydrate")]
const SLICE: f64 = 2_097_152.0;

/// What a file is, by its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hashed {
    /// BLAKE3 in hex.
    pub hash: String,
    /// The first [`HEAD_BYTES`](crate::domain::upload::HEAD_BYTES), by which its type is told.
    pub head: Vec<u8>,
}

/// Reads the file through. `None` when it cannot be read (moved, changed, not allowed) or when it was stopped.
///
/// On the server: `None`.
pub async fn hash(file: &LocalFile, stop: &Stop) -> Option<Hashed> {
    #[cfg(feature = "hydrate")]
    {
        use crate::domain::upload::HEAD_BYTES;

        let mut hasher = blake3::Hasher::new();
        let mut head = Vec::new();
        let mut buffer = Vec::new();
        let mut start = 0.0;
        while start < file.size {
            let end = (start + SLICE).min(file.size);
            read(&file.file, start, end, &mut buffer).await?;
            if stop.stopped() || buffer.len() as f64 != end - start {
                return None;
            }
            hasher.update(&buffer);
            head.extend_from_slice(&buffer[..buffer.len().min(HEAD_BYTES - head.len())]);
            start = end;
        }
        Some(Hashed { hash: hasher.finalize().to_hex().to_string(), head })
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = (file, stop);
        None
    }
}

/// Waiting for the bytes gives the page its turn.
#[cfg(feature = "hydrate")]
async fn read(file: &web_sys::File, start: f64, end: f64, into: &mut Vec<u8>) -> Option<()> {
    let slice = file.slice_with_f64_and_f64(start, end).ok()?;
    let bytes = wasm_bindgen_futures::JsFuture::from(slice.array_buffer()).await.ok()?;
    let bytes = js_sys::Uint8Array::new(&bytes);
    into.resize(bytes.length() as usize, 0);
    bytes.copy_to(into);
    Some(())
}
