//! JPEG: an allow-list of segments; what a phone appends after the picture goes too.

use crate::server::media::exif::{self, orientation_only};
use crate::server::media::jpeg::{APP0, APP1, APP14, END, outline};
use crate::server::media::orient::Orientation;

const APP2: u8 = 0xe2;
const APP15: u8 = 0xef;
const COMMENT: u8 = 0xfe;
/// `JFIF`, version, density and the two bytes of the thumbnail's size.
const JFIF: usize = 14;

pub(super) fn strip(bytes: &[u8]) -> Option<Vec<u8>> {
    let outline = outline(bytes);
    if !outline.complete {
        return None;
    }
    let mut clean = Vec::with_capacity(bytes.len());
    clean.extend_from_slice(&[0xff, 0xd8]);
    let mut orientation = None;
    let mut body = Vec::new();
    for segment in &outline.segments {
        let payload = segment.payload(bytes);
        match segment.marker {
            APP0 if payload.starts_with(b"JFIF\0") && payload.len() >= JFIF => {
                // A thumbnail may show what was later cut away.
                write(&mut clean, APP0, &[&payload[..JFIF - 2], &[0, 0]].concat());
            }
            APP1 if payload.starts_with(b"Exif\0\0") && orientation.is_none() => {
                orientation = Some(exif::read(payload, exif::MOST_BYTES).orientation);
            }
            APP2 if payload.starts_with(b"ICC_PROFILE\0") => body.push(segment.range.clone()),
            APP14 if payload.starts_with(b"Adobe") => body.push(segment.range.clone()),
            APP0..=APP15 | COMMENT | END => {}
            _ => body.push(segment.range.clone()),
        }
    }
    if let Some(orientation) = orientation.filter(|orientation| *orientation != Orientation::Upright) {
        write(&mut clean, APP1, &[b"Exif\0\0", orientation_only(orientation).as_slice()].concat());
    }
    for range in body {
        clean.extend_from_slice(&bytes[range]);
    }
    clean.extend_from_slice(&[0xff, END]);
    Some(clean)
}

/// A segment with its length, which counts itself.
fn write(clean: &mut Vec<u8>, marker: u8, payload: &[u8]) {
    let length = u16::try_from(payload.len() + 2).unwrap_or(u16::MAX);
    clean.extend_from_slice(&[0xff, marker]);
    clean.extend_from_slice(&length.to_be_bytes());
    clean.extend_from_slice(payload);
}
