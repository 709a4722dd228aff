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
    /// In the order they are offered.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];
    /// Name of the cookie that keeps the choice, so that the server draws by it.
    pub const COOKIE: &str = "theme";

    /// The cookie's form.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Dark => "dark",
            Self::Light => "light",
        }
    }

    /// For `data-theme` on `<html>`; `Auto` leaves the attribute off.
    pub const fn attribute(self) -> Option<&'static str> {
        match self {
            Self::Auto => None,
            Self::Dark | Self::Light => Some(self.as_str()),
        }
    }

    /// Reads the cookie's form; anything else is `Auto`.
    pub fn parse(text: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.as_str() == text).unwrap_or_default()
    }
}

/// How large the cards of a grid are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Density {
    Small,
    #[default]
    Medium,
    Large,
}

impl Density {
    pub const ALL: [Self; 3] = [Self::Small, Self::Medium, Self::Large];
    /// Name of the cookie that keeps the choice, so that the server draws by it.
    pub const COOKIE: &str = "density";

    /// The cookie's form.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Small => "S",
            Self::Medium => "M",
            Self::Large => "L",
        }
    }

    /// For `data-density` around a grid; `Medium` leaves the attribute off.
    pub const fn attribute(self) -> Option<&'static str> {
        match self {
            Self::Medium => None,
            Self::Small | Self::Large => Some(self.as_str()),
        }
    }

    /// Reads the cookie's form; anything else is `Medium`.
    pub fn parse(text: &str) -> Self {
        Self::ALL.into_iter().find(|density| density.as_str() == text).unwrap_or_default()
    }
}

/// Everything the frame needs before any request: written into the document, read at hydration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Boot {
    /// Name of the studio; `None` before the first visit is done.
    pub studio: Option<String>,
    pub theme: Theme,
    pub density: Density,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_reads_back() {
        for theme in Theme::ALL {
            assert_eq!(Theme::parse(theme.as_str()), theme);
        }
        for density in Density::ALL {
            assert_eq!(Density::parse(density.as_str()), density);
        }
        assert_eq!((Theme::parse("purple"), Density::parse("m")), (Theme::Auto, Density::Medium));
    }
}
