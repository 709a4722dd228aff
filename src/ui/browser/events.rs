//! Server-sent events, with a new try when the line breaks.

use std::time::Duration;

/// The wait before the first new try; each further one doubles it.
const FIRST_WAIT: Duration = Duration::from_secs(1);

/// The longest wait between two tries.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// How long to wait before try number `tries` + 1.
#[cfg_attr(not(any(feature = "hydrate", test)), expect(dead_code))]
fn wait_after(tries: u32) -> Duration {
    FIRST_WAIT.saturating_mul(1 << tries.min(16)).min(LONGEST_WAIT)
}

/// What is heard on the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// The line stands, for the first time (`false`) or again after a break (`true`), when what was
    /// said meanwhile is lost and must be asked for.
    Open {
        /// Whether it had broken.
        again: bool,
    },
    /// One message's data.
    Message(String),
    /// The line broke; a new try is on its way.
    Broken,
}

/// Listens to the server-sent events of `url` until the component that asked is gone.
///
/// On the server: never hears anything.
pub fn listen(url: &str, hear: impl Fn(Heard) + 'static) {
    #[cfg(feature = "hydrate")]
    {
        let line = line::Line::open(url.to_owned(), std::rc::Rc::new(hear));
        super::dom::keep_until_cleanup(line);
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = (url, hear);
}

#[cfg(feature = "hydrate")]
mod line {
    use std::{
        cell::{Cell, RefCell},
        rc::{Rc, Weak},
    };

    use wasm_bindgen::JsCast;

    use super::{Heard, wait_after};
    use crate::ui::browser::{
        dom::Listener,
        timer::{self, Timer},
    };

    struct State {
        url: String,
        hear: Rc<dyn Fn(Heard)>,
        tries: Cell<u32>,
        opened: Cell<bool>,
        live: RefCell<Option<Live>>,
        retry: RefCell<Timer>,
    }

    struct Live {
        source: web_sys::EventSource,
        _listeners: [Listener; 3],
    }

    impl Drop for Live {
        fn drop(&mut self) {
            self.source.close();
        }
    }

    /// The line; dropping it hangs up.
    pub struct Line {
        _state: Rc<State>,
    }

    impl Line {
        pub fn open(url: String, hear: Rc<dyn Fn(Heard)>) -> Self {
            let state = Rc::new(State {
                url,
                hear,
                tries: Cell::new(0),
                opened: Cell::new(false),
                live: RefCell::default(),
                retry: RefCell::default(),
            });
            connect(&state);
            Self { _state: state }
        }
    }

    fn connect(state: &Rc<State>) {
        let Ok(source) = web_sys::EventSource::new(&state.url) else { return };
        let weak = Rc::downgrade(state);
        let on_open = Listener::new(
            &source,
            "open",
            false,
            with(weak.clone(), |state, _| {
                state.tries.set(0);
                let again = state.opened.replace(true);
                (state.hear)(Heard::Open { again });
            }),
        );
        let on_message = Listener::new(
            &source,
            "message",
            false,
            with(weak.clone(), |state, event| {
                let data = event.dyn_ref::<web_sys::MessageEvent>().and_then(|message| message.data().as_string());
                if let Some(data) = data {
                    (state.hear)(Heard::Message(data));
                }
            }),
        );
        let on_error = Listener::new(&source, "error", false, with(weak, broke));
        *state.live.borrow_mut() = Some(Live { source, _listeners: [on_open, on_message, on_error] });
    }

    fn with(state: Weak<State>, run: impl Fn(&Rc<State>, web_sys::Event) + 'static) -> impl FnMut(web_sys::Event) {
        move |event| {
            if let Some(state) = state.upgrade() {
                run(&state, event);
            }
        }
    }

    /// The browser tries again by itself after some failures and not after others (a refused
    /// answer ends it for good); doing it here treats all alike and waits longer each time.
    fn broke(state: &Rc<State>, _: web_sys::Event) {
        if let Some(live) = state.live.borrow().as_ref() {
            live.source.close();
        }
        let tries = state.tries.get();
        state.tries.set(tries.saturating_add(1));
        (state.hear)(Heard::Broken);
        let weak = Rc::downgrade(state);
        let timer = timer::after(wait_after(tries), move || {
            if let Some(state) = weak.upgrade() {
                // The old listeners go here and not in their own call.
                connect(&state);
            }
        });
        *state.retry.borrow_mut() = timer;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest() {
        let waits: Vec<u64> = (0..7).map(|tries| wait_after(tries).as_secs()).collect();
        assert_eq!(waits, [1, 2, 4, 8, 16, 30, 30]);
        assert_eq!(wait_after(u32::MAX), LONGEST_WAIT);
    }
}
