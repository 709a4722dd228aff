//! The handful of lookups the other wrappers share.

use wasm_bindgen::{JsCast, JsValue};

/// The document of this tab.
pub fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

/// The element with that id, as the kind asked for.
pub fn by_id<T: JsCast>(id: &str) -> Option<T> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// What an exception says, for messages and logs.
pub fn words(error: &JsValue) -> String {
    match error.dyn_ref::<js_sys::Error>() {
        Some(error) => error.message().into(),
        None => error.as_string().unwrap_or_else(|| format!("{error:?}")),
    }
}

/// A listener that is taken off again when this is dropped.
pub struct Listener {
    target: web_sys::EventTarget,
    kind: &'static str,
    capture: bool,
    closure: wasm_bindgen::closure::Closure<dyn FnMut(web_sys::Event)>,
}

impl Listener {
    /// Listens for `kind` on `target`.
    pub fn new(
        target: &web_sys::EventTarget,
        kind: &'static str,
        capture: bool,
        run: impl FnMut(web_sys::Event) + 'static,
    ) -> Self {
        let closure = wasm_bindgen::closure::Closure::<dyn FnMut(web_sys::Event)>::new(run);
        let _ = target.add_event_listener_with_callback_and_bool(kind, closure.as_ref().unchecked_ref(), capture);
        Self { target: target.clone(), kind, capture, closure }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.target.remove_event_listener_with_callback_and_bool(
            self.kind,
            self.closure.as_ref().unchecked_ref(),
            self.capture,
        );
    }
}

/// Keeps a value that lives on the browser's only thread until the current owner is cleaned up.
pub fn keep_until_cleanup<T: 'static>(value: T) {
    let kept = leptos::prelude::StoredValue::new_local(value);
    leptos::prelude::on_cleanup(move || {
        leptos::prelude::Dispose::dispose(kept);
    });
}
