//! How large the cards are, kept in this browser.

use leptos::prelude::*;

use crate::ui::browser::storage;

const KEY: &str = "density";

/// "S", "M" or "L". Medium in the first render on both sides, then what this browser kept.
#[derive(Clone, Copy)]
pub struct Density(RwSignal<&'static str>);

impl Density {
    /// Reads what was kept once the page's code runs.
    pub fn new() -> Self {
        let density = RwSignal::new("M");
        Effect::new(move |_| {
            if let Some(kept) = storage::get(KEY).and_then(|kept| known(&kept)) {
                density.set(kept);
            }
        });
        Self(density)
    }

    /// The density now, tracked.
    pub fn get(self) -> &'static str {
        self.0.get()
    }

    /// Chooses, and keeps the choice.
    pub fn choose(self, density: &str) {
        if let Some(density) = known(density) {
            self.0.set(density);
            storage::set(KEY, density);
        }
    }
}

impl Default for Density {
    fn default() -> Self {
        Self::new()
    }
}

fn known(density: &str) -> Option<&'static str> {
    ["S", "M", "L"].into_iter().find(|known| *known == density)
}

#[cfg(test)]
mod tests {
    use super::known;

    #[test]
    fn only_three_are_known() {
        assert_eq!(["S", "M", "L", "m", ""].map(known), [Some("S"), Some("M"), Some("L"), None, None]);
    }
}
