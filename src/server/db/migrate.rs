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
    (9, include_str!("schema/0009_tokens.surql")),
    (10, include_str!("schema/0010_places.surql")),
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
    let known = |version: u32| STEPS.iter().any(|(known, _)| *known == version);
    if let Some(Applied { version }) = applied.iter().find(|step| !known(step.version)) {
        return Err(Error::Internal(format!(
            "This data was written by a newer Atelier (it has schema step {version}). Start the newer version."
        )));
    }
    // Steps are made side by side, so a lower one may be younger than one that was applied already.
    let missing = |version: u32| applied.iter().all(|step| step.version != version);
    for (version, step) in STEPS.iter().filter(|(version, _)| missing(*version)) {
        let sql = format!("BEGIN;\n{step}\nCREATE type::record('migration', $version) SET version = $version;\nCOMMIT;");
        db.run(&sql, json!({ "version": version })).await?;
        tracing::info!(version, "applied a schema step");
    }
    Ok(())
}
