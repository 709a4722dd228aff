//! The records of the zip format, byte for byte (PKWARE's APPNOTE 6.3).

use super::{Entry, Plan, Slot};
use crate::domain::time::{DAY, MINUTE, SECOND, Timestamp};

/// In a field of 32 bits: the number stands in the ZIP64 field.
const SEE_WIDE: u32 = u32::MAX;
/// Version that knows folders, and the one that knows ZIP64.
const BASIC: u16 = 20;
const WIDE: u16 = 45;
/// Made on Unix, so that the file mode in the directory is read.
const UNIX: u16 = 3 << 8;
const REGULAR_0644: u32 = 0o100_644 << 16;
/// Names are UTF-8.
const UTF8: u16 = 1 << 11;
const STORED: u16 = 0;

/// Whether a number needs the ZIP64 field.
fn wide(number: u64) -> bool {
    number >= u64::from(SEE_WIDE)
}

fn narrow(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(SEE_WIDE)
}

/// Bytes of an entry's header.
pub fn head_length(entry: &Entry) -> u64 {
    let wide = if wide(entry.size) { 20 } else { 0 };
    30 + entry.name.len() as u64 + wide + stamp(entry.time).len() as u64
}

/// The header before an entry's bytes.
pub fn head(entry: &Entry, crc: u32) -> Vec<u8> {
    let mut extra = Vec::new();
    if wide(entry.size) {
        wide_field(&mut extra, &[entry.size, entry.size]);
    }
    extra.extend(stamp(entry.time));
    let mut head = Record::new(b"PK\x03\x04");
    head.short(if wide(entry.size) { WIDE } else { BASIC });
    facts(&mut head, entry, crc);
    head.short(entry.name.len() as u16).short(extra.len() as u16);
    head.bytes(entry.name.as_bytes()).bytes(&extra);
    head.0
}

/// Bytes of an entry's line in the directory.
pub fn line_length(slot: &Slot) -> u64 {
    46 + slot.entry.name.len() as u64 + line_extra(slot).len() as u64
}

/// An entry's line in the directory.
pub fn line(slot: &Slot, crc: u32) -> Vec<u8> {
    let entry = &slot.entry;
    let extra = line_extra(slot);
    let version = if wide(entry.size) || wide(slot.at) { WIDE } else { BASIC };
    let mut line = Record::new(b"PK\x01\x02");
    line.short(UNIX | version).short(version);
    facts(&mut line, entry, crc);
    line.short(entry.name.len() as u16).short(extra.len() as u16);
    // No comment, first disk, no inner attributes.
    line.short(0).short(0).short(0);
    line.long(REGULAR_0644).long(narrow(slot.at));
    line.bytes(entry.name.as_bytes()).bytes(&extra);
    line.0
}

fn line_extra(slot: &Slot) -> Vec<u8> {
    let size = slot.entry.size;
    let mut numbers = Vec::new();
    if wide(size) {
        numbers.extend([size, size]);
    }
    if wide(slot.at) {
        numbers.push(slot.at);
    }
    let mut extra = Vec::new();
    if !numbers.is_empty() {
        wide_field(&mut extra, &numbers);
    }
    extra.extend(stamp(slot.entry.time));
    extra
}

/// The records that close an archive.
pub fn end(plan: &Plan) -> Vec<u8> {
    let count = plan.slots.len() as u64;
    let size = plan.end - plan.directory;
    let mut end = Record::default();
    if count >= u64::from(u16::MAX) || wide(size) || wide(plan.directory) {
        end.bytes(b"PK\x06\x06").huge(44).short(UNIX | WIDE).short(WIDE).long(0).long(0);
        end.huge(count).huge(count).huge(size).huge(plan.directory);
        end.bytes(b"PK\x06\x07").long(0).huge(plan.end).long(1);
    }
    let count = u16::try_from(count).unwrap_or(u16::MAX);
    end.bytes(b"PK\x05\x06").short(0).short(0).short(count).short(count);
    end.long(narrow(size)).long(narrow(plan.directory)).short(0);
    end.0
}

/// What header and directory say alike.
fn facts(record: &mut Record, entry: &Entry, crc: u32) {
    let (time, date) = dos(entry.time);
    record.short(UTF8).short(STORED).short(time).short(date);
    record.long(crc).long(narrow(entry.size)).long(narrow(entry.size));
}

fn wide_field(extra: &mut Vec<u8>, numbers: &[u64]) {
    extra.extend(1u16.to_le_bytes());
    extra.extend((8 * numbers.len() as u16).to_le_bytes());
    numbers.iter().for_each(|number| extra.extend(number.to_le_bytes()));
}

/// The time with its zone; nothing where its 32 bits do not reach.
fn stamp(time: Timestamp) -> Vec<u8> {
    let Ok(seconds) = i32::try_from(time.0.div_euclid(SECOND)) else { return Vec::new() };
    let mut stamp = b"UT\x05\0\x01".to_vec();
    stamp.extend(seconds.to_le_bytes());
    stamp
}

/// Time and date of the old fields: in steps of two seconds, from 1980 to 2107.
fn dos(time: Timestamp) -> (u16, u16) {
    let (year, month, day) = time.date();
    match year {
        ..1980 => return (0, (1 << 5) | 1),
        2108.. => return ((23 << 11) | (59 << 5) | 29, (127 << 9) | (12 << 5) | 31),
        _ => {}
    }
    let minute = time.0.rem_euclid(DAY) / MINUTE;
    let second = time.0.rem_euclid(MINUTE) / SECOND;
    let time = ((minute / 60) << 11) | ((minute % 60) << 5) | (second / 2);
    (time as u16, (((year - 1980) as u16) << 9) | ((month as u16) << 5) | day as u16)
}

/// Bytes in the making; numbers are little-endian.
#[derive(Default)]
struct Record(Vec<u8>);

impl Record {
    fn new(signature: &[u8; 4]) -> Self {
        Self(signature.to_vec())
    }

    fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.extend_from_slice(bytes);
        self
    }

    fn short(&mut self, number: u16) -> &mut Self {
        self.bytes(&number.to_le_bytes())
    }

    fn long(&mut self, number: u32) -> &mut Self {
        self.bytes(&number.to_le_bytes())
    }

    fn huge(&mut self, number: u64) -> &mut Self {
        self.bytes(&number.to_le_bytes())
    }
}
