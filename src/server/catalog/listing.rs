//! Results behind a mark: how programs go through a library that changes meanwhile, without missing or doubling what stays.

use super::state::State;
use crate::domain::access::Actor;
use crate::domain::library::{Listing, Mark};
use crate::domain::query::LibraryQuery;
use crate::domain::time::Timestamp;

/// Which part of an answer is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Behind<'a> {
    /// Begins behind this, at the first result without.
    pub mark: Option<&'a Mark>,
    /// Most results.
    pub count: u32,
    /// Whether the counts beside the filters are wanted too.
    pub facets: bool,
}

impl State {
    /// Answers the results behind a mark.
    pub fn listing(&self, actor: &Actor, query: &LibraryQuery, now: Timestamp, asked: Behind) -> Listing {
        let question = self.question(actor, query, now);
        let ranked = question.ranked(self);
        let start = asked.mark.map_or(0, |mark| ranked.through(&self.assets, mark));
        let ords = ranked.slice(&self.assets, start, asked.count as usize);
        let more = start + (ords.len() as u64) < ranked.len();
        let next = ords.last().filter(|_| more).and_then(|ord| ranked.mark(&self.assets, *ord));
        let copies = ranked.copies(start, ords.len());
        let with_creator = |ord: &u32| {
            let asset = self.assets.asset(*ord)?;
            let creator = self.directory.name(asset.uploader);
            Some((asset, creator))
        };
        Listing {
            assets: ords.iter().filter_map(with_creator).collect(),
            copies,
            found: question.reasons(self, &ords),
            total: ranked.len() as u32,
            next,
            facets: asked.facets.then(|| self.counted(actor, query, &question, now)),
        }
    }
}
