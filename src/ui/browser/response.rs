//! The request and the answer of a page, as far as the views may know of them.

/// Answers this page with 404.
///
/// In a browser: nothing; the document has been answered long ago.
pub fn not_found() {
    #[cfg(feature = "ssr")]
    if let Some(response) = leptos::prelude::use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(axum::http::StatusCode::NOT_FOUND);
    }
}

/// Scheme and host this page was asked under, for the few addresses that must be whole.
pub fn origin() -> Option<String> {
    #[cfg(feature = "ssr")]
    {
        let parts = leptos::prelude::use_context::<axum::http::request::Parts>()?;
        let header = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
        let host = header("x-forwarded-host").or_else(|| header("host"))?;
        let plausible = |c: char| c.is_ascii_alphanumeric() || ".-:[]".contains(c);
        let scheme = if header("x-forwarded-proto") == Some("https") { "https" } else { "http" };
        (!host.is_empty() && host.chars().all(plausible)).then(|| format!("{scheme}://{host}"))
    }
    #[cfg(all(feature = "hydrate", not(feature = "ssr")))]
    {
        web_sys::window()?.location().origin().ok()
    }
    #[cfg(not(any(feature = "ssr", feature = "hydrate")))]
    None
}
