//! Passwords, hashed with argon2id on a thread of their own.

use crate::server::error::{Error, Result};
use crate::server::ids;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

/// 19 MiB, two passes, one lane: the OWASP recommendation for argon2id.
fn argon() -> Result<Argon2<'static>> {
    let params = Params::new(19 * 1_024, 2, 1, None).map_err(|error| Error::Internal(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The PHC string of a password.
pub async fn hash(password: &str) -> Result<String> {
    let password = password.to_owned();
    off_thread(move || {
        let salt = SaltString::encode_b64(&ids::secret()[..16]).map_err(|error| Error::Internal(error.to_string()))?;
        let hash = argon()?.hash_password(password.as_bytes(), &salt).map_err(|error| Error::Internal(error.to_string()))?;
        Ok(hash.to_string())
    })
    .await
}

/// Whether the password belongs to the hash. Without a hash the same work is done for nothing, so that the time an
/// answer takes does not tell whether the account exists.
pub async fn verify(password: &str, hash: Option<String>) -> Result<bool> {
    let password = password.to_owned();
    off_thread(move || match hash {
        Some(hash) => {
            let hash = PasswordHash::new(&hash).map_err(|error| Error::Internal(error.to_string()))?;
            Ok(argon()?.verify_password(password.as_bytes(), &hash).is_ok())
        }
        None => {
            let mut wasted = [0; 32];
            argon()?
                .hash_password_into(password.as_bytes(), b"no such account", &mut wasted)
                .map_err(|error| Error::Internal(error.to_string()))?;
            Ok(false)
        }
    })
    .await
}

/// Passwords hashed at once, since each takes 19 MiB and a thread, and anybody may ask for it.
static SEATS: Semaphore = Semaphore::const_new(4);

async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let seat = SEATS.acquire().await.map_err(|error| Error::Internal(error.to_string()))?;
    // The seat goes with the work: whoever asked may leave before it is done.
    let work = move || {
        let _seat = seat;
        work()
    };
    tokio::task::spawn_blocking(work).await.map_err(|error| Error::Internal(error.to_string()))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_fits() {
        let stored = hash("correct horse battery").await.unwrap();
        assert!(stored.starts_with("$argon2id$"));
        assert!(verify("correct horse battery", Some(stored.clone())).await.unwrap());
        assert!(!verify("correct horse batter", Some(stored)).await.unwrap());
        assert!(!verify("correct horse battery", None).await.unwrap());
    }
}
