//! The size of an element and how far it is scrolled, as they change.

use leptos::{html, prelude::*};

/// A box in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Area {
    /// Without padding and scrollbar.
    pub width: f64,
    /// Without padding and scrollbar.
    pub height: f64,
}

/// Hears the size of the element's content at once and whenever it changes, until the component
/// that asked is gone.
///
/// On the server: never hears anything.
pub fn size(element: NodeRef<html::Div>, hear: impl Fn(Area) + 'static) {
    #[cfg(feature = "hydrate")]
    {
        let hear = std::rc::Rc::new(hear);
        Effect::new(move |_| {
            if let Some(element) = element.get() {
                let hear = hear.clone();
                super::dom::keep_until_cleanup(Sizing::new(&element, move |area| hear(area)));
            }
        });
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = (element, hear);
}

/// Calls back whenever anything is scrolled inside the page, at most once per frame, until the
/// component that asked is gone. The element that is scrolled need not be known.
///
/// On the server: never calls.
pub fn scrolling(hear: impl Fn() + 'static) {
    #[cfg(feature = "hydrate")]
    {
        use std::{cell::Cell, rc::Rc};
        let Some(window) = web_sys::window() else { return };
        let asked = Rc::new(Cell::new(false));
        let frame = {
            let asked = asked.clone();
            let gone = gone_at_cleanup();
            wasm_bindgen::closure::Closure::<dyn FnMut()>::new(move || {
                asked.set(false);
                if !gone.get() {
                    hear();
                }
            })
        };
        let view = window.clone();
        // Scroll events do not bubble; the window sees them on their way down.
        let listener = super::dom::Listener::new(&window, "scroll", true, move |_| {
            use wasm_bindgen::JsCast;
            if !asked.replace(true) && view.request_animation_frame(frame.as_ref().unchecked_ref()).is_err() {
                asked.set(false);
            }
        });
        super::dom::keep_until_cleanup(listener);
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = hear;
}

#[cfg(feature = "hydrate")]
fn gone_at_cleanup() -> std::rc::Rc<std::cell::Cell<bool>> {
    let gone = std::rc::Rc::new(std::cell::Cell::new(false));
    struct Mark(std::rc::Rc<std::cell::Cell<bool>>);
    impl Drop for Mark {
        fn drop(&mut self) {
            self.0.set(true);
        }
    }
    super::dom::keep_until_cleanup(Mark(gone.clone()));
    gone
}

#[cfg(feature = "hydrate")]
struct Sizing {
    observer: web_sys::ResizeObserver,
    _closure: wasm_bindgen::closure::Closure<dyn FnMut(js_sys::Array)>,
}

#[cfg(feature = "hydrate")]
impl Sizing {
    fn new(element: &web_sys::Element, hear: impl Fn(Area) + 'static) -> Option<Self> {
        use wasm_bindgen::{JsCast, closure::Closure};
        let closure = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
            let entry = entries.get(entries.length().saturating_sub(1));
            if let Ok(entry) = entry.dyn_into::<web_sys::ResizeObserverEntry>() {
                let content = entry.content_rect();
                hear(Area { width: content.width(), height: content.height() });
            }
        });
        let observer = web_sys::ResizeObserver::new(closure.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self { observer, _closure: closure })
    }
}

#[cfg(feature = "hydrate")]
impl Drop for Sizing {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
