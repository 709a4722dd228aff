//! The arithmetic of the windowed grid: which cells are near the screen, and where they lie.
//!
//! Lengths are CSS pixels. A *height* is where something lies in the whole list, however long; a
//! *scroll* is where it lies in the document, which browsers cut off at some length. They are the
//! same until the list is longer than [`TRACK`].

use std::ops::Range;

/// The longest track laid out in a document: well below where browsers cut elements off
/// (17.9 million in Firefox, 33.5 million in the others).
pub const TRACK: f64 = 8_000_000.0;

/// At both ends of a cut track this much is laid out pixel by pixel.
const ENDS: f64 = TRACK / 8.0;

/// How cells lie: all rows are alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rows {
    /// Cells in a row; at least 1.
    pub columns: u32,
    /// From the top of a row to the top of the next.
    pub pitch: f64,
    /// What the pitch has of empty space.
    pub gap: f64,
}

impl Rows {
    /// Whether a new measure says the same, but for what layout rounds.
    pub fn is_like(self, other: Self) -> bool {
        self.columns == other.columns && (self.pitch - other.pitch).abs() < 0.05 && (self.gap - other.gap).abs() < 0.05
    }

    /// How many rows `total` cells fill.
    pub fn count(self, total: u32) -> u32 {
        total.div_ceil(self.columns.max(1))
    }

    /// The height of the whole list.
    pub fn height(self, total: u32) -> f64 {
        let rows = self.count(total);
        if rows == 0 { 0.0 } else { f64::from(rows) * self.pitch - self.gap }
    }

    /// The row of a cell.
    pub fn row(self, index: u32) -> u32 {
        index / self.columns.max(1)
    }

    /// The height at which a row begins.
    pub fn top(self, row: u32) -> f64 {
        f64::from(row) * self.pitch
    }
}

/// The cells of every row that a stretch of the list touches, with `overscan` rows more at both ends.
/// `top` is the height at which the stretch begins and `height` its length.
pub fn window(rows: Rows, top: f64, height: f64, total: u32, overscan: u32) -> Range<u32> {
    let count = rows.count(total);
    if count == 0 || rows.pitch <= 0.0 {
        return 0..0;
    }
    // A cast from `f64` saturates, so a height beyond the list or before it stays in range.
    let first = ((top / rows.pitch).floor().max(0.0) as u32).min(count - 1);
    let past = (((top + height.max(0.0)) / rows.pitch).ceil().max(0.0) as u32).clamp(first + 1, count);
    let first = first.saturating_sub(overscan);
    let past = past.saturating_add(overscan).min(count);
    first * rows.columns..past.saturating_mul(rows.columns).min(total)
}

/// The part of `range` that holds every cell for which `known` is false; empty when all are known.
pub fn missing(range: Range<u32>, known: impl Fn(u32) -> bool) -> Range<u32> {
    let first = range.clone().find(|index| !known(*index));
    let last = range.rev().find(|index| !known(*index));
    match (first, last) {
        (Some(first), Some(last)) => first..last + 1,
        _ => 0..0,
    }
}

/// The document's room for a list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Track {
    /// The height of the whole list.
    pub list: f64,
}

/// Where the screen is: two names for one place.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Place {
    /// The scroll of the screen's upper edge, from the top of the track.
    pub scroll: f64,
    /// The height it shows there.
    pub height: f64,
}

impl Place {
    /// What to add to a height near the screen to get its scroll.
    pub fn shift(self) -> f64 {
        self.scroll - self.height
    }
}

impl Track {
    /// How long the track is.
    pub fn length(self) -> f64 {
        self.list.min(TRACK)
    }

    fn is_cut(self) -> bool {
        self.list > TRACK
    }

    /// The height shown at a scroll, told by the scroll alone: pixel by pixel near the ends and in
    /// proportion between.
    pub fn height_at(self, scroll: f64) -> f64 {
        let length = self.length();
        if !self.is_cut() || scroll <= ENDS {
            scroll
        } else if scroll >= length - ENDS {
            self.list - (length - scroll)
        } else {
            ENDS + (scroll - ENDS) * self.stretch()
        }
    }

    /// The scroll at which a height is shown; the inverse of [`height_at`](Self::height_at).
    pub fn scroll_at(self, height: f64) -> f64 {
        let length = self.length();
        if !self.is_cut() || height <= ENDS {
            height
        } else if height >= self.list - ENDS {
            length - (self.list - height)
        } else {
            ENDS + (height - ENDS) / self.stretch()
        }
    }

    fn stretch(self) -> f64 {
        (self.list - 2.0 * ENDS) / (self.length() - 2.0 * ENDS)
    }

    /// The place at a height.
    pub fn place_at(self, height: f64) -> Place {
        Place { scroll: self.scroll_at(height), height }
    }

    /// The place after the document was scrolled. A short way (a wheel, a finger, a key) moves the
    /// list pixel by pixel; a long one (the scrollbar) goes in proportion. Where short ways added
    /// up until an end of the track came near, the answer's scroll is not the one given: the
    /// document is to be scrolled there, which nobody sees.
    pub fn scrolled(self, before: Place, scroll: f64, screen: f64) -> Place {
        let way = scroll - before.scroll;
        if !self.is_cut() || way.abs() > 4.0 * screen {
            return Place { scroll, height: self.height_at(scroll) };
        }
        let after = Place { scroll, height: before.height + way };
        let near_an_end = scroll < ENDS / 2.0 || scroll > self.length() - ENDS / 2.0;
        let adrift = (self.height_at(scroll) - after.height).abs() > 1.0;
        if near_an_end && adrift { self.place_at(after.height.clamp(0.0, self.list)) } else { after }
    }
}

/// Where a key leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The cell before.
    Left,
    /// The cell after.
    Right,
    /// The cell above.
    Up,
    /// The cell below.
    Down,
    /// The first of all.
    First,
    /// The last of all.
    Last,
    /// As many rows up as a screen shows.
    PageUp,
    /// As many rows down as a screen shows.
    PageDown,
}

impl Way {
    /// The way a key names, by its `KeyboardEvent.key`.
    pub fn of(key: &str) -> Option<Self> {
        Some(match key {
            "ArrowLeft" => Self::Left,
            "ArrowRight" => Self::Right,
            "ArrowUp" => Self::Up,
            "ArrowDown" => Self::Down,
            "Home" => Self::First,
            "End" => Self::Last,
            "PageUp" => Self::PageUp,
            "PageDown" => Self::PageDown,
            _ => return None,
        })
    }
}

/// The cell a way leads to from `index`; the same cell where it leads out of the list.
/// `page` is how many whole rows a screen shows.
pub fn step(way: Way, index: u32, columns: u32, page: u32, total: u32) -> u32 {
    let Some(last) = total.checked_sub(1) else { return 0 };
    let columns = columns.max(1);
    let index = index.min(last);
    let up = |rows: u32| {
        let rows = rows.min(index / columns);
        index - rows * columns
    };
    let down = |rows: u32| {
        let below = (last / columns) - (index / columns);
        // The last row may be short: its last cell stands for those it lacks.
        (index + rows.min(below) * columns).min(last)
    };
    match way {
        Way::Left => index.saturating_sub(1),
        Way::Right => (index + 1).min(last),
        Way::Up => up(1),
        Way::Down => down(1),
        Way::First => 0,
        Way::Last => last,
        Way::PageUp => up(page.max(1)),
        Way::PageDown => down(page.max(1)),
    }
}

/// The height the screen has to show for a row to be whole on it; `None` when it is already.
/// `room` is kept free above and below, as far as the screen has it.
pub fn reveal(rows: Rows, row: u32, top: f64, screen: f64, room: f64) -> Option<f64> {
    let start = rows.top(row);
    let end = start + rows.pitch - rows.gap;
    let room = room.min(((screen - (end - start)) / 2.0).max(0.0));
    if start - room < top {
        Some((start - room).max(0.0))
    } else if end + room > top + screen {
        Some(end + room - screen)
    } else {
        None
    }
}

#[cfg(test)]
mod tests;
