//! A brand: the owner of assets, collections and campaigns; and what a member may do in it.

use super::access::BrandScope;
use super::id::{BrandId, MemberId};
use super::text::Name;
use super::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What a member may do in one brand; a later role includes the earlier ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum BrandRole {
    Viewer,
    Creator,
    Manager,
}

impl BrandRole {
    pub const ALL: [Self; 3] = [Self::Manager, Self::Creator, Self::Viewer];

    /// The stored form.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Manager => "manager",
            Self::Creator => "creator",
            Self::Viewer => "viewer",
        }
    }

    /// Reads the stored form.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }
}

/// A brand of the studio, or one member's private Personal brand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brand {
    pub id: BrandId,
    pub name: Name,
    /// Unique in the studio; used in URLs.
    pub slug: String,
    /// Colour of the brand's mark, 0xRRGGBB; white reads on it at 4.5:1.
    pub colour: u32,
    /// The member whose Personal brand this is.
    pub personal_of: Option<MemberId>,
    /// Managers may approve their own work.
    pub self_approval: bool,
    pub created: Timestamp,
}

impl Brand {
    /// What rights in this brand are judged by.
    pub fn scope(&self) -> BrandScope {
        BrandScope { id: self.id, personal_of: self.personal_of, self_approval: self.self_approval }
    }
}

/// Mark colours given to new brands in turn; white reads at 4.5:1 or better on each.
const MARKS: [u32; 8] = [0x24504c, 0x6b3a2e, 0x3b4a86, 0x6d2f57, 0x4f5a1f, 0x1f5673, 0x7a4a12, 0x4a4a4a];

/// The mark colour of the `nth` brand.
pub fn mark_colour(nth: u64) -> u32 {
    MARKS[(nth % MARKS.len() as u64) as usize]
}

/// "#rrggbb".
pub fn css_colour(colour: u32) -> String {
    format!("#{:06x}", colour & 0xff_ffff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_reads_on_every_mark() {
        let channel = |value: u32| {
            let c = f64::from(value) / 255.0;
            if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        for colour in MARKS {
            let luminance = 0.2126 * channel(colour >> 16) + 0.7152 * channel(colour >> 8 & 255) + 0.0722 * channel(colour & 255);
            assert!(1.05 / (luminance + 0.05) >= 4.5, "{}", css_colour(colour));
        }
    }
}
