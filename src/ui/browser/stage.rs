//! The viewer's stage: where a pointer is on it, holding it while dragging, and full screen.

use leptos::{ev, html, prelude::*};

/// Where a point of the window lies from the centre of the element, in CSS pixels.
///
/// On the server: the centre.
pub fn from_centre(element: NodeRef<html::Div>, x: i32, y: i32) -> (f64, f64) {
    #[cfg(feature = "hydrate")]
    if let Some(element) = element.get_untracked() {
        let place = element.get_bounding_client_rect();
        return (f64::from(x) - place.left() - place.width() / 2.0, f64::from(y) - place.top() - place.height() / 2.0);
    }
    let _ = (element, x, y);
    (0.0, 0.0)
}

/// How far a pointer is across the element that hears of it, from 0 at its left edge to 1; nothing where it has no width.
///
/// On the server: nothing.
pub fn share_across(event: &ev::PointerEvent) -> Option<f64> {
    #[cfg(feature = "hydrate")]
    {
        use wasm_bindgen::JsCast;
        let element = event.current_target()?.dyn_into::<web_sys::Element>().ok()?;
        let place = element.get_bounding_client_rect();
        let share = (f64::from(event.client_x()) - place.left()) / place.width();
        share.is_finite().then(|| share.clamp(0.0, 1.0))
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = event;
        None
    }
}

/// How far down an element a pointer is, from 0 at its top to 1 at its bottom and no further; nothing where it has no
/// height.
///
/// On the server: nothing.
pub fn share_down(element: NodeRef<html::Div>, event: &ev::PointerEvent) -> Option<f64> {
    #[cfg(feature = "hydrate")]
    {
        let place = element.get_untracked()?.get_bounding_client_rect();
        let share = (f64::from(event.client_y()) - place.top()) / place.height();
        share.is_finite().then(|| share.clamp(0.0, 1.0))
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = (element, event);
        None
    }
}

/// Sends all further moves of this pointer to the element that hears of it, until it is let go.
///
/// On the server: nothing.
pub fn keep_pointer(event: &ev::PointerEvent) {
    #[cfg(feature = "hydrate")]
    {
        use wasm_bindgen::JsCast;
        if let Some(element) = event.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) {
            let _ = element.set_pointer_capture(event.pointer_id());
        }
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = event;
}

/// The element's size within its padding in CSS pixels; nothing while it is not in the document.
///
/// On the server: nothing.
pub fn size(element: NodeRef<html::Div>) -> Option<(f64, f64)> {
    #[cfg(feature = "hydrate")]
    {
        let element = element.get_untracked()?;
        let style = web_sys::window()?.get_computed_style(&element).ok()??;
        let padding = |sides: [&str; 2]| -> f64 {
            let lengths = sides.map(|side| style.get_property_value(side).unwrap_or_default());
            lengths.iter().filter_map(|length| length.trim_end_matches("px").parse::<f64>().ok()).sum()
        };
        let width = f64::from(element.client_width()) - padding(["padding-left", "padding-right"]);
        let height = f64::from(element.client_height()) - padding(["padding-top", "padding-bottom"]);
        Some((width, height))
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = element;
        None
    }
}

/// Sends all further moves of this pointer to the element, also from outside of it, until it is let go.
///
/// On the server: nothing.
pub fn hold_pointer(element: NodeRef<html::Div>, event: &ev::PointerEvent) {
    #[cfg(feature = "hydrate")]
    if let Some(element) = element.get_untracked() {
        let _ = element.set_pointer_capture(event.pointer_id());
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = (element, event);
}

/// Fills the screen with the element of that id, or gives the screen back.
///
/// On the server: nothing.
pub fn toggle_full_screen(id: &str) {
    #[cfg(feature = "hydrate")]
    {
        use wasm_bindgen::{JsCast, JsValue};
        let Some(page) = super::dom::document() else { return };
        // By reflection: no other call needs the features of the typed ones.
        let call = |target: &JsValue, name: &str| {
            let method = js_sys::Reflect::get(target, &JsValue::from_str(name)).ok();
            if let Some(method) = method.and_then(|method| method.dyn_into::<js_sys::Function>().ok()) {
                let _ = method.call0(target);
            }
        };
        let full = js_sys::Reflect::get(&page, &JsValue::from_str("fullscreenElement")).ok();
        if full.is_some_and(|element| !element.is_null() && !element.is_undefined()) {
            call(&page, "exitFullscreen");
        } else if let Some(element) = super::dom::by_id::<web_sys::Element>(id) {
            call(&element, "requestFullscreen");
        }
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = id;
}
