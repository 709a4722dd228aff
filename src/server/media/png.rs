//! PNG: the outline of its chunks.

use std::ops::Range;

/// Length of the signature before the first chunk.
pub(super) const SIGNATURE: usize = 8;

/// A chunk: its type and where it lies, length and checksum included.
pub(super) struct Chunk {
    pub kind: [u8; 4],
    pub range: Range<usize>,
}

impl Chunk {
    /// Without length, type and checksum.
    pub(super) fn data<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        bytes.get(self.range.start + 8..self.range.end - 4).unwrap_or_default()
    }
}

/// The chunks up to `IEND`, or up to where the file breaks off.
pub(super) fn chunks(bytes: &[u8]) -> Vec<Chunk> {
    let mut chunks = Vec::new();
    let mut at = SIGNATURE;
    while let Some(&[a, b, c, d, k0, k1, k2, k3]) = bytes.get(at..at + 8) {
        let kind = [k0, k1, k2, k3];
        let length = u32::from_be_bytes([a, b, c, d]) as usize;
        let end = at + 12 + length;
        if end > bytes.len() {
            break;
        }
        chunks.push(Chunk { kind, range: at..end });
        if kind == *b"IEND" {
            break;
        }
        at = end;
    }
    chunks
}

/// How many pictures an animation holds; 1 where it is none.
pub(super) fn frames(bytes: &[u8]) -> u64 {
    let chunks = chunks(bytes);
    let animated = chunks.iter().any(|chunk| chunk.kind == *b"acTL");
    let frames = chunks.iter().filter(|chunk| chunk.kind == *b"fcTL").count() as u64;
    if animated { frames.max(1) } else { 1 }
}
