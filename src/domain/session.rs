//! What a browser knows of its own session: the boot payload in every document.

use super::access::Actor;
use super::brand::{Brand, BrandRole};
use super::id::SessionId;
use super::member::Member;
use super::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Light or dark, or as the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    #[default]
    Auto,
    Dark,
    Light,
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::Auto, Self::Dark, Self::Light];

    /// The cookie's form.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Dark => "dark",
            Self::Light => "light",
        }
    }

    /// Reads the cookie's form; anything else is `Auto`.
    pub fn parse(text: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.as_str() == text).unwrap_or_default()
    }
}

/// Everything the frame needs before any request: written into the document, read at hydration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Boot {
    /// Name of the studio; `None` before the first visit is done.
    pub studio: Option<String>,
    pub theme: Theme,
    /// Time of the request, so that both sides write the same relative times.
    pub now: Timestamp,
    /// Days that count as recent.
    pub recent_days: u32,
    pub signed_in: Option<SignedIn>,
}

/// The member in front of the browser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedIn {
    pub member: Member,
    pub actor: Actor,
    /// Every brand the member may see: team brands by name, Personal last.
    pub brands: Vec<BrandFace>,
}

/// A brand as the switcher shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrandFace {
    pub brand: Brand,
    /// The member's role; `None` for Personal and for stewards without one.
    pub role: Option<BrandRole>,
    pub assets: u32,
    pub campaigns: u32,
}

/// A signed-in browser in the list of one's own sessions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionFace {
    pub id: SessionId,
    /// The browser one is looking with.
    pub current: bool,
    /// What the browser calls itself.
    pub agent: String,
    /// Network address it was last seen from.
    pub address: String,
    pub created: Timestamp,
    pub seen: Timestamp,
}
