//! Checked strings: what a person types, trimmed and measured, or the reason it is refused.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A value that was refused: which field, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{reason}")]
pub struct Invalid {
    /// Name of the form field.
    pub field: String,
    /// A whole sentence for the person.
    pub reason: String,
}

impl Invalid {
    /// Says why `field` is refused.
    pub fn new(field: &str, reason: impl Into<String>) -> Self {
        Self { field: field.to_owned(), reason: reason.into() }
    }
}

/// The form in which names are compared: lower case, white space collapsed.
pub fn fold(text: &str) -> String {
    tidy(text).to_lowercase()
}

/// Lower-case words joined by hyphens, ASCII only, at most 48 characters, for readable links.
/// Empty when nothing of the text survives.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars().map(plain) {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() == 48 {
            break;
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// The letter without its accent, for the Latin letters people meet most.
fn plain(c: char) -> char {
    match c {
        'à'..='å' | 'À'..='Å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'Ç' | 'ć' | 'č' => 'c',
        'è'..='ë' | 'È'..='Ë' | 'ē' | 'ę' | 'ě' => 'e',
        'ì'..='ï' | 'Ì'..='Ï' | 'ī' => 'i',
        'ñ' | 'Ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'Ò'..='Ö' | 'ø' | 'Ø' | 'ō' | 'ő' => 'o',
        'ù'..='ü' | 'Ù'..='Ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' | 'Ý' => 'y',
        'š' | 'Š' | 'ś' => 's',
        'ž' | 'Ž' | 'ź' | 'ż' => 'z',
        _ => c,
    }
}

/// Control characters gone, runs of white space made one space, ends trimmed.
fn tidy(text: &str) -> String {
    let visible: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn checked(field: &str, what: &str, text: &str, most: usize) -> Result<String, Invalid> {
    let tidied = tidy(text);
    match tidied.chars().count() {
        0 => Err(Invalid::new(field, format!("Enter {what}."))),
        n if n > most => Err(Invalid::new(field, format!("Use at most {most} characters; this has {n}."))),
        _ => Ok(tidied),
    }
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident($field:literal, $what:literal, $most:literal)),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Most characters.
            pub const MOST: usize = $most;

            /// Tidies and measures; refuses the empty and the too long.
            pub fn new(text: &str) -> Result<Self, Invalid> {
                checked($field, $what, text, Self::MOST).map(Self)
            }

            /// The checked text.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The form in which two of them are compared.
            pub fn folded(&self) -> String {
                fold(&self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

texts! {
    /// Name of the studio, a brand, a collection, a campaign or a member: 1 to 120 characters.
    Name("name", "a name", 120),
    /// File name of an asset as people see it: 1 to 200 characters.
    FileName("name", "a file name", 200),
    /// A free-form label on an asset: 1 to 60 characters.
    Tag("tag", "a tag", 60),
}

impl Name {
    /// The name itself, or with the first number behind it under which it is not `taken`, folded.
    pub fn unique(&self, taken: impl Fn(&str) -> bool) -> Self {
        let numbered = |number: u32| {
            let end = format!(" ({number})");
            let kept = self.as_str().chars().take(Self::MOST - end.chars().count()).collect::<String>();
            Self(format!("{}{end}", kept.trim_end()))
        };
        let mut names = std::iter::once(self.clone()).chain((2..).map(numbered));
        names.find(|name| !taken(&name.folded())).unwrap_or_else(|| self.clone())
    }
}

impl FileName {
    /// The name of a file that came without a usable one.
    pub fn untitled() -> Self {
        Self("Untitled".to_owned())
    }
}

/// What an initiative is about: at most 1,000 characters, may be empty, keeps its line breaks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Description(String);

impl Description {
    /// Most characters.
    pub const MOST: usize = 1_000;

    /// Trims; refuses more than [`MOST`](Self::MOST) characters.
    pub fn new(text: &str) -> Result<Self, Invalid> {
        let trimmed = text.trim();
        let count = trimmed.chars().count();
        if count > Self::MOST {
            return Err(Invalid::new("description", format!("Use at most 1,000 characters; this has {count}.")));
        }
        Ok(Self(trimmed.to_owned()))
    }

    /// The checked text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What an asset was generated from: 1 to 4,000 characters, keeps its line breaks.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Prompt(String);

impl Prompt {
    /// Trims; refuses the empty and more than 4,000 characters.
    pub fn new(text: &str) -> Result<Self, Invalid> {
        let trimmed = text.trim();
        match trimmed.chars().count() {
            0 => Err(Invalid::new("prompt", "Enter a prompt.")),
            n if n > 4_000 => Err(Invalid::new("prompt", format!("Use at most 4,000 characters; this has {n}."))),
            _ => Ok(Self(trimmed.to_owned())),
        }
    }

    /// The checked text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Most bytes of an e-mail address.
pub const EMAIL_MOST: usize = 254;

/// An e-mail address, lower case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Email(String);

impl Email {
    /// Accepts `name@host.tld` shapes; delivery is the only true test of an address.
    pub fn new(text: &str) -> Result<Self, Invalid> {
        let email = text.trim().to_lowercase();
        let good = email.len() <= EMAIL_MOST
            && !email.chars().any(|c| c.is_whitespace() || c.is_control())
            && email.split_once('@').is_some_and(|(name, host)| {
                !name.is_empty()
                    && !host.contains('@')
                    && host.split('.').count() >= 2
                    && host.split('.').all(|part| !part.is_empty())
            });
        if good { Ok(Self(email)) } else { Err(Invalid::new("email", "Enter an e-mail address, like name@example.com.")) }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Refuses a password that is too short (under 10 characters) or too long (over 200).
pub fn check_password(text: &str) -> Result<(), Invalid> {
    match text.chars().count() {
        0..10 => Err(Invalid::new("password", "Use at least 10 characters.")),
        10..=200 => Ok(()),
        _ => Err(Invalid::new("password", "Use at most 200 characters.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        assert_eq!(Name::new("  Low \t Tide\n").unwrap().as_str(), "Low Tide");
        assert_eq!(Name::new(" \u{7} ").unwrap_err().reason, "Enter a name.");
        assert!(Name::new(&"é".repeat(120)).is_ok());
        assert_eq!(Name::new(&"é".repeat(121)).unwrap_err().reason, "Use at most 120 characters; this has 121.");
        assert_eq!(Name::new("LOW  tide").unwrap().folded(), Name::new("low tide").unwrap().folded());
        let name = Name::new("Coats").unwrap();
        assert_eq!(name.unique(|_| false).as_str(), "Coats");
        assert_eq!(name.unique(|taken| ["coats", "coats (2)"].contains(&taken)).as_str(), "Coats (3)");
        let long = Name::new(&"é".repeat(120)).unwrap().unique(|taken| taken.chars().count() == 120 && taken.ends_with('é'));
        assert_eq!(long.as_str().chars().count(), 120);
        assert!(Name::new(long.as_str()).is_ok());
    }

    #[test]
    fn slugs() {
        for (text, expected) in [
            ("Low Tide, Autumn 2026", "low-tide-autumn-2026"),
            ("  Été à Zürich!", "ete-a-zurich"),
            ("日本", ""),
            ("a/b\\c", "a-b-c"),
        ] {
            assert_eq!(slug(text), expected);
        }
        assert!(slug(&"long name ".repeat(20)).len() <= 48);
    }

    #[test]
    fn prompts() {
        assert_eq!(Prompt::new(" a koi\nat dusk ").unwrap().as_str(), "a koi\nat dusk");
        assert!(Prompt::new(&"é".repeat(4_000)).is_ok());
        assert_eq!(Prompt::new(" ").unwrap_err().reason, "Enter a prompt.");
        assert!(Prompt::new(&"é".repeat(4_001)).is_err());
    }

    #[test]
    fn emails() {
        for good in ["a@b.co", " Mara@Example.COM ", "x+y@sub.example.org"] {
            assert!(Email::new(good).is_ok(), "{good}");
        }
        for bad in ["", "a", "a@b", "@b.co", "a@b..co", "a b@c.de", "a@b@c.de"] {
            assert!(Email::new(bad).is_err(), "{bad}");
        }
        assert_eq!(Email::new(" Mara@Example.COM ").unwrap().as_str(), "mara@example.com");
    }

    #[test]
    fn passwords() {
        assert!(check_password("123456789").is_err());
        assert!(check_password("1234567890").is_ok());
        assert!(check_password(&"x".repeat(201)).is_err());
    }
}
