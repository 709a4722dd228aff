//! The first argument of every service function that acts for a person.

use crate::domain::access::{Action, Actor, Scope};
use crate::domain::time::Timestamp;
use crate::server::error::{Error, Result};
use crate::server::studio::Studio;
use std::ops::Deref;

/// Who asks, of which studio, and the one `now` of the whole operation.
#[derive(Clone)]
pub struct Ctx {
    pub actor: Actor,
    pub studio: Studio,
    pub now: Timestamp,
    /// Hash of the session asked through; `None` for the command line.
    pub session: Option<String>,
}

impl Ctx {
    /// Refuses what the table does not grant. What the actor may not even see is missing, not denied;
    /// `noun` names it.
    pub fn require(&self, action: Action, scope: &Scope, noun: &'static str) -> Result<()> {
        if !self.actor.may(Action::See, scope) {
            return Err(Error::Missing(noun));
        }
        Ok(self.actor.require(action, scope)?)
    }
}

impl Deref for Ctx {
    type Target = Studio;

    fn deref(&self) -> &Studio {
        &self.studio
    }
}
