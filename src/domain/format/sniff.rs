//! Magic bytes: which format a file's first bytes announce.

use super::Format;

/// See [`Format::sniff`].
pub(super) fn sniff(head: &[u8]) -> Option<Format> {
    match head {
        [0xff, 0xd8, 0xff, ..] => Some(Format::Jpeg),
        [0x1a, 0x45, 0xdf, 0xa3, ..] => is_webm(head).then_some(Format::WebM),
        _ if head.starts_with(b"\x89PNG\r\n\x1a\n") => Some(Format::Png),
        _ if head.starts_with(b"GIF87a") || head.starts_with(b"GIF89a") => Some(Format::Gif),
        _ if head.starts_with(b"RIFF") && at(head, 8, b"WEBP") => Some(Format::WebP),
        _ if is_wave(head) => Some(Format::Wav),
        _ if is_bmp(head) => Some(Format::Bmp),
        _ if is_tiff(head) => (!is_raw(head)).then_some(Format::Tiff),
        _ if head.starts_with(b"fLaC") => Some(Format::Flac),
        _ if head.starts_with(b"OggS\0") => Some(Format::Ogg),
        _ if head.starts_with(b"ID3") => Some(tagged_audio(head)),
        _ if at(head, 4, b"ftyp") => iso_media(head),
        _ if at(head, 4, b"moov") || at(head, 4, b"mdat") || at(head, 4, b"wide") => Some(Format::Mov),
        _ => {
            let text = after_byte_order_mark(head).trim_ascii_start();
            if text.starts_with(b"%PDF-") {
                Some(Format::Pdf)
            } else if root_is_svg(text) {
                Some(Format::Svg)
            } else {
                is_mp3(head).then_some(Format::Mp3)
            }
        }
    }
}

/// See [`Format::refusal`].
pub(super) fn refusal(head: &[u8]) -> &'static str {
    const KNOWN: &[(usize, &[u8], &str)] = &[
        (0, b"8BPS", "Photoshop documents are not taken; export a TIFF, PNG or JPEG."),
        (0, b"PK\x03\x04", "ZIP archives and office documents are not taken; upload the files inside."),
        (0, b"\x1f\x8b", ARCHIVE),
        (0, b"Rar!", ARCHIVE),
        (0, b"7z\xbc\xaf", ARCHIVE),
        (0, b"\x1a\x45\xdf\xa3", "Matroska videos are not taken; save it as MP4 or WebM."),
        (8, b"AVI ", "AVI videos are not taken; save it as MP4."),
        (0, b"II*\0", RAW),
        (0, b"MM\0*", RAW),
        (0, b"IIRO", RAW),
        (0, b"IIU\0", RAW),
        (4, b"ftypcrx ", RAW),
        (4, b"JXL ", "JPEG XL is not taken yet; save it as PNG, JPEG or AVIF."),
        (0, b"\xff\x0a", "JPEG XL is not taken yet; save it as PNG, JPEG or AVIF."),
        (4, b"jP  ", "JPEG 2000 is not taken; save it as TIFF, PNG or JPEG."),
        (0, b"%!PS", "PostScript is not taken; export it as PDF or SVG."),
        (0, b"MZ\x90\0", "This is a program, not media."),
        (0, b"\x7fELF", "This is a program, not media."),
    ];
    const ARCHIVE: &str = "Compressed archives are not taken; upload the files inside.";
    const RAW: &str = "Camera raw files are not taken; develop it to a TIFF or JPEG.";

    if head.is_empty() {
        return "This file is empty.";
    }
    let known = KNOWN.iter().find(|(offset, magic, _)| at(head, *offset, magic));
    if let Some((_, _, reason)) = known {
        return reason;
    }
    // A head may end inside a character, so only a fault before its last bytes counts.
    let is_text = match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    if is_text && !head.contains(&0) {
        return "This is a text file; Atelier takes images, videos, audio and PDF.";
    }
    "This file type is not known; Atelier takes images, videos, audio and PDF."
}

fn at(head: &[u8], offset: usize, magic: &[u8]) -> bool {
    head.get(offset..).is_some_and(|rest| rest.starts_with(magic))
}

fn is_wave(head: &[u8]) -> bool {
    let container = [b"RIFF", b"RF64", b"BW64"].into_iter().any(|id| head.starts_with(id));
    container && at(head, 8, b"WAVE")
}

fn is_tiff(head: &[u8]) -> bool {
    const ORDERS: [&[u8; 4]; 4] = [b"II*\0", b"II+\0", b"MM\0*", b"MM\0+"];
    ORDERS.into_iter().any(|order| head.starts_with(order))
}

fn after_byte_order_mark(head: &[u8]) -> &[u8] {
    head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head)
}

/// `BM` alone is too common in text: the reserved field and the header size must fit as well.
fn is_bmp(head: &[u8]) -> bool {
    head.starts_with(b"BM")
        && at(head, 6, &[0; 4])
        && matches!(head.get(14..18), Some([12 | 16 | 40 | 52 | 56 | 64 | 108 | 124, 0, 0, 0]))
}

/// Raw photos that borrow TIFF's header: Canon's mark, or a DNG version in the first directory.
fn is_raw(head: &[u8]) -> bool {
    const DNG_VERSION: u16 = 50706;
    if head.get(8..10) == Some(b"CR") {
        return true;
    }
    let little = head.starts_with(b"I");
    let short = |at: usize| -> Option<u16> {
        let bytes = [*head.get(at)?, *head.get(at + 1)?];
        Some(if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let classic = short(2) == Some(42);
    let Some(Ok(offset)) = head
        .get(4..8)
        .and_then(|b| <[u8; 4]>::try_from(b).ok())
        .map(|b| usize::try_from(if little { u32::from_le_bytes(b) } else { u32::from_be_bytes(b) }))
    else {
        return false;
    };
    classic
        && offset < head.len()
        && (0..usize::from(short(offset).unwrap_or(0)))
            .map_while(|entry| short(offset + 2 + entry * 12))
            .any(|tag| tag == DNG_VERSION)
}

/// EBML is shared with Matroska; the document type in its header tells them apart.
fn is_webm(head: &[u8]) -> bool {
    const DOC_TYPE_WEBM: &[u8] = b"\x42\x82\x84webm";
    find(head.get(..64).unwrap_or(head), DOC_TYPE_WEBM).is_some()
}

/// FLAC sometimes carries an ID3 tag in front; everything else so tagged is MP3.
fn tagged_audio(head: &[u8]) -> Format {
    let after = head.get(6..10).map(|size| {
        let size = size.iter().fold(0, |sum, byte| (sum << 7) | usize::from(byte & 0x7f));
        10 + size
    });
    match after.and_then(|at| head.get(at..at + 4)) {
        Some(b"fLaC") => Format::Flac,
        _ => Format::Mp3,
    }
}

/// The `ftyp` box of the ISO base media family: the major brand decides, the compatible brands
/// only where the major one is generic.
fn iso_media(head: &[u8]) -> Option<Format> {
    let size = u32::from_be_bytes([head[0], head[1], head[2], head[3]]);
    let size = usize::try_from(size).ok()?.min(head.len());
    let major = head.get(8..12)?;
    let compatible = head.get(16..size).unwrap_or_default();
    let also = |brand: &[u8; 4]| compatible.chunks_exact(4).any(|one| one == brand);
    match major {
        b"avif" | b"avis" => Some(Format::Avif),
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"hevm" | b"hevs" => Some(Format::Heic),
        b"mif1" | b"msf1" | b"miaf" => {
            if also(b"avif") || also(b"avis") {
                Some(Format::Avif)
            } else {
                (also(b"heic") || also(b"heix") || also(b"hevc") || also(b"hevx")).then_some(Format::Heic)
            }
        }
        b"qt  " => Some(Format::Mov),
        b"M4A " | b"M4B " | b"M4P " => Some(Format::M4a),
        b"isom" | b"mp41" | b"mp42" | b"iso2" | b"iso3" | b"iso4" | b"iso5" | b"iso6"
            if also(b"M4A ") && !also(b"M4V ") && !also(b"avc1") =>
        {
            Some(Format::M4a)
        }
        [b'i', b's', b'o', _]
        | [b'm', b'p', b'4', _]
        | b"avc1"
        | b"dash"
        | b"M4V "
        | b"M4VH"
        | b"M4VP"
        | b"MSNV"
        | b"XAVC"
        | b"f4v "
        | b"mmp4"
        | [b'3', b'g', b'p' | b'2', _] => Some(Format::Mp4),
        _ => None,
    }
}

/// Skips declaration, comments and document type, then looks at the root element's name.
fn root_is_svg(mut text: &[u8]) -> bool {
    loop {
        text = text.trim_ascii_start();
        let end = if text.starts_with(b"<?") {
            find(text, b"?>").map(|at| at + 2)
        } else if text.starts_with(b"<!--") {
            find(text, b"-->").map(|at| at + 3)
        } else if text.starts_with(b"<!DOCTYPE") {
            doctype_end(text)
        } else {
            break;
        };
        match end.and_then(|end| text.get(end..)) {
            Some(rest) => text = rest,
            None => return false,
        }
    }
    let Some(tag) = text.strip_prefix(b"<") else {
        return false;
    };
    let end = tag.iter().position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/')).unwrap_or(0);
    let name = &tag[..end];
    name == b"svg" || name.ends_with(b":svg")
}

fn find(text: &[u8], needle: &[u8]) -> Option<usize> {
    text.windows(needle.len()).position(|window| window == needle)
}

/// A document type ends at `>`, or at `]` and `>` when it declares entities.
fn doctype_end(text: &[u8]) -> Option<usize> {
    let mut subset = false;
    let end = text.iter().position(|byte| {
        match byte {
            b'[' => subset = true,
            b']' => subset = false,
            _ => {}
        }
        *byte == b'>' && !subset
    });
    end.map(|at| at + 1)
}

/// Two consecutive MPEG layer III frames; one alone would match too much noise.
fn is_mp3(head: &[u8]) -> bool {
    frame_length(head).and_then(|length| head.get(length..)).is_some_and(|next| frame_length(next).is_some())
}

/// Length in bytes of the layer III frame at the start of `data`, header included.
fn frame_length(data: &[u8]) -> Option<usize> {
    const KBIT_V1: [usize; 16] = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0];
    const KBIT_V2: [usize; 16] = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0];
    const HERTZ_V1: [usize; 4] = [44_100, 48_000, 32_000, 0];
    let [0xff, b, c, _, ..] = *data else {
        return None;
    };
    let layer_three = b & 0xe6 == 0xe2;
    // 3 = MPEG 1, 2 = MPEG 2, 0 = MPEG 2.5; 1 is reserved.
    let (kbit, samples, divide) = match (b >> 3) & 3 {
        3 => (KBIT_V1, 144, 1),
        2 => (KBIT_V2, 72, 2),
        0 => (KBIT_V2, 72, 4),
        _ => return None,
    };
    let kbit = kbit[usize::from(c >> 4)];
    let hertz = HERTZ_V1[usize::from((c >> 2) & 3)] / divide;
    let padding = usize::from((c >> 1) & 1);
    (layer_three && kbit > 0 && hertz > 0).then(|| samples * kbit * 1000 / hertz + padding)
}
