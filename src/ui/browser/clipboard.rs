//! Writing to the clipboard, which browsers allow only from a press and only on secure pages.

use thiserror::Error;

/// Why nothing was copied.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ClipboardError {
    /// The page is not served over https or from this machine, or the browser has no clipboard.
    #[error("this browser offers no clipboard here")]
    Missing,
    /// The browser asked and the person, or a rule, said no.
    #[error("the browser did not allow copying: {0}")]
    Refused(String),
}

/// Puts text on the clipboard.
///
/// On the server: [`ClipboardError::Missing`].
///
/// # Errors
/// Says so where there is no clipboard or the browser refuses; show the text selected instead.
pub async fn write_text(text: &str) -> Result<(), ClipboardError> {
    #[cfg(feature = "hydrate")]
    {
        let window = web_sys::window().ok_or(ClipboardError::Missing)?;
        // `navigator.clipboard` is undefined on plain http; the typed getter would hand it out.
        if !window.is_secure_context() {
            return Err(ClipboardError::Missing);
        }
        let promise = window.navigator().clipboard().write_text(text);
        match wasm_bindgen_futures::JsFuture::from(promise).await {
            Ok(_) => Ok(()),
            Err(error) => Err(ClipboardError::Refused(super::dom::words(&error))),
        }
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = text;
        Err(ClipboardError::Missing)
    }
}
