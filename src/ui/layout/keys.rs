//! Keys that mean the same on every page of the studio.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::place::Place;
use crate::ui::browser::keyboard;
use crate::ui::browser::timer::{self, Slot};

/// How long the second key of "G then L" may take.
const CHORD: Duration = Duration::from_millis(1_200);

/// Listens until the frame is gone: G then L, B or S goes to library, brands or settings; `?` shows
/// which keys there are.
pub fn listen(place: Place, help: RwSignal<bool>) {
    let navigate = use_navigate();
    let began = StoredValue::new(false);
    let timer = Slot::of_component();
    keyboard::listen(move |event| {
        if !keyboard::is_free(&event) {
            return;
        }
        let key = event.key();
        if began.get_value() {
            began.set_value(false);
            let path = match key.as_str() {
                "l" => untrack(|| place.library_path()),
                "b" => "/brands".to_owned(),
                "s" => "/settings".to_owned(),
                _ => return,
            };
            event.prevent_default();
            navigate(&path, NavigateOptions::default());
        } else if key == "?" {
            event.prevent_default();
            help.set(true);
        } else if key == "g" {
            began.set_value(true);
            timer.set(timer::after(CHORD, move || began.set_value(false)));
        }
    });
}
