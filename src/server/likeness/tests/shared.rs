//! The goals, on a part of the shared real files; the bench measures all of them.

use super::super::{Descriptor, Index};
use super::edits::{Edit, dice};
use crate::domain::format::Format;
use crate::server::media::{self, Limits};
use image::RgbaImage;
use roaring::RoaringBitmap;
use std::path::{Path, PathBuf};

/// Pictures in the index; every `ASKED`th of them is edited in every way. Unoptimised, each costs some milliseconds.
const INDEXED: usize = 120;
const ASKED: usize = 20;

/// Product photos of all folders, in a fixed order, or nothing where the folder is missing.
fn photos() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/products");
    let Ok(folders) = std::fs::read_dir(&root) else {
        eprintln!("skipped: ../shared/data is not here");
        return Vec::new();
    };
    let mut photos: Vec<PathBuf> = Vec::new();
    for folder in folders.map(|folder| folder.unwrap().path()).filter(|path| path.is_dir()) {
        photos.extend(std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()));
    }
    photos.sort();
    let step = photos.len() / INDEXED;
    photos.into_iter().step_by(step.max(1)).take(INDEXED).collect()
}

fn described(bytes: &[u8], format: Format) -> Descriptor {
    media::describe(bytes, format, &Limits::default()).unwrap().unwrap()
}

struct Library {
    files: Vec<PathBuf>,
    index: Index,
    all: RoaringBitmap,
}

fn library() -> Library {
    let files = photos();
    let mut index = Index::default();
    for (ord, file) in files.iter().enumerate() {
        index.put(ord as u32, &described(&std::fs::read(file).unwrap(), Format::Jpeg));
    }
    Library { all: (0..files.len() as u32).collect(), files, index }
}

fn folder(path: &Path) -> &Path {
    path.parent().unwrap()
}

/// Found first, and near-duplicate where the edit is slight.
#[test]
fn edited_pictures_are_found() {
    let library = library();
    let asked: Vec<usize> = (0..library.files.len()).step_by(ASKED).collect();
    let pictures: Vec<RgbaImage> =
        asked.iter().map(|ord| image::open(&library.files[*ord]).unwrap().thumbnail(320, 320).to_rgba8()).collect();
    for (edit, goal) in Edit::ALL {
        let Some(goal) = goal else { continue };
        let format = if matches!(edit, Edit::Recompress(_)) { Format::Jpeg } else { Format::Png };
        let mut first = 0;
        let mut marked = 0;
        for (ord, picture) in asked.iter().zip(&pictures) {
            let file = edit.file(picture, dice(*ord as u64));
            let found = library.index.nearest(&described(&file, format), &library.all, 10);
            first += u32::from(found[0].ord == *ord as u32);
            marked += u32::from(found.iter().any(|found| found.near_duplicate && found.ord == *ord as u32));
        }
        let count = asked.len() as u32;
        // Of so few, one may be missed where the goal leaves room.
        assert!(first * 1000 + 999 >= goal * count, "{}: {first} of {count}", edit.label());
        let slight = !matches!(edit, Edit::Crop(20) | Edit::Lean(_));
        assert!(!slight || marked + 1 >= count, "{}: {marked} of {count} marked", edit.label());
    }
}

/// Of ten answers, far more come from the same folder than chance has it (some 14 %; of so few photos, folders are
/// soon used up).
#[test]
fn like_finds_like() {
    let library = library();
    let mut hits = 0;
    let mut false_marks = 0;
    for (ord, file) in library.files.iter().enumerate().step_by(4) {
        let found = library.index.nearest(&library.index.get(ord as u32).unwrap(), &library.all, 11);
        assert!(found[0].ord == ord as u32 && found[0].near_duplicate);
        hits += found[1..].iter().filter(|found| folder(&library.files[found.ord as usize]) == folder(file)).count();
        false_marks += found[1..].iter().filter(|found| found.near_duplicate).count();
    }
    let answers = library.files.len().div_ceil(4) * 10;
    assert!(hits * 100 >= answers * 30, "{hits} of {answers}");
    assert!(false_marks <= 1, "{false_marks} photos are taken for copies of others");
}
