//! From a 64-bit key to the ordinals that may carry it, at about 20 bytes each: ordinals of one key are chained
//! through a column, and the caller compares the whole value.

use std::collections::HashMap;

const NONE: u32 = u32::MAX;

/// Ordinals by key, most recently inserted first.
#[derive(Default)]
pub struct Finder {
    heads: HashMap<u64, u32>,
    next: Vec<u32>,
}

impl Finder {
    /// Adds an ordinal that is in no chain yet.
    pub fn insert(&mut self, key: u64, ord: u32) {
        let at = ord as usize;
        if self.next.len() <= at {
            self.next.resize(at + 1, NONE);
        }
        self.next[at] = self.heads.insert(key, ord).unwrap_or(NONE);
    }

    /// Takes an ordinal out of its chain.
    pub fn remove(&mut self, key: u64, ord: u32) {
        let after = self.next[ord as usize];
        let before = self.find(key).find(|other| self.next[*other as usize] == ord);
        match before {
            Some(before) => self.next[before as usize] = after,
            None if self.heads.get(&key) != Some(&ord) => {}
            None if after == NONE => {
                self.heads.remove(&key);
            }
            None => {
                self.heads.insert(key, after);
            }
        }
        self.next[ord as usize] = NONE;
    }

    /// Every ordinal under the key.
    pub fn find(&self, key: u64) -> impl Iterator<Item = u32> {
        std::iter::successors(self.heads.get(&key).copied(), |ord| {
            let next = self.next[*ord as usize];
            (next != NONE).then_some(next)
        })
    }

    /// Gives every ordinal its new number; `map` is indexed by the old one.
    pub fn renumber(&mut self, map: &[u32], len: usize) {
        let mut next = vec![NONE; len];
        for (old, after) in self.next.iter().enumerate() {
            if *after != NONE {
                next[map[old] as usize] = map[*after as usize];
            }
        }
        self.next = next;
        for head in self.heads.values_mut() {
            *head = map[*head as usize];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(finder: &Finder, key: u64) -> Vec<u32> {
        finder.find(key).collect()
    }

    #[test]
    fn chains_of_one_key() {
        let mut finder = Finder::default();
        for (key, ord) in [(7, 0), (9, 1), (7, 2), (7, 3)] {
            finder.insert(key, ord);
        }
        assert_eq!(all(&finder, 7), [3, 2, 0]);
        finder.remove(7, 2);
        assert_eq!(all(&finder, 7), [3, 0]);
        finder.renumber(&[1, 0, u32::MAX, 2], 3);
        assert_eq!((all(&finder, 7), all(&finder, 9)), (vec![2, 1], vec![0]));
        finder.remove(7, 2);
        finder.remove(7, 1);
        assert!(all(&finder, 7).is_empty());
    }
}
