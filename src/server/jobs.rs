//! Background work: durable rows, run by workers of this process until done, tried again with back-off, given up after
//! [`MOST_ATTEMPTS`] failures with the reason kept.

mod collect;
pub mod describing;
mod purge;
mod renditions;
pub mod snapshots;
mod sweep;

use crate::domain::id::{Id, JobId};
use crate::domain::job::JobKind;
use crate::domain::time::{HOUR, SECOND, Timestamp};
use crate::server::db::{self, jobs::Job};
use crate::server::error::{Error, Result};
use crate::server::ids;
use crate::server::studio::Studio;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// Failures after which a job waits for a person.
pub const MOST_ATTEMPTS: u32 = 5;
/// Wait after the first failure in milliseconds; doubled at each further one.
const BACK_OFF: i64 = 2 * SECOND;
/// How often things are tidied up.
const SWEEP_EVERY: i64 = HOUR;
/// Rounds of tidying up from one look for forgotten bytes to the next, which lists the whole store.
const COLLECT_EVERY: u32 = 24;
/// How long an idle worker waits at most before it looks whether a job has become due.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// How a job failed.
#[derive(Debug)]
pub enum Failure {
    /// May go better next time.
    Retry(String),
    /// Will never go better.
    Fail(String),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Retry(error.to_string())
    }
}

/// Jobs that wait, run or were given up. The record has the same rows.
#[derive(Debug, Default)]
pub struct Queue {
    state: Mutex<State>,
    wake: Notify,
}

#[derive(Debug, Default)]
struct State {
    waiting: BTreeMap<(JobKind, Timestamp, JobId), Job>,
    running: BTreeMap<JobId, Job>,
    poisoned: BTreeMap<JobId, Job>,
}

impl Queue {
    /// Takes up the rows of the record. What was running when the last process ended waits again: jobs are idempotent.
    pub fn new(rows: Vec<Job>) -> Self {
        let queue = Self::default();
        for job in rows {
            queue.push(job);
        }
        queue
    }

    /// Adds a job that stands in the record.
    pub fn push(&self, job: Job) {
        let mut state = self.state();
        if job.poisoned {
            state.poisoned.insert(job.id, job);
        } else {
            state.poisoned.remove(&job.id);
            state.waiting.insert((job.kind, job.due, job.id), job);
        }
        drop(state);
        self.wake.notify_waiters();
    }

    /// Waiting and running.
    pub fn counts(&self) -> (u32, u32) {
        self.counts_of(|_| true)
    }

    /// Waiting and running, of those jobs.
    pub fn counts_of(&self, wanted: impl Fn(&Job) -> bool) -> (u32, u32) {
        let state = self.state();
        let count = |jobs: &mut dyn Iterator<Item = &Job>| jobs.filter(|job| wanted(job)).count() as u32;
        (count(&mut state.waiting.values()), count(&mut state.running.values()))
    }

    /// Given up, oldest first.
    pub fn poisoned(&self) -> Vec<Job> {
        self.state().poisoned.values().cloned().collect()
    }

    /// Takes the oldest due job of a kind.
    fn take(&self, kind: JobKind, now: Timestamp) -> Option<Job> {
        let mut state = self.state();
        let (key, _) = state.waiting.range((kind, Timestamp(i64::MIN), JobId(Id(0)))..).next()?;
        let key = *key;
        if key.0 != kind || key.1 > now {
            return None;
        }
        let job = state.waiting.remove(&key)?;
        state.running.insert(job.id, job.clone());
        Some(job)
    }

    /// Forgets jobs that were given up.
    pub fn forget(&self, ids: impl IntoIterator<Item = JobId>) {
        let mut state = self.state();
        for id in ids {
            state.poisoned.remove(&id);
        }
    }

    fn done(&self, id: JobId) {
        self.state().running.remove(&id);
        self.wake.notify_waiters();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until nothing waits or runs, whatever the due times. For tests and `import`.
    pub async fn idle(&self) {
        loop {
            let woken = self.wake.notified();
            if self.counts() == (0, 0) {
                return;
            }
            let _ = tokio::time::timeout(LOOK_EVERY, woken).await;
        }
    }
}

/// Starts the workers; they stop after the job in hand when `stop` is cancelled.
pub fn start(studio: &Studio, tasks: &TaskTracker, stop: &CancellationToken) {
    let kinds = [(JobKind::Renditions, studio.config.workers), (JobKind::Sweep, 1), (JobKind::Purge, 1), (JobKind::Collect, 1)];
    for (kind, workers) in kinds {
        for _ in 0..workers {
            tasks.spawn(work(studio.clone(), kind, stop.clone()));
        }
    }
    renditions::catch_up(studio);
    tasks.spawn(describing::run(studio.clone(), stop.clone()));
    tasks.spawn(snapshots::run(studio.clone(), stop.clone()));
    tasks.spawn(keep_sweeping(studio.clone(), stop.clone()));
}

async fn work(studio: Studio, kind: JobKind, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let woken = studio.queue.wake.notified();
        match studio.queue.take(kind, studio.clock.now()) {
            Some(job) => run(&studio, job, &stop).await,
            None => {
                tokio::select! {
                    () = woken => {}
                    () = tokio::time::sleep(LOOK_EVERY) => {}
                    () = stop.cancelled() => {}
                }
            }
        }
    }
}

async fn run(studio: &Studio, job: Job, stop: &CancellationToken) {
    let id = job.id;
    let outcome = match job.kind {
        JobKind::Renditions => renditions::run(studio, &job).await,
        JobKind::Sweep => sweep::run(studio, &job).await,
        JobKind::Purge => purge::run(studio, &job).await,
        JobKind::Collect => collect::run(studio, &job).await,
    };
    let noted = match outcome {
        // Those that tidy up have a row only since they failed.
        Ok(()) if job.attempts > 0 && job.asset.is_none() => forget(studio, &job).await,
        Ok(()) => Ok(()),
        // It ends with this process and not by itself: the next start takes it up as it was.
        Err(Failure::Retry(_)) if stop.is_cancelled() => Ok(()),
        Err(failure) => note_failure(studio, job, failure).await,
    };
    studio.queue.done(id);
    if let Err(error) = noted {
        // The row still says what it said before; the next start takes it up again.
        tracing::error!(job = %id, %error, "a failed job could not be noted");
    }
}

async fn forget(studio: &Studio, job: &Job) -> Result<()> {
    let mut change = studio.change().await;
    db::jobs::delete(&mut change.tx, job.id);
    Ok(change.commit().await?)
}

async fn note_failure(studio: &Studio, mut job: Job, failure: Failure) -> Result<()> {
    let now = studio.clock.now();
    job.attempts += 1;
    let (reason, forever) = match failure {
        Failure::Retry(reason) => (reason, job.attempts >= MOST_ATTEMPTS),
        Failure::Fail(reason) => (reason, true),
    };
    tracing::warn!(job = %job.id, kind = job.kind.as_str(), attempts = job.attempts, given_up = forever, %reason, "a job failed");
    job.reason = Some(reason);
    job.poisoned = forever;
    job.due = if forever { now } else { now.plus(BACK_OFF << (job.attempts - 1).min(10)) };
    let mut change = studio.change().await;
    db::jobs::put(&mut change.tx, &job);
    change.commit().await?;
    studio.queue.push(job);
    Ok(())
}

/// Takes away soon what nobody refers to any more.
pub fn tidy_soon(studio: &Studio) {
    tidy(studio, JobKind::Purge);
}

/// Queues a job that tidies up. One that is lost with the process is made up for by the next start, so it needs no row.
fn tidy(studio: &Studio, kind: JobKind) {
    let now = studio.clock.now();
    studio.queue.push(Job { id: ids::mint(now), kind, asset: None, attempts: 0, due: now, poisoned: false, reason: None });
}

/// Tidies up now and then.
async fn keep_sweeping(studio: Studio, stop: CancellationToken) {
    for round in 0_u32.. {
        tidy(&studio, JobKind::Sweep);
        tidy(&studio, JobKind::Purge);
        // Not at the very start, which has enough to do.
        if round % COLLECT_EVERY == 1 {
            tidy(&studio, JobKind::Collect);
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(Duration::from_millis(SWEEP_EVERY.unsigned_abs())) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(id: u128, kind: JobKind, due: i64) -> Job {
        Job { id: JobId(Id(id)), kind, asset: None, attempts: 0, due: Timestamp(due), poisoned: false, reason: None }
    }

    #[test]
    fn takes_what_is_due_of_its_kind_oldest_first() {
        let queue = Queue::new(vec![
            job(3, JobKind::Renditions, 20),
            job(1, JobKind::Renditions, 10),
            job(2, JobKind::Sweep, 5),
            Job { poisoned: true, ..job(4, JobKind::Renditions, 0) },
        ]);
        assert_eq!(queue.counts(), (3, 0));
        assert_eq!(queue.take(JobKind::Renditions, Timestamp(9)), None);
        assert_eq!(queue.take(JobKind::Renditions, Timestamp(15)).map(|job| job.id.0.0), Some(1));
        assert_eq!(queue.take(JobKind::Renditions, Timestamp(15)), None);
        assert_eq!(queue.take(JobKind::Sweep, Timestamp(15)).map(|job| job.id.0.0), Some(2));
        assert_eq!(queue.counts(), (1, 2));
        queue.done(JobId(Id(1)));
        assert_eq!(queue.counts(), (1, 1));
        assert_eq!(queue.poisoned().len(), 1);
    }
}
