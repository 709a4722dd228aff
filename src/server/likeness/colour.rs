//! How much there is of which colour.

/// Levels of each channel.
const LEVELS: usize = 4;
/// One for each combination of levels.
pub const BYTES: usize = LEVELS * LEVELS * LEVELS;
/// The byte of a colour that is everywhere.
const FULL: f32 = 200.0;

/// Square roots of the shares of colours.
pub type Colour = [u8; BYTES];

/// Each pixel counts for the levels on either side of each channel by nearness, so that a slight change of a colour
/// is a slight change here. All zero where there is none.
pub fn of(pixels: impl Iterator<Item = [u8; 3]>) -> Colour {
    let mut shares = [0u64; BYTES];
    let mut total = 0u64;
    for pixel in pixels {
        let [r, g, b] = pixel.map(split);
        for (r, wr) in r {
            for (g, wg) in g {
                for (b, wb) in b {
                    shares[(r * LEVELS + g) * LEVELS + b] += u64::from(wr * wg * wb);
                }
            }
        }
        total += u64::from(STEPS * STEPS * STEPS);
    }
    shares.map(|share| ((share as f32 / total.max(1) as f32).sqrt() * FULL).round() as u8)
}

/// From one level to the next; 255 is three of them, and whole numbers sum up alike in any order.
const STEPS: u32 = 85;

/// The two levels around a sample with the weight of each.
fn split(sample: u8) -> [(usize, u32); 2] {
    let (low, over) = (u32::from(sample) / STEPS, u32::from(sample) % STEPS);
    let next = (low as usize + 1).min(LEVELS - 1);
    [(low as usize, STEPS - over), (next, over)]
}
