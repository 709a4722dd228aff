//! One at a time for each object, so that bytes are not taken away while somebody is about to refer to them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::OwnedMutexGuard;

type Turns = Arc<Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>>;

/// Who holds which object in this process.
#[derive(Clone, Debug, Default)]
pub(super) struct Holds(Turns);

impl Holds {
    pub(super) async fn take(&self, hash: &str) -> Held {
        let turn = unpoisoned(&self.0).entry(hash.to_owned()).or_default().clone();
        let guard = turn.lock_owned().await;
        Held { hash: hash.to_owned(), turns: self.0.clone(), guard: Some(guard) }
    }
}

/// An object nobody else changes as long as this lives.
#[derive(Debug)]
pub struct Held {
    hash: String,
    turns: Turns,
    guard: Option<OwnedMutexGuard<()>>,
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut turns = unpoisoned(&self.turns);
        self.guard = None;
        // Nobody can join while the map is locked, so that one that only the map knows is one that nobody waits for.
        if turns.get(&self.hash).is_some_and(|turn| Arc::strong_count(turn) == 1) {
            turns.remove(&self.hash);
        }
    }
}

fn unpoisoned<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};

    #[tokio::test(flavor = "multi_thread")]
    async fn one_at_a_time_and_nothing_is_left() {
        let holds = Holds::default();
        let inside = Arc::new([AtomicU32::new(0), AtomicU32::new(0)]);
        let tasks = (0..40usize).map(|n| {
            let (holds, inside) = (holds.clone(), inside.clone());
            tokio::spawn(async move {
                let _held = holds.take(["a", "b"][n % 2]).await;
                assert_eq!(inside[n % 2].fetch_add(1, Ordering::SeqCst), 0);
                tokio::task::yield_now().await;
                inside[n % 2].fetch_sub(1, Ordering::SeqCst);
            })
        });
        for task in futures::future::join_all(tasks).await {
            task.unwrap();
        }
        let _other = holds.take("c").await;
        assert_eq!(unpoisoned(&holds.0).keys().collect::<Vec<_>>(), ["c"]);
    }
}
