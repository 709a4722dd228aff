//! The studio's own secret, from which the tokens of public links are derived, so that they need not be stored.

use crate::domain::campaign::Campaign;
use crate::domain::id::Id;
use crate::domain::share::Token;
use crate::server::error::{Error, Result};
use crate::server::ids;
use std::path::Path;
use tokio::io::AsyncWriteExt;

/// 256 bits kept in `secret.key` of the data folder, readable by its owner alone.
pub struct Secret([u8; 32]);

impl Secret {
    /// Reads the secret, or makes it at the first start.
    pub async fn open(data: &Path) -> Result<Self> {
        let path = data.join("secret.key");
        match tokio::fs::read(&path).await {
            Ok(bytes) => bytes
                .try_into()
                .map(Self)
                .map_err(|_| Error::Internal(format!("{} does not hold 32 bytes; restore it from a backup", path.display()))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let secret = ids::secret();
                let mut options = tokio::fs::OpenOptions::new();
                options.write(true).create_new(true);
                #[cfg(unix)]
                options.mode(0o600);
                let mut file = options.open(&path).await?;
                file.write_all(&secret).await?;
                file.sync_all().await?;
                Ok(Self(secret))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The token of the campaign's link in its present generation.
    pub fn token(&self, campaign: &Campaign) -> Token {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        hasher.update(b"public link\0");
        hasher.update(&campaign.id.0.0.to_be_bytes());
        hasher.update(&campaign.link.generation.to_be_bytes());
        let mut bits = [0; 16];
        hasher.finalize_xof().fill(&mut bits);
        Token(Id(u128::from_be_bytes(bits)))
    }
}

/// What the record keeps of a token.
pub fn token_hash(token: Token) -> String {
    blake3::hash(token.0.to_string().as_bytes()).to_hex().to_string()
}
