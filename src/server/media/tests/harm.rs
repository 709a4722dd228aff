//! Files made to do harm, and files that were harmed.

use super::*;
use crate::server::media::gif;
use proptest::prelude::*;

/// Enough for the small pictures here; a bomb that slips past would be noticed at once.
const TIGHT: Limits =
    Limits { edge: 4_000, pixels: 4_000_000, memory: 32 << 20, frames: 20, svg_bytes: 1 << 20, svg_nodes: 50_000 };

#[track_caller]
fn too_large(bytes: &[u8], words: &str) {
    let error = look(bytes).unwrap_err();
    assert!(matches!(error, MediaError::TooLarge(_)), "{error:?}");
    assert!(error.to_string().contains(words), "{error}");
}

fn svg(body: &str) -> Vec<u8> {
    format!(r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="64" height="64">{body}</svg>"#)
        .into_bytes()
}

/// A PNG of 1 × 1 whose header claims more; the checksum of the header is made right again.
fn claiming(width: u32, height: u32) -> Vec<u8> {
    let mut png = encoded(&quadrants(2, 2), ImageFormat::Png);
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    let mut checksum = flate2::Crc::new();
    checksum.update(&png[12..29]);
    png[29..33].copy_from_slice(&checksum.sum().to_be_bytes());
    png
}

#[test]
fn sizes_are_judged_by_the_header() {
    too_large(&claiming(60_000, 60_000), "60,000 × 60,000 pixels; an edge may have 50,000");
    too_large(&claiming(40_000, 40_000), "40,000 × 40,000 pixels; the limit is 200 megapixels");

    let mut gif = encoded(&quadrants(2, 2), ImageFormat::Gif);
    gif[6..10].copy_from_slice(&[0xff; 4]);
    too_large(&gif, "65,535 × 65,535");

    let mut bmp = encoded(&quadrants(2, 2), ImageFormat::Bmp);
    bmp[18..22].copy_from_slice(&45_000u32.to_le_bytes());
    bmp[22..26].copy_from_slice(&45_000u32.to_le_bytes());
    too_large(&bmp, "45,000 × 45,000");

    let mut jpeg = jpeg(&quadrants(16, 16), &[]);
    let frame = jpeg.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xff; 4]);
    too_large(&jpeg, "65,535 × 65,535");

    let mut tiff = encoded(&quadrants(2, 2), ImageFormat::Tiff);
    let at = u32::from_le_bytes(tiff[4..8].try_into().unwrap()) as usize + 2;
    for entry in 0..2 {
        // Width and height are the first two entries; 4 is the type of a 32-bit number.
        tiff[at + entry * 12 + 2] = 4;
        tiff[at + entry * 12 + 8..at + entry * 12 + 12].copy_from_slice(&49_000u32.to_le_bytes());
    }
    assert!(matches!(look(&tiff).unwrap_err(), MediaError::TooLarge(_) | MediaError::Broken(_)));

    let still = encoded(&quadrants(2, 2), ImageFormat::WebP);
    let mut extended = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\xff\xff\xff\xff\xff".to_vec();
    extended.extend_from_slice(&still[12..]);
    assert!(matches!(look(&extended).unwrap_err(), MediaError::TooLarge(_) | MediaError::Broken(_)));
}

#[test]
fn memory_counts_as_well_as_pixels() {
    let limits = Limits { memory: 100_000, ..Limits::default() };
    let bytes = encoded(&DynamicImage::ImageRgb16(quadrants(200, 100).to_rgb16()), ImageFormat::Png);
    let error = understand(&bytes, Format::Png, &limits, &Tools::default()).unwrap_err();
    assert!(matches!(error, MediaError::TooLarge(_)), "{error}");
}

#[test]
fn endless_animations() {
    let mut gif = encoded(&quadrants(2, 2), ImageFormat::Gif);
    let blocks = gif::blocks(&gif);
    let image = blocks.iter().find(|(block, _)| *block == gif::Block::Image).unwrap().1.clone();
    let frame = gif[image].to_vec();
    gif.pop();
    (0..2_000).for_each(|_| gif.extend_from_slice(&frame));
    gif.push(0x3b);
    too_large(&gif, "2,001 frames");
}

#[test]
fn elaborate_drawings() {
    // Ten levels of ten: ten thousand million squares.
    let mut uses = String::from(r##"<g id="l0"><rect width="9" height="9"/></g>"##);
    for level in 1..=10 {
        let inner = format!(r##"<use xlink:href="#l{}"/>"##, level - 1).repeat(10);
        uses.push_str(&format!(r#"<g id="l{level}">{inner}</g>"#));
    }
    too_large(&svg(&uses), "too elaborate");
    let filters =
        format!(r#"<filter id="f">{}</filter><rect filter="url(#f)" width="9" height="9"/>"#, "<feTurbulence/>".repeat(500));
    too_large(&svg(&filters), "too elaborate");
    too_large(&svg(&format!("{}{}", "<g>".repeat(5_000), "</g>".repeat(5_000))), "too elaborate");
    too_large(&svg(&"<!-- -->".repeat(2 << 20)), "too elaborate");
    let circle = svg(r##"<g id="a"><use xlink:href="#b"/></g><g id="b"><use xlink:href="#a"/></g><rect width="9" height="9"/>"##);
    assert!(!matches!(look(&circle), Err(MediaError::TooLarge(_))));
    let laughs = br#"<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
        <!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;">]>
        <svg xmlns="http://www.w3.org/2000/svg"><text>&f;&f;&f;</text></svg>"#;
    assert!(look(laughs).is_err());
}

/// A drawing cannot fetch: not from the disk, not from the network, not by an entity.
#[test]
fn drawings_reach_nothing_outside() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secret.png");
    std::fs::write(&path, encoded(&quadrants(64, 64), ImageFormat::Png)).unwrap();
    let path = path.display();
    let entity = format!(
        r#"<!DOCTYPE svg [<!ENTITY x SYSTEM "file://{path}">]><svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><text>&x;</text></svg>"#
    );
    let bodies = [
        svg(&format!(r#"<image width="64" height="64" href="{path}"/>"#)),
        svg(&format!(r#"<image width="64" height="64" xlink:href="file://{path}"/>"#)),
        svg(r#"<image width="64" height="64" href="http://localhost/x.png"/>"#),
        svg(
            "<image width=\"64\" height=\"64\" href=\"data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciPjxyZWN0IHdpZHRoPSI5IiBoZWlnaHQ9IjkiLz48L3N2Zz4=\"/>",
        ),
        entity.into_bytes(),
    ];
    for body in bodies {
        if let Ok(understood) = look(&body) {
            assert!(pixels(&understood, RenditionSize::S320).pixels().all(|pixel| pixel[3] == 0));
        }
    }
}

#[test]
fn drawings_show_what_they_embed() {
    use base64::Engine as _;
    let picture = base64::engine::general_purpose::STANDARD.encode(encoded(&quadrants(64, 64), ImageFormat::Png));
    let body = format!(r#"<image width="64" height="64" href="data:image/png;base64,{picture}"/>"#);
    let understood = look(&svg(&body)).unwrap();
    stands_upright(&pixels(&understood, RenditionSize::S320));

    let bomb = base64::engine::general_purpose::STANDARD.encode(claiming(30_000, 30_000));
    let understood = look(&svg(&format!(r#"<image width="64" height="64" href="data:image/png;base64,{bomb}"/>"#))).unwrap();
    assert!(understood.facts.alpha);
}

/// Half a file is damaged, and says so; it never passes as a picture with a grey half.
#[test]
fn files_cut_short() {
    let picture = quadrants(200, 150);
    let formats = [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif, ImageFormat::Tiff, ImageFormat::Bmp];
    let mut files: Vec<Vec<u8>> = formats.iter().map(|format| encoded(&picture, *format)).collect();
    files.push(jpeg(&picture, &[]));
    files.push(svg("<rect width='9' height='9'/>"));
    for file in files {
        let format = sniff(&file);
        for part in 1..8 {
            let cut = &file[..(file.len() * part / 8).max(64)];
            let outcome = understand(cut, format, &Limits::default(), &Tools::default());
            assert!(matches!(outcome, Err(MediaError::Broken(_))), "{format} {part}/8: {outcome:?}");
        }
    }
}

#[test]
fn a_panicking_decoder_is_a_broken_file() {
    let outcome: Result<(), _> = super::super::guarded(|| panic!("as a decoder might"));
    assert!(matches!(outcome, Err(MediaError::Broken(_))));
}

fn samples() -> Vec<Vec<u8>> {
    let picture = quadrants(24, 16);
    let formats = [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif, ImageFormat::Tiff, ImageFormat::Bmp];
    let mut samples: Vec<Vec<u8>> = formats.iter().map(|format| encoded(&picture, *format)).collect();
    samples.push(jpeg(&picture, &[(1, b"Exif\0\0MM\0*\0\0\0\x08\0\0")]));
    samples.push(svg("<g id='a'><rect width='9' height='9' fill='url(#a)'/></g>"));
    samples.push(super::formats::animated_webp(&[picture.clone(), picture]));
    // A container without a picture: the index is what is fuzzed.
    samples.push(b"\0\0\0\x14ftypavif\0\0\0\0avif\0\0\0\x30meta\0\0\0\0\0\0\0\x0epitm\0\0\0\0\0\x01\0\0\0\x0eiinf\0\0\0\0\0\0\0\0\0\x08iprp".to_vec());
    samples
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever is done to a file, looking at it and cleaning it ends, in bounds, with a sentence.
    #[test]
    fn mutations_end_well(which in 0..9usize, edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let mut bytes = samples().swap_remove(which);
        let format = sniff(&bytes);
        for (at, value) in edits {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        match understand(&bytes, format, &TIGHT, &Tools::default()) {
            Ok(understood) => prop_assert_eq!(understood.renditions.len(), 3),
            Err(error) => prop_assert!(error.to_string().ends_with(['.', ')'])),
        }
        if let Strip::Clean(clean) = strip(&bytes, format) {
            prop_assert!(!clean.is_empty());
        }
    }

    #[test]
    fn noise_ends_well(noise in prop::collection::vec(any::<u8>(), 0..600), format in prop::sample::select(Format::ALL.to_vec())) {
        prop_assert!(understand(&noise, format, &TIGHT, &Tools::default()).is_err());
        strip(&noise, format);
        let head: Vec<u8> = samples().into_iter().find(|sample| sniff(sample) == format).map(|sample| sample[..12].to_vec()).unwrap_or_default();
        let dressed = [head, noise].concat();
        prop_assert!(understand(&dressed, format, &TIGHT, &Tools::default()).is_err() || dressed.len() < 64);
        strip(&dressed, format);
    }
}
