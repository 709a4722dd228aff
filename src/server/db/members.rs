//! Rows of the studio itself and its members.

use super::{Db, Tx, parsed};
use crate::domain::id::MemberId;
use crate::domain::member::{Member, StudioRole};
use crate::domain::text::{Email, Name};
use crate::domain::time::Timestamp;
use crate::server::change::Fact;
use crate::server::error::{Error, Result};
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
pub(super) struct MemberRow {
    id: String,
    name: String,
    email: String,
    role: String,
    personal: String,
    joined: i64,
}

/// Everything of a member but the password hash.
pub(super) const SELECT: &str =
    "SELECT record::id(id) AS id, name, email, role, record::id(personal) AS personal, joined FROM member";

impl TryFrom<MemberRow> for Member {
    type Error = Error;

    fn try_from(row: MemberRow) -> Result<Self> {
        let table = "member";
        Ok(Self {
            id: parsed(table, &row.id, &row.id, row.id.parse().ok())?,
            name: parsed(table, &row.id, &row.name, Name::new(&row.name).ok())?,
            email: parsed(table, &row.id, &row.email, Email::new(&row.email).ok())?,
            role: parsed(table, &row.id, &row.role, StudioRole::parse(&row.role))?,
            personal: parsed(table, &row.id, &row.personal, row.personal.parse().ok())?,
            joined: Timestamp(row.joined),
        })
    }
}

/// Makes the studio. A second one is refused as taken.
pub fn create_studio(tx: &mut Tx, name: &Name, now: Timestamp) {
    tx.each("CREATE studio:one SET name = $r.name, created = $r.created", json!({ "name": name, "created": now }));
}

/// Name of the studio, once it exists.
pub async fn studio_name(db: &Db) -> Result<Option<String>> {
    #[derive(Deserialize)]
    struct Row {
        name: String,
    }
    let rows: Vec<Row> = db.rows("studio", "SELECT name FROM studio:one", json!({})).await?;
    Ok(rows.into_iter().next().map(|row| row.name))
}

/// Adds a member with a password hash. A known e-mail address is refused as taken.
pub fn create(tx: &mut Tx, member: &Member, password: &str) {
    tx.each(
        "CREATE type::record('member_email', $r.email) SET member = type::record('member', $r.id);
         CREATE type::record('member', $r.id) SET name = $r.name, email = $r.email, role = $r.role,
            personal = type::record('brand', $r.personal), password = $r.password, joined = $r.joined",
        json!({
            "id": member.id, "name": member.name, "email": member.email, "role": member.role,
            "personal": member.personal, "password": password, "joined": member.joined,
        }),
    );
    tx.fact(Fact::Member(member.clone()));
}

/// Changes the studio role.
pub fn set_role(tx: &mut Tx, member: &Member) {
    tx.each("UPDATE type::record('member', $r.id) SET role = $r.role", json!({ "id": member.id, "role": member.role }));
    tx.fact(Fact::Member(member.clone()));
}

/// Replaces the password hash and ends every session and every token of the member: whoever knew the old password, or
/// made a token with it, is out.
pub fn set_password(tx: &mut Tx, member: MemberId, password: &str) {
    tx.each(
        "UPDATE type::record('member', $r.id) SET password = $r.password;
         DELETE session WHERE member = type::record('member', $r.id);
         DELETE token WHERE member = type::record('member', $r.id)",
        json!({ "id": member, "password": password }),
    );
    tx.fact(Fact::TokensGone(member));
}

/// The member's password hash.
pub async fn password(db: &Db, member: MemberId) -> Result<Option<String>> {
    #[derive(Deserialize)]
    struct Row {
        password: String,
    }
    let query = "SELECT password FROM type::record('member', $id)";
    let rows: Vec<Row> = db.rows("member", query, json!({ "id": member })).await?;
    Ok(rows.into_iter().next().map(|row| row.password))
}
