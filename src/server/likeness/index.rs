//! Descriptors by ordinal, and the nearest of those that are allowed.

use super::colour::{self, Colour};
use super::shape::{self, Shape};
use super::sketch::{self, Greys, Sketch};
use super::turn::Turn;
use super::{Descriptor, align, difference};
use roaring::RoaringBitmap;
use std::collections::BinaryHeap;

/// What a difference of colour counts beside one of shape.
const COLOUR: u32 = 3;
/// The same where the picture asked for has a plain ground: of logos and cut-outs, colour tells more than shape.
const COLOUR_GROUNDED: u32 = 36;
/// What a quarter turn costs: people rarely mean a shape that lies on its side.
const TURNED: u32 = 1_200;
/// Only the nearest so many are laid over the picture asked for.
const LAID: usize = 24;
/// Difference of shape up to which a picture may be a copy at all.
const COPY_SHAPE: u32 = 4_500;
/// The same for colour; a copy in other colours is another picture.
const COPY_COLOUR: u32 = 800;
/// Agreement from which on a picture is a copy, where the shapes are the same; a difference of shape adds its part.
const COPY: f32 = 0.56;
const COPY_PER_SHAPE: f32 = 1.0 / 20_000.0;

/// One picture that is like the one asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    pub ord: u32,
    /// 0 is the same to the eye; unrelated photos are some 8,000 apart. Comparable within one answer only.
    pub distance: u32,
    /// The same picture, but for being saved anew, resized, cropped a little, framed, turned, mirrored or written on.
    pub near_duplicate: bool,
}

/// What only few pictures are asked for.
#[derive(Clone, Copy)]
struct Rest {
    sketch: Sketch,
    aspect: i16,
    grounded: bool,
}

/// All descriptors, by ordinal. What is compared with every picture lies together.
#[derive(Default)]
pub struct Index {
    known: RoaringBitmap,
    shapes: Vec<Shape>,
    colours: Vec<Colour>,
    rest: Vec<Rest>,
}

impl Index {
    /// How many there are.
    pub fn len(&self) -> u64 {
        self.known.len()
    }

    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// The pictures that are described.
    pub fn known(&self) -> &RoaringBitmap {
        &self.known
    }

    /// Takes in a descriptor or replaces it.
    pub fn put(&mut self, ord: u32, descriptor: &Descriptor) {
        let at = ord as usize;
        if self.shapes.len() <= at {
            self.shapes.resize(at + 1, [0; shape::BYTES]);
            self.colours.resize(at + 1, [0; colour::BYTES]);
            self.rest.resize(at + 1, Rest { sketch: [0; sketch::BYTES], aspect: 0, grounded: false });
        }
        self.shapes[at] = descriptor.shape;
        self.colours[at] = descriptor.colour;
        self.rest[at] = Rest { sketch: descriptor.sketch, aspect: descriptor.aspect, grounded: descriptor.grounded };
        self.known.insert(ord);
    }

    pub fn remove(&mut self, ord: u32) {
        self.known.remove(ord);
    }

    pub fn get(&self, ord: u32) -> Option<Descriptor> {
        let at = self.known.contains(ord).then_some(ord as usize)?;
        let Rest { sketch, aspect, grounded } = *self.rest.get(at)?;
        Some(Descriptor { shape: *self.shapes.get(at)?, colour: *self.colours.get(at)?, grounded, sketch, aspect })
    }

    /// Gives every picture the ordinal that `renamed` tells; those without one are forgotten.
    pub fn renumber(&mut self, renamed: impl Fn(u32) -> Option<u32>) {
        let old = std::mem::take(self);
        for ord in &old.known {
            if let (Some(to), Some(descriptor)) = (renamed(ord), old.get(ord)) {
                self.put(to, &descriptor);
            }
        }
    }

    /// The nearest `most` of the pictures in `allowed`: near-duplicates first, then by likeness, equal ones by
    /// ordinal. Every allowed picture is compared.
    pub fn nearest(&self, asked: &Descriptor, allowed: &RoaringBitmap, most: usize) -> Vec<Match> {
        let turns = Turn::ALL.map(|turn| shape::turned(&asked.shape, turn));
        let weight = if asked.grounded { COLOUR_GROUNDED } else { COLOUR };
        // Near-duplicates are looked for among at least so many, so that a short answer begins like a long one.
        let kept = most.max(LAID);
        let mut nearest = BinaryHeap::new();
        let mut limit = u32::MAX;
        for ord in &(allowed & &self.known) {
            let coloured = weight * difference(&asked.colour, &self.colours[ord as usize]);
            if coloured > limit {
                continue;
            }
            let shape = &self.shapes[ord as usize];
            let upright = turns[..2].iter().map(|turn| difference(turn, shape)).min().unwrap_or(u32::MAX);
            let lying = turns[2..].iter().map(|turn| difference(turn, shape) + TURNED).min().unwrap_or(u32::MAX);
            let distance = coloured + upright.min(lying);
            if distance <= limit {
                nearest.push((distance, ord));
                if nearest.len() > kept {
                    nearest.pop();
                }
                if nearest.len() == kept {
                    limit = nearest.peek().map_or(u32::MAX, |(furthest, _)| *furthest);
                }
            }
        }
        let found = nearest.into_sorted_vec();
        let mut found: Vec<Match> =
            found.into_iter().map(|(distance, ord)| Match { ord, distance, near_duplicate: false }).collect();
        self.mark(asked, &turns, &mut found);
        found.sort_by_key(|found| (!found.near_duplicate, found.distance, found.ord));
        found.truncate(most);
        found
    }

    /// Lays the nearest over the picture asked for and marks those that agree.
    fn mark(&self, asked: &Descriptor, turns: &[Shape; 8], found: &mut [Match]) {
        let greys = sketch::greys(&asked.sketch);
        let candidates = found.iter_mut().take(LAID).filter_map(|found| {
            let at = found.ord as usize;
            let apart = |turn: &Shape| difference(turn, &self.shapes[at]);
            let (shape, turn) = turns.iter().map(apart).zip(Turn::ALL).min_by_key(|(apart, _)| *apart)?;
            let possible = shape <= COPY_SHAPE && difference(&asked.colour, &self.colours[at]) <= COPY_COLOUR;
            possible.then_some((found, shape, turn))
        });
        for (found, shape, turn) in candidates {
            let needed = COPY + shape as f32 * COPY_PER_SHAPE;
            found.near_duplicate = self.agreement(asked.aspect, &greys, turn, found.ord) >= needed;
        }
    }

    fn agreement(&self, aspect: i16, greys: &Greys, turn: Turn, ord: u32) -> f32 {
        let other = &self.rest[ord as usize];
        let aspect = if turn.lies() { -f32::from(aspect) } else { f32::from(aspect) };
        let ratio = ((aspect - f32::from(other.aspect)) / 4096.0).exp();
        align::agreement(&sketch::turned(greys, turn), &sketch::greys(&other.sketch), ratio)
    }
}
