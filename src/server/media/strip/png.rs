//! PNG: an allow-list of chunks; anything unknown may hold text.

use crate::server::media::exif::{self, orientation_only};
use crate::server::media::orient::Orientation;
use crate::server::media::png::{SIGNATURE, chunks};
use flate2::Crc;

/// Chunks that pixels, colour, size in print and animation need.
const KEPT: [&[u8; 4]; 20] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI", b"bKGD",
    b"pHYs", b"hIST", b"sPLT", b"acTL", b"fcTL", b"fdAT",
];

pub(super) fn strip(bytes: &[u8]) -> Option<Vec<u8>> {
    let chunks = chunks(bytes);
    if chunks.last()?.kind != *b"IEND" {
        return None;
    }
    let exif = chunks.iter().find(|chunk| chunk.kind == *b"eXIf");
    let orientation = exif.map(|chunk| exif::read(chunk.data(bytes), exif::MOST_BYTES).orientation).unwrap_or_default();
    let mut clean = Vec::with_capacity(bytes.len());
    clean.extend_from_slice(bytes.get(..SIGNATURE)?);
    for chunk in chunks.iter().filter(|chunk| KEPT.contains(&&chunk.kind)) {
        clean.extend_from_slice(&bytes[chunk.range.clone()]);
        if chunk.kind == *b"IHDR" && orientation != Orientation::Upright {
            write(&mut clean, *b"eXIf", &orientation_only(orientation));
        }
    }
    Some(clean)
}

fn write(clean: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    let mut checksum = Crc::new();
    checksum.update(&kind);
    checksum.update(data);
    clean.extend_from_slice(&u32::try_from(data.len()).unwrap_or(0).to_be_bytes());
    clean.extend_from_slice(&kind);
    clean.extend_from_slice(data);
    clean.extend_from_slice(&checksum.sum().to_be_bytes());
}
