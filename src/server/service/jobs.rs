//! Background work as people see it.

use crate::domain::access::{Action, Scope};
use crate::domain::id::JobId;
use crate::domain::job::{Poisoned, Progress};
use crate::server::context::Ctx;
use crate::server::db::jobs::Job;
use crate::server::error::{Error, Result};

/// How much waits, runs and has been given up: to owners and admins of the whole studio, to others of what they see.
pub async fn progress(ctx: &Ctx) -> Result<Progress> {
    let steward = ctx.actor.may(Action::ManageStudio, &Scope::Studio);
    let sees = |job: &Job| job.asset.is_some_and(|asset| super::assets::get(ctx, asset, Action::See).is_ok());
    let (waiting, running) = ctx.queue.counts_of(|job| steward || sees(job));
    let poisoned = ctx.queue.poisoned().into_iter().filter(|_| steward).map(|job| Poisoned {
        id: job.id,
        kind: job.kind,
        asset: job.asset,
        attempts: job.attempts,
        reason: job.reason.unwrap_or_default(),
        at: job.due,
    });
    Ok(Progress { waiting, running, poisoned: poisoned.collect() })
}

/// Tries a given-up job again, from the start.
pub async fn retry(ctx: &Ctx, id: JobId) -> Result<()> {
    ctx.require(Action::ManageStudio, &Scope::Studio, "job")?;
    let mut job = ctx.queue.poisoned().into_iter().find(|job| job.id == id).ok_or(Error::Missing("job"))?;
    job.poisoned = false;
    job.attempts = 0;
    job.due = ctx.now;
    let mut change = ctx.change().await;
    change.begin(job);
    Ok(change.commit().await?)
}
