//! Hearing that an element changed its size, or that something was scrolled.

use leptos::{html, prelude::*};

/// Calls back once the element is in the document and whenever its size changes, at most once per
/// frame, until the component that asked is gone.
///
/// On the server: never calls.
pub fn resizing(element: NodeRef<html::Ul>, hear: impl Fn() + 'static) {
    #[cfg(feature = "hydrate")]
    {
        let Some(frames) = Frames::new(hear).map(std::rc::Rc::new) else { return };
        let frames = StoredValue::new_local(frames);
        Effect::new(move |_| {
            if let (Some(element), Some(frames)) = (element.get(), frames.try_get_value()) {
                super::dom::keep_until_cleanup(Sizing::new(&element, frames));
            }
        });
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = (element, hear);
}

/// Calls back whenever anything in the page is scrolled or the window changes its size, at most
/// once per frame, until the component that asked is gone.
///
/// On the server: never calls.
pub fn scrolling(hear: impl Fn() + 'static) {
    #[cfg(feature = "hydrate")]
    {
        let Some(frames) = Frames::new(hear).map(std::rc::Rc::new) else { return };
        let window = frames.window.clone();
        let (on_scroll, on_resize) = (frames.clone(), frames);
        // Scroll events do not bubble; the window sees them on their way down.
        super::dom::keep_until_cleanup([
            super::dom::Listener::new(&window, "scroll", true, move |_| on_scroll.ask()),
            super::dom::Listener::new(&window, "resize", false, move |_| on_resize.ask()),
        ]);
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = hear;
}

/// A call that waits for the next frame, however often it is asked for.
#[cfg(feature = "hydrate")]
struct Frames {
    window: web_sys::Window,
    closure: wasm_bindgen::closure::Closure<dyn FnMut()>,
    pending: std::rc::Rc<std::cell::Cell<Option<i32>>>,
}

#[cfg(feature = "hydrate")]
impl Frames {
    fn new(hear: impl Fn() + 'static) -> Option<Self> {
        let pending = std::rc::Rc::<std::cell::Cell<_>>::default();
        let done = pending.clone();
        let closure = wasm_bindgen::closure::Closure::new(move || {
            done.set(None);
            hear();
        });
        Some(Self { window: web_sys::window()?, closure, pending })
    }

    fn ask(&self) {
        use wasm_bindgen::JsCast;
        if self.pending.get().is_none() {
            let run = self.closure.as_ref().unchecked_ref();
            self.pending.set(self.window.request_animation_frame(run).ok());
        }
    }
}

#[cfg(feature = "hydrate")]
impl Drop for Frames {
    /// A frame that came after the closure is gone would throw.
    fn drop(&mut self) {
        if let Some(pending) = self.pending.get() {
            let _ = self.window.cancel_animation_frame(pending);
        }
    }
}

#[cfg(feature = "hydrate")]
struct Sizing {
    observer: web_sys::ResizeObserver,
    _closure: wasm_bindgen::closure::Closure<dyn FnMut()>,
}

#[cfg(feature = "hydrate")]
impl Sizing {
    fn new(element: &web_sys::Element, frames: std::rc::Rc<Frames>) -> Option<Self> {
        use wasm_bindgen::JsCast;
        // In the next frame and not at once: a change of layout from here would be told to the
        // window as an error.
        let closure = wasm_bindgen::closure::Closure::<dyn FnMut()>::new(move || frames.ask());
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
