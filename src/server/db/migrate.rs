//! The schema, in numbered steps that are embedded in the binary and applied once, in order, at start.

use super::Db;
use crate::server::error::{Error, Result};
use serde::Deserialize;
use serde_json::json;

/// Every step there has ever been; a released one is never changed.
const STEPS: &[(u32, &str)] = &[
    (1, include_str!("schema/0001_studio.surql")),
    (2, include_str!("schema/0002_downloads.surql")),
    (3, include_str!("schema/0003_prompts.surql")),
    (4, include_str!("schema/0004_likeness.surql")),
    (5, include_str!("schema/0005_searches.surql")),
    (6, include_str!("schema/0006_changes.surql")),
    (7, include_str!("schema/0007_versions.surql")),
    (8, include_str!("schema/0008_media.surql")),
];

#[derive(Deserialize)]
struct Applied {
    version: u32,
}

/// Applies the steps that this record has not seen.
pub(super) async fn run(db: &Db) -> Result<()> {
    db.run(
        "DEFINE TABLE IF NOT EXISTS migration SCHEMAFULL; DEFINE FIELD IF NOT EXISTS version ON migration TYPE int;",
        json!({}),
    )
    .await?;
    let applied: Vec<Applied> = db.rows("migration", "SELECT version FROM migration", json!({})).await?;
    let current = applied.iter().map(|step| step.version).max().unwrap_or(0);
    let newest = STEPS.last().map_or(0, |(version, _)| *version);
    if current > newest {
        return Err(Error::Internal(format!(
            "This data was written by a newer Atelier (schema {current}; this one knows {newest}). Start the newer version."
        )));
    }
    for (version, step) in STEPS.iter().filter(|(version, _)| *version > current) {
        let sql = format!("BEGIN;\n{step}\nCREATE type::record('migration', $version) SET version = $version;\nCOMMIT;");
        db.run(&sql, json!({ "version": version })).await?;
        tracing::info!(version, "applied a schema step");
    }
    Ok(())
}
