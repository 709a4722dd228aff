//! Every picture format, orientation and kind of sample, from small files made here.

use super::*;
use crate::server::media::exif::orientation_only;
use crate::server::media::orient::Orientation;
use image::metadata::Orientation as Oracle;

#[track_caller]
fn check(bytes: &[u8], format: Format) -> Understood {
    assert_eq!(sniff(bytes), format);
    let understood = look(bytes).unwrap();
    assert_eq!((understood.facts.width, understood.facts.height), (960, 640), "{format}");
    let sizes: Vec<_> = understood.renditions.iter().map(|one| (one.size, one.width, one.height, one.mime)).collect();
    let largest = if understood.facts.alpha { "image/webp" } else { "image/jpeg" };
    let expected = [
        (RenditionSize::S320, 320, 213, "image/webp"),
        (RenditionSize::S640, 640, 427, "image/webp"),
        (RenditionSize::S2048, 960, 640, largest),
    ];
    assert_eq!(sizes, expected, "{format}");
    RenditionSize::ALL.iter().for_each(|size| stands_upright(&pixels(&understood, *size)));
    understood
}

#[test]
fn opaque_pictures() {
    let picture = quadrants(960, 640);
    let opaque = DynamicImage::ImageRgb8(picture.to_rgb8());
    let formats = [
        (ImageFormat::Png, Format::Png),
        (ImageFormat::WebP, Format::WebP),
        (ImageFormat::Gif, Format::Gif),
        (ImageFormat::Tiff, Format::Tiff),
        (ImageFormat::Bmp, Format::Bmp),
    ];
    for (image, format) in formats {
        // The channel is there in the first, and opaque: that is no transparency.
        for picture in [&picture, &opaque] {
            let understood = check(&encoded(picture, image), format);
            assert!(!understood.facts.alpha && !understood.facts.animated, "{format}");
            assert!(understood.facts.thumbhash.is_some_and(|hash| (10..=34).contains(&hash.len())));
        }
    }
    check(&jpeg(&picture, &[]), Format::Jpeg);
}

#[test]
fn transparency_is_found_and_kept() {
    let mut picture = quadrants(960, 640).to_rgba8();
    for y in 300..340 {
        for x in 460..500 {
            picture.put_pixel(x, y, Rgba([0, 0, 0, 0]));
        }
    }
    let picture = DynamicImage::ImageRgba8(picture);
    for format in [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Tiff] {
        let bytes = encoded(&picture, format);
        let understood = check(&bytes, sniff(&bytes));
        assert!(understood.facts.alpha);
        for size in RenditionSize::ALL {
            let rendition = pixels(&understood, size);
            let (width, height) = rendition.dimensions();
            assert_eq!(rendition.get_pixel(width / 2, height / 2)[3], 0);
            assert_eq!(rendition.get_pixel(width / 4, height / 4)[3], 255);
        }
    }
}

#[test]
fn sixteen_bits_and_greys() {
    let picture = quadrants(960, 640);
    for deep in [DynamicImage::ImageRgb16(picture.to_rgb16()), DynamicImage::ImageRgba16(picture.to_rgba16())] {
        check(&encoded(&deep, ImageFormat::Png), Format::Png);
        check(&encoded(&deep, ImageFormat::Tiff), Format::Tiff);
    }
    let greys = [
        DynamicImage::ImageLuma8(picture.to_luma8()),
        DynamicImage::ImageLumaA8(picture.to_luma_alpha8()),
        DynamicImage::ImageLuma16(picture.to_luma16()),
    ];
    let level = picture.to_luma8().get_pixel(100, 100)[0];
    for grey in greys {
        let understood = look(&encoded(&grey, ImageFormat::Png)).unwrap();
        near(*pixels(&understood, RenditionSize::S640).get_pixel(100, 100), [level; 3], 4);
    }
}

#[test]
fn all_eight_orientations() {
    let upright = quadrants(960, 640);
    for value in 1..=8u8 {
        // Lay the picture down so that the orientation stands it up again; `image` is the judge.
        let mut stored = upright.clone();
        let opposite = match value {
            6 => 8,
            8 => 6,
            value => value,
        };
        stored.apply_orientation(Oracle::from_exif(opposite).unwrap());
        let exif = orientation_only(Orientation::from_exif(u32::from(value)));
        let tagged = [b"Exif\0\0", exif.as_slice()].concat();
        check(&jpeg(&stored, &[(1, &tagged)]), Format::Jpeg);
    }
}

/// Sequential, colours at half resolution, each component in a scan of its own.
#[test]
fn a_scan_for_each_component() {
    let picture = quadrants(960, 640);
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_2_2);
    encoder.set_optimized_huffman_tables(true);
    encoder.encode(picture.to_rgb8().as_raw(), 960, 640, jpeg_encoder::ColorType::Rgb).unwrap();
    assert_eq!(bytes.windows(2).filter(|pair| *pair == [0xff, 0xda]).count(), 3);
    check(&bytes, Format::Jpeg);
}

#[test]
fn progressive_jpeg() {
    let picture = quadrants(960, 640);
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_2_2);
    encoder.set_progressive(true);
    encoder.encode(picture.to_rgb8().as_raw(), 960, 640, jpeg_encoder::ColorType::Rgb).unwrap();
    check(&bytes, Format::Jpeg);
}

#[test]
fn small_pictures_are_never_enlarged() {
    let understood = look(&encoded(&quadrants(40, 30), ImageFormat::Png)).unwrap();
    assert!(understood.renditions.iter().all(|one| (one.width, one.height) == (40, 30)));
    let understood = look(&encoded(&quadrants(1, 5000), ImageFormat::Png)).unwrap();
    let sizes: Vec<_> = understood.renditions.iter().map(|one| (one.width, one.height)).collect();
    assert_eq!(sizes, [(1, 320), (1, 640), (1, 2048)]);
}

#[test]
fn animations_are_told_and_show_their_first_picture() {
    let mut gif = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut gif);
    encoder.encode_frame(image::Frame::new(quadrants(960, 640).to_rgba8())).unwrap();
    encoder.encode_frame(image::Frame::new(RgbaImage::from_pixel(960, 640, Rgba([0, 0, 0, 255])))).unwrap();
    drop(encoder);
    assert!(check(&gif, Format::Gif).facts.animated);

    let frames = [quadrants(960, 640), DynamicImage::new_rgba8(960, 640)];
    assert!(check(&animated_webp(&frames), Format::WebP).facts.animated);
}

/// Two stills put into the container of an animation by hand.
pub(super) fn animated_webp(frames: &[DynamicImage]) -> Vec<u8> {
    let chunk = |kind: &[u8; 4], data: &[u8]| {
        let mut chunk = kind.to_vec();
        chunk.extend_from_slice(&(data.len() as u32).to_le_bytes());
        chunk.extend_from_slice(data);
        chunk.extend(std::iter::repeat_n(0, data.len() % 2));
        chunk
    };
    let three = |value: u32| value.to_le_bytes()[..3].to_vec();
    let (width, height) = (frames[0].width(), frames[0].height());
    let canvas = [three(width - 1), three(height - 1)].concat();
    let mut body = b"WEBP".to_vec();
    body.extend(chunk(b"VP8X", &[&[0x02, 0, 0, 0], canvas.as_slice()].concat()));
    body.extend(chunk(b"ANIM", &[0; 6]));
    for frame in frames {
        let still = encoded(frame, ImageFormat::WebP);
        let place = [three(0), three(0), canvas.clone(), three(100), vec![0]].concat();
        body.extend(chunk(b"ANMF", &[place, still[12..].to_vec()].concat()));
    }
    chunk(b"RIFF", &body)
}

#[test]
fn drawings_are_sharp_at_any_size() {
    let svg = br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 64">
        <rect width="48" height="32" fill="#dc1414"/><rect x="48" width="48" height="32" fill="#14c814"/>
        <rect y="32" width="48" height="32" fill="#1414dc"/><rect x="48" y="32" width="48" height="32" fill="#fafafa"/>
    </svg>"##;
    let understood = look(svg).unwrap();
    assert_eq!((understood.facts.width, understood.facts.height), (96, 64));
    let sizes: Vec<_> = understood.renditions.iter().map(|one| (one.width, one.height)).collect();
    assert_eq!(sizes, [(320, 213), (640, 427), (2048, 1365)]);
    RenditionSize::ALL.iter().for_each(|size| stands_upright(&pixels(&understood, *size)));
}

#[test]
fn what_tools_are_missing_for_says_so() {
    let (limits, none) = (Limits::default(), Tools::default());
    for format in Format::ALL {
        let error = match format.kind() {
            Kind::Video | Kind::Audio => understand_playing(std::path::Path::new(""), format, &limits, &none).unwrap_err(),
            Kind::Document => understand(b"", format, &limits, &none).unwrap_err(),
            Kind::Image if format == Format::Heic => understand(b"", format, &limits, &none).unwrap_err(),
            Kind::Image => continue,
        };
        assert!(matches!(error, MediaError::Unsupported { .. }));
        assert!(error.to_string().contains(format.label()), "{error}");
        assert_eq!(none.edition(format), 0);
    }
}

#[test]
fn the_camera_s_date_is_read() {
    // One directory that points to a second with the date of taking.
    let mut exif = b"II*\0\x08\0\0\0\x01\0\x69\x87\x04\0\x01\0\0\0\x1a\0\0\0\0\0\0\0".to_vec();
    exif.extend_from_slice(b"\x01\0\x03\x90\x02\0\x14\0\0\0\x2c\0\0\0\0\0\0\0");
    exif.extend_from_slice(b"2024:05:17 18:03:09\0");
    let tagged = [b"Exif\0\0", exif.as_slice()].concat();
    let understood = look(&jpeg(&quadrants(16, 16), &[(1, &tagged)])).unwrap();
    assert_eq!(understood.facts.taken.unwrap().iso(), "2024-05-17T18:03:09Z");
}
