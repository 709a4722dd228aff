//! What deeds said of themselves, waiting to be shown one at a time.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use crate::ui::browser::timer::{self, Slot, Timer};

/// How long a toast stays: long enough to reach its Undo.
pub const STAY: Duration = Duration::from_secs(10);

/// A way back, told what it is about. What offers it outlives the view the deed was done in, and a `Callback` made there
/// would go with that view.
pub struct Undo<About = ()>(Arc<dyn Fn(About) + Send + Sync>);

impl<About> Undo<About> {
    /// Takes the deed back when run.
    pub fn new(deed: impl Fn(About) + Send + Sync + 'static) -> Self {
        Self(Arc::new(deed))
    }

    /// Goes it.
    pub fn run(&self, about: About) {
        (self.0)(about);
    }
}

impl<About> Clone for Undo<About> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

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
    pub undo: Option<Undo>,
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
        self.undo = Some(Undo::new(move |()| deed()));
        self
    }
}

/// What keeps a toast where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// The pointer is over it.
    Pointer,
    /// The focus is within it.
    Focus,
}

#[derive(Clone, Copy, Default)]
struct Holds {
    pointer: bool,
    focus: bool,
}

impl Holds {
    fn any(self) -> bool {
        self.pointer || self.focus
    }
}

/// The queue of this tab. The frame provides it once; any component says things through it.
///
/// What was done last is what is said: whatever comes takes the place of a deed that went well, shown
/// or waiting. A problem keeps its time, and what comes waits behind it.
#[derive(Clone, Copy)]
pub struct Toasts {
    queue: RwSignal<VecDeque<Toast>>,
    next: StoredValue<u32>,
    timer: Slot,
    holds: StoredValue<Holds>,
}

impl Toasts {
    /// Provides an empty queue to everything below.
    pub fn provide() -> Self {
        let toasts = Self {
            queue: RwSignal::new(VecDeque::new()),
            next: StoredValue::new(1),
            timer: Slot::of_component(),
            holds: StoredValue::new(Holds::default()),
        };
        provide_context(toasts);
        toasts
    }

    /// The queue of the frame above; one of its own where a part is shown outside a frame.
    pub fn expect() -> Self {
        use_context().unwrap_or_else(Self::provide)
    }

    /// Says it: in place of what went well before, after the problems that are still being said, and
    /// never by swapping what a person is reaching for.
    pub fn say(self, toast: Toast) {
        let id = self.next.get_value();
        self.next.set_value(id.wrapping_add(1));
        let held = self.holds.get_value().any();
        let before = self.front();
        self.queue.update(|queue| {
            let shown = queue.front().map(|toast| toast.id).filter(|_| held);
            queue.retain(|other| other.problem || Some(other.id) == shown);
            queue.push_back(Toast { id, ..toast });
        });
        if self.front() != before {
            self.start();
        }
    }

    /// What is being said now.
    pub fn current(self) -> Option<Toast> {
        self.queue.with(|queue| queue.front().cloned())
    }

    /// Ends what is being said and goes on to the next.
    pub fn dismiss(self) {
        // What held it is gone with it, and may never tell that it let go.
        self.holds.set_value(Holds::default());
        self.queue.update(|queue| {
            queue.pop_front();
        });
        self.start();
    }

    /// Stops the clock while a person reads or reaches for a button. Afterwards it starts anew, unless
    /// something newer has been waiting to take the place.
    pub fn hold(self, by: Hold, held: bool) {
        let mut holds = self.holds.get_value();
        match by {
            Hold::Pointer => holds.pointer = held,
            Hold::Focus => holds.focus = held,
        }
        let before = self.holds.get_value().any();
        self.holds.set_value(holds);
        if holds.any() == before {
            return;
        }
        if before {
            let over = self.queue.with_untracked(|queue| queue.len() > 1 && queue.front().is_some_and(|toast| !toast.problem));
            if over {
                self.dismiss();
            } else {
                self.start();
            }
        } else {
            self.timer.clear();
        }
    }

    fn front(self) -> Option<u32> {
        self.queue.with_untracked(|queue| queue.front().map(|toast| toast.id))
    }

    fn start(self) {
        if cfg!(not(feature = "hydrate")) {
            // The server answers from many threads, and its pages are gone before any time passes.
            return;
        }
        if self.holds.get_value().any() {
            return;
        }
        let timer = match self.front() {
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

    fn said(toasts: Toasts) -> Vec<String> {
        toasts.queue.with_untracked(|queue| queue.iter().map(|toast| toast.text.clone()).collect())
    }

    fn within(test: impl FnOnce(Toasts)) {
        let owner = Owner::new();
        owner.with(|| test(Toasts::provide()));
    }

    #[test]
    fn a_way_back_outlives_where_it_was_offered() {
        within(|toasts| {
            let gone = StoredValue::new(0);
            let view = Owner::new();
            view.with(|| toasts.say(Toast::done("first").undo(move || gone.set_value(1))));
            view.cleanup();
            drop(view);
            if let Some(undo) = untrack(|| toasts.current()).and_then(|toast| toast.undo) {
                undo.run(());
            }
            assert_eq!(gone.get_value(), 1);
        });
    }

    #[test]
    fn what_was_done_last_is_said_at_once() {
        within(|toasts| {
            toasts.say(Toast::done("first").undo(|| {}));
            toasts.say(Toast::done("second"));
            assert_eq!(said(toasts), ["second"]);
            toasts.say(Toast::problem("third"));
            assert_eq!(said(toasts), ["third"]);
        });
    }

    #[test]
    fn a_problem_keeps_its_time() {
        within(|toasts| {
            toasts.say(Toast::problem("lost"));
            toasts.say(Toast::done("first"));
            toasts.say(Toast::done("second"));
            assert_eq!(said(toasts), ["lost", "second"]);
            toasts.say(Toast::problem("lost again"));
            assert_eq!(said(toasts), ["lost", "lost again"]);
            toasts.dismiss();
            toasts.dismiss();
            assert!(said(toasts).is_empty());
        });
    }

    #[test]
    fn nothing_is_swapped_under_the_pointer() {
        within(|toasts| {
            toasts.say(Toast::done("first").undo(|| {}));
            toasts.hold(Hold::Pointer, true);
            toasts.hold(Hold::Focus, true);
            toasts.say(Toast::done("second"));
            toasts.say(Toast::done("third"));
            assert_eq!(said(toasts), ["first", "third"]);
            toasts.hold(Hold::Pointer, false);
            assert_eq!(said(toasts), ["first", "third"], "the focus is still there");
            toasts.hold(Hold::Focus, false);
            assert_eq!(said(toasts), ["third"]);
        });
    }

    #[test]
    fn a_dismissed_toast_holds_nothing() {
        within(|toasts| {
            toasts.say(Toast::done("first"));
            toasts.hold(Hold::Pointer, true);
            toasts.dismiss();
            toasts.say(Toast::done("second"));
            toasts.say(Toast::done("third"));
            assert_eq!(said(toasts), ["third"]);
        });
    }

    #[test]
    fn a_late_timer_does_not_end_another_toast() {
        within(|toasts| {
            toasts.say(Toast::done("first"));
            toasts.say(Toast::done("second"));
            toasts.expire(1);
            assert_eq!(said(toasts), ["second"]);
            toasts.expire(2);
            assert!(said(toasts).is_empty());
        });
    }
}
