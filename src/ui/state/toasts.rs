//! What deeds said of themselves, waiting to be shown one at a time.

use std::{collections::VecDeque, time::Duration};

use leptos::prelude::*;

use crate::ui::browser::timer::{self, Slot, Timer};

/// How long a toast stays: long enough to reach its Undo.
pub const STAY: Duration = Duration::from_secs(10);
/// How long one stays that offers nothing to press, once another waits: what was done last matters most.
const HURRIED: Duration = Duration::from_secs(2);

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
    held: StoredValue<bool>,
}

impl Toasts {
    /// Provides an empty queue to everything below.
    pub fn provide() -> Self {
        let toasts = Self {
            queue: RwSignal::new(VecDeque::new()),
            next: StoredValue::new(1),
            timer: Slot::of_component(),
            held: StoredValue::new(false),
        };
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
        self.queue.update(|queue| queue.push_back(Toast { id, ..toast }));
        // The first one's time begins, or, now that another waits, may become shorter.
        if self.queue.with_untracked(|queue| queue.len() <= 2) {
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
        self.held.set_value(held);
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
        if self.held.get_value() {
            return;
        }
        let front = self.queue.with_untracked(|queue| queue.front().map(|toast| (toast.id, stay(toast, queue.len()))));
        let timer = match front {
            Some((id, stay)) => timer::after(stay, move || self.expire(id)),
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

/// How long the first of `length` toasts stays.
fn stay(toast: &Toast, length: usize) -> Duration {
    let offers = toast.undo.is_some() || toast.link.is_some() || toast.problem;
    if length > 1 && !offers { HURRIED } else { STAY }
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

    #[test]
    fn only_what_offers_nothing_makes_way() {
        let owner = Owner::new();
        owner.set();
        assert_eq!(stay(&Toast::done("copied"), 1), STAY);
        assert_eq!(stay(&Toast::done("copied"), 2), HURRIED);
        assert_eq!(stay(&Toast::problem("lost"), 2), STAY);
        assert_eq!(stay(&Toast::done("deleted").undo(|| {}), 2), STAY);
    }
}
