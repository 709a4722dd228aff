//! Minting of ids and secrets.

use crate::domain::id::Id;
use crate::domain::time::Timestamp;
use rand::RngCore;
use std::sync::{Mutex, PoisonError};

/// The last id of this process, so that ids of one millisecond keep their order.
static LAST: Mutex<Id> = Mutex::new(Id(0));

/// A new id born at `now`. Ids minted in one millisecond by one process sort in the order they were minted.
pub fn mint<I: From<Id>>(now: Timestamp) -> I {
    let random = u128::from_be_bytes(bits());
    let mut id = Id::new(u64::try_from(now.0).unwrap_or_default(), random);
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    if id.millis() == last.millis() && id <= *last {
        id = Id(last.0 + 1);
    }
    *last = id;
    id.into()
}

/// 64 random bits as text, to tell one line of things from another.
pub fn mark() -> String {
    format!("{:016x}", u64::from_be_bytes(bits()))
}

/// 256 random bits, for cookies and keys.
pub fn secret() -> [u8; 32] {
    bits()
}

/// A word under which a failure stands in the log.
pub fn reference() -> String {
    Id(u128::from_be_bytes(bits())).to_string()[16..].to_owned()
}

#[expect(clippy::disallowed_methods, reason = "this is the place")]
fn bits<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::rng().fill_bytes(&mut bytes);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_one_millisecond_keep_their_order() {
        let ids: Vec<Id> = (0..1_000).map(|_| mint(Timestamp(1_794_476_460_000))).collect();
        assert!(ids.is_sorted_by(|one, next| one < next));
        assert!(ids.iter().all(|id| id.millis() == 1_794_476_460_000));
    }
}
