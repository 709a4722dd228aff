//! The shared folder of real files: each comes out right or with the right reason.

mod sheet;

use super::*;
use crate::domain::format::Kind;
use crate::server::config::tools_here;
use std::path::{Path, PathBuf};

/// Told apart by folder; only `formats` and `video` hold what is not drawn.
const FOLDERS: [&str; 6] = ["orientation", "formats", "camera", "video", "logos", "products"];

/// Every file in a fixed order, or nothing where the folder is missing.
fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    if !root.is_dir() {
        eprintln!("skipped: ../shared/data is not here");
        return Vec::new();
    }
    let mut files = Vec::new();
    for folder in FOLDERS {
        let from = files.len();
        walk(&root.join(folder), &mut files);
        files[from..].sort();
    }
    files
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { walk(&path, files) } else { files.push(path) }
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// What became of a file: the picture, the shape of its sound, or only its type.
enum Outcome {
    Drawn(Format, Box<Understood>),
    Heard(Box<Understood>),
    Placeholder(Format),
    Refused,
}

#[track_caller]
fn check(path: &Path) -> Outcome {
    let bytes = std::fs::read(path).unwrap();
    let head = &bytes[..bytes.len().min(4096)];
    let extension = path.extension().unwrap().to_string_lossy().into_owned();
    let Some(format) = Format::sniff(head) else {
        assert_eq!(extension, "psd", "{path:?} was refused");
        assert!(Format::refusal(head).contains("Photoshop"));
        return Outcome::Refused;
    };
    assert_eq!(format.extension(), extension, "{path:?}");
    let tools = tools_here(None);
    let plays = matches!(format.kind(), Kind::Video | Kind::Audio);
    let understood = match plays {
        true => understand_playing(path, format, &Limits::default(), &tools),
        false => understand(&bytes, format, &Limits::default(), &tools),
    };
    match understood {
        Ok(understood) if understood.renditions.is_empty() => {
            assert!(format.kind() == Kind::Audio && understood.peaks.is_some(), "{path:?}");
            Outcome::Heard(Box::new(understood))
        }
        Ok(understood) => {
            assert!(
                understood.facts.width > 0 && understood.facts.height > 0 && !understood.facts.colours.is_empty(),
                "{path:?}"
            );
            for rendition in &understood.renditions {
                let picture = image::load_from_memory(&rendition.bytes).unwrap();
                assert_eq!((picture.width(), picture.height()), (rendition.width, rendition.height), "{path:?}");
                assert!(picture.width().max(picture.height()) <= rendition.size.edge());
            }
            Outcome::Drawn(format, Box::new(understood))
        }
        Err(MediaError::Unsupported { reason, .. }) => {
            assert!(tools.edition(format) == 0 && (plays || format == Format::Heic), "{path:?}: {reason}");
            Outcome::Placeholder(format)
        }
        Err(error) => panic!("{path:?}: {error}"),
    }
}

/// Without optimisation a full pass takes minutes, so every run takes a part and the sheet takes all.
#[test]
fn a_part_of_the_real_files() {
    let mut drawn = 0;
    for (index, path) in files().iter().enumerate() {
        let text = path.to_string_lossy();
        // Films are looked at by a test of their own.
        let often = text.contains("/formats/");
        if often || index % 40 == 0 {
            drawn += usize::from(matches!(check(path), Outcome::Drawn(..)));
        }
    }
    assert!(drawn > 10 || files().is_empty());
}

/// The same scene in eight stored orientations must look the same eight times.
#[test]
fn orientations_look_alike() {
    let files = files();
    let smallest = |path: &PathBuf| {
        let Outcome::Drawn(_, understood) = check(path) else { panic!("{path:?} was not drawn") };
        pixels(&understood, RenditionSize::S320)
    };
    // One of each half keeps the time bounded; the generated pictures cover all eight of both.
    for (scene, numbers) in [("Landscape", [3, 6]), ("Portrait", [5, 8])] {
        let find = |number: u8| files.iter().find(|path| name(path) == format!("{scene}_{number}.jpg"));
        let Some(upright) = find(1).map(smallest) else { return };
        for number in numbers {
            let turned = smallest(find(number).unwrap());
            assert_eq!(turned.dimensions(), upright.dimensions(), "{scene} {number}");
            let difference: u64 = turned.iter().zip(upright.iter()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
            let mean = difference / turned.len() as u64;
            assert!(mean < 8, "{scene} {number} differs by {mean}");
        }
    }
}

#[test]
fn heic_tells_its_size_and_date_and_is_drawn_with_ffmpeg() {
    let Some(path) = files().into_iter().find(|path| name(path) == "phone.heic") else { return };
    let error = look(&std::fs::read(&path).unwrap()).unwrap_err();
    let facts = error.facts().unwrap();
    assert_eq!((facts.width, facts.height), (3024, 4032), "upright, as it was held");
    assert_eq!(facts.taken.unwrap().date(), (2020, 5, 4));
    if playing::tools().is_some() {
        let Outcome::Drawn(_, understood) = check(&path) else { panic!("{path:?} was not drawn") };
        let sizes: Vec<_> = understood.renditions.iter().map(|rendition| (rendition.width, rendition.height)).collect();
        assert_eq!(sizes, [(240, 320), (480, 640), (1536, 2048)]);
        assert_eq!(understood.facts.taken.unwrap().date(), (2020, 5, 4));
    }
}

#[test]
fn films_and_sounds_tell_what_they_are() {
    if files().is_empty() || playing::tools().is_none() {
        return;
    }
    let expected = [
        ("bottle-detection.mp4", (640, 360), 39_855, "H.264", 24),
        ("car-detection.mp4", (768, 432), 30_208, "H.264, AAC", 24),
        ("one-by-one-person-detection.mp4", (768, 432), 139_400, "H.264", 24),
        ("with-gps.mp4", (1_920, 1_080), 171, "H.264, AAC", 0),
        // Held upright.
        ("with-gps.mov", (320, 568), 4_002, "H.264, AAC", 10),
        ("tone.mp3", (0, 0), 3_000, "MP3", 0),
        ("tone.wav", (0, 0), 2_000, "PCM", 0),
    ];
    for (file, size, duration, codecs, frames) in expected {
        let path = files().into_iter().find(|path| name(path) == file).unwrap();
        let (Outcome::Drawn(_, understood) | Outcome::Heard(understood)) = check(&path) else { panic!("{file} was not drawn") };
        let playback = understood.facts.playback.as_deref().unwrap();
        assert_eq!((understood.facts.width, understood.facts.height), size, "{file}");
        assert!(playback.duration.abs_diff(duration) < 60, "{file}: {}", playback.duration);
        assert_eq!((playback.codecs.as_str(), playback.frames), (codecs, frames), "{file}");
        assert_eq!(understood.sheet.is_some(), frames > 0, "{file}");
    }
}

#[test]
fn places_do_not_leave_with_real_films() {
    let Some(tools) = playing::tools() else { return };
    let folder = tempfile::tempdir().unwrap();
    for path in files().iter().filter(|path| name(path).starts_with("with-gps")) {
        let bytes = std::fs::read(path).unwrap();
        let to = folder.path().join(name(path));
        assert!(strip_playing(path, sniff(&bytes), bytes.len() as u64, &tools, &to).unwrap());
        let clean = std::fs::read(&to).unwrap();
        let holds = |bytes: &[u8], mark: &[u8]| bytes.windows(mark.len()).any(|window| window == mark);
        for mark in [b"\xa9xyz".as_slice(), b"com.apple.quicktime", b"+51.4169", b"mebx"] {
            assert!(!holds(&clean, mark), "{path:?} still holds {:?}", String::from_utf8_lossy(mark));
        }
        assert!(holds(&bytes, b"\xa9xyz") || holds(&bytes, b"com.apple.quicktime"), "{path:?} should hold a place");
    }
}

#[test]
fn places_do_not_leave_with_real_photos() {
    let mut places = 0;
    for path in files().iter().filter(|path| path.to_string_lossy().contains("/camera/")) {
        let bytes = std::fs::read(path).unwrap();
        let Strip::Clean(clean) = strip(&bytes, Format::Jpeg) else { panic!("{path:?} could not be cleaned") };
        let place = |bytes: &[u8]| {
            let exif = ::exif::Reader::new().read_from_container(&mut Cursor::new(bytes)).ok();
            exif.is_some_and(|exif| exif.get_field(::exif::Tag::GPSLatitude, ::exif::In::PRIMARY).is_some())
        };
        places += usize::from(place(&bytes));
        assert!(!place(&clean), "{path:?}");
        for mark in [b"http://ns.adobe.com".as_slice(), b"Photoshop 3.0", b"MPF\0", b"Apple", b"Canon"] {
            assert!(!clean.windows(mark.len()).any(|window| window == mark), "{path:?} still holds {mark:?}");
        }
    }
    assert!(places > 0 || files().is_empty(), "at least one photo has a place to remove");
}
