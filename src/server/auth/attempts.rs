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
    /// Refuses a further try while too many have failed lately.
    pub fn check(&self, account: &str, address: &str, now: Timestamp) -> Result<()> {
        let failures = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (key, most) in keys(account, address) {
            let recent: Vec<&Timestamp> = failures.get(&key).into_iter().flatten().filter(|at| now.0 - at.0 < WINDOW).collect();
            if recent.len() >= most {
                let oldest = recent[recent.len() - most];
                let wait = (oldest.0 + WINDOW - now.0).max(SECOND);
                return Err(Error::TooMany(u64::try_from(wait / SECOND).unwrap_or(1)));
            }
        }
        Ok(())
    }

    /// Remembers a failure.
    pub fn failed(&self, account: &str, address: &str, now: Timestamp) {
        let mut failures = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if failures.len() > SWEEP_ABOVE {
            failures.retain(|_, times| times.iter().any(|at| now.0 - at.0 < WINDOW));
        }
        for (key, _) in keys(account, address) {
            let times = failures.entry(key).or_default();
            times.retain(|at| now.0 - at.0 < WINDOW);
            times.push(now);
        }
    }

    /// Forgets the account's failures after a success.
    pub fn succeeded(&self, account: &str, address: &str) {
        let [(account_key, _), _] = keys(account, address);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&account_key);
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
            assert!(attempts.check("a@b.co", "10.0.0.1", start).is_ok());
            attempts.failed("a@b.co", "10.0.0.1", start);
        }
        assert!(matches!(attempts.check("a@b.co", "10.0.0.99", start), Err(Error::TooMany(900))), "same network");
        assert!(attempts.check("a@b.co", "10.0.1.1", start).is_ok(), "another network");
        assert!(attempts.check("c@d.co", "10.0.0.1", start).is_ok(), "another account");
        assert!(attempts.check("a@b.co", "10.0.0.1", start.plus(WINDOW)).is_ok(), "later");
        attempts.succeeded("a@b.co", "10.0.0.1");
        assert!(attempts.check("a@b.co", "10.0.0.1", start).is_ok(), "after a success");
        for n in 0..MOST_FOR_NETWORK {
            attempts.failed(&format!("{n}@b.co"), "10.9.0.1", start);
        }
        assert!(attempts.check("new@b.co", "10.9.0.7", start).is_err(), "spraying from one network");
    }
}
