//! Rows of signed-in browsers. The record knows only the hash of what the cookie holds.

use super::{Db, parsed};
use crate::domain::id::{MemberId, SessionId};
use crate::domain::time::Timestamp;
use crate::server::error::{Error, Result};
use serde::Deserialize;
use serde_json::json;

/// A signed-in browser.
#[derive(Clone, Debug)]
pub struct Session {
    /// BLAKE3 of the cookie's secret in hex; the row's id.
    pub hash: String,
    /// The id its owner sees.
    pub face: SessionId,
    pub member: MemberId,
    pub agent: String,
    pub address: String,
    pub created: Timestamp,
    pub seen: Timestamp,
    pub expires: Timestamp,
}

#[derive(Deserialize)]
struct SessionRow {
    id: String,
    face: String,
    member: String,
    agent: String,
    address: String,
    created: i64,
    seen: i64,
    expires: i64,
}

const FIELDS: &str = "record::id(id) AS id, face, record::id(member) AS member, agent, address, created, seen, expires";

impl TryFrom<SessionRow> for Session {
    type Error = Error;

    fn try_from(row: SessionRow) -> Result<Self> {
        Ok(Self {
            face: parsed("session", "", &row.face, row.face.parse().ok())?,
            member: parsed("session", "", &row.member, row.member.parse().ok())?,
            hash: row.id,
            agent: row.agent,
            address: row.address,
            created: Timestamp(row.created),
            seen: Timestamp(row.seen),
            expires: Timestamp(row.expires),
        })
    }
}

/// Remembers a new session.
pub async fn create(db: &Db, session: &Session) -> Result<()> {
    db.run(
        "CREATE type::record('session', $hash) SET face = $face, member = type::record('member', $member), agent = $agent,
            address = $address, created = $created, seen = $seen, expires = $expires RETURN NONE",
        json!({
            "hash": session.hash, "face": session.face, "member": session.member, "agent": session.agent,
            "address": session.address, "created": session.created, "seen": session.seen, "expires": session.expires,
        }),
    )
    .await
}

/// The session with that hash, expired or not.
pub async fn find(db: &Db, hash: &str) -> Result<Option<Session>> {
    let query = format!("SELECT {FIELDS} FROM type::record('session', $hash)");
    let rows: Vec<SessionRow> = db.rows("session", &query, json!({ "hash": hash })).await?;
    rows.into_iter().next().map(Session::try_from).transpose()
}

/// Every session of a member, the latest seen first.
pub async fn of_member(db: &Db, member: MemberId) -> Result<Vec<Session>> {
    let query = format!("SELECT {FIELDS} FROM session WHERE member = type::record('member', $member)");
    let rows: Vec<SessionRow> = db.rows("session", &query, json!({ "member": member })).await?;
    let mut sessions = rows.into_iter().map(Session::try_from).collect::<Result<Vec<_>>>()?;
    sessions.sort_by_key(|session| std::cmp::Reverse(session.seen));
    Ok(sessions)
}

/// Notes when and from where it was last used, and until when it lives if it is used no more.
pub async fn touch(db: &Db, hash: &str, seen: Timestamp, address: &str, expires: Timestamp) -> Result<()> {
    db.run(
        "UPDATE type::record('session', $hash) SET seen = $seen, address = $address, expires = $expires RETURN NONE",
        json!({ "hash": hash, "seen": seen, "address": address, "expires": expires }),
    )
    .await
}

/// Ends it.
pub async fn delete(db: &Db, hash: &str) -> Result<()> {
    db.run("DELETE type::record('session', $hash)", json!({ "hash": hash })).await
}

/// Forgets those that expired before `now`.
pub async fn delete_expired(db: &Db, now: Timestamp) -> Result<()> {
    db.run("DELETE session WHERE expires < $now", json!({ "now": now })).await
}
