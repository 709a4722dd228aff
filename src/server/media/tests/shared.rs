//! The shared folder of real files: each comes out right or with the right reason.

mod sheet;

use super::*;
use crate::domain::format::Kind;
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

/// What became of a file: the picture, or only its type.
enum Outcome {
    Drawn(Format, Box<Understood>),
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
    match understand(&bytes, format, &Limits::default()) {
        Ok(understood) => {
            assert_eq!(format.kind(), Kind::Image);
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
            assert!(format.kind() != Kind::Image || format == Format::Heic, "{path:?}: {reason}");
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
        let often = text.contains("/formats/") || text.contains("/video/");
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
fn heic_tells_its_size_and_date() {
    let Some(path) = files().into_iter().find(|path| name(path) == "phone.heic") else { return };
    let error = look(&std::fs::read(path).unwrap()).unwrap_err();
    let facts = error.facts().unwrap();
    assert_eq!((facts.width, facts.height), (3024, 4032), "upright, as it was held");
    assert_eq!(facts.taken.unwrap().date(), (2020, 5, 4));
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
