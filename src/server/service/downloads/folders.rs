//! Paths in an archive that has a folder for each collection.

use super::file_name;
use crate::domain::asset::Asset;
use crate::domain::id::{BrandId, CollectionId};
use crate::server::context::Ctx;
use crate::server::zip::names::{Folder, Names};
use std::collections::{BTreeSet, HashMap};

/// Each asset in the folder of each of its collections at or below `within`, or of its brand; at the top when in none.
/// With several brands, one folder for each stands above.
pub(super) fn paths(ctx: &Ctx, within: Option<CollectionId>, assets: Vec<Asset>) -> Vec<(String, Asset)> {
    let brands: BTreeSet<BrandId> = assets.iter().map(|asset| asset.brand).collect();
    let mut shelves = Shelves { ctx, within, several: brands.len() > 1, names: Names::default(), made: HashMap::new() };
    let mut files = Vec::new();
    for asset in assets {
        let name = file_name(&asset);
        let filed = ctx.catalog.collections_of(asset.id);
        let mut folders: Vec<Folder> = filed.iter().filter_map(|filed| shelves.folder(asset.brand, filed.id)).collect();
        if folders.is_empty() {
            folders.push(shelves.top(asset.brand));
        }
        for folder in folders {
            files.push((shelves.names.file(&folder, &name), asset.clone()));
        }
    }
    files
}

struct Shelves<'a> {
    ctx: &'a Ctx,
    within: Option<CollectionId>,
    several: bool,
    names: Names,
    /// By brand and collection; the brand's own has none.
    made: HashMap<(BrandId, Option<CollectionId>), Folder>,
}

impl Shelves<'_> {
    fn top(&mut self, brand: BrandId) -> Folder {
        if !self.several {
            return Folder::default();
        }
        if let Some(made) = self.made.get(&(brand, None)) {
            return made.clone();
        }
        let name = self.ctx.catalog.brand(brand).map(|brand| brand.name.to_string()).unwrap_or_default();
        let folder = self.names.folder(&Folder::default(), &name);
        self.made.insert((brand, None), folder.clone());
        folder
    }

    /// The folder of a collection; `None` outside of `within`.
    fn folder(&mut self, brand: BrandId, id: CollectionId) -> Option<Folder> {
        if self.within == Some(id) {
            return Some(self.top(brand));
        }
        let mut line = self.ctx.catalog.collection_line(id);
        if let Some(within) = self.within {
            let at = line.iter().position(|collection| collection.id == within)?;
            line.drain(..=at);
        }
        let mut folder = self.top(brand);
        for collection in line {
            folder = match self.made.get(&(brand, Some(collection.id))) {
                Some(made) => made.clone(),
                None => {
                    let made = self.names.folder(&folder, collection.name.as_str());
                    self.made.insert((brand, Some(collection.id)), made.clone());
                    made
                }
            };
        }
        Some(folder)
    }
}
