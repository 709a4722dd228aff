//! People of the studio and their studio roles.

use super::id::{BrandId, MemberId};
use super::text::{Email, Name};
use super::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What a member may do in the studio as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StudioRole {
    Member,
    Admin,
    Owner,
}

impl StudioRole {
    pub const ALL: [Self; 3] = [Self::Owner, Self::Admin, Self::Member];

    /// The stored and typed form.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Admin => "admin",
            Self::Member => "member",
        }
    }

    /// Reads the stored form.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }
}

/// A person in the studio.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    pub id: MemberId,
    pub name: Name,
    pub email: Email,
    pub role: StudioRole,
    /// The member's private brand, seen by nobody else.
    pub personal: BrandId,
    pub joined: Timestamp,
}

/// Up to two initials for an avatar.
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().next());
    let first = words.next();
    let last = words.next_back();
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faces() {
        for (name, expected) in [("Mara Lind", "ML"), ("cher", "C"), ("Ana de la Vega", "AV"), ("", "")] {
            assert_eq!(initials(name), expected);
        }
    }
}
