//! The note beside the bytes of an upload under way, so that it goes on after a restart.

use crate::domain::id::{AssetId, BrandId, MemberId, UploadId};
use crate::domain::text::FileName;
use crate::domain::time::{DAY, HOUR, Timestamp};
use crate::domain::upload::Filing;
use crate::server::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// How long an upload may take, from its announcement to its last byte.
const LIFE: i64 = 2 * DAY;
/// How long the end of an upload is remembered.
const AFTERLIFE: i64 = HOUR;

/// What is known of an upload before its bytes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Record {
    pub id: UploadId,
    pub owner: MemberId,
    pub brand: BrandId,
    #[serde(default)]
    pub filing: Filing,
    /// Of which asset it becomes the newest version.
    #[serde(default)]
    pub version_of: Option<AssetId>,
    /// Whether it becomes an asset of its own even where the brand has its bytes.
    #[serde(default)]
    pub keep: bool,
    pub name: FileName,
    /// `Upload-Metadata` as the client sent it, to be repeated on demand.
    pub metadata: String,
    /// Bytes announced.
    pub length: u64,
    /// Bytes that are certainly on the disk.
    pub safe: u64,
    pub created: Timestamp,
    /// What became of it, kept for a client that lost the answer.
    pub done: Option<Done>,
    /// Since when it is done.
    pub ended: Option<Timestamp>,
}

/// The end of an upload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    pub asset: AssetId,
    /// The brand had these bytes already.
    pub already: bool,
    /// Its number, where it was to be a version.
    #[serde(default)]
    pub version: Option<u32>,
}

impl Record {
    /// When it is forgotten.
    pub fn expires(&self) -> Timestamp {
        self.ended.map_or_else(|| self.created.plus(LIFE), |ended| ended.plus(AFTERLIFE))
    }
}

/// Where uploads lie: `<id>.json` beside `<id>.part`.
#[derive(Clone, Debug)]
pub struct Shelf(PathBuf);

impl Shelf {
    /// Uses `folder`, which is made at the first upload.
    pub fn new(folder: PathBuf) -> Self {
        Self(folder)
    }

    /// The bytes of an upload.
    pub fn part(&self, id: UploadId) -> PathBuf {
        self.0.join(format!("{id}.part"))
    }

    fn note(&self, id: UploadId) -> PathBuf {
        self.0.join(format!("{id}.json"))
    }

    /// Begins an upload: its note, and no bytes.
    pub fn begin(&self, record: &Record) -> Result<()> {
        fs::create_dir_all(&self.0)?;
        self.write(record)?;
        File::create(self.part(record.id))?;
        Ok(())
    }

    /// Writes the note anew, whole or not at all, without waiting for the disk: where a power cut takes it the client
    /// begins again.
    pub fn write(&self, record: &Record) -> Result<()> {
        self.replace(record)?;
        Ok(())
    }

    /// Writes the note anew and waits until it is on the disk.
    pub fn write_durably(&self, record: &Record) -> Result<()> {
        self.replace(record)?.sync_all()?;
        Ok(File::open(&self.0)?.sync_all()?)
    }

    fn replace(&self, record: &Record) -> Result<File> {
        let near = self.0.join(format!("{}.note", record.id));
        let text = serde_json::to_vec(record).map_err(|error| Error::Internal(format!("an upload's note: {error}")))?;
        let mut file = File::create(&near)?;
        file.write_all(&text)?;
        fs::rename(near, self.note(record.id))?;
        Ok(file)
    }

    /// The note of an upload; `None` when there is none that reads.
    pub fn read(&self, id: UploadId) -> Result<Option<Record>> {
        match fs::read(self.note(id)) {
            Ok(text) => Ok(serde_json::from_slice(&text).ok()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Forgets an upload and its bytes.
    pub fn remove(&self, id: UploadId) -> Result<()> {
        for path in [self.note(id), self.part(id)] {
            match fs::remove_file(path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        Ok(())
    }

    /// Uploads whose time is over, and those whose note does not read.
    pub fn expired(&self, now: Timestamp) -> Result<Vec<UploadId>> {
        let entries = match fs::read_dir(&self.0) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut expired = Vec::new();
        for entry in entries {
            let Some(id) = id_of(&entry?.path()) else { continue };
            // A note that is missing is one being written when the upload is young.
            let end = self.read(id)?.map_or(Timestamp(id.0.millis() as i64).plus(LIFE), |record| record.expires());
            if end <= now && !expired.contains(&id) {
                expired.push(id);
            }
        }
        Ok(expired)
    }
}

fn id_of(path: &Path) -> Option<UploadId> {
    path.file_stem()?.to_str()?.parse().ok()
}
