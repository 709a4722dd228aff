//! WebP: an allow-list of chunks, with the header's flags made true again.

use crate::server::media::exif::{self, orientation_only};
use crate::server::media::orient::Orientation;
use crate::server::media::webp::chunks;

const KEPT: [&[u8; 4]; 7] = [b"VP8X", b"ICCP", b"ANIM", b"ANMF", b"ALPH", b"VP8 ", b"VP8L"];
const EXIF_FLAG: u8 = 0x08;
const XMP_FLAG: u8 = 0x04;

pub(super) fn strip(bytes: &[u8]) -> Option<Vec<u8>> {
    let chunks = chunks(bytes);
    let exif = chunks.iter().find(|chunk| chunk.kind == *b"EXIF").and_then(|chunk| bytes.get(chunk.data.clone()));
    let orientation = exif.map(|exif| exif::read(exif, exif::MOST_BYTES).orientation).unwrap_or_default();
    let turned = orientation != Orientation::Upright;
    let mut body = b"WEBP".to_vec();
    let mut pictures = 0;
    for chunk in chunks.iter().filter(|chunk| KEPT.contains(&&chunk.kind)) {
        let mut data = bytes.get(chunk.data.clone())?.to_vec();
        if chunk.kind == *b"VP8X" {
            let flags = data.first_mut()?;
            *flags &= !(EXIF_FLAG | XMP_FLAG);
            *flags |= if turned { EXIF_FLAG } else { 0 };
        }
        pictures += usize::from(matches!(&chunk.kind, b"VP8 " | b"VP8L" | b"ANMF"));
        write(&mut body, chunk.kind, &data)?;
    }
    if pictures == 0 {
        return None;
    }
    if turned {
        write(&mut body, *b"EXIF", &orientation_only(orientation))?;
    }
    let mut clean = b"RIFF".to_vec();
    clean.extend_from_slice(&u32::try_from(body.len()).ok()?.to_le_bytes());
    clean.append(&mut body);
    Some(clean)
}

fn write(body: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) -> Option<()> {
    body.extend_from_slice(&kind);
    body.extend_from_slice(&u32::try_from(data.len()).ok()?.to_le_bytes());
    body.extend_from_slice(data);
    body.extend(std::iter::repeat_n(0, data.len() % 2));
    Some(())
}
