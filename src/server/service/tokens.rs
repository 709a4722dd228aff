//! Personal tokens: made, listed and revoked by their member, and recognised at each request of a program.
//!
//! A token works as long as its member does, with the rights of that moment. Replacing the member's password ends all of
//! them in the same transaction, as it ends sessions: a password is replaced because somebody else may know it.

use crate::domain::id::TokenId;
use crate::domain::text::{Invalid, Name};
use crate::domain::time::MINUTE;
use crate::domain::token::{LONGEST, MOST, NewToken, PREFIX, Token, TokenScope, end, scopes};
use crate::server::auth::{self, Visit};
use crate::server::context::Ctx;
use crate::server::db;
use crate::server::error::{Error, Result};
use crate::server::ids;
use crate::server::studio::Studio;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The record learns of a token's use at most this often.
const TOUCH_EVERY: i64 = 5 * MINUTE;

/// The actor's own tokens, newest first; those that have expired are among them until they are revoked.
pub fn list(ctx: &Ctx) -> Vec<Token> {
    ctx.catalog.tokens_of(ctx.actor.member).into_iter().map(|(_, token)| token).collect()
}

/// Makes a token that ends after `days`, or never. The secret is in this answer and nowhere else.
pub async fn create(ctx: &Ctx, name: &str, chosen: &[TokenScope], days: Option<u32>) -> Result<NewToken> {
    let name = Name::new(name)?;
    if days.is_some_and(|days| !(1..=LONGEST).contains(&days)) {
        return Err(Invalid::new("days", format!("A token lives for 1 to {LONGEST} days, or for ever.")).into());
    }
    let secret = format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(ids::secret()));
    let token = Token {
        id: ids::mint(ctx.now),
        member: ctx.actor.member,
        name,
        scopes: scopes(chosen),
        created: ctx.now,
        expires: end(ctx.now, days),
        used: None,
    };
    let mut change = ctx.change().await;
    if ctx.catalog.tokens_of(ctx.actor.member).len() >= MOST {
        return Err(Invalid::new("name", format!("You have {MOST} tokens already; revoke one first.")).into());
    }
    db::tokens::create(&mut change.tx, &auth::hash(&secret), &token);
    change.commit().await?;
    Ok(NewToken { token, secret })
}

/// Ends one of the actor's own tokens, from the next request on.
pub async fn revoke(ctx: &Ctx, id: TokenId) -> Result<()> {
    let mut change = ctx.change().await;
    let tokens = ctx.catalog.tokens_of(ctx.actor.member);
    let (hash, _) = tokens.into_iter().find(|(_, token)| token.id == id).ok_or(Error::Missing("token"))?;
    db::tokens::delete(&mut change.tx, &hash);
    Ok(change.commit().await?)
}

/// Fills in who a visit is by the secret of a token. An unknown, expired or revoked one is refused, and after some such
/// tries from one network, every further one for a while; never one that is good, which nobody comes upon by trying.
pub async fn recognise(studio: &Studio, secret: &str, visit: &mut Visit) -> Result<()> {
    let now = studio.clock.now();
    let hash = auth::hash(secret);
    let live = |token: &Token| token.live(now) && studio.catalog.member(token.member).is_some();
    let Some(token) = studio.catalog.token(&hash).filter(live) else {
        // A wrong secret counts as an account of its own, so that one forgotten script does not lock out its neighbours.
        studio.attempts.begin(&format!("token {hash}"), &visit.address, now)?;
        tracing::warn!(address = %visit.address, "a token was refused");
        return Err(Error::WrongToken);
    };
    if studio.catalog.token_used(&hash, now, TOUCH_EVERY) {
        db::tokens::touch(&studio.db, &hash, now).await?;
    }
    visit.member = Some(token.member);
    visit.token = Some(token);
    Ok(())
}
