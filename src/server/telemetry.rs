//! Log lines: readable on their own, with fields to query by. `RUST_LOG` chooses what is written.

use tracing_subscriber::EnvFilter;
use tracing_subscriber::prelude::*;

/// What is written unless `RUST_LOG` says otherwise.
const USUAL: &str = "info,surrealdb=warn,surrealdb_core=warn,surrealdb_engine_local=warn,usvg=error";

/// Starts writing to standard error: as text for people, as JSON lines with `json`.
pub fn start(json: bool) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(USUAL));
    let registry = tracing_subscriber::registry().with(filter);
    let layer = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    // A second start, as in tests, keeps the first.
    let _ = if json { registry.with(layer.json()).try_init() } else { registry.with(layer.compact()).try_init() };
}
