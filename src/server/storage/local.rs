//! Files on this machine's disk that programs read and write.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// Tells apart the passing files of this process.
static NEXT: AtomicU64 = AtomicU64::new(0);

/// A file with a path. A passing one is removed with the value; what a crash leaves of it is swept with given-up uploads.
#[derive(Debug)]
pub struct LocalFile {
    path: PathBuf,
    passing: bool,
}

impl LocalFile {
    pub(super) fn kept(path: PathBuf) -> Self {
        Self { path, passing: false }
    }

    pub(super) fn passing(folder: &Path) -> Self {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        // Whole, since programs run elsewhere.
        let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
        Self { path: folder.join(format!("passing-{}-{number}", std::process::id())), passing: true }
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for LocalFile {
    fn drop(&mut self) {
        if self.passing {
            // It may never have been written.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}
