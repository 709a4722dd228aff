//! The assets: one ordinal each, their rows by ordinal, and the sets and indexes every question is answered from.

use super::finder::Finder;
use super::names;
use super::order::{Key, Order};
use super::rows::{Object, Row};
use super::tags::Tags;
use super::words::{Words, renumbered};
use crate::domain::asset::{Asset, Orientation, Rating, Source};
use crate::domain::colour::{Colour, named};
use crate::domain::format::Kind;
use crate::domain::id::{AssetId, BrandId, MemberId};
use crate::domain::rendition::Renditions;
use crate::domain::review::Status;
use crate::domain::time::Timestamp;
use roaring::RoaringBitmap;
use std::collections::HashMap;

/// Strays that are put up with in a small library; few in tests, so that they renumber often.
const SLACK: usize = if cfg!(test) { 12 } else { 256 };

/// Ordinals by what assets are, trash included.
#[derive(Default)]
pub struct Sets {
    brand: HashMap<BrandId, RoaringBitmap>,
    status: [RoaringBitmap; Status::ALL.len()],
    rating: [RoaringBitmap; 6],
    source: [RoaringBitmap; Source::ALL.len()],
    kind: [RoaringBitmap; Kind::ALL.len()],
    orientation: [RoaringBitmap; Orientation::ALL.len()],
    colour: [RoaringBitmap; Colour::ALL.len()],
    creator: HashMap<MemberId, RoaringBitmap>,
    /// With renditions.
    pub ready: RoaringBitmap,
    pub trash: RoaringBitmap,
}

impl Sets {
    pub fn brand(&self, brand: BrandId) -> Option<&RoaringBitmap> {
        self.brand.get(&brand)
    }

    pub fn status(&self, status: Status) -> &RoaringBitmap {
        &self.status[status as usize]
    }

    /// Zero to five stars.
    pub fn rating(&self, rating: Rating) -> &RoaringBitmap {
        &self.rating[usize::from(rating.stars())]
    }

    pub fn source(&self, source: Source) -> &RoaringBitmap {
        &self.source[source as usize]
    }

    pub fn kind(&self, kind: Kind) -> &RoaringBitmap {
        &self.kind[kind as usize]
    }

    /// Pictures that lie that way.
    pub fn orientation(&self, orientation: Orientation) -> &RoaringBitmap {
        &self.orientation[orientation as usize]
    }

    /// With the colour among the dominant ones.
    pub fn colour(&self, colour: Colour) -> &RoaringBitmap {
        &self.colour[colour as usize]
    }

    /// Brought in by a member.
    pub fn creator(&self, member: MemberId) -> Option<&RoaringBitmap> {
        self.creator.get(&member)
    }

    /// Everybody who brought something in, in no order.
    pub fn creators(&self) -> impl Iterator<Item = (MemberId, &RoaringBitmap)> {
        self.creator.iter().map(|(member, set)| (*member, set))
    }

    fn each_of_row(&mut self, row: &Row, mut change: impl FnMut(&mut RoaringBitmap)) {
        change(self.brand.entry(row.brand).or_default());
        change(self.creator.entry(row.uploader).or_default());
        change(&mut self.status[row.status as usize]);
        change(&mut self.rating[usize::from(row.rating.stars())]);
        change(&mut self.source[row.source as usize]);
        change(&mut self.kind[row.format.kind() as usize]);
        if let Some(orientation) = Orientation::of(row.facts.width, row.facts.height) {
            change(&mut self.orientation[orientation as usize]);
        }
        for colour in named(&row.facts.colours) {
            change(&mut self.colour[colour as usize]);
        }
        if row.renditions == Renditions::Ready {
            change(&mut self.ready);
        }
        if row.trashed.is_some() {
            change(&mut self.trash);
        }
    }

    fn all(&mut self) -> impl Iterator<Item = &mut RoaringBitmap> {
        let columns = self.status.iter_mut().chain(&mut self.rating).chain(&mut self.source).chain(&mut self.kind);
        let columns = columns.chain(&mut self.orientation).chain(&mut self.colour).chain(self.creator.values_mut());
        self.brand.values_mut().chain(columns).chain([&mut self.ready, &mut self.trash])
    }
}

/// Every asset.
#[derive(Default)]
pub struct Assets {
    rows: Vec<Option<Box<Row>>>,
    name_keys: Vec<u128>,
    ids: Finder,
    objects: Finder,
    live: usize,
    pub order: Order,
    pub sets: Sets,
    pub tags: Tags,
    /// Words of names.
    pub words: Words,
    /// The first word of each name.
    pub openings: Words,
    /// Names that are one word without their extension.
    pub single: RoaringBitmap,
    /// Words of prompts.
    pub prompts: Words,
}

impl Assets {
    /// The row of a live ordinal.
    pub fn row(&self, ord: u32) -> Option<&Row> {
        self.rows.get(ord as usize)?.as_deref()
    }

    /// One more than the greatest ordinal; some below it may be of assets that are gone.
    pub fn places(&self) -> u32 {
        self.rows.len() as u32
    }

    /// How many there are, trash included.
    pub fn count(&self) -> u64 {
        self.live as u64
    }

    /// Every row, in no order.
    pub fn all_rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().flatten().map(Box::as_ref)
    }

    /// The ordinal of an asset.
    pub fn find(&self, id: AssetId) -> Option<u32> {
        self.ids.find(id_key(id)).find(|ord| self.row(*ord).is_some_and(|row| row.id == id))
    }

    /// Every ordinal with these bytes.
    pub fn with_object(&self, object: &str) -> impl Iterator<Item = u32> {
        let object = Object::new(object);
        self.objects.find(object.key()).filter(move |ord| self.row(*ord).is_some_and(|row| row.object == object))
    }

    /// The record of a live ordinal.
    pub fn asset(&self, ord: u32) -> Option<Asset> {
        Some(self.row(ord)?.asset(&self.tags))
    }

    /// What newest-first goes by.
    pub fn key(&self, ord: u32) -> Key {
        self.row(ord).map_or(Key { added: Timestamp(i64::MIN), id: AssetId(Default::default()) }, Row::key)
    }

    /// First bytes of the name's collation.
    pub fn name_key(&self, ord: u32) -> u128 {
        self.name_keys.get(ord as usize).copied().unwrap_or_default()
    }

    /// Takes in a record. Answers its ordinal and, where it changed brand, the brand it left.
    pub fn put(&mut self, asset: &Asset) -> (u32, Option<BrandId>) {
        let row = Box::new(Row::new(asset, &mut self.tags));
        let Some(ord) = self.find(row.id) else {
            let ord = self.rows.len() as u32;
            self.rows.push(None);
            self.name_keys.push(0);
            self.ids.insert(id_key(row.id), ord);
            self.live += 1;
            self.settle(ord, None, &row);
            self.rows[ord as usize] = Some(row);
            return (ord, None);
        };
        let old = self.rows[ord as usize].take();
        self.settle(ord, old.as_deref(), &row);
        let left = old.map(|old| old.brand).filter(|brand| *brand != row.brand);
        self.rows[ord as usize] = Some(row);
        (ord, left)
    }

    /// Indexes `row` in place of `old`, leaving alone what costs more and did not change.
    fn settle(&mut self, ord: u32, old: Option<&Row>, row: &Row) {
        if let Some(old) = old {
            self.sets.each_of_row(old, |set| {
                set.remove(ord);
            });
        }
        self.sets.each_of_row(row, |set| {
            set.insert(ord);
        });
        if old.is_none_or(|old| old.name != row.name) {
            if let Some(old) = old {
                self.words.remove(ord, old.name.as_str());
                self.openings.remove_first(ord, old.name.as_str());
            }
            self.words.insert(ord, row.name.as_str());
            self.openings.insert_first(ord, row.name.as_str());
            if names::normal(names::stem(row.name.as_str())).any(|c| c == ' ') {
                self.single.remove(ord);
            } else {
                self.single.insert(ord);
            }
            self.name_keys[ord as usize] = names::key(row.name.as_str());
        }
        if old.is_none_or(|old| old.tags != row.tags) {
            if let Some(old) = old {
                self.tags.remove(ord, &old.tags);
            }
            self.tags.insert(ord, &row.tags);
        }
        let (was, is) = (old.and_then(|old| old.prompt.as_deref()), row.prompt.as_deref());
        if was != is {
            was.inspect(|prompt| self.prompts.remove(ord, prompt));
            is.inspect(|prompt| self.prompts.insert(ord, prompt));
        }
        if old.is_none_or(|old| old.object != row.object) {
            if let Some(old) = old {
                self.objects.remove(old.object.key(), ord);
            }
            self.objects.insert(row.object.key(), ord);
        }
        if old.is_none_or(|old| old.key() != row.key()) {
            if old.is_some() {
                self.order.remove(ord);
            }
            let rows = &self.rows;
            self.order.insert(ord, row.key(), |main| rows[main as usize].as_deref().map_or(row.key(), Row::key));
        }
    }

    /// Forgets an asset. Its ordinal is not given out again before renumbering.
    pub fn remove(&mut self, id: AssetId) -> Option<u32> {
        let ord = self.find(id)?;
        let row = self.rows[ord as usize].take()?;
        self.sets.each_of_row(&row, |set| {
            set.remove(ord);
        });
        self.words.remove(ord, row.name.as_str());
        self.openings.remove_first(ord, row.name.as_str());
        self.single.remove(ord);
        if let Some(prompt) = &row.prompt {
            self.prompts.remove(ord, prompt);
        }
        self.tags.remove(ord, &row.tags);
        self.objects.remove(row.object.key(), ord);
        self.ids.remove(id_key(id), ord);
        self.order.remove(ord);
        self.live -= 1;
        Some(ord)
    }

    /// Whether strays or holes are so many that renumbering pays.
    pub fn disordered(&self) -> bool {
        self.order.strays() > SLACK + self.live / 256 || self.rows.len() - self.live > 4 * SLACK + self.live / 2
    }

    /// Numbers all assets anew in newest order: O(everything). Answers the new number of each old one.
    pub fn renumber(&mut self) -> Vec<u32> {
        let sequence = self.order.sequence();
        let mut map = vec![u32::MAX; self.rows.len()];
        for (new, old) in sequence.iter().enumerate() {
            map[*old as usize] = new as u32;
        }
        self.rows = sequence.iter().map(|old| self.rows[*old as usize].take()).collect();
        self.name_keys = sequence.iter().map(|old| self.name_keys[*old as usize]).collect();
        let len = sequence.len();
        self.order = Order::renumbered(len as u32, self.rows.last().and_then(|row| Some(row.as_deref()?.key())));
        self.ids.renumber(&map, len);
        self.objects.renumber(&map, len);
        self.sets.all().for_each(|set| *set = renumbered(set, &map));
        self.tags.renumber(&map);
        self.words.renumber(&map);
        self.openings.renumber(&map);
        self.single = renumbered(&self.single, &map);
        self.prompts.renumber(&map);
        map
    }
}

/// The random half of an id.
fn id_key(id: AssetId) -> u64 {
    id.0.0 as u64
}
