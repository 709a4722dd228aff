//! The counts beside the choices of each filter.

use super::groups::by_name;
use super::names;
use super::question::{Filter, Question};
use super::state::State;
use super::tags::Counted;
use crate::domain::access::Actor;
use crate::domain::asset::{Orientation, Rating, Source};
use crate::domain::colour::Colour;
use crate::domain::format::Kind;
use crate::domain::id::{CampaignId, MemberId};
use crate::domain::library::{Facets, TAGS_MOST};
use crate::domain::query::{LibraryQuery, TagMode, Within};
use crate::domain::review::Status;
use crate::domain::time::Timestamp;
use roaring::RoaringBitmap;
use std::borrow::Cow;

/// A tag is compared with a dense result in the time in which so many assets are counted one by one.
const TAG_COSTS: u64 = 12;
/// A sparse result is walked through once for each tag, in the time in which one of so many assets is counted.
const WALKS: u64 = 250;
/// Below this share of all assets a result is sparse: its bitmap is a list.
const SPARSE: f64 = 1.0 / 16.0;

impl State {
    /// For each choice, how many results it would leave with its own filter off and the others on.
    pub fn facets(&self, actor: &Actor, query: &LibraryQuery, question: &Question<'_>, now: Timestamp) -> Facets {
        let sets = &self.assets.sets;
        let ratings: Vec<u8> = (1..=5).collect();
        let stars = |stars: &u8| Rating::new(*stars).map(|rating| sets.rating(rating));
        Facets {
            statuses: counts(question, Filter::Status, &Status::ALL, |one| Some(sets.status(*one))),
            ratings: counts(question, Filter::Rating, &ratings, stars),
            sources: counts(question, Filter::Source, &Source::ALL, |one| Some(sets.source(*one))),
            kinds: counts(question, Filter::Kind, &Kind::ALL, |one| Some(sets.kind(*one))),
            orientations: counts(question, Filter::Orientation, &Orientation::ALL, |one| Some(sets.orientation(*one))),
            colours: counts(question, Filter::Colour, &Colour::ALL, |one| Some(sets.colour(*one))),
            added: self.by_age(question, now),
            creators: self.by_creator(query, question),
            campaigns: self.by_campaign(actor, query, question),
            tags: self.tag_counts(query, question, ""),
            similar_to: None,
        }
    }

    fn by_age(&self, question: &Question<'_>, now: Timestamp) -> Vec<(Within, u32)> {
        let base = question.without(Filter::Added);
        Within::ALL.map(|within| (within, base.intersection_len(&self.added_since(within.since(now))) as u32)).to_vec()
    }

    fn by_creator(&self, query: &LibraryQuery, question: &Question<'_>) -> Vec<(MemberId, String, u32)> {
        let base = question.without(Filter::Creator);
        let shown = |member: MemberId, set: &RoaringBitmap, count: u32| {
            count > 0 || (query.creators.contains(&member) && !question.place.is_disjoint(set))
        };
        let mut creators: Vec<_> = self
            .assets
            .sets
            .creators()
            .map(|(member, set)| (member, set, base.intersection_len(set) as u32))
            .filter(|(member, set, count)| shown(*member, set, *count))
            .map(|(member, _, count)| (member, self.directory.name(member), count))
            .collect();
        creators.sort_by(|a, b| names::compare(&a.1, &b.1).then(a.0.cmp(&b.0)));
        creators
    }

    fn by_campaign(&self, actor: &Actor, query: &LibraryQuery, question: &Question<'_>) -> Vec<(CampaignId, String, u32)> {
        let base = question.without(Filter::Campaign);
        let sees = |brand| self.directory.brand(brand).is_some_and(|brand| actor.sees(&brand.scope()));
        let mut campaigns: Vec<_> = self
            .campaigns
            .all()
            .filter(|group| {
                let chosen = query.campaign == Some(group.record.id) && sees(group.record.brand);
                chosen || !group.members.is_disjoint(&base)
            })
            .collect();
        by_name(&mut campaigns);
        let count = |members: &RoaringBitmap| base.intersection_len(members) as u32;
        campaigns.into_iter().map(|group| (group.record.id, group.record.name.to_string(), count(&group.members))).collect()
    }

    /// The tags with most results that have a word beginning with `beginning`, most first, then by text.
    pub fn tag_counts(&self, query: &LibraryQuery, question: &Question<'_>, beginning: &str) -> Vec<(String, u32)> {
        let base = match query.tag_mode {
            TagMode::Any => question.without(Filter::Tag),
            TagMode::All => Cow::Borrowed(&question.results),
        };
        let tags = &self.assets.tags;
        let share = base.len() as f64 / self.assets.count().max(1) as f64;
        let looked_at = tags.looked_at(share, TAGS_MOST) as u64;
        let one_by_one = match () {
            () if cfg!(test) => base.len() <= 6,
            () if share < SPARSE => looked_at > WALKS || base.len() <= TAG_COSTS * looked_at,
            () => base.len() <= TAG_COSTS * looked_at,
        };
        let counted = if one_by_one {
            let numbers = base.iter().filter_map(|ord| self.assets.row(ord)).map(|row| &*row.tags);
            tags.count_each(numbers, beginning, TAGS_MOST)
        } else {
            tags.count_most(&base, beginning, TAGS_MOST)
        };
        let spelled = |counted: Counted| {
            let newest = self.assets.order.slice(&(&*base & tags.carriers(counted.tag)), 0, 1);
            let row = newest.first().and_then(|ord| self.assets.row(*ord))?;
            Some((tags.spelled(counted.tag, &row.tags)?.to_string(), counted.count))
        };
        counted.into_iter().filter_map(spelled).collect()
    }
}

/// How many results each choice of a filter would leave.
fn counts<'a, T: Clone>(
    question: &Question<'_>,
    filter: Filter,
    choices: &[T],
    set: impl Fn(&T) -> Option<&'a RoaringBitmap>,
) -> Vec<(T, u32)> {
    let base = question.without(filter);
    let count = |choice: &T| set(choice).map_or(0, |set| base.intersection_len(set) as u32);
    choices.iter().map(|choice| (choice.clone(), count(choice))).collect()
}
