//! All components of a running studio, and the one way a change is made.

use crate::domain::asset::Asset;
use crate::domain::brand::Brand;
use crate::domain::id::{AssetId, BrandId};
use crate::server::auth::attempts::Attempts;
use crate::server::auth::secret::Secret;
use crate::server::catalog::Catalog;
use crate::server::clock::Clock;
use crate::server::config::Config;
use crate::server::db::{self, Db, Tx, tx::Refusal};
use crate::server::error::{Error, Result};
use crate::server::events::{self, Bus};
use crate::server::jobs::Queue;
use crate::server::storage::Storage;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};
use tokio::sync::{Mutex, MutexGuard};

/// A running studio; cheap to clone.
#[derive(Clone)]
pub struct Studio(Arc<Components>);

/// What a studio is made of.
pub struct Components {
    pub config: Config,
    pub clock: Clock,
    pub db: Db,
    pub storage: Storage,
    pub catalog: Catalog,
    pub bus: Bus,
    pub queue: Queue,
    pub attempts: Attempts,
    pub secret: Secret,
    /// Name of the studio, once the first visit is done.
    name: OnceLock<String>,
    writer: Mutex<()>,
}

impl Deref for Studio {
    type Target = Components;

    fn deref(&self) -> &Components {
        &self.0
    }
}

impl Studio {
    /// Opens record and storage, reads the catalog, and takes up unfinished work.
    pub async fn open(config: Config, clock: Clock) -> Result<Self> {
        let config = config.check()?;
        tokio::fs::create_dir_all(&config.data).await?;
        let url = config.database_url.clone().unwrap_or_else(|| Db::embedded_url(&config.data));
        let db = Box::pin(Db::open(&url)).await?;
        let storage = storage(&config)?;
        let secret = Secret::open(&config.data).await?;
        let catalog = Catalog::new(config.recent_days);
        Box::pin(db::load::all(&db, |facts| catalog.apply(&facts))).await?;
        let queue = Queue::new(db::jobs::all(&db).await?);
        let name = OnceLock::new();
        if let Some(stored) = db::members::studio_name(&db).await? {
            let _ = name.set(stored);
        }
        Ok(Self(Arc::new(Components {
            config,
            clock,
            db,
            storage,
            catalog,
            bus: Bus::default(),
            queue,
            attempts: Attempts::default(),
            secret,
            name,
            writer: Mutex::new(()),
        })))
    }

    /// Name of the studio; `None` before the first visit is done.
    pub fn name(&self) -> Option<&str> {
        self.name.get().map(String::as_str)
    }

    /// Remembers the name once the studio has been made.
    pub(super) fn named(&self, name: &str) {
        let _ = self.name.set(name.to_owned());
    }

    /// Waits until the change in hand is committed, then ends the embedded engine. Every acknowledged change is durable
    /// already, so an engine that will not end costs a recovery at the next start and nothing else.
    pub async fn close(&self) {
        let _turn = self.writer.lock().await;
        if let Err(error) = self.db.close().await {
            tracing::warn!(%error, "the record was not closed in order");
        }
    }

    /// Waits for its turn to change something. What is read from the catalog while it is held stays true until the
    /// commit, as far as this process goes; the record's own checks guard against other processes.
    pub async fn change(&self) -> Change<'_> {
        Change { studio: self, _turn: self.writer.lock().await, tx: Tx::new() }
    }

    /// The asset and its brand, whoever asks.
    pub fn asset_and_brand(&self, id: AssetId) -> Result<(Asset, Brand)> {
        let asset = self.catalog.asset(id).ok_or(Error::Missing("asset"))?;
        let brand = self.brand(asset.brand)?;
        Ok((asset, brand))
    }

    /// The brand, whoever asks.
    pub fn brand(&self, id: BrandId) -> Result<Brand> {
        self.catalog.brand(id).ok_or(Error::Missing("brand"))
    }
}

/// Where objects are kept: a store by address, memory for `memory:`, else the data folder.
fn storage(config: &Config) -> Result<Storage> {
    let root = config.data.join("store");
    match config.storage_url.as_deref() {
        None => Storage::local(&root),
        Some("memory:") => Storage::memory(&root.join("staging")),
        Some(url) => Storage::by_url(url, config.storage_options.iter().cloned(), &root.join("staging")),
    }
}

/// A change in the making: the turn to write, and the transaction.
pub struct Change<'a> {
    studio: &'a Studio,
    _turn: MutexGuard<'a, ()>,
    pub tx: Tx,
}

impl Change<'_> {
    /// Commits durably, then tells the catalog and after it the browsers. Nothing to do is fine.
    pub async fn commit(self) -> Result<(), Refusal> {
        if self.tx.is_empty() {
            return Ok(());
        }
        let facts = self.studio.db.commit(self.tx).await?;
        let told = events::about(&facts, &self.studio.catalog);
        self.studio.catalog.apply(&facts);
        self.studio.bus.announce(told);
        Ok(())
    }
}
