//! Rows of background work. A row lives until its work is done.

use super::{Db, Tx, parsed};
use crate::domain::id::{AssetId, JobId};
use crate::domain::job::JobKind;
use crate::domain::time::Timestamp;
use crate::server::error::{Error, Result};
use serde::Deserialize;
use serde_json::json;

/// A piece of background work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    pub id: JobId,
    pub kind: JobKind,
    pub asset: Option<AssetId>,
    /// How often it has failed.
    pub attempts: u32,
    /// Not before this time.
    pub due: Timestamp,
    /// Failed too often; waits for a person.
    pub poisoned: bool,
    /// Why it failed last.
    pub reason: Option<String>,
}

impl Job {
    /// Making an asset's pictures, at once.
    pub fn renditions(id: JobId, asset: AssetId, now: Timestamp) -> Self {
        Self { id, kind: JobKind::Renditions, asset: Some(asset), attempts: 0, due: now, poisoned: false, reason: None }
    }
}

#[derive(Deserialize)]
struct JobRow {
    id: String,
    kind: String,
    asset: Option<String>,
    attempts: u32,
    due: i64,
    poisoned: bool,
    reason: Option<String>,
}

impl TryFrom<JobRow> for Job {
    type Error = Error;

    fn try_from(row: JobRow) -> Result<Self> {
        let asset = row.asset.map(|id| parsed("job", &row.id, &id, id.parse().ok())).transpose()?;
        Ok(Self {
            id: parsed("job", &row.id, &row.id, row.id.parse().ok())?,
            kind: parsed("job", &row.id, &row.kind, JobKind::parse(&row.kind))?,
            asset,
            attempts: row.attempts,
            due: Timestamp(row.due),
            poisoned: row.poisoned,
            reason: row.reason,
        })
    }
}

/// Writes the job as it now is.
pub fn put(tx: &mut Tx, job: &Job) {
    tx.each(
        "UPSERT type::record('job', $r.id) CONTENT { kind: $r.kind,
            asset: IF $r.asset THEN type::record('asset', $r.asset) ELSE NONE END, attempts: $r.attempts, due: $r.due,
            poisoned: $r.poisoned, reason: $r.reason } RETURN NONE",
        json!({
            "id": job.id, "kind": job.kind, "asset": job.asset, "attempts": job.attempts, "due": job.due,
            "poisoned": job.poisoned, "reason": job.reason,
        }),
    );
}

/// Forgets a job that is done.
pub fn delete(tx: &mut Tx, job: JobId) {
    tx.each("DELETE type::record('job', $r.id)", json!({ "id": job }));
}

/// Every job there is, oldest first.
pub async fn all(db: &Db) -> Result<Vec<Job>> {
    let query = "SELECT record::id(id) AS id, kind, IF asset THEN record::id(asset) ELSE NONE END AS asset, attempts, due,
        poisoned, reason FROM job";
    let rows: Vec<JobRow> = db.rows("job", query, json!({})).await?;
    let mut jobs = rows.into_iter().map(Job::try_from).collect::<Result<Vec<_>>>()?;
    jobs.sort_by_key(|job| job.id);
    Ok(jobs)
}
