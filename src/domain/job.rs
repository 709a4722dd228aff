//! Background work as people see it.

use super::id::{AssetId, JobId};
use super::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What a job does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobKind {
    /// Learns a file's facts and makes its smaller pictures.
    Renditions,
    /// Removes temporary files and what expired.
    Sweep,
    /// Empties the trash and takes away bytes nobody refers to.
    Purge,
    /// Takes away bytes that never got an asset.
    Collect,
}

impl JobKind {
    pub const ALL: [Self; 4] = [Self::Renditions, Self::Sweep, Self::Purge, Self::Collect];

    /// The stored form.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Renditions => "renditions",
            Self::Sweep => "sweep",
            Self::Purge => "purge",
            Self::Collect => "collect",
        }
    }

    /// Reads the stored form.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// The words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Renditions => "Previews",
            Self::Sweep => "Clean-up",
            Self::Purge => "Trash",
            Self::Collect => "Forgotten files",
        }
    }
}

/// How much background work waits, runs and has been given up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    pub waiting: u32,
    pub running: u32,
    pub poisoned: Vec<Poisoned>,
}

/// A job that failed too often.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poisoned {
    pub id: JobId,
    pub kind: JobKind,
    pub asset: Option<AssetId>,
    pub attempts: u32,
    pub reason: String,
    pub at: Timestamp,
}
