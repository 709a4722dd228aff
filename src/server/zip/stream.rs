//! Sends a part of an archive.

use super::{Piece, Plan, Source, layout};
use crate::server::storage::Chunks;
use bytes::Bytes;
use futures::{StreamExt, TryStreamExt, stream};
use std::io;
use std::ops::Range;

/// Bytes of headers that are gathered before they are sent.
const GATHERED: usize = 64 << 10;

struct Sending<S> {
    plan: Plan,
    source: S,
    at: u64,
    end: u64,
    /// The rest of an entry under way, and where it ends.
    body: Option<(Chunks, u64)>,
}

pub(super) fn stream(plan: Plan, source: impl Source, range: Range<u64>) -> Chunks {
    let end = range.end.min(plan.length);
    let sending = Sending { plan, source, at: range.start, end, body: None };
    // Nothing follows a failure.
    stream::try_unfold(sending, |mut sending| async move { Ok(sending.next().await?.map(|bytes| (bytes, sending))) })
        .try_filter(|bytes| std::future::ready(!bytes.is_empty()))
        .boxed()
}

impl<S: Source> Sending<S> {
    async fn next(&mut self) -> io::Result<Option<Bytes>> {
        if let Some((body, end)) = &mut self.body {
            match body.next().await.transpose()? {
                Some(bytes) if bytes.len() as u64 <= *end - self.at => {
                    self.at += bytes.len() as u64;
                    return Ok(Some(bytes));
                }
                None if self.at == *end => self.body = None,
                // The length that was announced can not be kept.
                _ => return Err(io::Error::new(io::ErrorKind::InvalidData, "an entry is not as long as its record says")),
            }
        }
        let mut gathered = Vec::new();
        while self.at < self.end && gathered.len() < GATHERED {
            let (piece, of) = self.plan.piece(self.at);
            let upto = of.end.min(self.end);
            let bytes = match piece {
                Piece::Head(place) => layout::head(&self.plan.slots[place].entry, self.source.crc(place).await?),
                Piece::Listed(place) => layout::line(&self.plan.slots[place], self.source.crc(place).await?),
                Piece::End => layout::end(&self.plan),
                Piece::Body(place) => {
                    if gathered.is_empty() {
                        let body = self.source.read(place, self.at - of.start..upto - of.start).await?;
                        self.body = Some((body, upto));
                        // Empty, so that the body is begun at the next turn.
                        return Ok(Some(Bytes::new()));
                    }
                    break;
                }
            };
            gathered.extend_from_slice(&bytes[(self.at - of.start) as usize..(upto - of.start) as usize]);
            self.at = upto;
        }
        Ok((!gathered.is_empty()).then(|| gathered.into()))
    }
}
