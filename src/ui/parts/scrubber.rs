//! The scrubber beside a long grid: a handle that says where one is ("Jun 2026, 5,120 of 100,000") and is dragged, or
//! moved by keys, to anywhere else.

use std::time::Duration;

use leptos::{ev, html, prelude::*};

use crate::api;
use crate::domain::asset::count_words;
use crate::domain::library::Landmark;
use crate::ui::browser::stage;
use crate::ui::browser::timer::{self, Slot};
use crate::ui::kit::{Icon, IconName};
use crate::ui::state::results::Results;

/// Fewer screens than this are sooner scrolled.
const SCREENS: u32 = 4;
/// How long it stays after the last scrolling.
const STAYS: Duration = Duration::from_millis(1_500);
/// The grid goes on without waiting for the landmarks; they are asked for once scrolling has lasted so long.
const REST: Duration = Duration::from_millis(150);
/// Steps that lead from one end to the other.
const STEPS: u32 = 100;

/// The place among the results that has been scrolled to.
#[derive(Clone, Copy, Default, PartialEq)]
struct Place {
    /// Index of the first asset on the screen.
    first: u32,
    /// How many are on the screen.
    shown: u32,
    total: u32,
}

impl Place {
    /// Index of the first asset on the last screen.
    fn last(self) -> u32 {
        self.total.saturating_sub(self.shown)
    }

    fn is_long(self) -> bool {
        self.shown > 0 && self.total / self.shown >= SCREENS
    }

    /// From 0 at the first screen to 1 at the last.
    fn share(self) -> f64 {
        if self.last() == 0 { 0.0 } else { f64::from(self.first.min(self.last())) / f64::from(self.last()) }
    }

    /// The place a key leads to, by the key's name.
    fn step(self, key: &str, landmarks: &[Landmark]) -> Option<u32> {
        let step = (self.last() / STEPS).max(1);
        let before = || landmarks.iter().rev().map(|one| one.start).find(|start| *start < self.first);
        let after = || landmarks.iter().map(|one| one.start).find(|start| *start > self.first);
        let to = match key {
            "ArrowUp" | "ArrowLeft" => self.first.saturating_sub(step),
            "ArrowDown" | "ArrowRight" => self.first + step,
            "PageUp" => before().unwrap_or(self.first.saturating_sub(step * 10)),
            "PageDown" => after().unwrap_or(self.first + step * 10),
            "Home" => 0,
            "End" => self.last(),
            _ => return None,
        };
        Some(self.target(to))
    }

    /// What the screen is to begin with. From the last screen on that is the last asset, which the grid shows as its end:
    /// how many are on the screen counts those that are there in part.
    fn target(self, first: u32) -> u32 {
        if first >= self.last() { self.total.saturating_sub(1) } else { first }
    }
}

/// What the assets from `first` on have in common.
fn words(landmarks: &[Landmark], first: u32) -> Option<&str> {
    let after = landmarks.partition_point(|landmark| landmark.start <= first);
    Some(&landmarks.get(after.checked_sub(1)?)?.words)
}

/// Least distance between two words beside the track, as a share of it.
const APART: f64 = 0.05;

/// Where along the track the landmarks lie, from 0 to 1, with words for those that have room for them.
fn marks(landmarks: &[Landmark], last: u32) -> Vec<(f64, Option<String>)> {
    let mut free = 0.0;
    let within = landmarks.iter().filter(|landmark| landmark.start <= last);
    let marks = within.map(|landmark| {
        let share = f64::from(landmark.start) / f64::from(last.max(1));
        let words = (share >= free).then(|| {
            free = share + APART;
            landmark.words.clone()
        });
        (share, words)
    });
    marks.collect()
}

/// The scrubber of a grid; nothing where there are only a few screens of it, and without scripts.
#[component]
pub fn Scrubber(
    /// What the grid shows.
    results: Results,
) -> impl IntoView {
    let grid = results.grid();
    let visible = grid.visible();
    let place = {
        let results = results.clone();
        Memo::new(move |_| {
            let visible = visible.get();
            Place { first: visible.start, shown: visible.end.saturating_sub(visible.start), total: results.counts().total }
        })
    };
    let is_long = Memo::new(move |_| place.get().is_long());
    let awake = RwSignal::new(false);
    let dragged = RwSignal::new(false);
    let landmarks = landmarks(results, place, awake);
    let sleep = Slot::of_component();
    Effect::new(move |before: Option<u32>| {
        let first = place.get().first;
        if before.is_some_and(|before| before != first) {
            awake.set(true);
            sleep.set(timer::after(STAYS, move || awake.set(false)));
        }
        first
    });
    let track = NodeRef::<html::Div>::new();
    let drag = move |event: ev::PointerEvent| {
        if let Some(share) = stage::share_down(track, &event) {
            let place = place.get_untracked();
            grid.restore(place.target((share * f64::from(place.last())).round() as u32));
        }
    };
    let take = move |event: ev::PointerEvent| {
        if event.button() == 0 {
            event.prevent_default();
            stage::keep_pointer(&event);
            dragged.set(true);
        }
    };
    let keys = move |event: ev::KeyboardEvent| {
        let to = landmarks.with_untracked(|landmarks| place.get_untracked().step(&event.key(), landmarks));
        if let Some(to) = to {
            event.prevent_default();
            grid.restore(to);
        }
    };
    let words = Memo::new(move |_| landmarks.with(|landmarks| words(landmarks, place.get().first).map(ToOwned::to_owned)));
    let number = Memo::new(move |_| {
        let Place { first, total, .. } = place.get();
        format!("{} of {}", count_words(u64::from(first) + 1), count_words(total.into()))
    });
    let value = move || match words.get() {
        Some(words) => format!("{words}, {}", number.get()),
        None => number.get(),
    };
    let handle = move || {
        view! {
            <div
                class="handle"
                role="slider"
                tabindex="0"
                aria-label="Place in the results"
                aria-orientation="vertical"
                aria-valuemin="1"
                aria-valuemax=move || (place.get().last() + 1).to_string()
                aria-valuenow=move || (place.get().first.min(place.get().last()) + 1).to_string()
                aria-valuetext=value
                on:pointerdown=take
                on:pointermove=move |event| {
                    if dragged.get_untracked() {
                        drag(event);
                    }
                }
                on:pointerup=move |_| dragged.set(false)
                on:lostpointercapture=move |_| dragged.set(false)
                on:keydown=keys
            >
                <Icon name=IconName::UpDown/>
                <span class="words" aria-hidden="true">
                    {move || words.get().map(|words| view! { <b>{words}</b> })}
                    <span>{move || number.get()}</span>
                </span>
            </div>
        }
    };
    // The whole way is shown while somebody goes it.
    let way = move || {
        let marks = landmarks.with(|landmarks| marks(landmarks, place.get().last()));
        marks
            .into_iter()
            .map(|(share, words)| view! { <li style=format!("--at:{share:.5}")>{words.map(|words| view! { <span>{words}</span> })}</li> })
            .collect_view()
    };
    view! {
        <div
            class="scrubber"
            class:awake=move || awake.get() || dragged.get()
            class:dragged=move || dragged.get()
            style=move || format!("--at:{:.5}", place.get().share())
            node_ref=track
        >
            <Show when=move || dragged.get()>
                <ul class="way" aria-hidden="true">
                    {way}
                </ul>
            </Show>
            {move || is_long.get().then(handle)}
        </div>
    }
}

/// Asked for when the grid is first scrolled, and again when assets have come or gone since.
fn landmarks(results: Results, place: Memo<Place>, awake: RwSignal<bool>) -> RwSignal<Vec<Landmark>> {
    let landmarks = RwSignal::new(Vec::new());
    let rest = Slot::of_component();
    let known = StoredValue::new(None);
    Effect::new(move |_| {
        let total = place.with(|place| place.total);
        if !awake.get() || known.get_value() == Some(total) {
            return;
        }
        known.set_value(Some(total));
        let question = results.question().to_owned();
        rest.set(timer::after(REST, move || {
            leptos::task::spawn_local(async move {
                // Without them the number alone tells the place.
                if let Ok(found) = api::library::landmarks(question).await {
                    landmarks.try_set(found);
                }
            });
        }));
    });
    landmarks
}

#[cfg(test)]
mod tests {
    use super::{Place, marks, words};
    use crate::domain::library::Landmark;

    fn months() -> Vec<Landmark> {
        [(0, "Nov 2026"), (40, "Oct 2026"), (900, "Jan 2026")]
            .map(|(start, words)| Landmark { start, words: words.to_owned() })
            .to_vec()
    }

    #[test]
    fn a_place_is_told_by_the_landmark_before_it() {
        for (first, expected) in [(0, "Nov 2026"), (39, "Nov 2026"), (40, "Oct 2026"), (899, "Oct 2026"), (5_000, "Jan 2026")] {
            assert_eq!(words(&months(), first), Some(expected), "{first}");
        }
        assert_eq!(words(&[], 7), None);
    }

    #[test]
    fn only_what_is_many_screens_long_has_a_scrubber() {
        for (shown, total, long) in [(0, 9_000, false), (30, 0, false), (30, 119, false), (30, 120, true), (30, 1_000_000, true)]
        {
            assert_eq!(Place { first: 0, shown, total }.is_long(), long, "{shown} of {total}");
        }
    }

    #[test]
    fn keys_lead_by_steps_by_landmarks_and_to_the_ends() {
        let place = Place { first: 400, shown: 20, total: 1_020 };
        for (key, expected) in [
            ("ArrowDown", Some(410)),
            ("ArrowUp", Some(390)),
            ("PageDown", Some(900)),
            ("PageUp", Some(40)),
            ("Home", Some(0)),
            ("End", Some(1_019)),
            ("Enter", None),
        ] {
            assert_eq!(place.step(key, &months()), expected, "{key}");
        }
        assert_eq!(place.step("PageDown", &[]), Some(500));
        assert_eq!(Place { first: 985, ..place }.step("ArrowDown", &months()), Some(995));
        assert_eq!(Place { first: 995, ..place }.step("ArrowDown", &months()), Some(1_019));
        assert_eq!(Place { first: 3, ..place }.step("ArrowUp", &months()), Some(0));
        assert_eq!(Place { first: 1_000, ..place }.step("PageDown", &months()), Some(1_019));
    }

    #[test]
    fn words_stand_beside_the_track_where_they_have_room() {
        let drawn = marks(&months(), 1_000);
        let words: Vec<_> = drawn.iter().map(|(share, words)| ((share * 1_000.0).round() as u32, words.as_deref())).collect();
        assert_eq!(words, [(0, Some("Nov 2026")), (40, None), (900, Some("Jan 2026"))]);
        assert_eq!(marks(&months(), 500).len(), 2, "none beyond the last screen");
        assert!(marks(&[], 0).is_empty());
    }

    #[test]
    fn the_share_goes_from_the_first_screen_to_the_last() {
        let place = Place { first: 0, shown: 20, total: 1_020 };
        for (first, share) in [(0, 0.0), (500, 0.5), (1_000, 1.0), (1_010, 1.0)] {
            assert!((Place { first, ..place }.share() - share).abs() < 1e-9, "{first}");
        }
        assert!(Place { first: 0, shown: 20, total: 12 }.share().abs() < 1e-9);
    }
}
