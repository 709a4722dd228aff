//! A timeout that is forgotten when its handle is.

#[cfg(feature = "hydrate")]
use leptos::prelude::*;
use std::time::Duration;

/// A deed that will run once; dropping it calls it off.
///
/// On the server: never runs.
#[derive(Default)]
#[must_use = "a timer that is dropped never runs"]
pub struct Timer {
    #[cfg(feature = "hydrate")]
    timeout: Option<gloo::timers::callback::Timeout>,
}

/// Runs `deed` after `wait`, unless the answer is dropped first.
///
/// On the server: never runs it.
pub fn after(wait: Duration, deed: impl FnOnce() + 'static) -> Timer {
    #[cfg(feature = "hydrate")]
    {
        let millis = u32::try_from(wait.as_millis()).unwrap_or(u32::MAX);
        Timer { timeout: Some(gloo::timers::callback::Timeout::new(millis, deed)) }
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = (wait, deed);
        Timer::default()
    }
}

impl Timer {
    /// Lets the deed run even when this handle goes.
    pub fn forget(self) {
        #[cfg(feature = "hydrate")]
        if let Some(timeout) = self.timeout {
            timeout.forget();
        }
    }
}

/// Where a component keeps the one timer it waits for; a new one calls off the one before, and the end
/// of the component the last.
///
/// On the server: holds nothing. What is bound to one thread must not be stored there, for another may
/// clean up.
#[derive(Clone, Copy)]
pub struct Slot {
    #[cfg(feature = "hydrate")]
    timer: StoredValue<Timer, LocalStorage>,
}

impl Slot {
    /// An empty place, for as long as the current component lives.
    pub fn of_component() -> Self {
        Self {
            #[cfg(feature = "hydrate")]
            timer: StoredValue::new_local(Timer::default()),
        }
    }

    /// Keeps this timer in place of the one before.
    pub fn set(self, timer: Timer) {
        #[cfg(feature = "hydrate")]
        if let Some(late) = self.timer.try_set_value(timer) {
            // The component is gone, and nobody waits.
            drop(late);
        }
        #[cfg(not(feature = "hydrate"))]
        drop(timer);
    }

    /// Calls off what is waited for.
    pub fn clear(self) {
        self.set(Timer::default());
    }
}
