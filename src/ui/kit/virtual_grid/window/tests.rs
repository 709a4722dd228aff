//! The arithmetic of the grid against plain definitions of what it should find.

use proptest::prelude::*;

use super::*;

const ROWS: Rows = Rows { columns: 8, pitch: 100.0, gap: 8.0 };

/// The cells whose row touches the stretch, found one by one.
fn touching(rows: Rows, top: f64, height: f64, total: u32) -> Vec<u32> {
    (0..total)
        .filter(|index| {
            let start = rows.top(rows.row(*index));
            start < top + height && start + rows.pitch > top
        })
        .collect()
}

#[test]
fn a_window_holds_whole_rows() {
    assert_eq!(window(ROWS, 0.0, 250.0, 1_000, 0), 0..24);
    assert_eq!(window(ROWS, 150.0, 250.0, 1_000, 0), 8..32);
    assert_eq!(window(ROWS, 150.0, 250.0, 1_000, 2), 0..48);
    assert_eq!(window(ROWS, 1_000.0, 300.0, 1_000, 1), 72..112);
}

#[test]
fn the_last_row_is_never_lost() {
    // 125 rows, the last one short.
    assert_eq!(window(ROWS, 12_400.0, 300.0, 995, 0), 992..995);
    assert_eq!(ROWS.count(993), 125);
    assert_eq!(ROWS.height(993), 12_492.0);
}

#[test]
fn a_window_beyond_the_list_shows_its_end() {
    assert_eq!(window(ROWS, 1e12, 300.0, 20, 0), 16..20);
    assert_eq!(window(ROWS, -5_000.0, 300.0, 20, 0), 0..8);
    assert_eq!(window(ROWS, f64::NAN, f64::NAN, 20, 0), 0..8);
    assert_eq!(window(ROWS, 0.0, 300.0, 0, 3), 0..0);
}

#[test]
fn a_million_cells_in_three_columns_reach_their_end() {
    let rows = Rows { columns: 3, pitch: 152.5, gap: 2.0 };
    let total = 1_000_000;
    let track = Track { list: rows.height(total) };
    assert_eq!(track.length(), TRACK);
    let bottom = track.length() - 740.0;
    let shown = window(rows, track.height_at(bottom), 740.0, total, 0);
    assert_eq!(shown.end, total);
}

#[test]
fn every_small_list_shows_what_touches_the_screen() {
    for columns in 1..=5 {
        let rows = Rows { columns, pitch: 10.0, gap: 2.0 };
        for total in 0..=23 {
            for top in 0..(rows.height(total).max(0.0) as u32) {
                for height in [1, 9, 10, 11, 25] {
                    let (top, height) = (f64::from(top), f64::from(height));
                    let found: Vec<u32> = window(rows, top, height, total, 0).collect();
                    assert_eq!(found, touching(rows, top, height, total), "{columns} {total} {top}");
                }
            }
        }
    }
}

#[test]
fn missing_spans_the_unknown() {
    let known = |index: u32| ![12, 15].contains(&index);
    assert_eq!(missing(10..20, known), 12..16);
    assert_eq!(missing(0..10, known), 0..0);
    assert_eq!(missing(0..0, |_| false), 0..0);
}

#[test]
fn keys_lead_where_the_eye_expects() {
    // Three rows of 4, the last with 2.
    for (way, from, to) in [
        (Way::Right, 3, 4),
        (Way::Right, 9, 9),
        (Way::Left, 4, 3),
        (Way::Left, 0, 0),
        (Way::Down, 1, 5),
        (Way::Down, 5, 9),
        (Way::Down, 7, 9),
        (Way::Down, 8, 8),
        (Way::Up, 9, 5),
        (Way::Up, 2, 2),
        (Way::First, 7, 0),
        (Way::Last, 0, 9),
        (Way::PageDown, 1, 9),
        (Way::PageUp, 9, 1),
    ] {
        assert_eq!(step(way, from, 4, 2, 10), to, "{way:?} from {from}");
    }
    assert_eq!(step(Way::Down, 5, 4, 2, 0), 0);
}

#[test]
fn a_row_is_revealed_by_the_nearest_edge() {
    assert_eq!(reveal(ROWS, 3, 200.0, 400.0, 20.0), None);
    assert_eq!(reveal(ROWS, 1, 200.0, 400.0, 20.0), Some(80.0));
    assert_eq!(reveal(ROWS, 0, 200.0, 400.0, 20.0), Some(0.0));
    assert_eq!(reveal(ROWS, 8, 200.0, 400.0, 20.0), Some(512.0));
    // A screen lower than a row shows the row's beginning.
    assert_eq!(reveal(ROWS, 5, 0.0, 50.0, 20.0), Some(542.0));
}

#[test]
fn a_cut_track_is_scrolled_to_both_ends_by_wheel_alone() {
    let track = Track { list: 50_000_000.0 };
    let screen = 800.0;
    let bottom = track.length() - screen;
    for (way, start, end_scroll, end_height) in [(3_000.0, 0.0, bottom, track.list - screen), (-3_000.0, bottom, 0.0, 0.0)] {
        let mut place = Place { scroll: start, height: track.height_at(start) };
        let mut turns = 0;
        while (place.scroll - end_scroll).abs() > 0.5 {
            let wanted = (place.scroll + way).clamp(0.0, bottom);
            let moved = wanted - place.scroll;
            let after = track.scrolled(place, wanted, screen);
            // What the eye sees is only what the wheel asked for.
            assert!((after.height - place.height - moved).abs() < 1e-3, "{place:?} {after:?}");
            place = after;
            turns += 1;
            assert!(turns < 40_000, "never arrived: {place:?}");
        }
        assert!((place.height - end_height).abs() < 1.0, "{place:?}");
    }
}

#[test]
fn the_scrollbar_goes_in_proportion() {
    let track = Track { list: 50_000_000.0 };
    let place = track.scrolled(Place::default(), track.length() / 2.0, 800.0);
    assert!((place.height - 25_000_000.0).abs() < 1.0);
    assert_eq!(place.scroll, 4_000_000.0);
}

proptest! {
    #[test]
    fn a_window_is_whole_rows_around_the_screen(
        columns in 1_u32..30, pitch in 20.0_f64..600.0, total in 1_u32..2_000_000,
        at in 0.0_f64..1.0, screen in 100.0_f64..3_000.0, overscan in 0_u32..6,
    ) {
        let rows = Rows { columns, pitch, gap: 2.0 };
        let top = at * rows.height(total);
        let found = window(rows, top, screen, total, overscan);
        prop_assert!(found.start < found.end && found.end <= total);
        prop_assert_eq!(found.start % columns, 0);
        prop_assert!(found.end == total || found.end.is_multiple_of(columns));
        // Everything on screen is in it, and not much more.
        prop_assert!(rows.top(rows.row(found.start)) <= top);
        let end = rows.top(rows.row(found.end - 1)) + pitch;
        prop_assert!(found.end == total || end >= top + screen);
        let most = (screen / pitch).ceil() + 1.0 + 2.0 * f64::from(overscan);
        prop_assert!(f64::from(rows.count(found.end - found.start)) <= most);
    }

    #[test]
    fn scroll_and_height_are_one_another_s_inverse(list in 1_000.0_f64..5e8, at in 0.0_f64..1.0) {
        let track = Track { list };
        let scroll = at * track.length();
        prop_assert!((track.scroll_at(track.height_at(scroll)) - scroll).abs() < 1e-3);
        prop_assert!(track.height_at(scroll) <= list + 1e-3);
        // Further down the track is further down the list.
        prop_assert!(track.height_at(scroll + 1.0) > track.height_at(scroll));
    }

    #[test]
    fn a_step_stays_in_the_list(
        index in 0_u32..500, columns in 1_u32..20, page in 0_u32..9, total in 1_u32..400, way in 0_usize..8,
    ) {
        let ways = [Way::Left, Way::Right, Way::Up, Way::Down, Way::First, Way::Last, Way::PageUp, Way::PageDown];
        prop_assert!(step(ways[way], index, columns, page, total) < total);
    }

    #[test]
    fn a_revealed_row_is_on_the_screen(row in 0_u32..1_000, top in 0.0_f64..50_000.0, screen in 200.0_f64..2_000.0) {
        let shown = reveal(ROWS, row, top, screen, 24.0).unwrap_or(top);
        prop_assert!(shown <= ROWS.top(row));
        prop_assert!(shown + screen >= ROWS.top(row) + ROWS.pitch - ROWS.gap - 1e-6);
    }
}
