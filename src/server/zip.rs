//! Zip archives that are never made: a plan knows where each byte would be, so that the length is known before the first
//! byte, any part can be sent without what lies before it, and only what is on its way is in memory.
//!
//! Entries are stored, not compressed, since pictures and films are compressed already. Sizes and check sums stand before
//! each entry, which every unpacker reads, also one that reads from the front; ZIP64 fields stand only where a number
//! does not fit. Names are UTF-8 and say so; times are in the old fields and, with their zone, in the "UT" field.
//!
//! Own code, because the writers there are begin at the front, and the one crate that seeks (`zippity` 0.4) puts check sums
//! behind each entry and ZIP64 fields everywhere, which strict and streaming unpackers refuse. Check sums are
//! `crc32fast`'s.

mod layout;
pub mod names;
mod stream;
#[cfg(test)]
mod tests;

use crate::domain::time::Timestamp;
use crate::server::storage::Chunks;
use std::future::Future;
use std::io;
use std::ops::Range;

/// Written into every tag, so that archives laid out in another way are other archives.
const LAYOUT: u8 = 1;

/// One file of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Path with `/`, unique in the archive; see [`names::Names`].
    pub name: String,
    /// Bytes.
    pub size: u64,
    pub time: Timestamp,
    /// Tells contents apart, as a hash does.
    pub content: String,
}

/// Where the bytes of a plan come from. Entries are asked for by their place in the plan.
pub trait Source: Send + Sync + 'static {
    /// CRC-32 of the whole entry. Asked for when the entry begins and again in the directory at the end.
    fn crc(&self, entry: usize) -> impl Future<Output = io::Result<u32>> + Send;

    /// A part of the entry that is not empty and inside of it.
    fn read(&self, entry: usize, range: Range<u64>) -> impl Future<Output = io::Result<Chunks>> + Send;
}

/// An archive that could be made.
#[derive(Clone, Debug)]
pub struct Plan {
    slots: Vec<Slot>,
    /// Where the directory begins.
    directory: u64,
    /// Where the closing records begin.
    end: u64,
    length: u64,
}

#[derive(Clone, Debug)]
struct Slot {
    entry: Entry,
    /// Where its header begins.
    at: u64,
    /// Where its line in the directory begins.
    listed: u64,
}

/// What lies at a place of an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    Head(usize),
    Body(usize),
    Listed(usize),
    End,
}

impl Plan {
    /// Lays the entries out in their order.
    pub fn new(entries: Vec<Entry>) -> Self {
        let mut at = 0;
        let mut slots: Vec<Slot> = Vec::with_capacity(entries.len());
        for entry in entries {
            let length = layout::head_length(&entry) + entry.size;
            slots.push(Slot { entry, at, listed: 0 });
            at += length;
        }
        let directory = at;
        for slot in &mut slots {
            slot.listed = at;
            at += layout::line_length(slot);
        }
        let mut plan = Self { slots, directory, end: at, length: 0 };
        plan.length = at + layout::end(&plan).len() as u64;
        plan
    }

    /// Bytes of the whole archive.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// How many files are in it.
    pub fn count(&self) -> usize {
        self.slots.len()
    }

    /// The entry at that place of the plan.
    pub fn entry(&self, place: usize) -> Option<&Entry> {
        Some(&self.slots.get(place)?.entry)
    }

    /// The same for archives that are the same to the last byte, and for no others: 32 hex digits.
    pub fn tag(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&[LAYOUT]);
        for Slot { entry, .. } in &self.slots {
            for text in [&entry.name, &entry.content] {
                hasher.update(&(text.len() as u64).to_le_bytes()).update(text.as_bytes());
            }
            hasher.update(&entry.size.to_le_bytes()).update(&entry.time.0.to_le_bytes());
        }
        hasher.finalize().to_hex()[..32].to_owned()
    }

    /// A part of the archive's bytes, as they come from `source`. What lies behind the end is left out.
    pub fn stream(self, source: impl Source, range: Range<u64>) -> Chunks {
        stream::stream(self, source, range)
    }

    /// What lies at a place, and where that begins and ends.
    fn piece(&self, at: u64) -> (Piece, Range<u64>) {
        if at >= self.end {
            return (Piece::End, self.end..self.length);
        }
        if at >= self.directory {
            let place = self.slots.partition_point(|slot| slot.listed <= at) - 1;
            let slot = &self.slots[place];
            return (Piece::Listed(place), slot.listed..slot.listed + layout::line_length(slot));
        }
        let place = self.slots.partition_point(|slot| slot.at <= at) - 1;
        let slot = &self.slots[place];
        let body = slot.at + layout::head_length(&slot.entry);
        if at < body { (Piece::Head(place), slot.at..body) } else { (Piece::Body(place), body..body + slot.entry.size) }
    }
}
