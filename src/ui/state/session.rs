//! Who looks at the page: the boot payload, the same on the server and in the browser.

use leptos::prelude::*;

use crate::domain::access::{Action, Actor, Scope};
use crate::domain::brand::Brand;
use crate::domain::id::BrandId;
use crate::domain::member::Member;
use crate::domain::session::{Boot, BrandFace, Density, SignedIn, Theme};
use crate::domain::time::Timestamp;

/// What the frame knows before any request. It holds for the life of the document: signing in and
/// out load a new one. Brands alone may change meanwhile.
#[derive(Clone, Copy)]
pub struct Session {
    boot: StoredValue<Boot>,
    brands: RwSignal<Vec<BrandFace>>,
}

impl Session {
    /// Provides it to everything below.
    pub fn provide(boot: Boot) -> Self {
        let brands = boot.signed_in.as_ref().map(|member| member.brands.clone()).unwrap_or_default();
        let session = Self { boot: StoredValue::new(boot), brands: RwSignal::new(brands) };
        provide_context(session);
        session
    }

    /// The session of the document; a stranger's where none was provided.
    pub fn expect() -> Self {
        use_context().unwrap_or_else(|| {
            let (theme, density) = (Theme::Auto, Density::Medium);
            Self::provide(Boot { studio: None, theme, density, now: Timestamp(0), recent_days: 7, signed_in: None })
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

    /// The member with every role that decides.
    pub fn actor(self) -> Option<Actor> {
        self.boot.with_value(|boot| boot.signed_in.as_ref().map(|signed_in| signed_in.actor.clone()))
    }

    /// What the document says of the member. Their brands are those of the document; see [`Self::brands`].
    pub fn signed_in(self) -> Option<SignedIn> {
        self.boot.with_value(|boot| boot.signed_in.clone())
    }

    /// Whether the member may do `action` to `scope`.
    pub fn may(self, action: Action, scope: &Scope) -> bool {
        self.boot.with_value(|boot| boot.signed_in.as_ref().is_some_and(|signed_in| signed_in.actor.may(action, scope)))
    }

    /// Every brand the member may see: team brands by name, Personal last.
    pub fn brands(self) -> Vec<BrandFace> {
        self.brands.get()
    }

    /// Takes a newer list of brands.
    pub fn set_brands(self, brands: Vec<BrandFace>) {
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

    /// Whether the member may do `action` in some brand.
    pub fn may_somewhere(self, action: Action) -> bool {
        self.brands.with(|brands| brands.iter().any(|face| self.may(action, &Scope::Brand(face.brand.scope()))))
    }
}
