//! Counts: the rail, brands in the switcher.

use super::groups::Group;
use super::names;
use super::state::State;
use super::tree::Tree;
use crate::domain::access::Actor;
use crate::domain::collection::Collection;
use crate::domain::id::CollectionId;
use crate::domain::library::{Rail, RailCollection, RailSearch};
use crate::domain::session::BrandFace;
use crate::domain::time::Timestamp;
use roaring::RoaringBitmap;

impl State {
    /// Counts and collections for the rail of one brand or all.
    pub fn rail(&self, actor: &Actor, slug: Option<&str>, now: Timestamp) -> Rail {
        let brands = self.directory.seen(actor, slug);
        let scope = self.in_brands(brands.iter().map(|brand| brand.id));
        let trash = scope.intersection_len(&self.assets.sets.trash) as u32;
        let live = scope - &self.assets.sets.trash;
        let mut collections = Vec::with_capacity(brands.iter().map(|brand| self.collections.count(brand.id)).sum());
        for brand in brands {
            let tree = Tree::new(&self.collections, brand.id);
            for top in tree.children(None) {
                self.rail_rows(&tree, top, None, 0, &mut collections);
            }
        }
        Rail {
            all: live.len() as u32,
            recent: live.intersection_len(&self.recent(now)) as u32,
            unfiled: live.difference_len(&self.filed) as u32,
            trash,
            searches: self.rail_searches(actor, slug, now),
            collections,
        }
    }

    /// The saved searches shown in a brand, or in all, with how many each finds. In a brand stand those that ask in it,
    /// and those of one's own that ask in all.
    fn rail_searches(&self, actor: &Actor, slug: Option<&str>, now: Timestamp) -> Vec<RailSearch> {
        let mut found = Vec::new();
        for search in self.searches.values() {
            let brand = search.brand.and_then(|id| self.directory.brand(id));
            let here = slug.is_none_or(|slug| search.brand.is_none() || brand.is_some_and(|brand| brand.slug == slug));
            if !here || !search.shown_to(actor, brand.map(|brand| brand.scope()).as_ref()) {
                continue;
            }
            let query = search.query(brand.map(|brand| brand.slug.clone()));
            let count = self.question(actor, &query, now).results.len() as u32;
            found.push(RailSearch { search: search.clone(), question: query.to_query_string(), count });
        }
        found.sort_by(|a, b| {
            let names = names::compare(a.search.name.as_str(), b.search.name.as_str());
            names.then_with(|| a.search.id.cmp(&b.search.id))
        });
        found
    }

    /// Adds the rows of a collection and everything below it; answers the assets in them.
    fn rail_rows(
        &self,
        tree: &Tree<'_>,
        group: &Group<Collection>,
        parent: Option<CollectionId>,
        depth: u32,
        rows: &mut Vec<RailCollection>,
    ) -> RoaringBitmap {
        let record = &group.record;
        let at = rows.len();
        let mut nested = &group.members - &self.assets.sets.trash;
        let count = nested.len() as u32;
        let name = record.name.to_string();
        rows.push(RailCollection { id: record.id, brand: record.brand, name, parent, depth, count, nested_count: count });
        for child in tree.children(Some(record.id)) {
            nested |= self.rail_rows(tree, child, Some(record.id), depth + 1, rows);
        }
        rows[at].nested_count = nested.len() as u32;
        nested
    }

    /// Every brand the actor sees, with its counts.
    pub fn brands_seen(&self, actor: &Actor) -> Vec<BrandFace> {
        let face = |brand: &crate::domain::brand::Brand| BrandFace {
            brand: brand.clone(),
            role: actor.brands.iter().find(|(id, _)| *id == brand.id).map(|(_, role)| *role),
            assets: self.assets.sets.brand(brand.id).map_or(0, |set| set.difference_len(&self.assets.sets.trash) as u32),
            campaigns: self.campaigns.count(brand.id) as u32,
        };
        self.directory.seen(actor, None).into_iter().map(face).collect()
    }
}
