//! The viewer's keys.

use leptos::prelude::*;

use super::{ID, Room, bar, deeds, player};
use crate::domain::access::Action;
use crate::domain::rendition::download_path;
use crate::ui::browser::{self, boot, keyboard, stage};

/// Listens until the viewer is closed.
pub fn listen(room: Room) {
    let library = room.library;
    keyboard::listen(move |event| {
        if !keyboard::is_free(&event) {
            return;
        }
        let viewed = room.shown.get_value();
        let plays = viewed.as_ref().is_some_and(|viewed| untrack(|| player::plays(&viewed.card())));
        // The arrows of a focused player go through what it plays, those on a rating through its stars; Esc still closes.
        if browser::player::answers(&event) && matches!(event.key().as_str(), "ArrowLeft" | "ArrowRight" | " ") {
            if event.key() == " " && plays && player::key(&event) {
                event.prevent_default();
            }
            return;
        }
        if plays && player::key(&event) {
            event.prevent_default();
            return;
        }
        let place = untrack(|| viewed.as_ref().map(|viewed| viewed.place()).unwrap_or_default());
        let key = event.key();
        match (key.as_str(), viewed) {
            ("Escape", Some(viewed)) if room.compare.get_untracked().is_some() => library.turn_to(viewed.id()),
            ("Escape", _) => library.close(),
            ("ArrowLeft", _) => {
                if let Some(id) = place.previous {
                    library.turn_to(id);
                }
            }
            ("ArrowRight", _) => {
                if let Some(id) = place.next {
                    library.turn_to(id);
                }
            }
            ("z", _) => room.zoom.toggle(0.0, 0.0),
            ("+" | "=", _) => room.zoom.step(1.0, 0.0, 0.0),
            ("-", _) => room.zoom.step(-1.0, 0.0, 0.0),
            ("r", Some(viewed)) if untrack(|| bar::turns(&viewed)) => room.zoom.turn(),
            ("f", _) => stage::toggle_full_screen(ID),
            ("i", _) => room.folded.update(|folded| *folded = !*folded),
            ("d", Some(viewed)) => boot::load(&download_path(viewed.id())),
            ("0" | "1" | "2" | "3" | "4" | "5", Some(viewed)) if untrack(|| viewed.may(Action::Edit)) => {
                deeds::rate(&viewed, key.parse().unwrap_or_default());
            }
            ("Delete", Some(viewed)) if untrack(|| viewed.may(Action::Trash) && viewed.detail().trashed.is_none()) => {
                deeds::trash(&viewed);
            }
            _ => return,
        }
        event.prevent_default();
    });
}
