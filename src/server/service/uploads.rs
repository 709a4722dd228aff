//! What the upload tray asks: whether bytes are here already, and whether what came looks like something.

use super::assets;
use crate::domain::access::Action;
use crate::domain::asset::{Asset, Card};
use crate::domain::id::AssetId;
use crate::domain::rendition::Renditions;
use crate::domain::text::Invalid;
use crate::domain::upload::{RESEMBLES_MOST, Resemblance};
use crate::server::context::Ctx;
use crate::server::error::Result;
use std::collections::HashSet;

/// For each hash the asset of the brand that has these bytes, if the actor may see it.
pub fn already_here(ctx: &Ctx, brand: &str, hashes: &[String]) -> Result<Vec<Option<Card>>> {
    let brand = super::brands::by_slug(ctx, brand)?;
    let find = |hash: &String| {
        let asset = ctx.catalog.asset_by_object(brand.id, hash)?;
        ctx.catalog.card(asset.id)
    };
    Ok(hashes.iter().map(find).collect())
}

/// For each asset the nearest near-duplicate in its brand, outside the trash. Other brands are not asked: a picture
/// cannot become a version of one there.
///
/// `undecided` may go again, or become versions: they are not named, and neither is an asset that is asked about before
/// it is found to be like nothing. So of many that look alike each is like what stays: what was here, or their first.
pub async fn resembles(ctx: &Ctx, ids: &[AssetId], undecided: &[AssetId]) -> Result<Vec<Resemblance>> {
    if ids.len() > RESEMBLES_MOST {
        return Err(Invalid::new("assets", format!("Ask about at most {RESEMBLES_MOST} assets at once.")).into());
    }
    let mut found = Vec::with_capacity(ids.len());
    let mut passing: HashSet<AssetId> = ids.iter().chain(undecided).copied().collect();
    for id in ids {
        let asset = assets::get(ctx, *id, Action::See);
        let answer = asset.map_or(Resemblance::Nothing, |asset| nearest(ctx, &asset, &passing));
        if answer == Resemblance::Nothing {
            passing.remove(id);
        }
        found.push(answer);
        // Each is compared with its whole brand; others have their turn in between.
        tokio::task::yield_now().await;
    }
    Ok(found)
}

fn nearest(ctx: &Ctx, asset: &Asset, except: &HashSet<AssetId>) -> Resemblance {
    if asset.renditions == Renditions::Pending {
        return Resemblance::Unknown;
    }
    let found = ctx.catalog.near_duplicate(asset.id, except).and_then(|id| ctx.catalog.card(id));
    found.map_or(Resemblance::Nothing, |card| Resemblance::Like(Box::new(card)))
}
