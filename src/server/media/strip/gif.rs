//! GIF: comments, texts and foreign application data go; timing, loop and colour profile stay.

use crate::server::media::gif::{APPLICATION, Block, GRAPHIC_CONTROL, blocks};

/// Application blocks that playing and colour need, by their eleven-byte names.
const KEPT: [&[u8; 11]; 3] = [b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"];
const TRAILER: u8 = 0x3b;

pub(super) fn strip(bytes: &[u8]) -> Option<Vec<u8>> {
    let blocks = blocks(bytes);
    if blocks.last()?.0 != Block::Trailer {
        return None;
    }
    let mut clean = Vec::with_capacity(bytes.len());
    for (block, range) in blocks {
        let keep = match block {
            Block::Header | Block::Image | Block::Extension(GRAPHIC_CONTROL) => true,
            Block::Extension(APPLICATION) => {
                // Introducer, label and the length of the name come first.
                let name = bytes.get(range.start + 3..range.start + 14)?;
                KEPT.iter().any(|kept| kept.as_slice() == name)
            }
            Block::Extension(_) | Block::Trailer => false,
        };
        if keep {
            clean.extend_from_slice(&bytes[range]);
        }
    }
    clean.push(TRAILER);
    Some(clean)
}
