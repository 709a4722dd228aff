//! Going through results part by part, also while they change: nothing that stays is missed or doubled.

use super::check::DAYS;
use super::facts::Step;
use super::model::Model;
use crate::domain::asset::Asset;
use crate::domain::id::{AssetId, MemberId};
use crate::domain::library::{Listing, Mark};
use crate::domain::query::LibraryQuery;
use crate::server::catalog::{Behind, Catalog};

/// How many steps a mark is kept for.
const KEPT: usize = 24;

/// Where somebody left off.
pub struct Kept {
    asker: MemberId,
    query: LibraryQuery,
    /// The last result seen, as it was then.
    last: Asset,
    mark: Mark,
}

/// Goes on behind every mark of earlier steps, then through each question from the beginning, and keeps a mark of it.
pub fn go_on(catalog: &Catalog, model: &Model, step: &Step, marks: &mut Vec<Kept>) {
    for Kept { asker, query, last, mark } in marks.iter() {
        let Some(actor) = catalog.actor(*asker) else { continue };
        let asked = Behind { mark: Some(mark), count: u32::MAX, facets: false };
        let found = ids(&catalog.listing(&actor, query, step.now, asked));
        let results = model.results(&actor, query, step.now, DAYS).into_iter();
        let expected: Vec<AssetId> = results.filter(|asset| Model::behind(query, last, asset)).map(|asset| asset.id).collect();
        assert_eq!(found, expected, "behind {mark:?} of {query:?}");
    }
    let Some(actor) = catalog.actor(step.asker) else { return };
    for query in &step.queries {
        let results = model.results(&actor, query, step.now, DAYS);
        let (mut all, mut mark) = (Vec::new(), None);
        loop {
            let asked = Behind { mark: mark.as_ref(), count: step.count.max(1), facets: false };
            let listing = catalog.listing(&actor, query, step.now, asked);
            assert_eq!(listing.total as usize, results.len());
            assert!(listing.found.is_empty() || listing.found.len() == listing.assets.len());
            all.extend(ids(&listing));
            let (Some(next), Some((last, creator))) = (listing.next, listing.assets.last()) else { break };
            assert_eq!(model.members.get(&last.uploader).map(|member| member.name.as_str()).unwrap_or_default(), creator);
            assert!(!listing.assets.is_empty());
            marks.push(Kept { asker: step.asker, query: query.clone(), last: last.clone(), mark: next.clone() });
            mark = Some(next);
        }
        assert_eq!(all, results.iter().map(|asset| asset.id).collect::<Vec<_>>(), "{query:?}");
    }
    let old = marks.len().saturating_sub(KEPT);
    marks.drain(..old);
}

fn ids(listing: &Listing) -> Vec<AssetId> {
    listing.assets.iter().map(|(asset, _)| asset.id).collect()
}
