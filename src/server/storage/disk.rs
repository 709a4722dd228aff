//! What a local disk needs to keep a promise through a power cut. The store's own writes do not wait for the disk.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::Path;

/// Moves the file at `temp` to `key` below `root`, and answers when file and names are on the disk.
/// No error when `temp` is missing and the object is there.
pub fn settle(temp: &Path, root: &Path, key: &str) -> io::Result<()> {
    let target = root.join(key);
    let file = match File::open(temp) {
        Err(error) if error.kind() == ErrorKind::NotFound && target.is_file() => return Ok(()),
        opened => opened?,
    };
    file.sync_all()?;
    let folder = target.parent().unwrap_or(root);
    fs::create_dir_all(folder)?;
    match fs::rename(temp, &target) {
        Err(error) if error.kind() == ErrorKind::CrossesDevices => copy(temp, &target)?,
        moved => moved?,
    }
    // Folders above may have been made just now, here or by another upload that has not waited yet.
    for folder in folder.ancestors().take_while(|folder| folder.starts_with(root)) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// Brings a file over from another file system, whole or not at all.
fn copy(temp: &Path, target: &Path) -> io::Result<()> {
    let near = target.with_extension("part");
    fs::copy(temp, &near)?;
    File::open(&near)?.sync_all()?;
    fs::rename(&near, target)?;
    fs::remove_file(temp)
}

/// Reads a small part of a file.
pub fn read(mut file: &File, range: Range<u64>) -> io::Result<Vec<u8>> {
    let length = range.end - range.start;
    file.seek(SeekFrom::Start(range.start))?;
    let mut bytes = Vec::with_capacity(length as usize);
    file.take(length).read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < length { Err(ErrorKind::UnexpectedEof.into()) } else { Ok(bytes) }
}

/// Whether a file can be written beside `path`.
pub fn probe(path: &Path) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(b"ok")?;
    drop(file);
    fs::remove_file(path)
}
