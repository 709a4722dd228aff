//! The record: SurrealDB reached by one handle, written in transactions, read by id, by link, and whole at start.
//!
//! This module and the files below it are the only ones that write SurrealQL. The layers above do not know the engine:
//! it is a connection string.

pub mod assets;
pub mod brands;
pub mod campaigns;
pub mod changes;
pub mod collections;
pub mod downloads;
mod engine;
pub mod jobs;
pub mod likeness;
pub mod load;
pub mod members;
pub mod migrate;
pub mod objects;
pub mod review;
pub mod searches;
pub mod sessions;
pub mod tokens;
pub mod tx;
pub mod versions;

use crate::server::error::{Error, Result};
use engine::Engine;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::path::Path;
pub use tx::Tx;

/// A handle on the record; cheap to clone.
#[derive(Clone)]
pub struct Db {
    engine: Engine,
}

impl Db {
    /// Connects to `url`: `rocksdb:PATH`, `mem://`, or `ws(s)://[user:password@]host`, and applies pending migrations.
    pub async fn open(url: &str) -> Result<Self> {
        let db = Self { engine: Engine::open(url).await? };
        migrate::run(&db).await?;
        Ok(db)
    }

    /// The connection string of the embedded engine below a data folder.
    pub fn embedded_url(data: &Path) -> String {
        format!("rocksdb:{}", data.join("record").display())
    }

    /// Asks the engine to answer at all.
    pub async fn check(&self) -> Result<()> {
        self.engine.check().await
    }

    /// Ends an embedded engine after all that was begun; a server elsewhere goes on.
    pub async fn close(&self) -> Result<()> {
        self.engine.close().await
    }

    /// Rows of the first statement of `query`.
    async fn rows<R: DeserializeOwned>(&self, table: &'static str, query: &str, vars: Value) -> Result<Vec<R>> {
        let mut answer = self.engine.query(query, vars).await?;
        if let Some((_, error)) = answer.take_errors().into_iter().next() {
            return Err(error.into());
        }
        let rows: Vec<Value> = answer.take(0)?;
        rows.into_iter().map(|row| read(table, row)).collect()
    }

    /// Runs statements that answer nothing of interest, each for itself.
    async fn run(&self, query: &str, vars: Value) -> Result<()> {
        let mut answer = self.engine.query(query, vars).await?;
        match answer.take_errors().into_iter().min_by_key(|(place, _)| *place) {
            Some((_, error)) => Err(error.into()),
            None => Ok(()),
        }
    }
}

/// Reads a row, or says which one does not read.
fn read<R: DeserializeOwned>(table: &'static str, row: Value) -> Result<R> {
    let id = row.get("id").map(ToString::to_string).unwrap_or_default();
    serde_json::from_value(row).map_err(|error| Error::Corrupt { table, id, reason: error.to_string() })
}

/// A value of a row that must be one of a fixed set.
fn parsed<T>(table: &'static str, id: &str, text: &str, value: Option<T>) -> Result<T> {
    value.ok_or_else(|| Error::Corrupt { table, id: id.to_owned(), reason: format!("{text:?} is not known") })
}
