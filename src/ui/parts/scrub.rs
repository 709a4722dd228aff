//! Moving the pointer over a film's card shows what is where in it, from a sheet of small frames.

use leptos::{ev, prelude::*};

use super::thumb::duration_badge;
use crate::domain::asset::{Card, SHEET_COLUMNS, sheet_rows};
use crate::domain::rendition::{Renditions, sheet_path};
use crate::ui::browser::{media, stage};

/// How far over the card the pointer is, from 0 to 1; nothing while it is elsewhere.
#[derive(Clone, Copy)]
pub struct Scrub(RwSignal<Option<f64>>);

impl Scrub {
    /// Of a card: the pointer is elsewhere.
    pub fn of_card() -> Self {
        Self(RwSignal::new(None))
    }

    /// The pointer moves over it. Fingers scroll, and whoever wants no motion is spared it.
    pub fn over(self, event: &ev::PointerEvent) {
        if event.pointer_type() == "mouse" && !media::less_motion() {
            self.0.set(stage::share_across(event));
        }
    }

    /// The pointer has left.
    pub fn left(self) {
        self.0.set(None);
    }

    /// The frame under the pointer, where the picture was. Nothing is fetched before.
    pub fn frame(self, card: &Card) -> Option<AnyView> {
        let share = self.0.get()?;
        let frames = frames(card)?;
        let frame = ((share * f64::from(frames)) as u8).min(frames - 1);
        let (columns, rows) = (SHEET_COLUMNS.min(frames), sheet_rows(frames));
        let place = |index: u8, count: u8| if count > 1 { f64::from(index) * 100.0 / f64::from(count - 1) } else { 0.0 };
        let (x, y) = (place(frame % SHEET_COLUMNS, columns), place(frame / SHEET_COLUMNS, rows));
        let ratio = f64::from(card.width) / f64::from(card.height.max(1));
        // As wide or as high as the picture that it lies on.
        let side = if (ratio > 0.8) == card.whole() { "width" } else { "height" };
        let style = format!(
            "aspect-ratio:{ratio:.4};{side}:100%;background-image:url({});background-size:{}% {}%;background-position:{x:.2}% {y:.2}%",
            sheet_path(card.id, &card.version),
            u32::from(columns) * 100,
            u32::from(rows) * 100,
        );
        Some(view! { <span class="frame" style=style></span> }.into_any())
    }

    /// How long it plays, or the moment under the pointer and its place on the way.
    pub fn time(self, card: &Card) -> AnyView {
        let playback = card.playback.as_ref().filter(|_| frames(card).is_some());
        let now = playback.and_then(|playback| Some((self.0.get()? * f64::from(playback.duration)) as u32));
        let line = now.and_then(|_| self.0.get()).map(|share| {
            view! {
                <span class="line" aria-hidden="true">
                    <i style=format!("width:{:.2}%", share * 100.0)></i>
                </span>
            }
        });
        view! {
            {duration_badge(card, now)}
            {line}
        }
        .into_any()
    }
}

fn frames(card: &Card) -> Option<u8> {
    let frames = card.playback.as_ref()?.frames;
    (frames > 0 && card.renditions == Renditions::Ready && card.height > 0).then_some(frames)
}
