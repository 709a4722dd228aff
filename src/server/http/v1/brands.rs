//! Brands, and who asks.

use super::answer::{Answer, Created, Json};
use super::at;
use super::caller::{Caller, Read, Write};
use super::extract::{Body, Path};
use super::shape::{Brand, List, Time};
use crate::domain::id::MemberId;
use crate::domain::member::StudioRole;
use crate::domain::text::Name;
use crate::domain::token::TokenScope;
use crate::server::context::Ctx;
use crate::server::error::Error;
use crate::server::service::brands;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Who asks, with what, and where.
#[derive(Serialize, JsonSchema)]
pub struct Me {
    id: MemberId,
    name: String,
    email: String,
    /// Role in the studio as a whole.
    role: StudioRole,
    /// Name of the studio.
    studio: String,
    /// The token asked with; `null` for a browser's session.
    token: Option<TokenInUse>,
}

/// The token a request was made with.
#[derive(Serialize, JsonSchema)]
pub struct TokenInUse {
    name: String,
    scopes: Vec<TokenScope>,
    /// `null` for never.
    expires: Option<Time>,
}

pub async fn me(caller: Caller<Read>) -> Answer<Json<Me>> {
    let member = caller.catalog.member(caller.actor.member).ok_or(Error::SignedOut)?;
    let token = caller.token.as_ref().map(|token| TokenInUse {
        name: token.name.to_string(),
        scopes: token.scopes.clone(),
        expires: token.expires.map(Time),
    });
    let studio = caller.studio.name().unwrap_or_default().to_owned();
    let (name, email) = (member.name.to_string(), member.email.to_string());
    Ok(Json(Me { id: member.id, name, email, role: member.role, studio, token }))
}

pub async fn list(caller: Caller<Read>) -> Answer<Json<List<Brand>>> {
    Ok(Json(List { items: brands::list(&caller).into_iter().map(Brand::of).collect() }))
}

/// A brand in an address.
#[derive(Deserialize, JsonSchema)]
pub struct At {
    /// Its slug.
    brand: String,
}

fn seen(ctx: &Ctx, slug: &str) -> Answer<Brand> {
    let face = brands::list(ctx).into_iter().find(|face| face.brand.slug == slug);
    Ok(face.map(Brand::of).ok_or(Error::Missing("brand"))?)
}

pub async fn get(caller: Caller<Read>, Path(At { brand }): Path<At>) -> Answer<Json<Brand>> {
    Ok(Json(seen(&caller, &brand)?))
}

/// A team brand to be made.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewBrand {
    #[schemars(length(min = 1, max = Name::MOST))]
    name: String,
}

pub async fn create(caller: Caller<Write>, Body(NewBrand { name }): Body<NewBrand>) -> Answer<Created<Brand>> {
    let slug = brands::create(&caller, &name).await?;
    Ok(Created { at: at(&format!("/brands/{slug}")), body: seen(&caller, &slug)? })
}
