//! WebP: the outline of its RIFF chunks.

use std::ops::Range;

/// Length of `RIFF`, its size and `WEBP`.
pub(super) const HEADER: usize = 12;

/// A chunk: its type and where its data lies, padding left out.
pub(super) struct Chunk {
    pub kind: [u8; 4],
    pub data: Range<usize>,
}

/// The chunks, up to where the file breaks off.
pub(super) fn chunks(bytes: &[u8]) -> Vec<Chunk> {
    let mut chunks = Vec::new();
    let mut at = HEADER;
    while let Some(&[k0, k1, k2, k3, a, b, c, d]) = bytes.get(at..at + 8) {
        let length = u32::from_le_bytes([a, b, c, d]) as usize;
        let data = at + 8..at + 8 + length;
        if data.end > bytes.len() {
            break;
        }
        // Chunks begin at even places.
        at = data.end + length % 2;
        chunks.push(Chunk { kind: [k0, k1, k2, k3], data });
    }
    chunks
}

/// How many pictures an animation holds; 1 where it is none.
pub(super) fn frames(bytes: &[u8]) -> u64 {
    let frames = chunks(bytes).iter().filter(|chunk| chunk.kind == *b"ANMF").count() as u64;
    frames.max(1)
}
