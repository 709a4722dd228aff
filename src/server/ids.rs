//! Minting of ids and secrets.

use crate::domain::id::Id;
use crate::domain::time::Timestamp;
use rand::RngCore;

/// A new id born at `now`.
#[expect(clippy::disallowed_methods, reason = "this is the place")]
pub fn mint<I: From<Id>>(now: Timestamp) -> I {
    let random = u128::from(rand::rng().next_u64()) << 64 | u128::from(rand::rng().next_u64());
    Id::new(u64::try_from(now.0).unwrap_or_default(), random).into()
}

/// 256 random bits, for cookies and keys.
#[expect(clippy::disallowed_methods, reason = "this is the place")]
pub fn secret() -> [u8; 32] {
    let mut bytes = [0; 32];
    rand::rng().fill_bytes(&mut bytes);
    bytes
}
