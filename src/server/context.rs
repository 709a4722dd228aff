//! The first argument of every service function that acts for a person.

use crate::domain::access::{Action, Actor, Scope};
use crate::domain::time::Timestamp;
use crate::server::error::{Error, Result};
use crate::server::studio::{Change, Studio};
use std::ops::Deref;
use std::sync::Arc;

/// Who asks, of which studio, and the one `now` of the whole operation.
#[derive(Clone)]
pub struct Ctx {
    pub actor: Actor,
    pub studio: Studio,
    pub now: Timestamp,
    /// Hash of the session asked through; `None` for the command line.
    pub session: Option<String>,
    /// What must still be so for a change to be made.
    pub(crate) condition: Option<Condition>,
}

/// Asked under the turn to write.
pub(crate) type Condition = Arc<dyn Fn(&Ctx) -> bool + Send + Sync>;

impl Ctx {
    /// The same, for changes that are only to be made while `condition` holds; others are refused as stale.
    pub fn only_while(&self, condition: impl Fn(&Self) -> bool + Send + Sync + 'static) -> Self {
        Self { condition: Some(Arc::new(condition)), ..self.clone() }
    }

    /// Waits for its turn, as [`Studio::change`] does.
    pub async fn change(&self) -> Change {
        let change = self.studio.change().await;
        // Nothing moves until the commit, so it is asked now; what else is wrong with a request is said first.
        let holds = self.condition.as_ref().is_none_or(|condition| condition(self));
        if holds { change } else { change.stale() }
    }

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
