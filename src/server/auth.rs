//! Who is asking: passwords, session cookies, attempts, and the visit every request carries.

pub mod attempts;
pub mod password;
pub mod secret;

use crate::domain::id::MemberId;
use crate::domain::token::{Token, TokenScope};
use crate::server::context::Ctx;
use crate::server::error::{Error, Result};
use crate::server::ids;
use crate::server::studio::Studio;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Name of the session cookie.
pub const COOKIE: &str = "atelier_session";
/// How long a session lasts without being used, in days.
pub const SESSION_DAYS: i64 = 30;

/// What a request says of the one who sent it; put into its extensions by the session middleware.
#[derive(Clone, Debug, Default)]
pub struct Visit {
    /// The signed-in member.
    pub member: Option<MemberId>,
    /// Hash of the session's secret.
    pub session: Option<String>,
    /// The personal token asked with; what it is not good for is refused, whatever its member may do.
    pub token: Option<Token>,
    /// Network address, without the port.
    pub address: String,
    /// What the browser calls itself, at most 300 characters.
    pub agent: String,
}

impl Visit {
    /// The context of a signed-in member, with the rights of this moment, for what `scope` stands for. A session is good
    /// for everything.
    pub fn ctx_for(&self, studio: &Studio, scope: TokenScope) -> Result<Ctx> {
        if self.token.as_ref().is_some_and(|token| !token.allows(scope)) {
            return Err(Error::Scope(scope));
        }
        self.ctx(studio)
    }

    /// The context of a signed-in member, with the rights of this moment.
    pub fn ctx(&self, studio: &Studio) -> Result<Ctx> {
        let member = self.member.ok_or(Error::SignedOut)?;
        let actor = studio.catalog.actor(member).ok_or(Error::SignedOut)?;
        Ok(Ctx { actor, studio: studio.clone(), now: studio.clock.now(), session: self.session.clone(), condition: None })
    }
}

/// The cookie to send with an answer.
#[derive(Clone, Debug)]
pub struct SessionCookie {
    /// The secret; empty to forget it.
    value: String,
    secure: bool,
}

impl SessionCookie {
    /// A new secret and the hash the record keeps.
    pub fn mint(secure: bool) -> (Self, String) {
        let value = URL_SAFE_NO_PAD.encode(ids::secret());
        let hash = hash(&value);
        (Self { value, secure }, hash)
    }

    /// The one that brought this secret, to be kept for longer.
    pub fn renewed(secret: &str, secure: bool) -> Self {
        Self { value: secret.to_owned(), secure }
    }

    /// Takes the cookie away.
    pub fn gone(secure: bool) -> Self {
        Self { value: String::new(), secure }
    }

    /// The `Set-Cookie` header.
    pub fn header(&self) -> String {
        let age = if self.value.is_empty() { 0 } else { SESSION_DAYS * 24 * 60 * 60 };
        let secure = if self.secure { "; Secure" } else { "" };
        format!("{COOKIE}={}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}", self.value)
    }
}

/// What the record keeps of a session's secret.
pub fn hash(secret: &str) -> String {
    blake3::hash(secret.as_bytes()).to_hex().to_string()
}

/// The value of a cookie in a `Cookie` header.
pub fn cookie<'a>(header: &'a str, name: &str) -> Option<&'a str> {
    header.split(';').filter_map(|pair| pair.trim().split_once('=')).find(|(found, _)| *found == name).map(|(_, value)| value)
}

/// The secret in an `Authorization` header.
pub fn bearer(header: &str) -> Option<&str> {
    let (scheme, secret) = header.trim().split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| secret.trim())
}

/// `path` when it is a path of this studio, else the library: a link must not lead people elsewhere after sign-in.
pub fn safe_path(path: &str) -> &str {
    let safe = path.starts_with('/') && !path.starts_with("//") && !path.contains('\\') && !path.chars().any(char::is_control);
    if safe { path } else { "/library" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn back_leads_nowhere_else() {
        for bad in ["//evil.example", "https://evil.example", "", "/\\evil.example", "/a\nb", "javascript:x"] {
            assert_eq!(safe_path(bad), "/library", "{bad}");
        }
        assert_eq!(safe_path("/library?q=a%20b"), "/library?q=a%20b");
    }

    #[test]
    fn bearers() {
        for (header, expected) in [
            ("Bearer atl_x", Some("atl_x")),
            ("bearer  atl_x ", Some("atl_x")),
            ("Basic YTpi", None),
            ("Bearer", None),
            ("", None),
        ] {
            assert_eq!(bearer(header), expected, "{header}");
        }
    }

    #[test]
    fn cookies() {
        assert_eq!(cookie("a=1; atelier_session=xyz; b=2", COOKIE), Some("xyz"));
        assert_eq!(cookie("xatelier_session=1", COOKIE), None);
        let (one, hash_one) = SessionCookie::mint(true);
        let (_, hash_two) = SessionCookie::mint(true);
        assert_ne!(hash_one, hash_two);
        assert!(one.header().ends_with("HttpOnly; SameSite=Lax; Secure"));
    }
}
