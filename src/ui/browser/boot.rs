//! What the server wrote into the document for the code that takes it over.

/// The text of the boot element.
///
/// On the server: `None`; the payload is in the context there.
pub fn read() -> Option<String> {
    #[cfg(feature = "hydrate")]
    {
        super::dom::by_id::<web_sys::Element>("boot")?.text_content()
    }
    #[cfg(not(feature = "hydrate"))]
    {
        None
    }
}

/// Loads the document at `path` anew, as after signing in or out.
///
/// On the server: nothing.
pub fn load(path: &str) {
    #[cfg(feature = "hydrate")]
    if let Some(window) = web_sys::window() {
        let _ = window.location().set_href(path);
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = path;
}

/// Marks the document as live, for tests and for whoever scripts the page. Does nothing on the server.
pub fn mark_live() {
    #[cfg(feature = "hydrate")]
    if let Some(root) = web_sys::window().and_then(|window| window.document()).and_then(|document| document.document_element()) {
        // Fails only for a malformed name, which this is not.
        let _ = root.set_attribute("data-hydrated", "");
    }
}
