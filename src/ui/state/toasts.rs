//! What deeds said of themselves, waiting to be shown one at a time.

use std::{collections::VecDeque, time::Duration};

use leptos::prelude::*;

use crate::ui::browser::timer::{self, Slot, Timer};

/// How long a toast stays: long enough to reach its Undo.
pub const STAY: Duration = Duration::from_secs(10);

/// One thing said.
#[derive(Clone)]
pub struct Toast {
    /// Sets it apart from the others of this tab.
    id: u32,
    /// Done, skipped, why.
    pub text: String,
    /// Something did not work.
    pub problem: bool,
    /// A place to look: words and address.
    pub link: Option<(String, String)>,
    /// Takes the deed back.
    pub undo: Option<Callback<()>>,
}

impl Toast {
    /// Says that something was done.
    pub fn done(text: impl Into<String>) -> Self {
        Self { id: 0, text: text.into(), problem: false, link: None, undo: None }
    }

    /// Says that something did not work. For what needs a decision use a dialog.
    pub fn problem(text: impl Into<String>) -> Self {
        Self { problem: true, ..Self::done(text) }
    }

    /// Offers a place to look.
    pub fn link(mut self, words: impl Into<String>, href: impl Into<String>) -> Self {
        self.link = Some((words.into(), href.into()));
        self
    }

    /// Offers to take the deed back.
    pub fn undo(mut self, deed: impl Fn() + Send + Sync + 'static) -> Self {
        self.undo = Some(Callback::new(move |()| deed()));
        self
    }
}

/// The queue of this tab. The frame provides it once; any component says things through it.
#[derive(Clone, Copy)]
pub struct Toasts {
    queue: RwSignal<VecDeque<Toast>>,
    next: StoredValue<u32>,
    timer: Slot,
}

impl Toasts {
    /// Provides an empty queue to everything below.
    pub fn provide() -> Self {
        let toasts = Self { queue: RwSignal::new(VecDeque::new()), next: StoredValue::new(1), timer: Slot::of_component() };
        provide_context(toasts);
        toasts
    }

    /// The queue of the frame above; one of its own where a part is shown outside a frame.
    pub fn expect() -> Self {
        use_context().unwrap_or_else(Self::provide)
    }

    /// Says it, after what is still being said.
    pub fn say(self, toast: Toast) {
        let id = self.next.get_value();
        self.next.set_value(id.wrapping_add(1));
        let alone = self.queue.with_untracked(VecDeque::is_empty);
        self.queue.update(|queue| queue.push_back(Toast { id, ..toast }));
        if alone {
            self.start();
        }
    }

    /// What is being said now.
    pub fn current(self) -> Option<Toast> {
        self.queue.with(|queue| queue.front().cloned())
    }

    /// Ends what is being said and goes on to the next.
    pub fn dismiss(self) {
        self.queue.update(|queue| {
            queue.pop_front();
        });
        self.start();
    }

    /// Stops the clock while a person reads or reaches for a button; starts it anew afterwards.
    pub fn hold(self, held: bool) {
        if held {
            self.timer.clear();
        } else {
            self.start();
        }
    }

    fn start(self) {
        if cfg!(not(feature = "hydrate")) {
            // The server answers from many threads, and its pages are gone before any time passes.
            return;
        }
        let front = self.queue.with_untracked(|queue| queue.front().map(|toast| toast.id));
        let timer = match front {
            Some(id) => timer::after(STAY, move || self.expire(id)),
            None => Timer::default(),
        };
        self.timer.set(timer);
    }

    fn expire(self, id: u32) {
        let still = self.queue.try_with_untracked(|queue| queue.front().map(|toast| toast.id));
        if still == Some(Some(id)) {
            self.dismiss();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_said_at_a_time_and_in_order() {
        let owner = Owner::new();
        owner.set();
        let toasts = Toasts::provide();
        toasts.say(Toast::done("first"));
        toasts.say(Toast::problem("second"));
        let text = || toasts.queue.with_untracked(|queue| queue.front().map(|t| t.text.clone()));
        assert_eq!(text().as_deref(), Some("first"));
        toasts.dismiss();
        assert_eq!(text().as_deref(), Some("second"));
        toasts.dismiss();
        assert_eq!(text(), None);
    }

    #[test]
    fn a_late_timer_does_not_end_another_toast() {
        let owner = Owner::new();
        owner.set();
        let toasts = Toasts::provide();
        toasts.say(Toast::done("first"));
        toasts.say(Toast::done("second"));
        toasts.expire(1);
        toasts.expire(1);
        assert_eq!(toasts.queue.with_untracked(VecDeque::len), 1);
    }
}
