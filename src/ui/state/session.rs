//! Who looks at the page: the boot payload, the same on the server and in the browser.

use leptos::prelude::*;

use crate::domain::access::{Action, Actor, Scope};
use crate::domain::brand::Brand;
use crate::domain::id::BrandId;
use crate::domain::member::Member;
use crate::domain::session::{Boot, BrandFace, Density, SignedIn, Theme};
use crate::domain::time::Timestamp;

/// What the frame knows before any request. It holds for the life of the document: signing in and
/// out load a new one. Roles and brands alone change meanwhile, and what shows them follows.
#[derive(Clone, Copy)]
pub struct Session {
    boot: StoredValue<Boot>,
    actor: RwSignal<Option<Actor>>,
    brands: RwSignal<Vec<BrandFace>>,
}

impl Session {
    /// Provides it to everything below.
    pub fn provide(boot: Boot) -> Self {
        let brands = boot.signed_in.as_ref().map(|member| member.brands.clone()).unwrap_or_default();
        let actor = boot.signed_in.as_ref().map(|member| member.actor.clone());
        let session = Self { boot: StoredValue::new(boot), actor: RwSignal::new(actor), brands: RwSignal::new(brands) };
        provide_context(session);
        session
    }

    /// The session of the document. Asked for where there is none, as after an `await`, it says so and answers a stranger's:
    /// whoever goes on for long asks in the beginning and keeps the answer.
    pub fn expect() -> Self {
        use_context().unwrap_or_else(|| {
            leptos::logging::error!("the session was asked for outside the document");
            let (theme, density) = (Theme::Auto, Density::Medium);
            let boot = Boot { studio: None, theme, density, now: Timestamp(0), recent_days: 7, signed_in: None };
            Self { boot: StoredValue::new(boot), actor: RwSignal::new(None), brands: RwSignal::new(Vec::new()) }
        })
    }

    /// Name of the studio; `None` before the first visit is done.
    pub fn studio(self) -> Option<String> {
        self.boot.with_value(|boot| boot.studio.clone())
    }

    /// The theme of the cookie.
    pub fn theme(self) -> Theme {
        self.boot.with_value(|boot| boot.theme)
    }

    /// The density of the cookie.
    pub fn density(self) -> Density {
        self.boot.with_value(|boot| boot.density)
    }

    /// Time of the request that made the document.
    pub fn now(self) -> Timestamp {
        self.boot.with_value(|boot| boot.now)
    }

    /// Days that count as recent.
    pub fn recent_days(self) -> u32 {
        self.boot.with_value(|boot| boot.recent_days)
    }

    /// The member in front of the browser.
    pub fn member(self) -> Option<Member> {
        self.boot.with_value(|boot| boot.signed_in.as_ref().map(|signed_in| signed_in.member.clone()))
    }

    /// The member with every role that decides, tracked.
    pub fn actor(self) -> Option<Actor> {
        self.actor.get()
    }

    /// Whether the member may do `action` to `scope`, tracked.
    pub fn may(self, action: Action, scope: &Scope) -> bool {
        self.actor.with(|actor| actor.as_ref().is_some_and(|actor| actor.may(action, scope)))
    }

    /// Every brand the member may see, tracked: team brands by name, Personal last.
    pub fn brands(self) -> Vec<BrandFace> {
        self.brands.get()
    }

    /// Takes what the member may now, and where.
    pub fn follow(self, now: SignedIn) {
        let SignedIn { actor, brands, .. } = now;
        if self.actor.with_untracked(|before| before.as_ref() != Some(&actor)) {
            self.actor.set(Some(actor));
        }
        if self.brands.with_untracked(|before| *before != brands) {
            self.brands.set(brands);
        }
    }

    /// The brand with that slug.
    pub fn brand(self, slug: &str) -> Option<Brand> {
        self.brands.with(|brands| brands.iter().find(|face| face.brand.slug == slug).map(|face| face.brand.clone()))
    }

    /// The brand with that id.
    pub fn brand_by_id(self, id: BrandId) -> Option<Brand> {
        self.brands.with(|brands| brands.iter().find(|face| face.brand.id == id).map(|face| face.brand.clone()))
    }

    /// Whether the member may do `action` in some brand, tracked.
    pub fn may_somewhere(self, action: Action) -> bool {
        self.brands.with(|brands| brands.iter().any(|face| self.may(action, &Scope::Brand(face.brand.scope()))))
    }
}
