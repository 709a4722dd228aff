//! Brands of the studio.

use crate::domain::access::{Action, Scope};
use crate::domain::brand::{Brand, BrandRole, mark_colour};
use crate::domain::id::MemberId;
use crate::domain::session::BrandFace;
use crate::domain::text::{Name, slug};
use crate::domain::time::Timestamp;
use crate::server::context::Ctx;
use crate::server::db;
use crate::server::error::{Error, Result};
use crate::server::ids;
use crate::server::studio::Studio;

/// Slugs that would collide with other addresses.
const RESERVED: [&str; 3] = ["all", "personal", "new"];

/// Every brand the actor may see.
pub fn list(ctx: &Ctx) -> Vec<BrandFace> {
    ctx.catalog.brands_seen(&ctx.actor)
}

/// The brand with that slug, if it exists for the actor.
pub fn by_slug(ctx: &Ctx, slug: &str) -> Result<Brand> {
    ctx.catalog.brand_by_slug(slug).filter(|brand| ctx.actor.sees(&brand.scope())).ok_or(Error::Missing("brand"))
}

/// Creates a team brand, the actor its manager, and answers with its slug.
pub async fn create(ctx: &Ctx, name: &str) -> Result<String> {
    ctx.require(Action::CreateBrand, &Scope::Studio, "studio")?;
    let name = Name::new(name)?;
    let mut change = ctx.change().await;
    let taken = list(ctx).iter().any(|face| face.brand.personal_of.is_none() && face.brand.name.folded() == name.folded());
    if taken {
        return Err(crate::domain::text::Invalid::new("name", "A brand with that name already exists.").into());
    }
    let brand = new(&ctx.studio, name, None, ctx.now);
    db::brands::create(&mut change.tx, &brand);
    db::brands::set_role(&mut change.tx, brand.id, ctx.actor.member, BrandRole::Manager);
    change.commit().await?;
    Ok(brand.slug)
}

/// A brand not yet in the record, with a free slug and the next mark colour. Hold the turn to write.
pub(super) fn new(studio: &Studio, name: Name, personal_of: Option<MemberId>, now: Timestamp) -> Brand {
    let readable = match personal_of {
        Some(member) => format!("personal-{}", &member.to_string()[16..]),
        None => slug(name.as_str()),
    };
    let readable = if readable.is_empty() { "brand".to_owned() } else { readable };
    let free = |slug: &String| !RESERVED.contains(&slug.as_str()) && studio.catalog.brand_by_slug(slug).is_none();
    let numbered = (2..).map(|n| format!("{readable}-{n}"));
    let slug = std::iter::once(readable.clone()).chain(numbered).find(free).unwrap_or_default();
    Brand {
        id: ids::mint(now),
        name,
        slug,
        colour: mark_colour(studio.catalog.brand_count()),
        personal_of,
        // On at first, so that a studio of one can finish its work.
        self_approval: personal_of.is_none(),
        created: now,
    }
}
