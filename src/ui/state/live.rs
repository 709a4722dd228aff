//! What the studio announces, gathered for a moment and then told to whoever shows it.

use std::time::Duration;

use leptos::prelude::*;

use super::session::Session;
use crate::api;
use crate::domain::event::Event;
use crate::ui::browser::{
    events::{self, Heard},
    timer::{self, Slot},
};

/// How long announcements are gathered before anything is asked again.
const GATHER: Duration = Duration::from_millis(250);

/// Counters that rise when something may have changed. Track one in an effect and ask again.
#[derive(Clone, Copy)]
pub struct Live {
    assets: RwSignal<u32>,
    campaigns: RwSignal<u32>,
    brands: RwSignal<u32>,
    due: StoredValue<Due>,
    timer: Slot,
}

#[derive(Clone, Copy, Default)]
struct Due {
    assets: bool,
    campaigns: bool,
    brands: bool,
}

impl Live {
    /// Provides it to everything below, and listens to the studio.
    pub fn provide() -> Self {
        let live = Self {
            assets: RwSignal::new(0),
            campaigns: RwSignal::new(0),
            brands: RwSignal::new(0),
            due: StoredValue::new(Due::default()),
            timer: Slot::of_component(),
        };
        provide_context(live);
        events::listen("/events", move |heard| live.hear(&heard));
        let session = Session::expect();
        live.on(live.brands, move || {
            leptos::task::spawn_local(async move {
                if let Ok(now) = api::session::who().await {
                    session.follow(now);
                }
                // Other brands and roles are other assets, and other things to be done to them.
                live.poke();
            });
        });
        live
    }

    /// The one of the frame above; a silent one where a part is shown outside a frame.
    pub fn expect() -> Self {
        use_context().unwrap_or_else(|| {
            let live = Self {
                assets: RwSignal::new(0),
                campaigns: RwSignal::new(0),
                brands: RwSignal::new(0),
                due: StoredValue::new(Due::default()),
                timer: Slot::of_component(),
            };
            provide_context(live);
            live
        })
    }

    /// Runs `deed` whenever assets, memberships or collections may have changed.
    pub fn on_assets(self, deed: impl Fn() + 'static) {
        self.on(self.assets, deed);
    }

    /// Runs `deed` whenever a campaign may have changed.
    pub fn on_campaigns(self, deed: impl Fn() + 'static) {
        self.on(self.campaigns, deed);
    }

    /// Says at once that assets changed, for deeds of this tab that need not wait for the echo.
    pub fn poke(self) {
        let _ = self.assets.try_update(|count| *count = count.wrapping_add(1));
    }

    fn on(self, counter: RwSignal<u32>, deed: impl Fn() + 'static) {
        Effect::new(move |before: Option<()>| {
            counter.track();
            if before.is_some() {
                deed();
            }
        });
    }

    fn hear(self, heard: &Heard) {
        let event = match heard {
            Heard::Open { again: false } | Heard::Broken => return,
            Heard::Open { again: true } => Event::Refresh,
            Heard::Message(text) => match serde_json::from_str(text) {
                Ok(event) => event,
                // A newer server may say what this page does not know.
                Err(_) => Event::Refresh,
            },
        };
        self.due.update_value(|due| match event {
            Event::Refresh => *due = Due { assets: true, campaigns: true, brands: true },
            Event::Assets(_) | Event::Collections => due.assets = true,
            Event::Campaign(_) => {
                due.campaigns = true;
                due.assets = true;
            }
            Event::Brands => due.brands = true,
        });
        self.timer.set(timer::after(GATHER, move || self.tell()));
    }

    fn tell(self) {
        let Some(due) = self.due.try_get_value() else { return };
        self.due.set_value(Due::default());
        for (is_due, counter) in [(due.assets, self.assets), (due.campaigns, self.campaigns), (due.brands, self.brands)] {
            if is_due {
                counter.update(|count| *count = count.wrapping_add(1));
            }
        }
    }
}
