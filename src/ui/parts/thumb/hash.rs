//! Thumbhashes drawn as tiny pictures: eight pixels wide are enough, the browser smooths them.

use std::f64::consts::PI;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Pixels along the longer edge.
const EDGE: usize = 8;

/// A thumbhash (base64 without padding) as a BMP in a data address; `None` where it does not read
/// or has transparency, behind which nothing may show.
pub fn data_url(hash: &str) -> Option<String> {
    let bytes = decode(hash)?;
    let (width, height, pixels) = pixels(&bytes)?;
    Some(format!("data:image/bmp;base64,{}", encode(&bmp(width, height, &pixels))))
}

/// One channel: its mean and its cosine terms, in triangular order.
struct Channel {
    mean: f64,
    terms: Vec<(usize, usize, f64)>,
}

impl Channel {
    /// At the place that has these waves.
    fn at(&self, along: &Waves, down: &Waves) -> f64 {
        self.mean + self.terms.iter().map(|(x, y, weight)| 2.0 * weight * along[*x] * down[*y]).sum::<f64>()
    }
}

/// What each cosine is at one place along an edge. A grid has sixty pictures, and cosines are what they cost.
type Waves = [f64; 8];

fn waves(pixel: usize, pixels: usize) -> Waves {
    let place = (pixel as f64 + 0.5) / pixels as f64;
    std::array::from_fn(|wave| (PI * wave as f64 * place).cos())
}

/// Hands out the half bytes that hold the cosine terms.
struct Nibbles<'a> {
    bytes: &'a [u8],
    next: usize,
}

impl Nibbles<'_> {
    fn take(&mut self) -> Option<f64> {
        let byte = *self.bytes.get(self.next / 2)?;
        let nibble = if self.next.is_multiple_of(2) { byte & 15 } else { byte >> 4 };
        self.next += 1;
        Some(f64::from(nibble) / 7.5 - 1.0)
    }

    fn channel(&mut self, mean: f64, along: usize, down: usize, scale: f64) -> Option<Channel> {
        let mut terms = Vec::new();
        for y in 0..down {
            for x in usize::from(y == 0)..along {
                // Only terms of the lower triangle are kept in the hash.
                if x * down < along * (down - y) {
                    terms.push((x, y, self.take()? * scale));
                }
            }
        }
        // The hash counts each term once; the sum above doubles, as its definition does.
        Some(Channel { mean, terms })
    }
}

/// Width, height and red, green, blue of each pixel from the top left.
fn pixels(hash: &[u8]) -> Option<(usize, usize, Vec<[u8; 3]>)> {
    let head = hash.get(..5)?;
    let low = u32::from(head[0]) | u32::from(head[1]) << 8 | u32::from(head[2]) << 16;
    let high = u32::from(head[3]) | u32::from(head[4]) << 8;
    if low >> 23 & 1 == 1 {
        return None;
    }
    let part = |value: u32, bits: u32| f64::from(value & ((1 << bits) - 1));
    let landscape = high >> 15 & 1 == 1;
    let long_way = if landscape { 7 } else { (high & 7) as usize };
    let short_way = if landscape { (high & 7) as usize } else { 7 };
    let (along, down) = (long_way.max(3), short_way.max(3));

    let mut nibbles = Nibbles { bytes: hash.get(5..)?, next: 0 };
    let light = nibbles.channel(part(low, 6) / 63.0, along, down, part(low >> 18, 5) / 31.0)?;
    // Saturation is raised a little to make up for what rounding takes away.
    let yellow = nibbles.channel(part(low >> 6, 6) / 31.5 - 1.0, 3, 3, part(high >> 3, 6) / 63.0 * 1.25)?;
    let red = nibbles.channel(part(low >> 12, 6) / 31.5 - 1.0, 3, 3, part(high >> 9, 6) / 63.0 * 1.25)?;

    let ratio = along as f64 / down as f64;
    let (width, height) = if ratio > 1.0 {
        (EDGE, (EDGE as f64 / ratio).round().max(1.0) as usize)
    } else {
        ((EDGE as f64 * ratio).round().max(1.0) as usize, EDGE)
    };
    let mut drawn = Vec::with_capacity(width * height);
    let along: Vec<Waves> = (0..width).map(|column| waves(column, width)).collect();
    for row in 0..height {
        let y = waves(row, height);
        for x in &along {
            let (l, p, q) = (light.at(x, &y), yellow.at(x, &y), red.at(x, &y));
            let blue = l - 2.0 / 3.0 * p;
            let first = (3.0 * l - blue + q) / 2.0;
            drawn.push([first, first - q, blue].map(|value| (value.clamp(0.0, 1.0) * 255.0) as u8));
        }
    }
    Some((width, height, drawn))
}

/// An uncompressed bitmap: rows from the bottom, blue first, each row filled up to four bytes.
fn bmp(width: usize, height: usize, pixels: &[[u8; 3]]) -> Vec<u8> {
    let row = (width * 3).next_multiple_of(4);
    let number = |value: usize| (value as u32).to_le_bytes();
    let mut file = Vec::with_capacity(54 + row * height);
    file.extend(b"BM");
    for value in [54 + row * height, 0, 54, 40, width, height] {
        file.extend(number(value));
    }
    file.extend([1, 0, 24, 0]);
    file.extend([0; 24]);
    for line in pixels.chunks(width).rev() {
        file.extend(line.iter().flat_map(|[red, green, blue]| [*blue, *green, *red]));
        file.extend(vec![0; row - line.len() * 3]);
    }
    file
}

fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    let (mut bits, mut count) = (0u32, 0);
    for digit in text.trim_end_matches('=').bytes() {
        let digit = match digit {
            b'-' => b'+',
            b'_' => b'/',
            other => other,
        };
        bits = bits << 6 | u32::try_from(DIGITS.iter().position(|other| *other == digit)?).ok()?;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 255) as u8);
        }
    }
    Some(bytes)
}

fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            if place > chunk.len() {
                text.push('=');
            } else {
                text.push(char::from(DIGITS[(bits >> (18 - 6 * place) & 63) as usize]));
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A hash of one colour: lightness 32 of 63, no colour, no detail, as high as wide.
    fn grey() -> Vec<u8> {
        let low: u32 = 32 | 32 << 6 | 32 << 12;
        let high: u32 = 7;
        let mut hash = vec![low as u8, (low >> 8) as u8, (low >> 16) as u8, high as u8, (high >> 8) as u8];
        hash.extend([0x88; 24]);
        hash
    }

    #[test]
    fn one_colour_stays_one_colour() {
        let (width, height, pixels) = pixels(&grey()).unwrap_or_default();
        assert_eq!((width, height, pixels.len()), (8, 8, 64));
        assert!(pixels.iter().all(|pixel| *pixel == pixels[0]), "{pixels:?}");
        assert!(pixels[0].iter().all(|value| value.abs_diff(130) <= 8), "{:?}", pixels[0]);
    }

    #[test]
    fn transparency_and_nonsense_draw_nothing() {
        let mut clear = grey();
        clear[2] |= 0x80;
        assert!(pixels(&clear).is_none());
        assert!(pixels(&grey()[..8]).is_none());
        assert!(data_url("not base64!").is_none());
        assert!(data_url("").is_none());
    }

    #[test]
    fn base64_there_and_back() {
        for length in 0..8u8 {
            let bytes: Vec<u8> = (0..length).map(|byte| byte.wrapping_mul(73)).collect();
            assert_eq!(decode(&encode(&bytes)), Some(bytes));
        }
        assert_eq!(encode(b"koi"), "a29p");
    }

    #[test]
    fn bitmaps_say_their_size() {
        let file = bmp(3, 2, &[[1, 2, 3]; 6]);
        assert_eq!(file.len(), 54 + 2 * 12);
        assert_eq!(&file[54..60], [3, 2, 1, 3, 2, 1]);
        assert_eq!((file[18], file[22], file[28]), (3, 2, 24));
    }
}
