//! Newtyped ids over one random, sortable 128-bit value.
//!
//! The upper 48 bits are milliseconds since 1970, the lower 80 are random, so ids sort by birth.
//! Written as 26 lower-case Crockford base-32 digits. Minted by `server::ids` alone.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The text is not an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id")]
pub struct NotAnId;

/// The bare value behind every newtyped id.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Id(pub u128);

impl Id {
    /// Joins a birth time in milliseconds since 1970 with 80 random bits.
    pub fn new(millis: u64, random: u128) -> Self {
        Self((u128::from(millis) << 80) | (random & ((1 << 80) - 1)))
    }

    /// Milliseconds since 1970 at which it was minted.
    pub fn millis(self) -> u64 {
        (self.0 >> 80) as u64
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = [0u8; 26];
        for (place, digit) in text.iter_mut().enumerate() {
            let shift = 5 * (25 - place);
            *digit = DIGITS[((self.0 >> shift) & 31) as usize];
        }
        f.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Id {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let bytes = text.as_bytes();
        if bytes.len() != 26 || bytes[0] > b'7' {
            return Err(NotAnId);
        }
        bytes
            .iter()
            .try_fold(0u128, |value, byte| {
                let digit = DIGITS.iter().position(|d| d == byte)?;
                Some((value << 5) | digit as u128)
            })
            .map(Self)
            .ok_or(NotAnId)
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Id);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                text.parse().map(Self)
            }
        }

        impl From<Id> for $name {
            fn from(id: Id) -> Self {
                Self(id)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                text.parse().map_err(de::Error::custom)
            }
        }

        #[cfg(feature = "ssr")]
        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "type": "string",
                    "pattern": "^[0-7][0-9abcdefghjkmnpqrstvwxyz]{25}$",
                })
            }
        }
    )+};
}

ids! {
    /// A person in the studio.
    MemberId,
    /// A brand, team or Personal.
    BrandId,
    /// An image, video, sound or document.
    AssetId,
    /// A nestable grouping in a brand.
    CollectionId,
    /// A grouping for one initiative in a brand.
    CampaignId,
    /// A signed-in browser, as its owner sees it (not the secret in the cookie).
    SessionId,
    /// A durable piece of background work.
    JobId,
    /// A resumable upload under way.
    UploadId,
    /// An archive that was asked for.
    DownloadId,
    /// A saved search.
    SearchId,
    /// A personal token, as its member sees it (not its secret).
    TokenId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_back() {
        for value in [0, 1, 31, 32, u128::MAX, 0x0123_4567_89ab_cdef << 17] {
            let id = Id(value);
            assert_eq!(id.to_string().len(), 26);
            assert_eq!(id.to_string().parse(), Ok(id));
        }
    }

    #[test]
    fn sorts_by_birth_as_value_and_as_text() {
        let older = Id::new(1_700_000_000_000, u128::MAX);
        let newer = Id::new(1_700_000_000_001, 0);
        assert!(older < newer && older.to_string() < newer.to_string());
        assert_eq!(newer.millis(), 1_700_000_000_001);
    }

    #[test]
    fn refuses_what_is_not_an_id() {
        for text in ["", "abc", "8zzzzzzzzzzzzzzzzzzzzzzzzz", "0000000000000000000000000u", "0000000000000000000000000é"] {
            assert_eq!(text.parse::<AssetId>(), Err(NotAnId), "{text}");
        }
    }
}
