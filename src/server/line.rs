//! Where this process is on the line of changes, and how much was touched since the last snapshot.

use crate::server::catalog::Catalog;
use crate::server::db::changes::{self, Position};
use crate::server::db::{Db, Tx};
use crate::server::error::{Error, Result};
use crate::server::snapshot::{self, Start};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The end of the line as this process knows it. It moves under the turn to write alone.
#[derive(Debug)]
pub struct Line(Mutex<State>);

#[derive(Debug)]
struct State {
    at: Position,
    touched: u64,
}

/// One step that is to be committed.
#[derive(Debug)]
pub struct Step {
    to: Position,
    touched: u64,
}

impl Line {
    /// Fills the catalog, from the snapshot in `file` as far as there is one, and takes its place on the line.
    pub async fn begin(db: &Db, catalog: &Catalog, file: PathBuf) -> Result<Self> {
        let (start, mut at) = snapshot::fill(db, catalog, file).await?;
        if at.number == 0 {
            // A line that was never begun has no place that a snapshot could name.
            let mut tx = Tx::new();
            at = at.next();
            changes::append(&mut tx, &at, &Default::default());
            db.commit(tx).await.map_err(Error::from)?;
        }
        let touched = match start {
            Start::Snapshot { touched } => touched as u64,
            Start::Record => catalog.asset_count(),
        };
        tracing::info!(assets = catalog.asset_count(), ?start, "the catalog is complete");
        Ok(Self(Mutex::new(State { at, touched })))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds to a transaction which assets it touches, if any.
    pub fn append(&self, tx: &mut Tx) -> Option<Step> {
        let assets = changes::touched(tx);
        if assets.is_empty() {
            return None;
        }
        let to = self.state().at.next();
        changes::append(tx, &to, &assets);
        Some(Step { to, touched: assets.len() as u64 })
    }

    /// Notes that a step was committed.
    pub fn committed(&self, step: Option<Step>) {
        if let Some(Step { to, touched }) = step {
            self.moved(to, touched);
        }
    }

    /// Goes on to a place up to which so many assets were touched.
    pub fn moved(&self, to: Position, touched: u64) {
        let mut state = self.state();
        state.at = to;
        state.touched += touched;
    }

    /// Where it is, and how many assets were touched since the last snapshot, one touched twice counting twice.
    pub fn now(&self) -> (Position, u64) {
        let state = self.state();
        (state.at.clone(), state.touched)
    }

    /// Notes that a snapshot holds so many of what was touched.
    pub fn taken(&self, touched: u64) {
        let mut state = self.state();
        state.touched = state.touched.saturating_sub(touched);
    }
}
