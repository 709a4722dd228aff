//! Native popovers: where they stand, and showing one where a pointer is.

#[cfg(feature = "hydrate")]
use super::dom;

/// Room kept between a popover and the window's edge, in CSS pixels.
#[cfg(feature = "hydrate")]
const MARGIN: f64 = 8.0;

/// Shows the popover with its corner at a point of the window, as a right click asks for.
/// It is moved in so far as it would leave the window.
///
/// On the server: nothing.
pub fn show_at(id: &str, x: f64, y: f64) {
    #[cfg(feature = "hydrate")]
    if let Some(popover) = dom::by_id::<web_sys::HtmlElement>(id) {
        // Hidden first: showing an open popover throws.
        let _ = popover.hide_popover();
        if popover.show_popover().is_ok() {
            put(&popover, x, y);
        }
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = (id, x, y);
}

/// Shows the popover under the element with the id `anchor`, as Shift+F10 on it asks for.
///
/// On the server: nothing.
pub fn show_by(id: &str, anchor: &str) {
    #[cfg(feature = "hydrate")]
    if let Some(anchor) = dom::by_id::<web_sys::Element>(anchor) {
        let place = anchor.get_bounding_client_rect();
        show_at(id, place.left() + 8.0, place.bottom() - 8.0);
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = (id, anchor);
}

/// Shows the popover as a press on its button does, so that it stands where it would then. Nothing where there is no
/// button for it, or it is shown.
///
/// On the server: nothing.
pub fn show_by_button(id: &str) {
    #[cfg(feature = "hydrate")]
    if !is_shown(id)
        && let Some(button) = button(id)
    {
        button.click();
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = id;
}

/// Hides the popover, if shown.
///
/// On the server: nothing.
pub fn hide(id: &str) {
    #[cfg(feature = "hydrate")]
    if let Some(popover) = dom::by_id::<web_sys::HtmlElement>(id) {
        let _ = popover.hide_popover();
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = id;
}

/// Whether the popover is shown.
///
/// On the server: `false`.
pub fn is_shown(id: &str) -> bool {
    #[cfg(feature = "hydrate")]
    {
        dom::by_id::<web_sys::Element>(id).is_some_and(|popover| popover.matches(":popover-open").unwrap_or(false))
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = id;
        false
    }
}

/// Puts a popover that was just shown under the button that names it in `popovertarget`, for
/// browsers that cannot anchor it by CSS. Where they can, or where it was put by [`show_at`],
/// nothing changes.
///
/// On the server: nothing.
pub fn settle(id: &str) {
    #[cfg(feature = "hydrate")]
    {
        if anchors_by_css() {
            return;
        }
        let Some(popover) = dom::by_id::<web_sys::HtmlElement>(id) else { return };
        if popover.has_attribute("data-at") {
            return;
        }
        if let Some(button) = button(id) {
            let place = button.get_bounding_client_rect();
            put(&popover, place.left(), place.bottom() + 4.0);
            let _ = popover.remove_attribute("data-at");
        }
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = id;
}

/// Forgets where [`show_at`] put the popover, so that its button places it again. For when it hides.
///
/// On the server: nothing.
pub fn release(id: &str) {
    #[cfg(feature = "hydrate")]
    if let Some(popover) = dom::by_id::<web_sys::HtmlElement>(id) {
        let _ = popover.remove_attribute("data-at");
        for name in ["left", "top"] {
            let _ = popover.style().remove_property(name);
        }
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = id;
}

#[cfg(feature = "hydrate")]
fn button(id: &str) -> Option<web_sys::HtmlElement> {
    use wasm_bindgen::JsCast;
    dom::document()?.query_selector(&format!("[popovertarget=\"{id}\"]")).ok()??.dyn_into().ok()
}

#[cfg(feature = "hydrate")]
fn put(popover: &web_sys::HtmlElement, x: f64, y: f64) {
    let Some(window) = web_sys::window() else { return };
    let span =
        |value: Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>| value.ok().and_then(|value| value.as_f64()).unwrap_or(0.0);
    // `data-at` switches the CSS anchoring off.
    let _ = popover.set_attribute("data-at", "");
    let width = f64::from(popover.offset_width());
    let height = f64::from(popover.offset_height());
    let left = x.min(span(window.inner_width()) - width - MARGIN).max(MARGIN);
    let top = y.min(span(window.inner_height()) - height - MARGIN).max(MARGIN);
    let _ = popover.style().set_property("left", &format!("{left}px"));
    let _ = popover.style().set_property("top", &format!("{top}px"));
}

#[cfg(feature = "hydrate")]
fn anchors_by_css() -> bool {
    use wasm_bindgen::{JsCast, JsValue};
    let ask = || -> Option<bool> {
        let css = js_sys::Reflect::get(&js_sys::global(), &JsValue::from_str("CSS")).ok()?;
        let supports = js_sys::Reflect::get(&css, &JsValue::from_str("supports")).ok()?;
        let supports = supports.dyn_into::<js_sys::Function>().ok()?;
        supports.call1(&css, &JsValue::from_str("position-area: bottom")).ok()?.as_bool()
    };
    ask().unwrap_or(false)
}
