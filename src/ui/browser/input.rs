//! Form controls tied to signals without losing what was typed before the page's code ran.

use leptos::{html, prelude::*};

/// A control whose text can be read and written.
pub trait Control: 'static {
    /// The text in it now.
    fn text(&self) -> Option<String>;
    /// Replaces the text in it.
    fn put(&self, text: &str);
}

macro_rules! control {
    ($($element:ty),*) => {$(
        impl Control for NodeRef<$element> {
            fn text(&self) -> Option<String> {
                #[cfg(feature = "hydrate")]
                { self.try_get_untracked().flatten().map(|control| control.value()) }
                #[cfg(not(feature = "hydrate"))]
                { None }
            }

            fn put(&self, text: &str) {
                #[cfg(feature = "hydrate")]
                if let Some(control) = self.try_get_untracked().flatten()
                    && control.value() != text
                {
                    control.set_value(text);
                }
                #[cfg(not(feature = "hydrate"))]
                let _ = text;
            }
        }
    )*};
}
control!(html::Input, html::Textarea, html::Select);

/// Keeps the control showing what the signal says. What a person typed into the server's page
/// before this ran is taken over by the signal instead of being wiped.
///
/// On the server: nothing; render the `value` attribute beside it.
pub fn follow(control: impl Control + Send + Sync, value: RwSignal<String>) {
    Effect::new(move |before: Option<()>| {
        let wanted = value.get();
        match control.text() {
            // The only writing of what it reads: once, and only where the person was first.
            Some(typed) if before.is_none() && typed != wanted => value.set(typed),
            _ => control.put(&wanted),
        }
    });
}

/// Gives the focus to the control and selects its text.
///
/// On the server: nothing.
pub fn select_all(control: NodeRef<html::Input>) {
    #[cfg(feature = "hydrate")]
    if let Some(control) = control.get_untracked() {
        let _ = control.focus();
        control.select();
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = control;
}
