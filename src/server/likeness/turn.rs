//! The eight ways to lay a rectangle upon itself: mirrored or not, by quarter turns.

/// One of the eight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Left and right exchanged, before the turn.
    pub mirrored: bool,
    /// Quarter turns to the right, 0 to 3.
    pub quarters: u8,
}

impl Turn {
    /// As it is, first; mirrored, second.
    pub const ALL: [Self; 8] = {
        let mut all = [Self { mirrored: false, quarters: 0 }; 8];
        let mut at = 0;
        while at < 8 {
            all[at] = Self { mirrored: at % 2 == 1, quarters: (at / 2) as u8 };
            at += 1;
        }
        all
    };

    /// Width and height change places.
    pub fn lies(self) -> bool {
        self.quarters % 2 == 1
    }

    /// Where the cell (x, y) of a square of `side` cells goes.
    pub fn cell(self, side: usize, x: usize, y: usize) -> (usize, usize) {
        let mut to = if self.mirrored { (side - 1 - x, y) } else { (x, y) };
        for _ in 0..self.quarters {
            to = (side - 1 - to.1, to.0);
        }
        to
    }

    /// Where one of `count` directions, evenly spread over half a circle from the right downwards, goes. `count` is
    /// even.
    pub fn direction(self, count: usize, direction: usize) -> usize {
        let mirrored = if self.mirrored { (count - direction) % count } else { direction };
        (mirrored + usize::from(self.quarters) * count / 2) % count
    }
}
