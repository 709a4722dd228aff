//! The theme of the whole document.

/// Sets or takes off `data-theme` on `<html>`.
///
/// On the server: nothing; the shell renders the attribute from the cookie.
pub fn apply(theme: Option<&str>) {
    #[cfg(feature = "hydrate")]
    if let Some(root) = super::dom::document().and_then(|page| page.document_element()) {
        let _ = match theme {
            Some(theme) => root.set_attribute("data-theme", theme),
            None => root.remove_attribute("data-theme"),
        };
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = theme;
}
