//! What leaves through a public link holds no metadata and shows the same pixels.

use super::*;
use crate::server::media::exif::orientation_only;
use crate::server::media::orient::Orientation;

/// Stands for a place, a prompt, a name: it must not survive anywhere in the file.
const SECRET: &[u8] = b"N52.5200E13.4050";

/// EXIF with an orientation and the secret behind it.
fn exif(orientation: u32) -> Vec<u8> {
    [orientation_only(Orientation::from_exif(orientation)).as_slice(), SECRET].concat()
}

fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

#[track_caller]
fn clean(bytes: &[u8]) -> Vec<u8> {
    assert!(holds(bytes, SECRET), "the test must start with something to remove");
    let Strip::Clean(clean) = strip(bytes, sniff(bytes)) else { panic!("could not be cleaned") };
    assert!(!holds(&clean, SECRET));
    assert_eq!(sniff(&clean), sniff(bytes));
    // Cleaning twice changes nothing more.
    assert_eq!(strip(&clean, sniff(bytes)), Strip::Clean(clean.clone()));
    clean
}

#[track_caller]
fn same_pixels(a: &[u8], b: &[u8]) {
    let (a, b) = (image::load_from_memory(a).unwrap(), image::load_from_memory(b).unwrap());
    assert!(a == b, "pixels differ");
}

#[test]
fn jpeg_files() {
    let icc = [b"ICC_PROFILE\0\x01\x01".as_slice(), &moxcms::ColorProfile::new_display_p3().encode().unwrap()].concat();
    let exif = [b"Exif\0\0", exif(6).as_slice()].concat();
    let xmp = [b"http://ns.adobe.com/xap/1.0/\0", SECRET].concat();
    let iptc = [b"Photoshop 3.0\0", SECRET].concat();
    let pages = [b"MPF\0", SECRET].concat();
    let segments: [(u8, &[u8]); 6] = [(1, &exif), (1, &xmp), (2, &icc), (2, &pages), (13, &iptc), (11, SECRET)];
    let mut bytes = jpeg(&quadrants(64, 48), &segments);
    let comment = [&[0xff, 0xfe, 0, 2 + SECRET.len() as u8], SECRET].concat();
    bytes.splice(2..2, comment);
    bytes.extend_from_slice(SECRET);

    let clean = clean(&bytes);
    same_pixels(&bytes, &clean);
    assert!(holds(&clean, &icc));
    let (before, after) = (look(&bytes).unwrap(), look(&clean).unwrap());
    assert_eq!((after.facts.width, after.facts.height), (48, 64), "it still lies as before");
    assert_eq!(before.renditions[0].bytes, after.renditions[0].bytes);
}

#[test]
fn jpeg_in_ink_keeps_its_mark() {
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 100);
    encoder.add_app_segment(13, SECRET.to_vec()).unwrap();
    encoder.encode(&[255, 0, 0, 0].repeat(256), 16, 16, jpeg_encoder::ColorType::Cmyk).unwrap();
    let understood = look(&clean(&bytes)).unwrap();
    near(*pixels(&understood, RenditionSize::S320).get_pixel(8, 8), [0, 255, 255], 3);
}

fn png_chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut checksum = flate2::Crc::new();
    checksum.update(kind);
    checksum.update(data);
    [&(data.len() as u32).to_be_bytes(), kind.as_slice(), data, &checksum.sum().to_be_bytes()].concat()
}

#[test]
fn png_files() {
    let mut bytes = encoded(&quadrants(64, 48), ImageFormat::Png);
    let text = [b"parameters\0", SECRET].concat();
    let notes = [
        png_chunk(b"tEXt", &text),
        png_chunk(b"iTXt", &[b"prompt\0\0\0\0\0", SECRET].concat()),
        png_chunk(b"eXIf", &exif(8)),
        png_chunk(b"tIME", &[7, 0xe8, 1, 1, 1, 1, 1]),
        png_chunk(b"gAMA", &45_455u32.to_be_bytes()),
        png_chunk(b"caBX", SECRET),
    ];
    bytes.splice(33..33, notes.concat());
    bytes.extend_from_slice(SECRET);
    let clean = clean(&bytes);
    same_pixels(&bytes, &clean);
    assert!(holds(&clean, b"gAMA") && !holds(&clean, b"tIME"));
    let after = look(&clean).unwrap();
    assert_eq!((after.facts.width, after.facts.height), (48, 64));
}

#[test]
fn webp_files() {
    let still = encoded(&quadrants(64, 48), ImageFormat::WebP);
    let chunk = |kind: &[u8; 4], data: &[u8]| {
        [kind.as_slice(), &(data.len() as u32).to_le_bytes(), data, &[0][..data.len() % 2]].concat()
    };
    let canvas = [0x0c, 0, 0, 0, 63, 0, 0, 47, 0, 0];
    let body = [
        b"WEBP".to_vec(),
        chunk(b"VP8X", &canvas),
        still[12..].to_vec(),
        chunk(b"EXIF", &exif(3)),
        chunk(b"XMP ", SECRET),
        chunk(b"NOTE", SECRET),
    ];
    let bytes = chunk(b"RIFF", &body.concat());
    let clean = clean(&bytes);
    same_pixels(&bytes, &clean);
    assert_eq!(clean[20] & 0x04, 0, "the header no longer promises XMP");
    let (before, after) = (look(&bytes).unwrap(), look(&clean).unwrap());
    assert_eq!(before.renditions[0].bytes, after.renditions[0].bytes, "it is still upside down");

    let animation = super::formats::animated_webp(&[quadrants(64, 48), quadrants(64, 48)]);
    let mut noted = animation.clone();
    noted.extend(chunk(b"XMP ", SECRET));
    let size = (noted.len() as u32 - 8).to_le_bytes();
    noted[4..8].copy_from_slice(&size);
    assert!(self::clean(&noted) == animation);
}

#[test]
fn gif_files() {
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
    encoder.set_repeat(image::codecs::gif::Repeat::Infinite).unwrap();
    for _ in 0..2 {
        encoder.encode_frame(image::Frame::new(quadrants(64, 48).to_rgba8())).unwrap();
    }
    drop(encoder);
    let part = [&[SECRET.len() as u8], SECRET, &[0]].concat();
    let notes = [b"\x21\xfe".as_slice(), &part, b"\x21\xff\x0bXMP DataXMP", &part].concat();
    let trailer = bytes.len() - 1;
    bytes.splice(trailer..trailer, notes);
    bytes.extend_from_slice(SECRET);
    let clean = clean(&bytes);
    same_pixels(&bytes, &clean);
    assert!(holds(&clean, b"NETSCAPE2.0") && !holds(&clean, b"XMP"));
    assert!(look(&clean).unwrap().facts.animated);
}

#[test]
fn svg_files() {
    use base64::Engine as _;
    let secret = String::from_utf8_lossy(SECRET);
    let photo = jpeg(&quadrants(32, 32), &[(1, &[b"Exif\0\0", exif(1).as_slice()].concat())]);
    let photo = base64::engine::general_purpose::STANDARD.encode(photo);
    let bytes = format!(
        r##"<?xml version="1.0"?><!-- {secret} --><!DOCTYPE svg [<!ENTITY blue "#1414dc">]>
        <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:e="http://example.org/editor"
          viewBox="0 0 64 64" e:place="{secret}" data-note="{secret}" onload="tell('{secret}')">
          <title>{secret}</title><metadata><e:place>{secret}</e:place></metadata><script>"{secret}"</script>
          <e:view note="{secret}"/><style>/* {secret} */ .a {{ fill: #dc1414 }} g > .b {{ fill: #14c814 }}</style>
          <defs><rect id="r" width="32" height="32"/></defs>
          <use xlink:href="#r" class="a"/><g><rect x="32" width="32" height="32" class="b"/></g>
          <rect y="32" width="32" height="32" fill="&blue;"/><a href="http://example.org/{secret}"><rect x="32" y="32" width="32" height="32" fill="#fafafa"/></a>
          <image width="4" height="4" xlink:href="data:image/jpeg;base64,{photo}"/>
        </svg>"##
    )
    .into_bytes();
    let clean = clean(&bytes);
    let (before, after) = (look(&bytes).unwrap(), look(&clean).unwrap());
    stands_upright(&pixels(&after, RenditionSize::S320));
    for (before, after) in before.renditions.iter().zip(&after.renditions) {
        assert_eq!(before.bytes, after.bytes);
    }
    // The photo inside was cleaned too.
    let text = String::from_utf8(clean).unwrap();
    let inner = text.split("base64,").nth(1).unwrap().split('"').next().unwrap();
    assert!(!holds(&base64::engine::general_purpose::STANDARD.decode(inner).unwrap(), SECRET));
}

#[test]
fn what_cannot_be_cleaned_says_so() {
    for format in [Format::Tiff, Format::Bmp, Format::Avif, Format::Heic, Format::Pdf, Format::Mp4, Format::Mov, Format::Mp3] {
        assert_eq!(strip(b"anything", format), Strip::Unsupported);
    }
    // Half a file cannot be vouched for.
    let picture = quadrants(64, 48);
    for bytes in [encoded(&picture, ImageFormat::Png), encoded(&picture, ImageFormat::Gif), jpeg(&picture, &[])] {
        assert_eq!(strip(&bytes[..bytes.len() / 2], sniff(&bytes)), Strip::Unsupported);
    }
}

#[test]
fn renditions_hold_no_metadata() {
    let exif = [b"Exif\0\0", exif(1).as_slice()].concat();
    let understood = look(&jpeg(&quadrants(700, 500), &[(1, &exif), (13, SECRET)])).unwrap();
    for rendition in &understood.renditions {
        for mark in [SECRET, b"Exif", b"EXIF", b"XMP", b"ICC_PROFILE", b"ICCP"] {
            assert!(!holds(&rendition.bytes, mark));
        }
    }
}
