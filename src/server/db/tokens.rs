//! Rows of personal tokens. The record knows only the hash of what the program sends.

use super::{Db, Tx, parsed};
use crate::domain::text::Name;
use crate::domain::time::Timestamp;
use crate::domain::token::{Token, TokenScope};
use crate::server::change::Fact;
use crate::server::error::{Error, Result};
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
struct TokenRow {
    id: String,
    face: String,
    member: String,
    name: String,
    scopes: Vec<String>,
    created: i64,
    expires: Option<i64>,
    used: Option<i64>,
}

impl TryFrom<TokenRow> for Fact {
    type Error = Error;

    fn try_from(row: TokenRow) -> Result<Self> {
        let table = "token";
        let scope = |text: &String| parsed(table, &row.face, text, TokenScope::parse(text));
        let token = Token {
            id: parsed(table, &row.face, &row.face, row.face.parse().ok())?,
            member: parsed(table, &row.face, &row.member, row.member.parse().ok())?,
            name: parsed(table, &row.face, &row.name, Name::new(&row.name).ok())?,
            scopes: row.scopes.iter().map(scope).collect::<Result<_>>()?,
            created: Timestamp(row.created),
            expires: row.expires.map(Timestamp),
            used: row.used.map(Timestamp),
        };
        Ok(Fact::Token { hash: row.id, token })
    }
}

/// Every token there is.
pub(super) async fn facts(db: &Db) -> Result<Vec<Fact>> {
    let query =
        "SELECT record::id(id) AS id, face, record::id(member) AS member, name, scopes, created, expires, used FROM token";
    let rows: Vec<TokenRow> = db.rows("token", query, json!({})).await?;
    rows.into_iter().map(Fact::try_from).collect()
}

/// Remembers a new token by the hash of its secret.
pub fn create(tx: &mut Tx, hash: &str, token: &Token) {
    tx.each(
        "CREATE type::record('token', $r.hash) SET face = $r.face, member = type::record('member', $r.member),
            name = $r.name, scopes = $r.scopes, created = $r.created, expires = $r.expires",
        json!({
            "hash": hash, "face": token.id, "member": token.member, "name": token.name, "scopes": token.scopes,
            "created": token.created, "expires": token.expires,
        }),
    );
    tx.fact(Fact::Token { hash: hash.to_owned(), token: token.clone() });
}

/// Ends it.
pub fn delete(tx: &mut Tx, hash: &str) {
    tx.each("DELETE type::record('token', $r.hash)", json!({ "hash": hash }));
    tx.fact(Fact::TokenGone { hash: hash.to_owned() });
}

/// Notes when it was last used.
pub async fn touch(db: &Db, hash: &str, used: Timestamp) -> Result<()> {
    db.run("UPDATE type::record('token', $hash) SET used = $used RETURN NONE", json!({ "hash": hash, "used": used })).await
}
