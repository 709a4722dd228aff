//! Each format by its shortest honest head, and what is refused with which words.

use super::{Format, Kind};

#[track_caller]
fn check(head: &[u8], expect: impl Into<Option<Format>>) {
    let shown = String::from_utf8_lossy(head.get(..24).unwrap_or(head)).into_owned();
    assert_eq!(Format::sniff(head), expect.into(), "{shown:?}");
}

fn ftyp(major: &[u8; 4], compatible: &[&[u8; 4]]) -> Vec<u8> {
    let size = 16 + 4 * u8::try_from(compatible.len()).unwrap_or(0);
    let mut head = vec![0, 0, 0, size];
    head.extend_from_slice(b"ftyp");
    head.extend_from_slice(major);
    head.extend_from_slice(&[0; 4]);
    compatible.iter().for_each(|brand| head.extend_from_slice(*brand));
    head.extend_from_slice(b"\0\0\0\x08free");
    head
}

#[test]
fn images() {
    check(b"\xff\xd8\xff\xe0\0\x10JFIF", Format::Jpeg);
    check(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Format::Png);
    check(b"RIFF\x10\0\0\0WEBPVP8 ", Format::WebP);
    check(b"GIF89a\x01\0\x01\0", Format::Gif);
    check(b"GIF87a\x01\0\x01\0", Format::Gif);
    check(b"II*\0\x08\0\0\0\0\0", Format::Tiff);
    check(b"MM\0*\0\0\0\x08\0\0", Format::Tiff);
    check(b"II+\0\x08\0\0\0\0\0", Format::Tiff);
    check(b"MM\0+\0\x08\0\0\0\0", Format::Tiff);
    check(b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", Format::Bmp);
    check(&ftyp(b"avif", &[b"mif1"]), Format::Avif);
    check(&ftyp(b"mif1", &[b"avif"]), Format::Avif);
    check(&ftyp(b"heic", &[b"mif1"]), Format::Heic);
    check(&ftyp(b"mif1", &[b"heic"]), Format::Heic);
}

#[test]
fn svg() {
    check(b"<svg>", Format::Svg);
    check(b"\xef\xbb\xbf<svg xmlns='x'/>", Format::Svg);
    check(b"<?xml version='1.0'?>\n<!-- > -->\n<svg\n", Format::Svg);
    check(b"<!DOCTYPE svg PUBLIC \"-//W3C\">\n<svg >", Format::Svg);
    check(b"<!DOCTYPE svg [ <!ENTITY a \"b\"> ]><svg:svg >", Format::Svg);
    check(b"<html><svg>", None);
    check(b"<svgx>", None);
    check(b"<!-- no end <svg>", None);
    check(b"<", None);
}

#[test]
fn video_audio_document() {
    check(&ftyp(b"isom", &[b"iso2", b"avc1", b"mp41"]), Format::Mp4);
    check(&ftyp(b"mp42", &[]), Format::Mp4);
    check(&ftyp(b"M4V ", &[b"M4A ", b"mp42"]), Format::Mp4);
    check(&ftyp(b"3gp5", &[]), Format::Mp4);
    check(&ftyp(b"qt  ", &[b"qt  "]), Format::Mov);
    check(b"\0\0\x01\0moov\0\0\0\x6cmvhd", Format::Mov);
    check(b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm", Format::WebM);
    check(b"ID3\x04\0\0\0\0\0\x02\0\0\xff\xfb", Format::Mp3);
    check(b"ID3\x04\0\0\0\0\0\x02\0\0fLaC", Format::Flac);
    check(b"RIFF\x10\0\0\0WAVEfmt ", Format::Wav);
    check(b"RF64\xff\xff\xff\xffWAVEds64", Format::Wav);
    check(b"fLaC\0\0\0\x22", Format::Flac);
    check(b"OggS\0\x02", Format::Ogg);
    check(&ftyp(b"M4A ", &[b"mp42"]), Format::M4a);
    check(&ftyp(b"mp42", &[b"M4A ", b"isom"]), Format::M4a);
    check(b"%PDF-1.7\n", Format::Pdf);
}

#[test]
fn bare_mp3_needs_two_frames() {
    // MPEG 1 layer III, 128 kbit/s, 44.1 kHz: 417 bytes a frame.
    let frame = [&[0xff, 0xfb, 0x90, 0x00][..], &[0; 413]].concat();
    check(&[&frame[..], &frame[..]].concat(), Format::Mp3);
    check(&frame, None);
    check(&[&frame[..], &[0; 417]].concat(), None);
}

#[test]
fn not_taken() {
    let words = |head: &[u8], part: &str| {
        assert_eq!(Format::sniff(head), None);
        let reason = Format::refusal(head);
        assert!(reason.contains(part), "{reason:?} should speak of {part:?}");
    };
    words(b"", "empty");
    words(b"8BPS\0\x01", "Photoshop");
    words(b"PK\x03\x04", "ZIP");
    words(b"\x1f\x8b\x08", "archive");
    words(b"hello", "text");
    words(b"II am the MZ", "text");
    words(b"a tale cut in the middle of \xc3", "text");
    words(b"BM is the start of a sentence", "text");
    words(b"\x1a\x45\xdf\xa3\x42\x82\x88matroska", "Matroska");
    words(b"RIFF\0\0\0\0AVI LIST", "AVI");
    words(b"II*\0\x10\0\0\0CR\x02\0", "raw");
    words(&ftyp(b"crx ", &[b"isom"]), "raw");
    words(b"\0\0\0\x0cJXL \r\n", "JPEG XL");
    words(b"MZ\x90\0", "program");
    words(&[0, 1, 2, 0xfe], "not known");
    words(b"RIFF\x10\0\0\0XXXX", "not known");
}

#[test]
fn digital_negative_is_raw() {
    let mut dng = b"II*\0\x08\0\0\0\x01\0".to_vec();
    dng.extend_from_slice(&50706u16.to_le_bytes());
    dng.extend_from_slice(&[1, 0, 4, 0, 0, 0, 1, 4, 0, 0]);
    check(&dng, None);
}

/// No head may panic, however short it is cut.
#[test]
fn any_cut_is_safe() {
    let heads: [&[u8]; 7] = [
        b"\xff\xd8\xff\xe0",
        b"RIFF\x10\0\0\0WAVE",
        b"MM\0*\xff\xff\xff\xff\xff\xff",
        b"II*\0\x08\0\0\0\xff\xff\x01\x02",
        b"ID3\x04\0\0\x7f\x7f\x7f\x7f\0",
        &ftyp(b"mif1", &[b"heic"]),
        b"<?xml ?><!DOCTYPE svg [ ]><svg>",
    ];
    for head in heads {
        for cut in 0..=head.len() {
            let taken = Format::sniff(&head[..cut]).is_some();
            assert!(cut > 0 || !taken);
            assert!(!Format::refusal(&head[..cut]).is_empty());
        }
    }
}

#[test]
fn words_and_wire() {
    assert_eq!(Format::Jpeg.to_string(), "JPEG");
    assert_eq!(Format::Svg.mime(), "image/svg+xml");
    assert_eq!(Format::Heic.kind(), Kind::Image);
    assert_eq!(Format::Pdf.kind(), Kind::Document);
    for kind in Kind::ALL {
        assert_eq!(Kind::parse(kind.as_str()), Some(kind));
    }
    let mut seen = std::collections::HashSet::new();
    for format in Format::ALL {
        assert!(seen.insert(format.extension()), "{format} shares its extension");
        assert!(format.mime().contains('/'));
    }
}
