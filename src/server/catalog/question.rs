//! A question to the library, resolved into sets: first what the actor may see of the place, then what words and
//! filters leave of it.

use super::alike::Alike;
use super::explain::explain;
use super::ranked::Ranked;
use super::search::{Hits, Search};
use super::state::State;
use super::tree::Tree;
use crate::domain::access::Actor;
use crate::domain::asset::Rating;
use crate::domain::id::BrandId;
use crate::domain::library::{Facets, Found, Page, Place};
use crate::domain::query::{Added, Bucket, LibraryQuery, Sort, TagMode};
use crate::domain::time::{DAY, Timestamp};
use roaring::RoaringBitmap;
use std::borrow::Cow;

/// Neighbours shown on either side of an asset.
const STRIP: u64 = 6;

/// What can be filtered by. Each has its own choices, and its own counts beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filter {
    Campaign,
    Tag,
    Rating,
    Status,
    Source,
    Kind,
    Orientation,
    Colour,
    Creator,
    Added,
}

/// A set of the catalog's or one made for the question.
type Set<'a> = Cow<'a, RoaringBitmap>;

/// A resolved question.
pub struct Question<'a> {
    search: Search,
    /// What the search found in the place; `None` when it asks for nothing.
    hits: Option<Hits>,
    /// What the results are to be like; inside, `None` when there is no such asset for the actor.
    alike: Option<Option<Alike>>,
    sort: Sort,
    /// What the actor sees in the place, without words and filters.
    pub place: RoaringBitmap,
    /// Of these, what the words leave.
    found: Set<'a>,
    /// The filters that are on, with everything each lets through.
    filters: Vec<(Filter, Set<'a>)>,
    /// What words and every filter leave.
    pub results: RoaringBitmap,
}

impl Question<'_> {
    /// What words and every filter but one leave.
    pub fn without(&self, filter: Filter) -> Cow<'_, RoaringBitmap> {
        if self.filters.iter().all(|(other, _)| *other != filter) {
            return Cow::Borrowed(&self.results);
        }
        Cow::Owned(narrowed(&self.found, self.filters.iter().filter(|(other, _)| *other != filter)))
    }

    /// Beside each of these results, why the search found it; nothing without one.
    pub fn reasons(&self, state: &State, ords: &[u32]) -> Vec<Vec<Found>> {
        if !self.search.ranks() {
            return Vec::new();
        }
        let rows = ords.iter().filter_map(|ord| state.assets.row(*ord));
        rows.map(|row| explain(&self.search, row, &state.assets.tags)).collect()
    }

    /// The results in their order.
    pub fn ranked(&self, state: &State) -> Ranked {
        let results = self.results.clone();
        if let Some(alike) = self.alike.iter().flatten().next() {
            return state.likest(alike, &results, self.sort);
        }
        match &self.hits {
            Some(hits) if self.sort == Sort::Newest && self.search.ranks() => {
                Ranked::Newest(self.search.ranked(&state.assets, hits, results))
            }
            _ => Ranked::new(&state.assets, results, self.sort),
        }
    }
}

impl State {
    /// Assets of these brands, the trash included.
    pub fn in_brands(&self, brands: impl IntoIterator<Item = BrandId>) -> RoaringBitmap {
        let sets = brands.into_iter().filter_map(|brand| self.assets.sets.brand(brand));
        sets.fold(RoaringBitmap::new(), |all, set| all | set)
    }

    /// What was added in the last days.
    pub fn recent(&self, now: Timestamp) -> RoaringBitmap {
        self.added_since(now.plus(-i64::from(self.recent_days) * DAY))
    }

    /// Resolves a question for an actor.
    pub fn question(&self, actor: &Actor, query: &LibraryQuery, now: Timestamp) -> Question<'_> {
        let place = self.place_set(actor, query, now);
        let search = Search::new(&query.words);
        let hits = (!search.is_empty()).then(|| search.hits(&self.assets, &place));
        let mut found = hits.as_ref().map_or_else(|| place.clone(), |hits| hits.all.clone());
        let alike = query.similar.map(|asset| self.alike(actor, asset));
        match &alike {
            Some(Some(alike)) => alike.among(&mut found),
            Some(None) => found.clear(),
            None => {}
        }
        let found = Cow::Owned(found);
        let filters = self.filters(query, now);
        let results = narrowed(&found, &filters);
        Question { search, hits, alike, sort: query.sort, place, found, filters, results }
    }

    /// The filters that are on.
    fn filters(&self, query: &LibraryQuery, now: Timestamp) -> Vec<(Filter, Set<'_>)> {
        let sets = &self.assets.sets;
        let campaign = query.campaign.iter().map(|id| self.campaigns.get(*id).map(|group| &group.members));
        let ratings = query.ratings.iter().map(|stars| Rating::new(*stars).map(|rating| sets.rating(rating)));
        let all = [
            (Filter::Campaign, any(campaign)),
            (Filter::Tag, self.tagged(query)),
            (Filter::Rating, any(ratings)),
            (Filter::Status, any(query.statuses.iter().map(|status| Some(sets.status(*status))))),
            (Filter::Source, any(query.sources.iter().map(|source| Some(sets.source(*source))))),
            (Filter::Kind, any(query.kinds.iter().map(|kind| Some(sets.kind(*kind))))),
            (Filter::Orientation, any(query.orientations.iter().map(|one| Some(sets.orientation(*one))))),
            (Filter::Colour, any(query.colours.iter().map(|colour| Some(sets.colour(*colour))))),
            (Filter::Creator, any(query.creators.iter().map(|member| sets.creator(*member)))),
            (Filter::Added, self.added(&query.added, now).map(Cow::Owned)),
        ];
        all.into_iter().filter_map(|(filter, set)| Some((filter, set?))).collect()
    }

    /// Everything added at `from` or later.
    pub fn added_since(&self, from: Timestamp) -> RoaringBitmap {
        self.assets.order.since(from, |ord| self.assets.key(ord))
    }

    fn added(&self, added: &Added, now: Timestamp) -> Option<RoaringBitmap> {
        let since = added.since.map(|day| day.start()).max(added.within.map(|within| within.since(now)));
        if since.is_none() && added.until.is_none() {
            return None;
        }
        let mut set = self.added_since(since.unwrap_or(Timestamp(i64::MIN)));
        if let Some(day) = added.until {
            set -= self.added_since(day.end());
        }
        Some(set)
    }

    fn place_set(&self, actor: &Actor, query: &LibraryQuery, now: Timestamp) -> RoaringBitmap {
        let brands = self.directory.seen(actor, query.brand.as_deref());
        let mut place = self.in_brands(brands.iter().map(|brand| brand.id));
        if let Some(id) = query.collection {
            match self.collections.get(id) {
                Some(group) if query.nested => place &= Tree::new(&self.collections, group.record.brand).rolled_up(group),
                Some(group) => place &= &group.members,
                None => place.clear(),
            }
        }
        let trash = &self.assets.sets.trash;
        match query.bucket {
            Bucket::Trash => return place & trash,
            Bucket::All => {}
            Bucket::Recent => place &= self.recent(now),
            Bucket::Unfiled => place -= &self.filed,
        }
        place - trash
    }

    fn tagged(&self, query: &LibraryQuery) -> Option<Set<'_>> {
        let mut tags = query.tags.iter().map(|tag| self.assets.tags.members(tag));
        match query.tag_mode {
            TagMode::Any => any(tags),
            TagMode::All => {
                let first = tags.next()?.cloned().unwrap_or_default();
                Some(Cow::Owned(tags.fold(first, |all, tag| tag.map(|tag| &all & tag).unwrap_or_default())))
            }
        }
    }

    /// Answers one page, with its counts where they are asked for.
    pub fn page(&self, actor: &Actor, query: &LibraryQuery, now: Timestamp, asked: Asked) -> Page {
        let question = self.question(actor, query, now);
        let ranked = question.ranked(self);
        let ords = ranked.slice(&self.assets, asked.start.into(), asked.count as usize);
        let found = question.reasons(self, &ords);
        let mut cards = self.cards(&ords);
        let copies = ranked.copies(asked.start.into(), cards.len());
        cards[..copies].iter_mut().for_each(|card| card.near_duplicate = true);
        let facets = asked.facets.then(|| self.counted(actor, query, &question, now));
        let (total, of) = (ranked.len() as u32, question.place.len() as u32);
        Page { start: asked.start, cards, total, of, found, facets }
    }

    /// The counts beside the filters of a question.
    pub fn counted(&self, actor: &Actor, query: &LibraryQuery, question: &Question, now: Timestamp) -> Facets {
        let mut facets = self.facets(actor, query, question, now);
        if let Some(alike) = question.alike.iter().flatten().next() {
            alike.cap(&mut facets);
        }
        facets
    }

    /// Answers where an asset stands.
    pub fn place(&self, question: &Question, ord: Option<u32>) -> Place {
        let ranked = question.ranked(self);
        let total = ranked.len() as u32;
        let Some(position) = ord.and_then(|ord| ranked.position(&self.assets, ord)) else {
            return Place { total, ..Place::default() };
        };
        let start = position.saturating_sub(STRIP);
        let ords = ranked.slice(&self.assets, start, (position - start + 1 + STRIP) as usize);
        let at = (position - start) as usize;
        let neighbour =
            |at: Option<usize>| at.and_then(|at| ords.get(at)).and_then(|ord| self.assets.row(*ord)).map(|row| row.id);
        Place {
            position: Some(position as u32 + 1),
            total,
            previous: neighbour(at.checked_sub(1)),
            next: neighbour(Some(at + 1)),
            strip: self.cards(&ords),
        }
    }
}

/// Which part of an answer is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// Index of the first result.
    pub start: u32,
    /// Most cards.
    pub count: u32,
    /// Whether the counts beside the filters are wanted too.
    pub facets: bool,
}

/// What of a set all filters let through.
fn narrowed<'a>(set: &RoaringBitmap, filters: impl IntoIterator<Item = &'a (Filter, Set<'a>)>) -> RoaringBitmap {
    let mut filters = filters.into_iter().map(|(_, filter)| &**filter);
    let Some(first) = filters.next() else { return set.clone() };
    filters.fold(set & first, |left, filter| left & filter)
}

/// The union of some sets, or `None` of no sets at all. A set that does not exist adds nothing.
fn any<'a>(mut sets: impl Iterator<Item = Option<&'a RoaringBitmap>>) -> Option<Set<'a>> {
    let first = sets.next()?.map_or_else(Set::default, Cow::Borrowed);
    Some(sets.flatten().fold(first, |all, set| Cow::Owned(&*all | set)))
}
