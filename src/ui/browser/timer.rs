//! A timeout that is forgotten when its handle is.

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
