//! Native dialogs, opened as modals so that the browser holds the focus and answers Escape.

use leptos::{html, prelude::*};

/// Shows the dialog as a modal. One that stands open without being modal, as the server can render
/// it, becomes modal and sends no `close` on the way.
///
/// On the server: nothing; render the `open` attribute instead.
pub fn show_modal(dialog: NodeRef<html::Dialog>) {
    #[cfg(feature = "hydrate")]
    if let Some(dialog) = dialog.get_untracked() {
        if is_modal(&dialog) {
            return;
        }
        // `close()` would fire an event that owners read as the person's choice.
        let _ = dialog.remove_attribute("open");
        if let Err(error) = dialog.show_modal() {
            leptos::logging::warn!("dialog not shown: {}", super::dom::words(&error));
        }
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = dialog;
}

/// Closes the dialog, if open; the browser gives the focus back to where it was.
///
/// On the server: nothing.
pub fn close(dialog: NodeRef<html::Dialog>) {
    #[cfg(feature = "hydrate")]
    if let Some(dialog) = dialog.get_untracked()
        && dialog.open()
    {
        dialog.close();
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = dialog;
}

/// Whether the dialog stands open now, by whatever hand: a person can open one by a command
/// attribute before the page's own code runs.
///
/// On the server: `false`.
pub fn is_open(dialog: NodeRef<html::Dialog>) -> bool {
    #[cfg(feature = "hydrate")]
    {
        dialog.get_untracked().is_some_and(|dialog| dialog.open())
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = dialog;
        false
    }
}

#[cfg(feature = "hydrate")]
fn is_modal(dialog: &web_sys::HtmlDialogElement) -> bool {
    dialog.matches(":modal").unwrap_or(false)
}
