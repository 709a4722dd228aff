//! Personal tokens: how a script or another program asks the studio in a member's name.

use super::id::{MemberId, TokenId};
use super::text::Name;
use super::time::{DAY, Timestamp};
use serde::{Deserialize, Serialize};

/// What every secret begins with, so that people and scanners recognise one.
pub const PREFIX: &str = "atl_";
/// Most tokens one member keeps.
pub const MOST: usize = 50;
/// Days after which a token may end, as offered to people.
pub const LIVES: [u32; 3] = [30, 90, 365];
/// Longest life that can be asked for, in days.
pub const LONGEST: u32 = 3_650;

/// What a token is good for. It never grants more than its member may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TokenScope {
    /// See and download.
    Read,
    /// Upload, change, arrange, review, delete to the trash and restore.
    Write,
    /// Turn public links on and off.
    Publish,
    /// Delete for good.
    Purge,
}

impl TokenScope {
    pub const ALL: [Self; 4] = [Self::Read, Self::Write, Self::Publish, Self::Purge];

    /// The stored and written form.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Publish => "publish",
            Self::Purge => "purge",
        }
    }

    /// The words people read beside its choice.
    pub fn words(self) -> &'static str {
        match self {
            Self::Read => "See and download",
            Self::Write => "Upload, change, review, and delete to the trash",
            Self::Publish => "Turn public links on and off",
            Self::Purge => "Delete for good",
        }
    }

    /// Reads the stored form.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == text)
    }
}

/// A token as its member sees it; the secret is shown once and kept by nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    pub id: TokenId,
    pub member: MemberId,
    pub name: Name,
    /// Ascending, always with [`TokenScope::Read`].
    pub scopes: Vec<TokenScope>,
    pub created: Timestamp,
    /// When it ends by itself; `None` for never.
    pub expires: Option<Timestamp>,
    /// When it was last used, within a few minutes; `None` before the first time.
    pub used: Option<Timestamp>,
}

impl Token {
    /// Whether it works at `now`.
    pub fn live(&self, now: Timestamp) -> bool {
        self.expires.is_none_or(|end| now < end)
    }

    /// Whether it is good for `scope`.
    pub fn allows(&self, scope: TokenScope) -> bool {
        self.scopes.contains(&scope)
    }
}

/// Scopes in their order, each once, with the one that every token has.
pub fn scopes(chosen: &[TokenScope]) -> Vec<TokenScope> {
    TokenScope::ALL.into_iter().filter(|scope| *scope == TokenScope::Read || chosen.contains(scope)).collect()
}

/// When a token made at `now` for so many days ends.
pub fn end(now: Timestamp, days: Option<u32>) -> Option<Timestamp> {
    days.map(|days| now.plus(i64::from(days) * DAY))
}

/// A token that was just made, with its secret: the one time it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewToken {
    pub token: Token,
    /// "atl_" and 43 letters, digits, dashes and underscores.
    pub secret: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Id;

    #[test]
    fn every_token_reads_and_nothing_is_added() {
        use TokenScope::{Publish, Purge, Read, Write};
        assert_eq!(scopes(&[]), [Read]);
        assert_eq!(scopes(&[Purge, Write, Purge]), [Read, Write, Purge]);
        assert!(TokenScope::ALL.into_iter().all(|scope| TokenScope::parse(scope.as_str()) == Some(scope)));
        let token = Token {
            id: TokenId(Id(1)),
            member: MemberId(Id(2)),
            name: Name::new("Nightly import").unwrap(),
            scopes: scopes(&[Publish]),
            created: Timestamp(0),
            expires: end(Timestamp(0), Some(1)),
            used: None,
        };
        assert!(token.allows(Read) && token.allows(Publish) && !token.allows(Write) && !token.allows(Purge));
        assert!(token.live(Timestamp(DAY - 1)) && !token.live(Timestamp(DAY)));
        assert!(Token { expires: end(Timestamp(0), None), ..token }.live(Timestamp(i64::MAX)));
    }
}
