//! A grid of any length of which only the rows near the screen are in the document.
//!
//! It knows its cells by index alone. The page says how many there are, which stable key each has
//! (`None` while it is not loaded) and how one is drawn; the grid says which are missing.
//!
//! The server draws the first cells in plain flow and the browser starts from the same. Measuring
//! begins after hydration and reads from the browser how the CSS grid came out, so the arithmetic
//! and the style cannot differ. Nothing moves: the room for the rest is added below.

use std::{collections::HashSet, ops::Range, time::Duration};

use leptos::{ev, html, prelude::*};

pub use self::handle::GridHandle;

use self::handle::Order;
use self::window::{Place, Rows, Track, Way};
use crate::ui::browser::{
    focus, observe, scroll,
    timer::{self, Slot},
};

mod handle;
pub mod window;

/// Rows kept in the document above and below the screen.
const OVERSCAN: u32 = 4;

/// Kept free above and below a cell that is shown on request, in CSS pixels.
const ROOM: f64 = 12.0;

/// How long the grid gathers what is missing before it asks.
const GATHER: Duration = Duration::from_millis(60);

/// One place of the grid, as given to the function that draws it.
///
/// Its main link carries `data-main`, `tabindex=cell.tab`, and each further control in it
/// `tabindex=cell.tab` too, so that Tab passes through one cell and the arrows go on to the next.
#[derive(Clone)]
pub struct Cell {
    /// The key the page gave it: draw by this and not by the index, which changes as others come.
    pub key: String,
    /// Where it stands now, from 0.
    pub index: Signal<u32>,
    /// `"0"` for the cell the keyboard is at, `"-1"` for all others; `"0"` for all of them until the grid was measured,
    /// which without scripts it never is.
    pub tab: Signal<&'static str>,
}

/// A grid of `total` cells.
#[component]
pub fn VirtualGrid(
    /// How many cells there are.
    #[prop(into)]
    total: Signal<u32>,
    /// The stable key of a cell; `None` while it is not loaded. Read reactively.
    #[prop(into)]
    key: Callback<u32, Option<String>>,
    /// Draws a loaded cell, once for each key.
    #[prop(into)]
    item: Callback<Cell, AnyView>,
    /// Draws what stands for a cell that is not loaded, at the size of a loaded one.
    #[prop(into)]
    placeholder: ViewFn,
    /// Hears which stretch near the screen has cells that are not loaded. It may hear the same
    /// stretch again while an answer is on its way.
    #[prop(into)]
    on_range: Callback<Range<u32>>,
    /// How many cells the first render draws, the same on both sides.
    #[prop(default = 60)]
    first: u32,
    /// Accessible name of the list.
    #[prop(into)]
    label: Signal<String>,
    /// To move it and to hear where it stands.
    #[prop(optional)]
    handle: GridHandle,
    /// Hears keys on a cell that the grid does not take, with the cell's index.
    #[prop(optional, into)]
    on_key: Option<Callback<(u32, ev::KeyboardEvent)>>,
) -> impl IntoView {
    let node = NodeRef::<html::Ul>::new();
    let grid = Grid::new(node, total, key, on_range, first, handle);
    grid.watch();

    let cells = move || {
        let cells = grid.cells();
        grid.keep_focus(&cells);
        cells
    };
    let draw = move |offset: ReadSignal<usize>, cell: Drawn| {
        let index = Signal::derive(move || grid.window.with(|window| window.start) + u32::try_from(offset.get()).unwrap_or(0));
        let tab = Signal::derive(move || if grid.tabbed.get().is_none_or(|tabbed| tabbed == index.get()) { "0" } else { "-1" });
        let content = match cell {
            Drawn::Loaded(key) => item.run(Cell { key, index, tab }),
            Drawn::Waiting(_) => placeholder.run(),
        };
        view! {
            <li
                data-index=move || index.get().to_string()
                aria-posinset=move || (index.get() + 1).to_string()
                aria-setsize=move || total.get().to_string()
            >
                {content}
            </li>
        }
    };
    let pressed = move |event: ev::KeyboardEvent| {
        let Some(index) =
            scroll::focused_index(node).or_else(|| grid.holds_focus.get_value().then(|| handle.current.get_untracked()))
        else {
            return;
        };
        match Way::of(&event.key()) {
            Some(way) if !event.shift_key() && !event.ctrl_key() && !event.alt_key() && !event.meta_key() => {
                event.prevent_default();
                grid.step(way, index);
            }
            _ => {
                if let Some(on_key) = on_key {
                    on_key.run((index, event));
                }
            }
        }
    };
    let focused = move |_| {
        if let Some(index) = scroll::focused_index(node)
            && index != handle.current.get_untracked()
        {
            handle.current.set(index);
        }
        grid.holds_focus.set_value(true);
    };
    view! {
        <ul
            class="grid windowed"
            role="list"
            tabindex="-1"
            aria-label=move || label.get()
            style=move || grid.room()
            node_ref=node
            on:keydown=pressed
            on:focusin=focused
            on:focusout=move |_| grid.holds_focus.set_value(false)
            on:pointerdown=move |_| grid.pending.set_value(None)
        >
            <ForEnumerate each=cells key=Drawn::identity children=draw/>
        </ul>
    }
}

/// What is drawn at a place.
#[derive(Clone, Debug, PartialEq)]
enum Drawn {
    Loaded(String),
    Waiting(u32),
}

impl Drawn {
    /// Apart for everything drawn at once. No id of ours begins with a question mark.
    fn identity(&self) -> String {
        match self {
            Self::Loaded(key) => key.clone(),
            Self::Waiting(index) => format!("?{index}"),
        }
    }
}

/// The state of one grid; every part of it is `Copy`.
#[derive(Clone, Copy)]
struct Grid {
    node: NodeRef<html::Ul>,
    total: Signal<u32>,
    key: Callback<u32, Option<String>>,
    on_range: Callback<Range<u32>>,
    handle: GridHandle,
    rows: RwSignal<Option<Rows>>,
    place: RwSignal<Place>,
    screen: RwSignal<f64>,
    window: Memo<Range<u32>>,
    /// What to add to a height near the screen to get where it lies in the document.
    shift: Memo<f64>,
    /// The one cell that Tab finds, once there is a measure.
    tabbed: Memo<Option<u32>>,
    /// What was drawn last, and the index of its first cell.
    drawn: StoredValue<(u32, Vec<Drawn>)>,
    /// The cell that had the focus when it was drawn anew.
    held: StoredValue<Option<Drawn>>,
    /// The cell that gets the focus as soon as it is drawn.
    pending: StoredValue<Option<u32>>,
    /// What was ordered before there was a measure to obey by.
    early: StoredValue<Option<Order>>,
    holds_focus: StoredValue<bool>,
    gathering: StoredValue<bool>,
    timer: Slot,
    focus_timer: Slot,
}

impl Grid {
    fn new(
        node: NodeRef<html::Ul>,
        total: Signal<u32>,
        key: Callback<u32, Option<String>>,
        on_range: Callback<Range<u32>>,
        first: u32,
        handle: GridHandle,
    ) -> Self {
        let rows = RwSignal::new(None::<Rows>);
        let place = RwSignal::new(Place::default());
        let screen = RwSignal::new(0.0);
        let window = Memo::new(move |_| match rows.get() {
            None => 0..first.min(total.get()),
            Some(rows) => window::window(rows, place.get().height, screen.get(), total.get(), OVERSCAN),
        });
        // In the steps layout knows, so that the noise of additions moves nothing.
        let shift = Memo::new(move |_| (place.get().shift() * 64.0).round() / 64.0);
        // Tab must find one cell in the document, wherever the keyboard was left.
        let tabbed = Memo::new(move |_| {
            let current = handle.current.get();
            let visible = handle.visible.get();
            rows.with(Option::is_some)
                .then(|| window.with(|window| if window.contains(&current) { current } else { visible.start.max(window.start) }))
        });
        Self {
            node,
            total,
            key,
            on_range,
            handle,
            rows,
            place,
            screen,
            window,
            shift,
            tabbed,
            drawn: StoredValue::new((0, Vec::new())),
            held: StoredValue::new(None),
            pending: StoredValue::new(None),
            early: StoredValue::new(None),
            holds_focus: StoredValue::new(false),
            gathering: StoredValue::new(false),
            timer: Slot::of_component(),
            focus_timer: Slot::of_component(),
        }
    }

    fn watch(self) {
        observe::resizing(self.node, move || self.measure());
        observe::scrolling(move || self.look());
        Effect::new(move |_| {
            // Every change of what is drawn, or of what is known, may leave something to ask for.
            let missing = self.missing();
            if !missing.is_empty() {
                self.gather();
            }
        });
        Effect::new(move |_| {
            self.cells();
            // After the cells are in the document, whichever effect runs first.
            self.focus_timer.set(timer::after(Duration::ZERO, move || self.give_pending_focus()));
        });
        Effect::new(move |_| {
            if let Some(order) = self.handle.order.get() {
                self.obey(order);
            }
        });
    }

    /// What is drawn now, in order.
    fn cells(self) -> Vec<Drawn> {
        let mut seen = HashSet::new();
        self.window
            .get()
            .map(|index| match self.key.run(index) {
                // While a list changes under its pages a key can stand twice; one is drawn.
                Some(key) if seen.insert(key.clone()) => Drawn::Loaded(key),
                _ => Drawn::Waiting(index),
            })
            .collect()
    }

    /// Before what is drawn changes: where the cell that has the focus goes, the focus would fall to the page with it. The
    /// list keeps it for the cell that comes to stand in that place. One that stays may lose it on its way to another.
    fn keep_focus(self, next: &[Drawn]) {
        let start = self.window.with_untracked(|window| window.start);
        let focused = scroll::focused_index(self.node).and_then(|index| {
            let cell = self.drawn.with_value(|(first, cells)| cells.get(index.checked_sub(*first)? as usize).cloned())?;
            Some((index, cell))
        });
        if let Some((index, cell)) = focused {
            if next.contains(&cell) {
                self.held.set_value(Some(cell));
            } else {
                scroll::focus_list(self.node);
                self.pending.set_value(Some(index));
            }
        }
        self.drawn.set_value((start, next.to_vec()));
    }

    fn missing(self) -> Range<u32> {
        window::missing(self.window.get(), |index| self.key.run(index).is_some())
    }

    /// Asks for what is missing once it has been gathered, so that a long way through the list
    /// asks for where it ends and for a little on the way.
    fn gather(self) {
        if cfg!(not(feature = "hydrate")) || self.gathering.get_value() {
            return;
        }
        self.gathering.set_value(true);
        let timer = timer::after(GATHER, move || {
            self.gathering.set_value(false);
            let missing = untrack(|| self.missing());
            if !missing.is_empty() {
                self.on_range.run(missing);
            }
        });
        self.timer.set(timer);
    }

    fn track(self) -> Option<Track> {
        let rows = self.rows.get_untracked()?;
        Some(Track { list: rows.height(self.total.get_untracked()) })
    }

    /// Reads how the CSS grid came out; keeps the first row on the screen where it was.
    fn measure(self) {
        let Some(tracks) = scroll::tracks(self.node) else { return };
        let now = Rows { columns: tracks.columns, pitch: tracks.pitch, gap: tracks.gap };
        if now.pitch - now.gap <= 0.0 {
            return;
        }
        let before = self.rows.get_untracked();
        if before.is_some_and(|before| before.is_like(now)) {
            return self.look();
        }
        let place = self.place.get_untracked();
        self.rows.set(Some(now));
        self.handle.columns.set(now.columns);
        match before {
            Some(before) if place.height > 0.0 => {
                let rows_above = place.height / before.pitch;
                let anchor = rows_above.floor() * f64::from(before.columns);
                let height = (anchor / f64::from(now.columns)).floor() * now.pitch + rows_above.fract() * now.pitch;
                self.go(height);
            }
            _ => self.look(),
        }
        if let Some(order) = self.early.get_value() {
            self.early.set_value(None);
            self.obey(order);
        }
    }

    /// Sees how far the document is scrolled.
    fn look(self) {
        let (Some(track), Some(view)) = (self.track(), scroll::view(self.node)) else { return };
        let before = self.place.get_untracked();
        let after = track.scrolled(before, view.top, view.height);
        let correction = after.scroll - view.top;
        self.settle(after, view.height);
        if correction.abs() > 0.5 {
            scroll::shift(self.node, correction);
        }
    }

    /// Scrolls to a height of the list.
    fn go(self, height: f64) {
        let (Some(track), Some(view)) = (self.track(), scroll::view(self.node)) else { return };
        let before = self.place.get_untracked();
        // A short way keeps the shift, so that what stays on the screen does not jump.
        let near = (height - before.height).abs() <= 2.0 * view.height;
        let wanted = if near { Place { scroll: before.scroll + height - before.height, height } } else { track.place_at(height) };
        self.settle(wanted, view.height);
        // The document must have the room before it can be scrolled there; the view follows later
        // and says the same.
        if let Some(room) = untrack(|| self.room()) {
            scroll::set_style(self.node, &room);
        }
        // Less room than before may have moved it already.
        if let Some(view) = scroll::view(self.node) {
            scroll::shift(self.node, wanted.scroll - view.top);
        }
        // The document may not reach so far.
        self.look();
    }

    fn settle(self, place: Place, screen: f64) {
        let total = self.total.get_untracked();
        let Some(rows) = self.rows.get_untracked() else { return };
        let visible = window::window(rows, place.height, screen, total, 0);
        let drawn = window::window(rows, place.height, screen, total, OVERSCAN);
        let start = self.window.with_untracked(|window| window.start);
        if let Some(index) = scroll::focused_index(self.node)
            && (!drawn.contains(&index) || drawn.start < start)
        {
            // Cells that go, and some that stay when others come before them, are taken out of the
            // document, and the focus would fall to the page with them. The list keeps it.
            scroll::focus_list(self.node);
            self.pending.set_value(drawn.contains(&index).then_some(index));
        }
        if self.screen.get_untracked() != screen {
            self.screen.set(screen);
        }
        if self.place.get_untracked() != place {
            self.place.set(place);
        }
        if self.handle.visible.with_untracked(|before| *before != visible) {
            self.handle.visible.set(visible);
        }
    }

    /// The room above and below what is drawn, as a style; none before the first measuring.
    fn room(self) -> Option<String> {
        let rows = self.rows.get()?;
        let total = self.total.get();
        let track = Track { list: rows.height(total) };
        let window = self.window.get();
        if window.is_empty() {
            return None;
        }
        let shift = self.shift.get();
        let first = rows.row(window.start);
        let drawn = rows.height(window.end - window.start);
        let above = (rows.top(first) + shift).max(0.0);
        let below = (track.length() - above - drawn).max(0.0);
        Some(format!("padding-block:{above:.3}px {below:.3}px"))
    }

    fn step(self, way: Way, index: u32) {
        let rows = self.rows.get_untracked();
        let columns = rows.map_or(1, |rows| rows.columns);
        let page = rows.map_or(1, |rows| (self.screen.get_untracked() / rows.pitch).floor().max(1.0) as u32);
        let target = window::step(way, index, columns, page, self.total.get_untracked());
        self.obey(Order { index: target, focus: true, top: false });
    }

    fn obey(self, order: Order) {
        let Some(last) = self.total.get_untracked().checked_sub(1) else { return };
        let index = order.index.min(last);
        self.handle.current.set(index);
        let Some(rows) = self.rows.get_untracked() else { return self.early.set_value(Some(order)) };
        let height = self.place.get_untracked().height;
        let row = rows.row(index);
        let target =
            if order.top { Some(rows.top(row)) } else { window::reveal(rows, row, height, self.screen.get_untracked(), ROOM) };
        if let Some(target) = target {
            self.go(target);
        }
        if order.focus {
            // At once, however long the cell takes to load: the next key is meant for the grid.
            scroll::focus_list(self.node);
            self.pending.set_value(Some(index));
            self.give_pending_focus();
        }
    }

    fn give_pending_focus(self) {
        let held = self.held.try_update_value(Option::take).flatten().filter(|_| focus::is_free());
        let moved = held.and_then(|cell| {
            self.drawn.with_value(|(first, cells)| Some(first + cells.iter().position(|other| *other == cell)? as u32))
        });
        let Some(last) = self.total.get_untracked().checked_sub(1) else { return };
        let Some(index) = self.pending.get_value().or(moved).map(|index| index.min(last)) else { return };
        if !self.holds_focus.get_value() && !focus::is_free() {
            // The person went elsewhere meanwhile.
            return self.pending.set_value(None);
        }
        if scroll::focus(self.node, &format!("[data-index=\"{index}\"] [data-main]")) {
            self.pending.set_value(None);
        }
    }
}
