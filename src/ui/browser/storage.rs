//! Small things this browser keeps: cookies the server reads too, and local storage.

/// How long a cookie of ours is kept: a year, in seconds.
#[cfg(feature = "hydrate")]
const YEAR: u32 = 31_536_000;

/// Keeps a choice where the server sees it with the next request. `value` is a plain word.
///
/// On the server: nothing.
pub fn set_cookie(name: &str, value: &str) {
    #[cfg(feature = "hydrate")]
    {
        use wasm_bindgen::JsValue;
        let Some(page) = super::dom::document() else { return };
        let cookie = format!("{name}={value}; Path=/; Max-Age={YEAR}; SameSite=Lax");
        // `cookie` belongs to HtmlDocument, which no other call of ours needs.
        let _ = js_sys::Reflect::set(&page, &JsValue::from_str("cookie"), &JsValue::from_str(&cookie));
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = (name, value);
}

/// What was kept under `key` in this browser.
///
/// On the server: `None`.
pub fn get(key: &str) -> Option<String> {
    #[cfg(feature = "hydrate")]
    {
        local()?.get_item(key).ok().flatten()
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = key;
        None
    }
}

/// Keeps `value` under `key`; says whether it was kept, which a full or private store refuses.
///
/// On the server: `false`.
pub fn set(key: &str, value: &str) -> bool {
    #[cfg(feature = "hydrate")]
    {
        local().is_some_and(|store| store.set_item(key, value).is_ok())
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = (key, value);
        false
    }
}

/// Forgets what was kept under `key`.
///
/// On the server: nothing.
pub fn remove(key: &str) {
    #[cfg(feature = "hydrate")]
    if let Some(store) = local() {
        let _ = store.remove_item(key);
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = key;
}

#[cfg(feature = "hydrate")]
fn local() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
