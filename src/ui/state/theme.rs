//! Dark, light, or as the system has it.

use leptos::prelude::*;

use crate::domain::session::Theme;
use crate::ui::browser;

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
        browser::storage::set_cookie(Theme::COOKIE, theme.as_str());
    }
}
