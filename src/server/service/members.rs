//! People: the first visit, signing in and out, sessions, and what the command line does to accounts.

use crate::domain::brand::BrandRole;
use crate::domain::id::{MemberId, SessionId};
use crate::domain::member::{Member, StudioRole};
use crate::domain::session::{Boot, Density, SessionFace, SignedIn, Theme};
use crate::domain::text::{EMAIL_MOST, Email, Invalid, Name, check_password};
use crate::domain::time::{DAY, MINUTE, Timestamp};
use crate::server::auth::{self, SESSION_DAYS, SessionCookie, Visit, password};
use crate::server::context::Ctx;
use crate::server::db::{self, Tx, sessions::Session, tx::Refusal};
use crate::server::error::{Error, Result};
use crate::server::ids;
use crate::server::studio::Studio;

/// Name of everybody's private brand.
const PERSONAL: &str = "Personal";
/// The record learns of a session's use at most this often.
const TOUCH_EVERY: i64 = 5 * MINUTE;
/// One sentence for a wrong address and a wrong password, so that neither can be probed.
const WRONG: &str = "E-mail or password is wrong.";

/// The form of the first visit, as typed.
#[derive(Clone, Debug)]
pub struct FirstVisit {
    pub studio: String,
    pub name: String,
    pub email: String,
    pub password: String,
    pub brand: String,
}

/// Makes the studio, its owner and the first team brand, and signs the owner in. Exactly one first visit succeeds.
pub async fn set_up(studio: &Studio, form: FirstVisit, visit: &Visit) -> Result<SessionCookie> {
    let done = || Error::conflict("The studio is set up already. Sign in.");
    if studio.name().is_some() {
        return Err(done());
    }
    let named = |field: &str, text: &str| Name::new(text).map_err(|invalid| Invalid::new(field, invalid.reason));
    let studio_name = named("studio", &form.studio)?;
    let name = named("name", &form.name)?;
    let brand_name = named("brand", &form.brand)?;
    let email = Email::new(&form.email)?;
    check_password(&form.password)?;
    let hash = password::hash(&form.password).await?;

    let now = studio.clock.now();
    let mut change = studio.change().await;
    db::members::create_studio(&mut change.tx, &studio_name, now);
    let owner = add(studio, &mut change.tx, name, email, StudioRole::Owner, &hash, now);
    let brand = super::brands::new(studio, brand_name, None, now);
    db::brands::create(&mut change.tx, &brand);
    db::brands::set_role(&mut change.tx, brand.id, owner.id, BrandRole::Manager);
    change.commit().await.map_err(|refusal| match refusal {
        Refusal::Taken(_) => done(),
        other => other.into(),
    })?;
    studio.named(studio_name.as_str());
    start_session(studio, owner.id, visit).await
}

/// Adds a member with the Personal brand. For the command line and, later, invitations.
pub async fn create(studio: &Studio, name: &str, email: &str, role: StudioRole, password_text: &str) -> Result<Member> {
    let name = Name::new(name)?;
    let email = Email::new(email)?;
    check_password(password_text)?;
    let hash = password::hash(password_text).await?;
    let mut change = studio.change().await;
    let member = add(studio, &mut change.tx, name, email, role, &hash, studio.clock.now());
    change.commit().await.map_err(|refusal| match refusal {
        Refusal::Taken(_) => Invalid::new("email", "Somebody with that e-mail address is a member already.").into(),
        other => Error::from(other),
    })?;
    Ok(member)
}

fn add(studio: &Studio, tx: &mut Tx, name: Name, email: Email, role: StudioRole, hash: &str, now: Timestamp) -> Member {
    let id: MemberId = ids::mint(now);
    // The name is a constant of the right length.
    let personal_name = Name::new(PERSONAL).unwrap_or_else(|_| name.clone());
    let personal = super::brands::new(studio, personal_name, Some(id), now);
    let member = Member { id, name, email, role, personal: personal.id, joined: now };
    db::brands::create(tx, &personal);
    db::members::create(tx, &member, hash);
    member
}

/// Replaces a password and ends the member's sessions. For the command line.
pub async fn set_password(studio: &Studio, email: &str, password_text: &str) -> Result<()> {
    let member = by_email(studio, email)?;
    check_password(password_text)?;
    let hash = password::hash(password_text).await?;
    let mut change = studio.change().await;
    db::members::set_password(&mut change.tx, member.id, &hash);
    Ok(change.commit().await?)
}

/// Changes a studio role; the last owner stays one. For the command line.
pub async fn set_role(studio: &Studio, email: &str, role: StudioRole) -> Result<()> {
    let mut change = studio.change().await;
    let mut member = by_email(studio, email)?;
    let owners = studio.catalog.members().iter().filter(|member| member.role == StudioRole::Owner).count();
    if member.role == StudioRole::Owner && role != StudioRole::Owner && owners == 1 {
        return Err(Error::conflict("This is the last owner. Make somebody else an owner first."));
    }
    member.role = role;
    db::members::set_role(&mut change.tx, &member);
    Ok(change.commit().await?)
}

/// The member with that address.
pub fn by_email(studio: &Studio, email: &str) -> Result<Member> {
    studio.catalog.member_by_email(&Email::new(email)?).ok_or(Error::Missing("member"))
}

/// Signs in with a session of its own secret; failures are limited per account and network.
pub async fn sign_in(studio: &Studio, email: &str, password_text: &str, visit: &Visit) -> Result<SessionCookie> {
    let now = studio.clock.now();
    let account = crate::domain::text::fold(&email.chars().take(EMAIL_MOST).collect::<String>());
    studio.attempts.begin(&account, &visit.address, now)?;
    let member = Email::new(email).ok().and_then(|email| studio.catalog.member_by_email(&email));
    let hash = match &member {
        Some(member) => db::members::password(&studio.db, member.id).await?,
        None => None,
    };
    // A password that could never have been set is not worth hashing, but costs the same.
    let right = password::verify(&password_text.chars().take(200).collect::<String>(), hash).await?;
    match member.filter(|_| right) {
        Some(member) => {
            studio.attempts.succeeded(&account, &visit.address, now);
            // A session that was there before ends: the secret is never carried over a sign-in.
            if let Some(old) = &visit.session {
                db::sessions::delete(&studio.db, old).await?;
            }
            start_session(studio, member.id, visit).await
        }
        None => {
            tracing::warn!(address = %visit.address, "a sign-in failed");
            Err(Invalid::new("password", WRONG).into())
        }
    }
}

async fn start_session(studio: &Studio, member: MemberId, visit: &Visit) -> Result<SessionCookie> {
    let now = studio.clock.now();
    db::sessions::delete_expired(&studio.db, now).await?;
    let (cookie, hash) = SessionCookie::mint(studio.config.secure());
    let session = Session {
        hash,
        face: ids::mint(now),
        member,
        agent: visit.agent.clone(),
        address: visit.address.clone(),
        created: now,
        seen: now,
        expires: now.plus(SESSION_DAYS * DAY),
    };
    db::sessions::create(&studio.db, &session).await?;
    Ok(cookie)
}

/// Ends the session of this visit.
pub async fn sign_out(studio: &Studio, visit: &Visit) -> Result<SessionCookie> {
    if let Some(session) = &visit.session {
        db::sessions::delete(&studio.db, session).await?;
    }
    Ok(SessionCookie::gone(studio.config.secure()))
}

/// Fills in who a visit is by the secret of its cookie. An unknown or expired one is nobody. A session lives for
/// [`SESSION_DAYS`] from its last use: about once a day of use the answer is the cookie to be kept for so long again.
pub async fn recognise(studio: &Studio, secret: &str, visit: &mut Visit) -> Result<Option<SessionCookie>> {
    let hash = auth::hash(secret);
    let now = studio.clock.now();
    let Some(session) = db::sessions::find(&studio.db, &hash).await? else { return Ok(None) };
    if session.expires < now || studio.catalog.member(session.member).is_none() {
        return Ok(None);
    }
    let full = now.plus(SESSION_DAYS * DAY);
    let renew = session.expires.plus(DAY) < full;
    if renew || now.0 - session.seen.0 > TOUCH_EVERY {
        let expires = if renew { full } else { session.expires };
        db::sessions::touch(&studio.db, &hash, now, &visit.address, expires).await?;
    }
    visit.member = Some(session.member);
    visit.session = Some(hash);
    Ok(renew.then(|| SessionCookie::renewed(secret, studio.config.secure())))
}

/// The actor's own sessions. `current` is judged by the caller's visit.
pub async fn sessions(ctx: &Ctx) -> Result<Vec<SessionFace>> {
    let sessions = db::sessions::of_member(&ctx.db, ctx.actor.member).await?;
    let live = sessions.into_iter().filter(|session| session.expires >= ctx.now);
    Ok(live
        .map(|session| SessionFace {
            id: session.face,
            current: ctx.session.as_ref() == Some(&session.hash),
            agent: session.agent,
            address: session.address,
            created: session.created,
            seen: session.seen,
        })
        .collect())
}

/// Ends one of the actor's own sessions.
pub async fn revoke(ctx: &Ctx, face: SessionId) -> Result<()> {
    let sessions = db::sessions::of_member(&ctx.db, ctx.actor.member).await?;
    let session = sessions.into_iter().find(|session| session.face == face).ok_or(Error::Missing("session"))?;
    db::sessions::delete(&ctx.db, &session.hash).await
}

/// What every document tells the browser of its session.
pub fn boot(studio: &Studio, visit: &Visit, theme: Theme, density: Density) -> Boot {
    Boot {
        studio: studio.name().map(str::to_owned),
        theme,
        density,
        now: studio.clock.now(),
        recent_days: studio.config.recent_days,
        signed_in: visit.member.and_then(|id| signed_in(studio, id)),
    }
}

/// Who the actor is and what they may, as it is now.
pub fn who(ctx: &Ctx) -> Result<SignedIn> {
    signed_in(&ctx.studio, ctx.actor.member).ok_or(Error::Missing("member"))
}

fn signed_in(studio: &Studio, id: MemberId) -> Option<SignedIn> {
    let member = studio.catalog.member(id)?;
    let actor = studio.catalog.actor(id)?;
    let brands = studio.catalog.brands_seen(&actor);
    Some(SignedIn { member, actor, brands })
}
