//! Limits failed sign-ins per account and network, in memory of this process.

use crate::domain::time::{MINUTE, SECOND, Timestamp};
use crate::server::error::{Error, Result};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Failures remembered for this long, in milliseconds.
const WINDOW: i64 = 15 * MINUTE;
/// Failures for one account from one network.
const MOST_FOR_ACCOUNT: usize = 8;
/// Failures from one network for any account.
const MOST_FOR_NETWORK: usize = 60;
/// Above this many remembered keys, old ones are swept at each failure.
const SWEEP_ABOVE: usize = 10_000;

/// Recent failures by key.
#[derive(Debug, Default)]
pub struct Attempts(Mutex<HashMap<String, Vec<Timestamp>>>);

impl Attempts {
    /// Notes a try, which counts as failed until [`succeeded`](Self::succeeded) takes it back: of many that come at
    /// once no more are let through than of many one after another. Refused while too many have failed lately.
    pub fn begin(&self, account: &str, address: &str, now: Timestamp) -> Result<()> {
        let mut failures = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if failures.len() > SWEEP_ABOVE {
            failures.retain(|_, times| times.iter().any(|at| now.0 - at.0 < WINDOW));
        }
        let keys = keys(account, address);
        for (key, most) in &keys {
            let Some(times) = failures.get_mut(key) else { continue };
            times.retain(|at| now.0 - at.0 < WINDOW);
            if let Some(oldest) = times.len().checked_sub(*most).and_then(|first| times.get(first)) {
                let wait = (oldest.0 + WINDOW - now.0).max(SECOND);
                return Err(Error::TooMany(u64::try_from(wait / SECOND).unwrap_or(1)));
            }
        }
        for (key, _) in keys {
            failures.entry(key).or_default().push(now);
        }
        Ok(())
    }

    /// Takes a try back that was begun at `now`, and forgets what failed for its account before.
    pub fn succeeded(&self, account: &str, address: &str, now: Timestamp) {
        let [(account, _), (network, _)] = keys(account, address);
        let mut failures = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        failures.remove(&account);
        if let Some(times) = failures.get_mut(&network)
            && let Some(place) = times.iter().rposition(|at| *at == now)
        {
            times.remove(place);
        }
    }
}

fn keys(account: &str, address: &str) -> [(String, usize); 2] {
    let network = network(address);
    [(format!("{account} {network}"), MOST_FOR_ACCOUNT), (network, MOST_FOR_NETWORK)]
}

/// The /24 of an IPv4 address, the /64 of an IPv6 one.
fn network(address: &str) -> String {
    match address.parse() {
        Ok(std::net::IpAddr::V4(v4)) => format!("{:?}", &v4.octets()[..3]),
        Ok(std::net::IpAddr::V6(v6)) => format!("{:?}", &v6.segments()[..4]),
        Err(_) => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limits() {
        let attempts = Attempts::default();
        let start = Timestamp(1_000_000);
        for _ in 0..MOST_FOR_ACCOUNT {
            assert!(attempts.begin("a@b.co", "10.0.0.1", start).is_ok());
        }
        assert!(matches!(attempts.begin("a@b.co", "10.0.0.99", start), Err(Error::TooMany(900))), "same network");
        assert!(attempts.begin("a@b.co", "10.0.1.1", start).is_ok(), "another network");
        assert!(attempts.begin("c@d.co", "10.0.0.1", start).is_ok(), "another account");
        assert!(attempts.begin("a@b.co", "10.0.0.1", start.plus(WINDOW)).is_ok(), "later");
        for n in 0..MOST_FOR_NETWORK {
            assert!(attempts.begin(&format!("{n}@b.co"), "10.9.0.1", start).is_ok());
        }
        assert!(attempts.begin("new@b.co", "10.9.0.7", start).is_err(), "spraying from one network");
    }

    #[test]
    fn who_gets_in_is_never_in_the_way() {
        let attempts = Attempts::default();
        let start = Timestamp(1_000_000);
        for n in 0..10 * i64::try_from(MOST_FOR_NETWORK).unwrap() {
            let now = start.plus(n);
            assert!(attempts.begin("a@b.co", "10.0.0.1", now).is_ok(), "{n}");
            attempts.succeeded("a@b.co", "10.0.0.1", now);
        }
        for _ in 0..MOST_FOR_ACCOUNT {
            attempts.begin("a@b.co", "10.0.0.1", start).unwrap();
        }
        attempts.succeeded("a@b.co", "10.0.0.1", start);
        assert!(attempts.begin("a@b.co", "10.0.0.1", start).is_ok(), "after a success");
    }
}
