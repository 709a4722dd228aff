//! Keys of the whole page, and when they are not meant for it.

use leptos::ev;

/// Whether a key goes into a text: the focus is in a field, or in something edited in place.
/// Single-key shortcuts keep quiet then.
///
/// On the server: `false`.
pub fn is_typing() -> bool {
    #[cfg(feature = "hydrate")]
    {
        use wasm_bindgen::JsCast;
        let Some(active) = super::dom::document().and_then(|page| page.active_element()) else {
            return false;
        };
        match active.tag_name().as_str() {
            "TEXTAREA" | "SELECT" => true,
            "INPUT" => active.dyn_ref::<web_sys::HtmlInputElement>().is_none_or(|input| takes_text(&input.type_())),
            _ => active.dyn_ref::<web_sys::HtmlElement>().is_some_and(|element| element.is_content_editable()),
        }
    }
    #[cfg(not(feature = "hydrate"))]
    {
        false
    }
}

/// Whether keys are text for an input of that type.
#[cfg_attr(not(any(feature = "hydrate", test)), expect(dead_code))]
fn takes_text(kind: &str) -> bool {
    !matches!(kind, "button" | "checkbox" | "color" | "file" | "image" | "radio" | "range" | "reset" | "submit")
}

/// Whether Ctrl, Alt or ⌘ is held, with which single keys mean something else. Shift does not count:
/// `?` needs it.
pub fn has_modifier(event: &ev::KeyboardEvent) -> bool {
    event.ctrl_key() || event.alt_key() || event.meta_key()
}

/// Whether the key that means "command" here is held: Ctrl, or ⌘ on a Mac.
pub fn has_command(event: &ev::KeyboardEvent) -> bool {
    event.ctrl_key() || event.meta_key()
}

/// The same, while a pointer is pressed.
pub fn has_command_on(event: &ev::MouseEvent) -> bool {
    event.ctrl_key() || event.meta_key()
}

/// Whether a finger pressed. A finger has no keys to say that it means to pick.
///
/// On the server: `false`.
pub fn by_finger(event: &ev::MouseEvent) -> bool {
    #[cfg(feature = "hydrate")]
    {
        use wasm_bindgen::JsCast;
        event.dyn_ref::<web_sys::PointerEvent>().is_some_and(|event| event.pointer_type() == "touch")
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = event;
        false
    }
}

/// Whether something lies above the page that keys are meant for: a dialog, a menu, a panel, or what is a drawer on a
/// narrow window.
///
/// On the server: `false`.
pub fn is_covered() -> bool {
    #[cfg(feature = "hydrate")]
    {
        super::dom::document()
            .and_then(|page| page.query_selector("dialog:modal, [popover]:popover-open").ok())
            .flatten()
            .is_some()
    }
    #[cfg(not(feature = "hydrate"))]
    {
        false
    }
}

/// Whether a single key of the page may answer: no text is being written, no modifier is held, nothing lies above it,
/// and nobody has answered already.
///
/// On the server: `false`.
pub fn is_free(event: &ev::KeyboardEvent) -> bool {
    cfg!(feature = "hydrate") && !is_covered() && !has_modifier(event) && !event.default_prevented() && !is_typing()
}

/// Listens for keys anywhere in the page until the component that asked is gone.
///
/// On the server: nothing.
pub fn listen(answer: impl FnMut(ev::KeyboardEvent) + 'static) {
    #[cfg(feature = "hydrate")]
    {
        use wasm_bindgen::JsCast;
        let mut answer = answer;
        if let Some(window) = web_sys::window() {
            super::dom::keep_until_cleanup(super::dom::Listener::new(&window, "keydown", false, move |event| {
                if let Ok(event) = event.dyn_into() {
                    answer(event);
                }
            }));
        }
    }
    #[cfg(not(feature = "hydrate"))]
    {
        drop(answer);
    }
}

#[cfg(test)]
mod tests {
    use super::takes_text;

    #[test]
    fn only_inputs_that_hold_text_are_typed_in() {
        for (kind, expect) in [("text", true), ("search", true), ("password", true), ("checkbox", false), ("radio", false)] {
            assert_eq!(takes_text(kind), expect, "{kind}");
        }
    }
}
