//! All components of a running studio, and the one way a change is made.

use crate::domain::asset::Asset;
use crate::domain::brand::Brand;
use crate::domain::id::{AssetId, BrandId, JobId};
use crate::server::auth::attempts::Attempts;
use crate::server::auth::secret::Secret;
use crate::server::catalog::Catalog;
use crate::server::change::Fact;
use crate::server::clock::Clock;
use crate::server::config::Config;
use crate::server::db::{self, Db, Tx, jobs::Job, tx::Refusal};
use crate::server::entry::Entry;
use crate::server::error::{Error, Result};
use crate::server::events::{self, Bus};
use crate::server::jobs::{Queue, snapshots};
use crate::server::line::Line;
use crate::server::snapshot;
use crate::server::storage::{Held, Storage};
use std::ops::Deref;
use std::sync::{Arc, OnceLock};
use tokio::sync::{Mutex, OwnedMutexGuard};
use tracing::Instrument;

/// Assets touched from which on the end waits for a snapshot.
const WORTH_A_SNAPSHOT: u64 = 1_000;

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
    pub line: Line,
    pub bus: Bus,
    pub queue: Queue,
    pub attempts: Attempts,
    pub secret: Secret,
    /// Name of the studio, once the first visit is done.
    name: OnceLock<String>,
    writer: Arc<Mutex<()>>,
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
        let line = Box::pin(Line::begin(&db, &catalog, snapshot::path(&config.data))).await?;
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
            line,
            bus: Bus::default(),
            queue,
            attempts: Attempts::default(),
            secret,
            name,
            writer: Arc::default(),
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
        if self.line.now().1 >= WORTH_A_SNAPSHOT
            && let Err(error) = snapshots::take(self).await
        {
            tracing::warn!(%error, "no snapshot of the catalog was taken");
        }
        let _turn = self.writer.lock().await;
        if let Err(error) = self.db.close().await {
            tracing::warn!(%error, "the record was not closed in order");
        }
    }

    /// Learns what another process committed meanwhile. Needs the turn to write.
    async fn follow(&self) -> Result<()> {
        tracing::info!("another process changed this studio's record; following it");
        let mut groups = Vec::new();
        Box::pin(db::load::people_and_groups(&self.db, |facts| groups.extend(facts))).await?;
        self.catalog.replace_groups(&groups);
        let (at, _) = self.line.now();
        let Some((to, touched)) = db::changes::since(&self.db, &at).await? else {
            return Err(Error::Internal("the line of changes was cut behind this process; restart it".to_owned()));
        };
        let touched: Vec<AssetId> = touched.into_iter().collect();
        let entries = Box::pin(db::load::entries(&self.db, &touched)).await?;
        let mut facts: Vec<Fact> = touched.iter().map(|id| Fact::AssetGone(*id)).collect();
        facts.extend(entries.into_iter().flat_map(Entry::facts));
        self.catalog.apply(&facts);
        self.line.moved(to, touched.len() as u64);
        Ok(())
    }

    /// Waits for its turn to change something. What is read from the catalog while it is held stays true until the
    /// commit, as far as this process goes; the record's own checks guard against other processes.
    pub async fn change(&self) -> Change {
        let turn = Arc::clone(&self.writer).lock_owned().await;
        Change {
            studio: self.clone(),
            stale: false,
            tx: Tx::new(),
            begun: Vec::new(),
            ended: Vec::new(),
            held: Vec::new(),
            _turn: turn,
        }
    }

    /// Whether any asset of any brand has these bytes, the trash included, or had them in an earlier version.
    pub async fn needs(&self, object: &str) -> Result<bool> {
        Ok(self.catalog.object_in_use(object) || db::versions::refer_to(&self.db, object).await?)
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

/// A change in the making: the turn to write, the transaction, and what is to be done once it is committed.
pub struct Change {
    studio: Studio,
    stale: bool,
    pub tx: Tx,
    begun: Vec<Job>,
    ended: Vec<JobId>,
    /// Let go after the commit, and before the turn.
    held: Vec<Held>,
    _turn: OwnedMutexGuard<()>,
}

impl Change {
    /// Meant for what is no longer so: its commit is refused.
    pub(super) fn stale(mut self) -> Self {
        self.stale = true;
        self
    }

    /// Writes a job down, and begins it once all is committed.
    pub fn begin(&mut self, job: Job) {
        db::jobs::put(&mut self.tx, &job);
        self.begun.push(job);
    }

    /// Strikes jobs out that wait for a person.
    pub fn end<'a>(&mut self, jobs: impl IntoIterator<Item = &'a JobId>) {
        for job in jobs {
            db::jobs::delete(&mut self.tx, *job);
            self.ended.push(*job);
        }
    }

    /// Goes on holding an object until all is committed.
    pub fn hold(&mut self, held: Held) {
        self.held.push(held);
    }

    /// Commits durably, then tells the catalog, the workers and the browsers. Nothing to do is fine.
    ///
    /// A task of its own does it: whoever waits for the answer may go away at any moment (a closed tab), and what the
    /// record has the catalog must learn all the same.
    pub async fn commit(self) -> Result<(), Refusal> {
        if self.stale {
            return Err(Refusal::Failed(Error::Stale));
        }
        if self.tx.is_empty() {
            return Ok(());
        }
        let done = tokio::spawn(self.finish().in_current_span()).await;
        done.unwrap_or_else(|error| Err(Refusal::Failed(Error::Internal(format!("a commit did not end: {error}")))))
    }

    async fn finish(mut self) -> Result<(), Refusal> {
        let studio = &self.studio;
        let step = studio.line.append(&mut self.tx);
        let facts = match studio.db.commit(self.tx).await {
            Err(Refusal::Taken(table)) if table == "change" => {
                studio.follow().await.map_err(Refusal::Failed)?;
                return Err(Refusal::Failed(Error::Busy));
            }
            outcome => outcome?,
        };
        let told = events::about(&facts, &studio.catalog);
        studio.catalog.apply(&facts);
        // Not before the catalog has it: a snapshot that is taken meanwhile says that it holds all up to this place.
        studio.line.committed(step);
        studio.queue.forget(self.ended);
        self.begun.into_iter().for_each(|job| studio.queue.push(job));
        studio.bus.announce(told);
        Ok(())
    }
}
