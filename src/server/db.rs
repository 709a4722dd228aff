//! The record: SurrealDB reached by one handle, written in transactions, read by id, by link, and whole at start.
//!
//! This module and the files below it are the only ones that write SurrealQL. The layers above do not know the engine:
//! it is a connection string.

pub mod assets;
pub mod brands;
pub mod campaigns;
pub mod collections;
pub mod jobs;
pub mod load;
pub mod members;
pub mod migrate;
pub mod review;
pub mod sessions;
pub mod tx;

use crate::server::error::{Error, Result};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::path::Path;
use surrealdb::Surreal;
use surrealdb::engine::any::{self, Any};
pub use tx::Tx;

/// A handle on the record; cheap to clone.
#[derive(Clone, Debug)]
pub struct Db {
    surreal: Surreal<Any>,
}

impl Db {
    /// Connects to `url`: `rocksdb:PATH`, `mem://`, or `ws(s)://[user:password@]host`, and applies pending migrations.
    pub async fn open(url: &str) -> Result<Self> {
        let (address, login) = split_login(url)?;
        let surreal = any::connect(address).await?;
        if let Some((username, password)) = login {
            surreal.signin(surrealdb::opt::auth::Root { username, password }).await?;
        }
        surreal.use_ns("atelier").use_db("studio").await?;
        let db = Self { surreal };
        migrate::run(&db).await?;
        Ok(db)
    }

    /// The connection string of the embedded engine below a data folder.
    pub fn embedded_url(data: &Path) -> String {
        format!("rocksdb:{}", data.join("record").display())
    }

    /// Asks the engine to answer at all.
    pub async fn check(&self) -> Result<()> {
        Ok(self.surreal.health().await?)
    }

    /// Rows of the first statement of `query`.
    async fn rows<R: DeserializeOwned>(&self, table: &'static str, query: &str, vars: Value) -> Result<Vec<R>> {
        let mut answer = self.surreal.query(query).bind(vars).await?;
        if let Some((_, error)) = answer.take_errors().into_iter().next() {
            return Err(error.into());
        }
        let rows: Vec<Value> = answer.take(0)?;
        rows.into_iter().map(|row| read(table, row)).collect()
    }

    /// Runs statements that answer nothing of interest, each for itself.
    async fn run(&self, query: &str, vars: Value) -> Result<()> {
        let mut answer = self.surreal.query(query).bind(vars).await?;
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

/// Takes `user:password@` out of a remote address; the SDK wants them apart.
fn split_login(url: &str) -> Result<(String, Option<(String, String)>)> {
    if !url.starts_with("ws://") && !url.starts_with("wss://") {
        return Ok((url.to_owned(), None));
    }
    let mut address = url::Url::parse(url).map_err(|error| Error::Internal(format!("ATELIER_DATABASE_URL: {error}")))?;
    let login = address.password().map(|password| (address.username().to_owned(), password.to_owned()));
    // Neither can fail for an address with a host, which ws addresses have.
    let _ = address.set_username("");
    let _ = address.set_password(None);
    Ok((address.to_string(), login))
}
