//! What other people's unpackers make of an archive: the `zip` crate always, and what else this machine has.

use super::{collect, files, plan};
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::{Command, Output};

fn made(folder: &Path) -> std::path::PathBuf {
    let (plan, source) = plan(&files());
    let path = folder.join("made.zip");
    std::fs::write(&path, collect(&plan, source, 0..u64::MAX).unwrap()).unwrap();
    path
}

#[test]
fn the_zip_crate_reads_it() {
    let (plan, source) = plan(&files());
    let whole = collect(&plan, source, 0..u64::MAX).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(whole.as_slice())).unwrap();
    assert_eq!(archive.len(), 4);
    for (place, (name, bytes)) in files().into_iter().enumerate() {
        let mut file = archive.by_index(place).unwrap();
        assert_eq!((file.name().unwrap().as_ref(), file.unix_mode()), (name.as_str(), Some(0o100_644)));
        let time = file.last_modified().unwrap();
        assert_eq!((time.year(), time.month(), time.day()), (2026, 11, 12));
        assert_eq!((time.hour(), time.minute(), time.second()), (9, 41, 6));
        let mut read = Vec::new();
        // The reader compares the check sum.
        file.read_to_end(&mut read).unwrap();
        assert_eq!(read, bytes);
    }
    // From the front, without the directory, as unpackers behind a pipe do.
    let mut front = whole.as_slice();
    let mut names = Vec::new();
    while let Some(mut file) = zip::read::read_zipfile_from_stream(&mut front).unwrap() {
        names.push(file.name().unwrap().into_owned());
        std::io::copy(&mut file, &mut std::io::sink()).unwrap();
    }
    assert_eq!(names, files().into_iter().map(|(name, _)| name).collect::<Vec<_>>());
}

/// What the tool says; `None` where this machine has no such tool.
pub(super) fn tool(name: &str, arguments: &[&str]) -> Option<Output> {
    Command::new(name).args(arguments).output().ok()
}

#[test]
fn unzip_finds_no_fault() {
    let folder = tempfile::tempdir().unwrap();
    let path = made(folder.path());
    let Some(told) = tool("unzip", &["-tq", path.to_str().unwrap()]) else { return };
    assert!(told.status.success(), "{told:?}");
}

#[test]
fn python_finds_no_fault() {
    let folder = tempfile::tempdir().unwrap();
    let path = made(folder.path());
    let script = "import sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
sys.stdout.buffer.write('\\n'.join(archive.namelist()).encode())";
    let Some(told) = tool("python3", &["-c", script, path.to_str().unwrap()]) else { return };
    assert!(told.status.success(), "{told:?}");
    let names: Vec<String> = files().into_iter().map(|(name, _)| name).collect();
    assert_eq!(String::from_utf8(told.stdout).unwrap(), names.join("\n"));
}
