//! The element that scrolls a list, the list's own rows, and what of it is on the screen.

use leptos::{html, prelude::*};

/// What of an element is on the screen, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// How far the element's top lies above the upper edge of what scrolls it; below 0 where
    /// something stands before it.
    pub top: f64,
    /// The inner height of what scrolls it.
    pub height: f64,
}

/// How a CSS grid came out, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tracks {
    /// Columns it has.
    pub columns: u32,
    /// From the top of a row to the top of the next.
    pub pitch: f64,
    /// Space between two rows.
    pub gap: f64,
}

/// What of the list is on the screen.
///
/// On the server: `None`.
pub fn view(list: NodeRef<html::Ul>) -> Option<View> {
    #[cfg(feature = "hydrate")]
    {
        let list = list.get_untracked()?;
        let scroller = scroller(&list)?;
        let edge = scroller.edge();
        Some(View { top: edge - list.get_bounding_client_rect().top(), height: scroller.height() })
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = list;
        None
    }
}

/// Scrolls what scrolls the list, at once and by so many pixels.
///
/// On the server: nothing.
pub fn shift(list: NodeRef<html::Ul>, by: f64) {
    #[cfg(feature = "hydrate")]
    if let Some(scroller) = list.get_untracked().and_then(|list| scroller(&list)) {
        scroller.shift(by);
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = (list, by);
}

/// Gives the list this `style` attribute at once, ahead of the view that will give it the same.
///
/// On the server: nothing.
pub fn set_style(list: NodeRef<html::Ul>, style: &str) {
    #[cfg(feature = "hydrate")]
    if let Some(list) = list.get_untracked() {
        let _ = list.set_attribute("style", style);
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = (list, style);
}

/// How the grid came out; `None` while it has no cell.
///
/// On the server: `None`.
pub fn tracks(list: NodeRef<html::Ul>) -> Option<Tracks> {
    #[cfg(feature = "hydrate")]
    {
        let list = list.get_untracked()?;
        let cells = list.children();
        let top = |cell: web_sys::Element| cell.get_bounding_client_rect().top();
        let first = cells.item(0)?;
        let style = web_sys::window()?.get_computed_style(&list).ok()??;
        let columns = style.get_property_value("grid-template-columns").ok()?;
        let columns = u32::try_from(columns.split_whitespace().count()).ok()?.max(1);
        let gap = style.get_property_value("row-gap").ok()?.trim_end_matches("px").parse().unwrap_or(0.0);
        // Two rows tell more exactly than the height of one and the gap: layout rounds each.
        let pitch = match cells.item(columns) {
            Some(below) => top(below) - top(first),
            None => first.get_bounding_client_rect().height() + gap,
        };
        Some(Tracks { columns, pitch, gap })
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = list;
        None
    }
}

/// Gives the focus to what `selector` finds in the list, without scrolling; says whether it did.
///
/// On the server: nothing, `false`.
pub fn focus(list: NodeRef<html::Ul>, selector: &str) -> bool {
    #[cfg(feature = "hydrate")]
    {
        use wasm_bindgen::JsCast;
        let Some(list) = list.get_untracked() else { return false };
        let found = list.query_selector(selector).ok().flatten();
        found.and_then(|found| found.dyn_into().ok()).is_some_and(|found| focus_still(&found))
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = (list, selector);
        false
    }
}

/// The `data-index` of the cell that has the focus, if one of the list has.
///
/// On the server: `None`.
pub fn focused_index(list: NodeRef<html::Ul>) -> Option<u32> {
    #[cfg(feature = "hydrate")]
    {
        let list = list.get_untracked()?;
        let active = super::dom::document()?.active_element()?;
        let cell = active.closest("[data-index]").ok()??;
        list.contains(Some(&cell)).then(|| cell.get_attribute("data-index")?.parse().ok())?
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = list;
        None
    }
}

/// Gives the focus to the list itself, without scrolling: for when the cell that has it goes.
///
/// On the server: nothing.
pub fn focus_list(list: NodeRef<html::Ul>) {
    #[cfg(feature = "hydrate")]
    if let Some(list) = list.get_untracked() {
        focus_still(&list);
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = list;
}

#[cfg(feature = "hydrate")]
fn focus_still(element: &web_sys::HtmlElement) -> bool {
    use wasm_bindgen::{JsCast, JsValue};
    let options = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&options, &JsValue::from_str("preventScroll"), &JsValue::TRUE);
    // The typed call takes a dictionary whose feature nothing else needs.
    js_sys::Reflect::get(element, &JsValue::from_str("focus"))
        .ok()
        .and_then(|focus| focus.dyn_into::<js_sys::Function>().ok())
        .is_some_and(|focus| focus.call1(element, &options).is_ok())
}

#[cfg(feature = "hydrate")]
struct Scroller {
    element: web_sys::Element,
    is_page: bool,
}

#[cfg(feature = "hydrate")]
fn scroller(element: &web_sys::Element) -> Option<Scroller> {
    let window = web_sys::window()?;
    let page = super::dom::document()?.document_element()?;
    let mut next = element.parent_element();
    while let Some(candidate) = next {
        if candidate == page {
            break;
        }
        let style = window.get_computed_style(&candidate).ok()??;
        let overflow = style.get_property_value("overflow-y").unwrap_or_default();
        if matches!(overflow.as_str(), "auto" | "scroll") {
            return Some(Scroller { element: candidate, is_page: false });
        }
        next = candidate.parent_element();
    }
    Some(Scroller { element: page, is_page: true })
}

#[cfg(feature = "hydrate")]
impl Scroller {
    /// Where its upper edge is in the window.
    fn edge(&self) -> f64 {
        if self.is_page { 0.0 } else { self.element.get_bounding_client_rect().top() + f64::from(self.element.client_top()) }
    }

    fn height(&self) -> f64 {
        f64::from(self.element.client_height())
    }

    fn shift(&self, by: f64) {
        use wasm_bindgen::JsValue;
        // By reflection: the typed setter takes whole pixels, and fractions would add up.
        let key = JsValue::from_str("scrollTop");
        let now = js_sys::Reflect::get(&self.element, &key).ok().and_then(|now| now.as_f64());
        if let Some(now) = now {
            let _ = js_sys::Reflect::set(&self.element, &key, &JsValue::from_f64(now + by));
        }
    }
}
