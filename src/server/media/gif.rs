//! GIF: the outline of its blocks.

use std::ops::Range;

pub(super) const GRAPHIC_CONTROL: u8 = 0xf9;
pub(super) const APPLICATION: u8 = 0xff;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// Signature, screen and global colours.
    Header,
    /// With its label.
    Extension(u8),
    Image,
    Trailer,
}

/// The blocks of a file up to its trailer, or up to where it breaks off.
pub(super) fn blocks(bytes: &[u8]) -> Vec<(Block, Range<usize>)> {
    let mut blocks = Vec::new();
    let Some(&flags) = bytes.get(10) else { return blocks };
    let mut at = 13 + colours(flags);
    if at > bytes.len() {
        return blocks;
    }
    blocks.push((Block::Header, 0..at));
    while let Some((block, end)) = block(bytes, at) {
        blocks.push((block, at..end));
        if block == Block::Trailer {
            break;
        }
        at = end;
    }
    blocks
}

/// Bytes of the colour table that a flag byte announces.
fn colours(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

fn block(bytes: &[u8], at: usize) -> Option<(Block, usize)> {
    match bytes.get(at)? {
        0x21 => Some((Block::Extension(*bytes.get(at + 1)?), after_parts(bytes, at + 2)?)),
        0x2c => {
            let table = colours(*bytes.get(at + 9)?);
            // The byte after the table is the smallest code size of the compression.
            Some((Block::Image, after_parts(bytes, at + 10 + table + 1)?))
        }
        0x3b => Some((Block::Trailer, at + 1)),
        _ => None,
    }
}

/// Data lies in parts of up to 255 bytes; an empty part ends it.
fn after_parts(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}

/// How many pictures it holds.
pub(super) fn frames(bytes: &[u8]) -> u64 {
    blocks(bytes).iter().filter(|(block, _)| *block == Block::Image).count() as u64
}
