//! Public links: their address, and exactly what a visitor without an account is shown.

use super::asset::{Mat, Playback};
use super::format::Format;
use super::id::{AssetId, Id};
use super::text::slug;
use serde::{Deserialize, Serialize};

/// The secret part of a public address: 128 random bits, 26 digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Token(pub Id);

impl Token {
    /// Reads the token from the last segment of an address, whatever readable name stands before it.
    pub fn from_segment(segment: &str) -> Option<Self> {
        let token = segment.rsplit('-').next()?;
        token.parse().ok().map(Self)
    }
}

/// "/c/saltmarsh/low-tide-autumn-2026-7x…": only the token decides, the rest is for people.
pub fn public_path(brand: &str, campaign_name: &str, token: Token) -> String {
    let readable = slug(campaign_name);
    let hyphen = if readable.is_empty() { "" } else { "-" };
    format!("/c/{brand}/{readable}{hyphen}{}", token.0)
}

/// Address of a picture on a public page; `page` is the page's own path.
pub fn public_media_path(page: &str, asset: AssetId, what: &str) -> String {
    format!("{page}/media/{asset}/{what}")
}

/// Address of everything on a public page as one archive; `page` is the page's own path.
pub fn public_zip_path(page: &str) -> String {
    format!("{page}/zip")
}

/// A campaign as its public page shows it. It has no field for what must stay inside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicCampaign {
    pub brand: String,
    /// Colour of the brand's mark, 0xRRGGBB.
    pub brand_colour: u32,
    pub name: String,
    pub description: String,
    /// Path of this page.
    pub path: String,
    /// Approved assets, newest first.
    pub assets: Vec<PublicAsset>,
}

/// An approved asset as a visitor sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicAsset {
    pub id: AssetId,
    pub name: String,
    pub creator: String,
    /// Pixels, 0 where unknown.
    pub width: u32,
    /// Pixels, 0 where unknown.
    pub height: u32,
    /// What it is laid on.
    pub mat: Mat,
    /// Whether it has renditions; otherwise its format stands in.
    pub pictured: bool,
    /// What file it is.
    pub format: Format,
    /// How it plays, for video and audio.
    pub playback: Option<Playback>,
    /// Whether its file is handed out.
    pub handed_out: bool,
    /// First eight hex digits of the object.
    pub version: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_token_decides() {
        let token = Token(Id(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef));
        let path = public_path("saltmarsh", "Low Tide, Autumn 2026", token);
        assert_eq!(path, format!("/c/saltmarsh/low-tide-autumn-2026-{}", token.0));
        let segment = path.rsplit('/').next().unwrap();
        assert!(Token::from_segment(segment) == Some(token));
        assert!(Token::from_segment(&format!("renamed-{}", token.0)) == Some(token));
        assert!(Token::from_segment(&public_path("x", "日本", token)[5..]) == Some(token));
        assert!(Token::from_segment("low-tide").is_none());
    }
}
