//! Rows of brands and of who works on them.

use super::{Tx, parsed};
use crate::domain::brand::{Brand, BrandRole};
use crate::domain::id::{BrandId, MemberId};
use crate::domain::text::Name;
use crate::domain::time::Timestamp;
use crate::server::change::Fact;
use crate::server::error::{Error, Result};
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
pub(super) struct BrandRow {
    id: String,
    name: String,
    slug: String,
    colour: u32,
    personal_of: Option<String>,
    self_approval: bool,
    created: i64,
}

pub(super) const SELECT: &str = "SELECT record::id(id) AS id, name, slug, colour,
    IF personal_of THEN record::id(personal_of) ELSE NONE END AS personal_of, self_approval, created FROM brand";

impl TryFrom<BrandRow> for Brand {
    type Error = Error;

    fn try_from(row: BrandRow) -> Result<Self> {
        let table = "brand";
        let personal_of = row.personal_of.map(|id| parsed(table, &row.id, &id, id.parse().ok())).transpose()?;
        Ok(Self {
            id: parsed(table, &row.id, &row.id, row.id.parse().ok())?,
            name: parsed(table, &row.id, &row.name, Name::new(&row.name).ok())?,
            slug: row.slug,
            colour: row.colour,
            personal_of,
            self_approval: row.self_approval,
            created: Timestamp(row.created),
        })
    }
}

/// Adds a brand. A known slug is refused as taken.
pub fn create(tx: &mut Tx, brand: &Brand) {
    tx.each(
        "CREATE type::record('brand_slug', $r.slug) SET brand = type::record('brand', $r.id);
         CREATE type::record('brand', $r.id) SET name = $r.name, slug = $r.slug, colour = $r.colour,
            personal_of = IF $r.personal_of THEN type::record('member', $r.personal_of) ELSE NONE END,
            self_approval = $r.self_approval, created = $r.created",
        json!({
            "id": brand.id, "name": brand.name, "slug": brand.slug, "colour": brand.colour,
            "personal_of": brand.personal_of, "self_approval": brand.self_approval, "created": brand.created,
        }),
    );
    tx.fact(Fact::Brand(brand.clone()));
}

/// Gives a member a role in a brand, or another one than before.
pub fn set_role(tx: &mut Tx, brand: BrandId, member: MemberId, role: BrandRole) {
    tx.each(
        "DELETE type::record('works_on', [$r.member, $r.brand]);
         INSERT RELATION INTO works_on { id: [$r.member, $r.brand], in: type::record('member', $r.member),
            out: type::record('brand', $r.brand), role: $r.role }",
        json!({ "brand": brand, "member": member, "role": role }),
    );
    tx.fact(Fact::Role { brand, member, role: Some(role) });
}
