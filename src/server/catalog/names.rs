//! How texts are compared: lower case letter by letter, runs of digits by value.
//!
//! A name's place among names is decided by its *collation bytes*, read without allocating. Their first sixteen
//! are kept in a column as one integer, which settles nearly every comparison.

use std::cmp::Ordering;

/// Lower case letter by letter, so that parts of a text fold as they do in the whole. Combining accents fall away.
pub fn lower(c: char) -> impl Iterator<Item = char> {
    let folded = match c {
        'ς' => 'σ',
        _ => c,
    };
    let accent = ('\u{300}'..='\u{36f}').contains(&c);
    folded.to_lowercase().filter(move |folded| !accent && !('\u{300}'..='\u{36f}').contains(folded))
}

/// Letters and digits in lower case; whatever stands between words is one space.
pub fn normal(text: &str) -> Normal<'_> {
    Normal { rest: text.chars(), ready: Default::default(), begun: false }
}

/// See [`normal`].
pub struct Normal<'a> {
    rest: std::str::Chars<'a>,
    /// What the last character of the text became and is still to be given out: a space before it, then itself.
    ready: [Option<char>; 4],
    begun: bool,
}

impl Iterator for Normal<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        if let Some(ready) = self.ready.iter_mut().find_map(Option::take) {
            return Some(ready);
        }
        let mut gap = false;
        loop {
            let c = self.rest.next()?;
            if c.is_ascii_alphanumeric() {
                self.ready[0] = Some(c.to_ascii_lowercase());
            } else if c.is_ascii() {
                gap = true;
                continue;
            } else {
                for (place, folded) in self.ready.iter_mut().zip(lower(c)) {
                    *place = folded.is_alphanumeric().then_some(folded);
                }
                // A combining accent neither shows nor parts words.
                gap |= self.ready == [None; 4] && lower(c).next().is_some();
            }
            if let Some(first) = self.ready.iter_mut().find(|place| place.is_some()) {
                if gap && self.begun {
                    return Some(' ');
                }
                self.begun = true;
                return first.take();
            }
        }
    }
}

/// A file name without its extension.
pub fn stem(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, extension)) if extension.len() <= 8 && extension.bytes().all(|byte| byte.is_ascii_alphanumeric()) => stem,
        _ => name,
    }
}

/// Which of two texts comes first.
pub fn compare(a: &str, b: &str) -> Ordering {
    Collation::new(a).cmp(Collation::new(b))
}

/// The first sixteen collation bytes; where two differ, the texts stand in that order.
pub fn key(text: &str) -> u128 {
    let mut bytes = [0; 16];
    for (place, byte) in bytes.iter_mut().zip(Collation::new(text)) {
        *place = byte;
    }
    u128::from_be_bytes(bytes)
}

/// The first letter of a text by its [`key`], in lower case; `0` for every digit.
pub fn initial(key: u128) -> char {
    let bytes = key.to_be_bytes();
    let letter = bytes.utf8_chunks().next().and_then(|chunk| chunk.valid().chars().next());
    letter.unwrap_or_default()
}

/// UTF-8 of the lower-case text, in which a run of digits is `0`, its length and its digits without leading zeros.
struct Collation<'a> {
    rest: std::str::Chars<'a>,
    /// Bytes already made and not yet given out.
    ready: [u8; 16],
    from: usize,
    to: usize,
    /// Digits of a run still to be given out.
    digits: usize,
}

impl<'a> Collation<'a> {
    fn new(text: &'a str) -> Self {
        Self { rest: text.chars(), ready: [0; 16], from: 0, to: 0, digits: 0 }
    }

    fn put(&mut self, bytes: &[u8]) {
        let room = self.ready.len().min(self.to + bytes.len());
        let taken = room - self.to;
        self.ready[self.to..room].copy_from_slice(&bytes[..taken]);
        self.to = room;
    }

    fn refill(&mut self) -> Option<()> {
        (self.from, self.to) = (0, 0);
        while self.to == 0 {
            let text = self.rest.as_str();
            let first = self.rest.next()?;
            if !first.is_ascii_digit() {
                for c in lower(first) {
                    let mut utf8 = [0; 4];
                    self.put(c.encode_utf8(&mut utf8).as_bytes());
                }
            } else if self.digits > 0 {
                self.digits -= 1;
                self.put(&[first as u8]);
            } else {
                let run = text.bytes().take_while(u8::is_ascii_digit).count();
                let zeros = text.bytes().take_while(|byte| *byte == b'0').count().min(run);
                self.digits = run - zeros;
                self.rest = text[zeros..].chars();
                self.put(&[b'0', u8::try_from(self.digits + 1).unwrap_or(u8::MAX)]);
            }
        }
        Some(())
    }
}

impl Iterator for Collation<'_> {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        if self.from == self.to {
            self.refill()?;
        }
        let byte = self.ready[self.from];
        self.from += 1;
        Some(byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_by_value_letters_without_case() {
        let sorted = ["", "0", "2", "10", "a-1", "A1", "a02", "a10", "a10b", "ab", "B", "Ä", "日本"];
        for (place, a) in sorted.iter().enumerate() {
            for (other, b) in sorted.iter().enumerate() {
                assert_eq!(compare(a, b), place.cmp(&other), "{a} {b}");
                assert!(key(a) == key(b) || key(a).cmp(&key(b)) == compare(a, b), "{a} {b}");
            }
        }
        assert_eq!(compare("IMG_007.jpg", "img_7.JPG"), Ordering::Equal);
        assert_eq!(compare("photograph 2 of 10", "photograph 10 of 10"), Ordering::Less);
    }

    #[test]
    fn normal_form() {
        for (text, expected) in [(" Low-Tide__(3).JPG ", "low tide 3 jpg"), ("ΟΔΟΣ", "οδοσ"), ("cafe\u{301}", "cafe"), ("--", "")]
        {
            assert_eq!(normal(text).collect::<String>(), expected);
        }
    }
}
