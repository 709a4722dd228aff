//! The engine behind a connection string: SurrealDB in this process on RocksDB or in memory, or a server by URL.

use crate::server::error::{Error, Result};
use serde_json::Value;
use std::sync::Arc;
use surrealdb::engine::any::{self, Any};
use surrealdb::engine::local;
use surrealdb::{IndexedResults, Surreal};
use surrealdb_cnf::ConfigMap;
use surrealdb_core::kvs::Datastore;

/// What RocksDB may hold in memory. Its own defaults take half of the machine for blocks alone, while here nearly
/// every read is answered by the catalog: the blocks serve the start, the history of assets and jobs.
const BOUNDS: [(&str, usize); 3] =
    [("rocksdb_block_cache_size", 128 << 20), ("rocksdb_write_buffer_size", 32 << 20), ("rocksdb_max_write_buffer_number", 4)];

/// A handle on the engine; cheap to clone.
#[derive(Clone)]
pub enum Engine {
    /// In this process. The SDK's own `connect` does not reach the engine's settings and cannot wait for its end.
    Embedded(Surreal<local::Db>, Arc<Datastore>),
    /// Somewhere else.
    Remote(Surreal<Any>),
}

impl Engine {
    /// Reaches `url` and selects the studio's database.
    pub async fn open(url: &str) -> Result<Self> {
        let engine = if url.starts_with("ws://") || url.starts_with("wss://") {
            Self::remote(url).await?
        } else {
            Self::embedded(url).await?
        };
        match &engine {
            Self::Embedded(surreal, _) => drop(surreal.use_ns("atelier").use_db("studio").await?),
            Self::Remote(surreal) => drop(surreal.use_ns("atelier").use_db("studio").await?),
        }
        Ok(engine)
    }

    /// The order of the steps is the one the SDK keeps: nothing may be written before the version of the store is.
    async fn embedded(url: &str) -> Result<Self> {
        let config = BOUNDS.iter().fold(ConfigMap::empty(), |map, (name, most)| map.with_key_value(*name, most.to_string()));
        let datastore = Datastore::builder().with_config(config).without_maintenance_tasks().build_with_path(url).await;
        let datastore = datastore.map_err(failed)?;
        datastore.check_version().await.map_err(failed)?;
        datastore.bootstrap().await.map_err(failed)?;
        datastore.start_maintenance_tasks();
        let surreal = Surreal::<local::Db>::unstable_from_datastore(Arc::clone(&datastore), None).await?;
        Ok(Self::Embedded(surreal, datastore))
    }

    async fn remote(url: &str) -> Result<Self> {
        let (address, login) = split_login(url)?;
        let surreal = any::connect(address).await?;
        if let Some((username, password)) = login {
            surreal.signin(surrealdb::opt::auth::Root { username, password }).await?;
        }
        Ok(Self::Remote(surreal))
    }

    /// Sends statements with their parameters, an object.
    pub async fn query(&self, query: &str, vars: Value) -> surrealdb::Result<IndexedResults> {
        match self {
            Self::Embedded(surreal, _) => surreal.query(query).bind(vars).await,
            Self::Remote(surreal) => surreal.query(query).bind(vars).await,
        }
    }

    /// Asks the engine to answer at all.
    pub async fn check(&self) -> Result<()> {
        match self {
            Self::Embedded(surreal, _) => Ok(surreal.health().await?),
            Self::Remote(surreal) => Ok(surreal.health().await?),
        }
    }

    /// Ends an embedded engine: what it was doing is finished and flushed, and later statements fail.
    pub async fn close(&self) -> Result<()> {
        match self {
            Self::Embedded(_, datastore) => datastore.shutdown().await.map_err(failed),
            Self::Remote(_) => Ok(()),
        }
    }
}

/// Errors of the datastore itself are of another type than those of statements.
fn failed(error: impl std::fmt::Display) -> Error {
    Error::Internal(format!("The record could not be opened or closed: {error}"))
}

/// Takes `user:password@` out of a remote address; the SDK wants them apart.
fn split_login(url: &str) -> Result<(String, Option<(String, String)>)> {
    let mut address = url::Url::parse(url).map_err(|error| Error::Internal(format!("ATELIER_DATABASE_URL: {error}")))?;
    let login = address.password().map(|password| (address.username().to_owned(), password.to_owned()));
    // Neither can fail for an address with a host, which ws addresses have.
    let _ = address.set_username("");
    let _ = address.set_password(None);
    Ok((address.to_string(), login))
}
