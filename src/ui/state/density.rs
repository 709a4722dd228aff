//! How large the cards are.

use leptos::prelude::*;

use crate::domain::session::Density;
use crate::ui::browser::storage;

/// The choice as a signal, shared by context.
#[derive(Clone, Copy)]
pub struct DensityState(RwSignal<Density>);

impl DensityState {
    /// Provides the choice to everything below. Give what the cookie says, on both sides.
    pub fn provide(now: Density) -> Self {
        let state = Self(RwSignal::new(now));
        provide_context(state);
        state
    }

    /// The choice of the frame above; `Medium` where none was provided.
    pub fn expect() -> Self {
        use_context().unwrap_or_else(|| Self::provide(Density::Medium))
    }

    /// The choice now, tracked.
    pub fn get(self) -> Density {
        self.0.get()
    }

    /// Chooses, and keeps the choice for the next document.
    pub fn choose(self, density: Density) {
        self.0.set(density);
        storage::set_cookie(Density::COOKIE, density.as_str());
    }
}
