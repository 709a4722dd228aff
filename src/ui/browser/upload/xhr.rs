//! One request with a body whose progress can be watched; `fetch` tells nothing of it.

use super::Stop;
use crate::ui::browser::{
    dom::Listener,
    timer::{self, Timer},
};
use js_sys::{Function, Promise};
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Silence after which a line counts as broken.
const PATIENCE: Duration = Duration::from_secs(90);

/// An answer of the studio, or none (`status` 0).
pub struct Answer {
    request: Option<web_sys::XmlHttpRequest>,
    pub status: u16,
}

impl Answer {
    const NONE: Self = Self { request: None, status: 0 };

    /// A header's value.
    pub fn header(&self, name: &str) -> Option<String> {
        self.request.as_ref()?.get_response_header(name).ok()?
    }

    /// A header that is a number.
    pub fn number(&self, name: &str) -> Option<u64> {
        self.header(name)?.parse().ok()
    }

    /// The body as text.
    pub fn text(&self) -> String {
        self.request.as_ref().and_then(|request| request.response_text().ok().flatten()).unwrap_or_default()
    }
}

/// Sends a request and waits for its answer; `sent` hears how many bytes of the body have left, and when.
pub async fn ask(
    method: &str,
    address: &str,
    headers: &[(&str, String)],
    body: Option<&web_sys::Blob>,
    stop: &Stop,
    sent: impl Fn(u64, f64) + 'static,
) -> Answer {
    if stop.stopped() {
        return Answer::NONE;
    }
    let Some(request) = open(method, address, headers) else { return Answer::NONE };
    let watch = Rc::new(RefCell::new(Timer::default()));
    let wind = {
        let (watch, request) = (watch.clone(), request.clone());
        move || {
            let request = request.clone();
            *watch.borrow_mut() = timer::after(PATIENCE, move || {
                let _ = request.abort();
            });
        }
    };
    wind();
    let mut listeners = Vec::new();
    if let Ok(upload) = request.upload() {
        listeners.push(Listener::new(&upload, "progress", false, move |event| {
            wind();
            if let Some(event) = event.dyn_ref::<web_sys::ProgressEvent>() {
                sent(event.loaded() as u64, event.time_stamp());
            }
        }));
    }
    // `loadend` comes once, whether it went well, broke or was stopped.
    let ended = promise(|done| {
        listeners.push(Listener::new(&request, "loadend", false, move |_| {
            let _ = done.call0(&JsValue::NULL);
        }));
    });
    let started = match body {
        Some(blob) => request.send_with_opt_blob(Some(blob)),
        None => request.send(),
    };
    if started.is_err() {
        return Answer::NONE;
    }
    let aborted = request.clone();
    stop.cut_by(move || {
        let _ = aborted.abort();
    });
    let _ = JsFuture::from(ended).await;
    stop.uncut();
    drop(listeners);
    let status = request.status().unwrap_or(0);
    Answer { request: Some(request), status }
}

fn open(method: &str, address: &str, headers: &[(&str, String)]) -> Option<web_sys::XmlHttpRequest> {
    let request = web_sys::XmlHttpRequest::new().ok()?;
    request.open(method, address).ok()?;
    for (name, value) in headers {
        request.set_request_header(name, value).ok()?;
    }
    Some(request)
}

/// Waits, unless stopped meanwhile.
pub async fn pause(wait: Duration, stop: &Stop) {
    if stop.stopped() {
        return;
    }
    let mut timer = Timer::default();
    let over = promise(|done| {
        let early = done.clone();
        timer = timer::after(wait, move || {
            let _ = done.call0(&JsValue::NULL);
        });
        stop.cut_by(move || {
            let _ = early.call0(&JsValue::NULL);
        });
    });
    let _ = JsFuture::from(over).await;
    stop.uncut();
    drop(timer);
}

fn promise(mut start: impl FnMut(Function)) -> Promise {
    Promise::new(&mut |done, _| start(done))
}
