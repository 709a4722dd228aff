//! What the window is like: its width, its pointer, its wishes about motion.

use leptos::prelude::*;

/// Whether a media query matches, kept up to date. `false` in the first render on both sides.
///
/// On the server: always `false`.
pub fn matches(query: &'static str) -> Signal<bool> {
    let now = RwSignal::new(false);
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        let list = web_sys::window().and_then(|window| window.match_media(query).ok().flatten());
        if let Some(list) = list {
            now.set(list.matches());
            let watched = list.clone();
            super::dom::keep_until_cleanup(super::dom::Listener::new(&list, "change", false, move |_| {
                now.set(watched.matches())
            }));
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = query;
    now.into()
}

/// Whether the person asked for less motion, now.
///
/// On the server: `false`.
pub fn less_motion() -> bool {
    #[cfg(feature = "hydrate")]
    {
        web_sys::window()
            .and_then(|window| window.match_media("(prefers-reduced-motion: reduce)").ok().flatten())
            .is_some_and(|list| list.matches())
    }
    #[cfg(not(feature = "hydrate"))]
    {
        false
    }
}
