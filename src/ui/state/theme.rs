//! Dark, light, or as the system has it.

use leptos::prelude::*;

use crate::ui::browser;

/// The cookie that holds the choice, so that the server renders it.
pub const COOKIE: &str = "theme";

/// What a person chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    Auto,
    /// Dark.
    Dark,
    /// Light.
    Light,
}

impl Theme {
    /// Every choice, in the order it is offered.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// As it stands in the cookie.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Dark => "dark",
            Self::Light => "light",
        }
    }

    /// As it is offered.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Auto => "System",
            Self::Dark => "Dark",
            Self::Light => "Light",
        }
    }

    /// For `data-theme` on `<html>`; `Auto` leaves the attribute off.
    pub const fn attribute(self) -> Option<&'static str> {
        match self {
            Self::Auto => None,
            Self::Dark => Some("dark"),
            Self::Light => Some("light"),
        }
    }

    /// From the words of the cookie; anything unknown is `Auto`.
    pub fn parse(words: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.as_str() == words).unwrap_or_default()
    }

    /// From a whole `Cookie` header, as the server reads it.
    pub fn from_cookies(header: &str) -> Self {
        header
            .split(';')
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, _)| *name == COOKIE)
            .map(|(_, words)| Self::parse(words))
            .unwrap_or_default()
    }
}

/// The choice as a signal, shared by context.
#[derive(Clone, Copy)]
pub struct ThemeState(RwSignal<Theme>);

impl ThemeState {
    /// Provides the choice to everything below. Give what the cookie says, on both sides.
    pub fn provide(now: Theme) -> Self {
        let state = Self(RwSignal::new(now));
        provide_context(state);
        state
    }

    /// The choice of the page; `Auto` where none was provided.
    pub fn expect() -> Self {
        use_context().unwrap_or_else(|| Self::provide(Theme::Auto))
    }

    /// The choice now, tracked.
    pub fn get(self) -> Theme {
        self.0.get()
    }

    /// Chooses: turns the page at once and keeps it for the next one.
    pub fn choose(self, theme: Theme) {
        self.0.set(theme);
        browser::theme::apply(theme.attribute());
        browser::storage::set_cookie(COOKIE, theme.as_str());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_found_among_others() {
        for (header, expect) in [
            ("theme=dark", Theme::Dark),
            ("session=abc; theme=light", Theme::Light),
            ("mytheme=dark", Theme::Auto),
            ("theme=purple; x=1", Theme::Auto),
            ("", Theme::Auto),
        ] {
            assert_eq!(Theme::from_cookies(header), expect, "{header:?}");
        }
    }

    #[test]
    fn every_choice_reads_back() {
        for theme in Theme::ALL {
            assert_eq!(Theme::parse(theme.as_str()), theme);
        }
    }
}
