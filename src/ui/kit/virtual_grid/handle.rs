//! What a page holds of its grid: where it stands, and orders to it.

use std::ops::Range;

use leptos::prelude::*;

/// What a page holds of its grid.
#[derive(Clone, Copy)]
pub struct GridHandle {
    pub(super) current: RwSignal<u32>,
    pub(super) visible: RwSignal<Range<u32>>,
    pub(super) columns: RwSignal<u32>,
    pub(super) order: RwSignal<Option<Order>>,
}

/// A cell to be shown.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Order {
    pub index: u32,
    pub focus: bool,
    /// To the top of the screen and not to its nearest edge.
    pub top: bool,
}

impl Default for GridHandle {
    fn default() -> Self {
        Self::new()
    }
}

impl GridHandle {
    /// For one grid; make it where the page is made.
    pub fn new() -> Self {
        Self { current: RwSignal::new(0), visible: RwSignal::new(0..0), columns: RwSignal::new(1), order: RwSignal::new(None) }
    }

    /// The cell the keyboard is at.
    pub fn current(self) -> Signal<u32> {
        self.current.into()
    }

    /// The cells on the screen; empty until the grid was measured.
    pub fn visible(self) -> Signal<Range<u32>> {
        self.visible.into()
    }

    /// How many cells stand in a row.
    pub fn columns(self) -> Signal<u32> {
        self.columns.into()
    }

    /// Scrolls a cell onto the screen, if it is not there, makes it the keyboard's and gives it the focus.
    pub fn focus(self, index: u32) {
        self.order.set(Some(Order { index, focus: true, top: false }));
    }

    /// Gives the focus to the cell the keyboard was at, or to the first on the screen where that one is out of sight.
    pub fn enter(self) {
        let current = self.current.get_untracked();
        let index = self.visible.with_untracked(|visible| if visible.contains(&current) { current } else { visible.start });
        self.focus(index);
    }

    /// Scrolls so that a cell's row is the first on the screen, as it was when the page was left.
    pub fn restore(self, index: u32) {
        self.order.set(Some(Order { index, focus: false, top: true }));
    }
}
