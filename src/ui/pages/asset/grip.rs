//! Hands on the picture: drag, wheel, and on touch screens pinch and swipe.

use leptos::{ev, html, prelude::*};

use super::zoom::Zoom;
use crate::ui::browser::stage;

/// A pointer that moved no farther than this was a click, in CSS pixels.
const STILL: f64 = 4.0;
/// A finger that moved at least so far sideways meant the neighbour, in CSS pixels.
const SWIPE: f64 = 48.0;

type Point = (f64, f64);

/// What a finger, a pen or the mouse does between down and up.
#[derive(Clone, Copy)]
struct Held {
    pointer: i32,
    start: Point,
    last: Point,
}

/// A hand on the picture.
#[derive(Clone, Copy)]
pub struct Grip {
    node: NodeRef<html::Div>,
    zoom: Zoom,
    /// Shows the next picture, or with `false` the one before.
    turn: Callback<bool>,
    first: StoredValue<Option<Held>>,
    /// The other finger of a pinch.
    second: StoredValue<Option<Held>>,
    /// What is under way is not a click any more.
    dragged: StoredValue<bool>,
}

impl Grip {
    /// A hand on the stage `node`.
    pub fn new(node: NodeRef<html::Div>, zoom: Zoom, turn: Callback<bool>) -> Self {
        let (first, second) = (StoredValue::new(None), StoredValue::new(None));
        Self { node, zoom, turn, first, second, dragged: StoredValue::new(false) }
    }

    /// What it moves.
    pub fn zoom(self) -> Zoom {
        self.zoom
    }

    /// The wheel zooms at the pointer.
    pub fn wheel(self, event: &ev::WheelEvent) {
        if event.delta_y() == 0.0 {
            return;
        }
        event.prevent_default();
        let (x, y) = stage::from_centre(self.node, event.client_x(), event.client_y());
        // A notch of a wheel says about 100, a touch pad many small ones.
        self.zoom.step((-event.delta_y() / 100.0).clamp(-2.0, 2.0), x, y);
    }

    /// A pointer touches the stage.
    pub fn down(self, event: &ev::PointerEvent) {
        if event.button() != 0 {
            return;
        }
        let at = place(event);
        let held = Held { pointer: event.pointer_id(), start: at, last: at };
        if self.first.with_value(Option::is_some) && event.pointer_type() == "touch" {
            self.second.set_value(Some(held));
            self.dragged.set_value(true);
        } else {
            self.dragged.set_value(false);
            self.first.set_value(Some(held));
        }
    }

    /// It moves: two pinch, one drags what is near.
    pub fn moved(self, event: &ev::PointerEvent) {
        let (first, second) = (self.first.get_value(), self.second.get_value());
        let Some(first) = first else { return };
        if let Some(second) = second {
            return self.pinch(event, first, second);
        }
        if event.pointer_id() != first.pointer || !untrack(|| self.zoom.is_near()) {
            return;
        }
        let at = place(event);
        if !self.dragged.get_value() {
            if distance(at, first.start) < STILL {
                return;
            }
            self.dragged.set_value(true);
            stage::hold_pointer(self.node, event);
        }
        self.first.set_value(Some(Held { last: at, ..first }));
        self.zoom.pan(at.0 - first.last.0, at.1 - first.last.1);
    }

    fn pinch(self, event: &ev::PointerEvent, first: Held, second: Held) {
        let at = place(event);
        let (one, other) = match event.pointer_id() {
            id if id == first.pointer => (Held { last: at, ..first }, second),
            id if id == second.pointer => (first, Held { last: at, ..second }),
            _ => return,
        };
        let (before, after) = (distance(first.last, second.last), distance(one.last, other.last));
        let middle = ((one.last.0 + other.last.0) / 2.0, (one.last.1 + other.last.1) / 2.0);
        let (x, y) = stage::from_centre(self.node, middle.0 as i32, middle.1 as i32);
        if before > 0.0 && after > 0.0 {
            self.zoom.by(after / before, x, y);
        }
        self.first.set_value(Some(one));
        self.second.set_value(Some(other));
    }

    /// It is lifted: a finger that went sideways over the whole picture turns to the neighbour.
    pub fn up(self, event: &ev::PointerEvent) {
        if let Some(first) = self.first.get_value()
            && event.pointer_id() == first.pointer
            && event.pointer_type() == "touch"
            && !self.dragged.get_value()
            && !untrack(|| self.zoom.is_near())
            && let Some(forward) = swiped(first.start, place(event))
        {
            self.dragged.set_value(true);
            self.turn.run(forward);
        }
        self.lost(event);
    }

    /// It is taken away, by scrolling for one.
    pub fn lost(self, event: &ev::PointerEvent) {
        let (first, second) = (self.first.get_value(), self.second.get_value());
        let left = [first, second].into_iter().flatten().find(|held| held.pointer != event.pointer_id());
        self.first.set_value(left.filter(|_| second.is_some()));
        self.second.set_value(None);
    }

    /// A click goes near, or back to the whole.
    pub fn click(self, event: &ev::MouseEvent) {
        if !self.dragged.get_value() {
            let (x, y) = stage::from_centre(self.node, event.client_x(), event.client_y());
            self.zoom.toggle(x, y);
        }
    }
}

fn place(event: &ev::PointerEvent) -> Point {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}

fn distance(one: Point, other: Point) -> f64 {
    (one.0 - other.0).hypot(one.1 - other.1)
}

/// To the left is forward.
fn swiped(start: Point, end: Point) -> Option<bool> {
    let (across, down) = (end.0 - start.0, end.1 - start.1);
    (across.abs() >= SWIPE && across.abs() > 1.5 * down.abs()).then_some(across < 0.0)
}

#[cfg(test)]
mod tests {
    use super::swiped;

    #[test]
    fn a_swipe_goes_sideways() {
        assert_eq!(swiped((300.0, 100.0), (200.0, 110.0)), Some(true));
        assert_eq!(swiped((100.0, 100.0), (200.0, 60.0)), Some(false));
        assert_eq!(swiped((100.0, 100.0), (130.0, 100.0)), None, "too short");
        assert_eq!(swiped((100.0, 100.0), (200.0, 200.0)), None, "as much down as across");
    }
}
