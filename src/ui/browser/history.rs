//! The entries of the browser's history: a number of ours in each, and the way back.

/// The path in the address bar, which follows the router's a moment later.
///
/// On the server: `None`.
pub fn path() -> Option<String> {
    #[cfg(feature = "hydrate")]
    {
        web_sys::window()?.location().pathname().ok()
    }
    #[cfg(not(feature = "hydrate"))]
    {
        None
    }
}

/// The number kept in the entry that is shown; it stays there over a reload.
///
/// On the server: `None`.
pub fn mark() -> Option<u32> {
    #[cfg(feature = "hydrate")]
    {
        let kept = web_sys::window()?.history().ok()?.state().ok()?.as_f64()?;
        (kept >= 0.0 && kept < f64::from(u32::MAX)).then_some(kept as u32)
    }
    #[cfg(not(feature = "hydrate"))]
    {
        None
    }
}

/// Keeps a number in the entry that is shown.
///
/// On the server: nothing.
pub fn set_mark(mark: u32) {
    #[cfg(feature = "hydrate")]
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        let _ = history.replace_state(&wasm_bindgen::JsValue::from(mark), "");
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = mark;
}

/// Goes so many entries back, as the browser's button does.
///
/// On the server: nothing.
pub fn back(entries: u32) {
    #[cfg(feature = "hydrate")]
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        let _ = history.go_with_delta(-i32::try_from(entries).unwrap_or(i32::MAX));
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = entries;
}
