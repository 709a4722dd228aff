//! A question to the library, resolved into sets: first what the actor may see of the place, then what words and
//! filters leave of it.

use super::ranked::Ranked;
use super::search::{Hits, Search};
use super::state::State;
use super::tree::Tree;
use crate::domain::access::Actor;
use crate::domain::asset::Rating;
use crate::domain::id::BrandId;
use crate::domain::library::{Page, Place};
use crate::domain::query::{Bucket, LibraryQuery, Sort, TagMode};
use crate::domain::time::{DAY, Timestamp};
use roaring::RoaringBitmap;

/// Neighbours shown on either side of an asset.
const STRIP: u64 = 6;

/// A resolved question.
pub struct Question {
    search: Search,
    /// What the search found in the place; `None` when it asks for nothing.
    hits: Option<Hits>,
    sort: Sort,
    /// What the actor sees in the place, without words and filters.
    pub place: RoaringBitmap,
    /// Of these, what words and every filter without facets leave.
    pub inner: RoaringBitmap,
    // Filters with facets; `None` is off.
    pub campaign: Option<RoaringBitmap>,
    pub ratings: Option<RoaringBitmap>,
    pub statuses: Option<RoaringBitmap>,
}

impl Question {
    /// What is left of `inner` by some of the filters with facets.
    pub fn narrowed(&self, filters: [&Option<RoaringBitmap>; 2]) -> RoaringBitmap {
        filters.into_iter().flatten().fold(self.inner.clone(), |left, filter| left & filter)
    }

    /// The results.
    pub fn results(&self) -> RoaringBitmap {
        let narrowed = self.narrowed([&self.campaign, &self.ratings]);
        match &self.statuses {
            Some(statuses) => narrowed & statuses,
            None => narrowed,
        }
    }

    /// The results in their order.
    pub fn ranked(&self, state: &State) -> Ranked {
        let results = self.results();
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
        self.assets.order.since(now.plus(-i64::from(self.recent_days) * DAY), |ord| self.assets.key(ord))
    }

    /// Resolves a question for an actor.
    pub fn question(&self, actor: &Actor, query: &LibraryQuery, now: Timestamp) -> Question {
        let place = self.place_set(actor, query, now);
        let sets = &self.assets.sets;
        let search = Search::new(&query.words);
        let hits = (!search.is_empty()).then(|| search.hits(&self.assets, &place));
        let mut inner = hits.as_ref().map_or_else(|| place.clone(), |hits| hits.all.clone());
        if let Some(tagged) = self.tagged(query) {
            inner &= tagged;
        }
        if let Some(sources) = any(query.sources.iter().map(|source| Some(sets.source(*source)))) {
            inner &= sources;
        }
        if let Some(kinds) = any(query.kinds.iter().map(|kind| Some(sets.kind(*kind)))) {
            inner &= kinds;
        }
        Question {
            search,
            hits,
            sort: query.sort,
            place,
            inner,
            campaign: query.campaign.map(|id| self.campaigns.get(id).map(|group| group.members.clone()).unwrap_or_default()),
            ratings: any(query.ratings.iter().map(|stars| Rating::new(*stars).map(|rating| sets.rating(rating)))),
            statuses: any(query.statuses.iter().map(|status| Some(sets.status(*status)))),
        }
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

    fn tagged(&self, query: &LibraryQuery) -> Option<RoaringBitmap> {
        let mut tags = query.tags.iter().map(|tag| self.assets.tags.members(tag));
        match query.tag_mode {
            TagMode::Any => any(tags),
            TagMode::All => {
                let first = tags.next()?.cloned().unwrap_or_default();
                Some(tags.fold(first, |all, tag| tag.map(|tag| &all & tag).unwrap_or_default()))
            }
        }
    }

    /// Answers one page with its counts.
    pub fn page(&self, actor: &Actor, query: &LibraryQuery, now: Timestamp, start: u32, count: u32) -> Page {
        let question = self.question(actor, query, now);
        let ranked = question.ranked(self);
        let cards = self.cards(&ranked.slice(&self.assets, start.into(), count as usize));
        Page { start, cards, total: ranked.len() as u32, of: question.place.len() as u32, facets: self.facets(&question) }
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

/// The union of some sets, or `None` of no sets at all. A set that does not exist adds nothing.
fn any<'a>(sets: impl Iterator<Item = Option<&'a RoaringBitmap>>) -> Option<RoaringBitmap> {
    sets.fold(None, |all, set| {
        let mut all: RoaringBitmap = all.unwrap_or_default();
        if let Some(set) = set {
            all |= set;
        }
        Some(all)
    })
}
