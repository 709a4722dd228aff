//! What looks like one asset, among what a question leaves.

use super::ranked::Ranked;
use super::state::State;
use crate::domain::access::Actor;
use crate::domain::id::AssetId;
use crate::domain::library::Facets;
use crate::domain::query::Sort;
use crate::server::likeness::Descriptor;
use roaring::RoaringBitmap;
use std::collections::HashSet;

/// Most results: what comes after is hardly alike.
const MOST: usize = 200;

/// The asset that others are to be like.
pub struct Alike {
    ord: u32,
    pub name: String,
    likeness: Option<Descriptor>,
}

impl Alike {
    /// Everything but the asset itself, or nothing where it has no likeness.
    pub fn among(&self, found: &mut RoaringBitmap) {
        found.remove(self.ord);
        if self.likeness.is_none() {
            found.clear();
        }
    }

    /// A question leaves no more than so many.
    pub fn cap(&self, facets: &mut Facets) {
        facets.similar_to = Some(self.name.clone());
        facets.cap(MOST as u32);
    }
}

impl State {
    /// The asset, if it exists and the actor sees it.
    pub fn alike(&self, actor: &Actor, asset: AssetId) -> Option<Alike> {
        let ord = self.assets.find(asset)?;
        let row = self.assets.row(ord)?;
        let brand = self.directory.brand(row.brand).filter(|brand| actor.sees(&brand.scope()))?;
        debug_assert_eq!(brand.id, row.brand);
        Some(Alike { ord, name: row.name.to_string(), likeness: self.likeness.get(ord) })
    }

    /// The likest of these, near-duplicates first; or these, in the order asked for.
    pub fn likest(&self, alike: &Alike, among: &RoaringBitmap, sort: Sort) -> Ranked {
        let Some(likeness) = &alike.likeness else { return Ranked::new(&self.assets, RoaringBitmap::new(), sort) };
        let found = self.likeness.nearest(likeness, among, MOST);
        if sort != Sort::Newest {
            return Ranked::new(&self.assets, found.iter().map(|found| found.ord).collect(), sort);
        }
        let copies = found.iter().filter(|found| found.near_duplicate).count();
        Ranked::Likest { ords: found.iter().map(|found| found.ord).collect(), copies }
    }

    /// The nearest of an asset's near-duplicates in its brand, outside the trash and not among `except`.
    pub fn near_duplicate(&self, asset: AssetId, except: &HashSet<AssetId>) -> Option<AssetId> {
        let ord = self.assets.find(asset)?;
        let likeness = self.likeness.get(ord)?;
        let mut among = self.assets.sets.brand(self.assets.row(ord)?.brand)? - &self.assets.sets.trash;
        among.remove(ord);
        for ord in except.iter().filter_map(|id| self.assets.find(*id)) {
            among.remove(ord);
        }
        let nearest = self.likeness.nearest(&likeness, &among, 1).into_iter().find(|found| found.near_duplicate)?;
        Some(self.assets.row(nearest.ord)?.id)
    }

    /// Pictures with renditions and without a likeness, newest last.
    pub fn without_likeness(&self) -> Vec<AssetId> {
        let ords: Vec<u32> = (&self.assets.sets.ready - self.likeness.known()).iter().collect();
        self.asset_ids(&ords)
    }
}
