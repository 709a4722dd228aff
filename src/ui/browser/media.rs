//! What the person wishes of the window.

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
