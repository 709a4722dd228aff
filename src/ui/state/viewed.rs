//! The asset in the viewer, kept fresh, and what can be done to it there.

use std::sync::Arc;

use leptos::prelude::*;

use super::library::Library;
use super::live::Live;
use super::toasts::{Toast, Toasts, Undo};
use crate::api;
use crate::api::error::ApiError;
use crate::domain::asset::{Card, Detail};
use crate::domain::brand::Brand;
use crate::domain::bulk::Outcome;
use crate::domain::id::AssetId;
use crate::domain::library::Place;
use crate::domain::query::LibraryQuery;
use crate::ui::state::session::Session;

/// One asset in the viewer. Clones share it.
#[derive(Clone)]
pub struct Viewed(Arc<Inner>);

struct Inner {
    id: AssetId,
    library: Library,
    toasts: Toasts,
    live: Live,
    session: Session,
    detail: ArcRwSignal<Detail>,
    place: ArcRwSignal<Place>,
    /// Hears that it is not there any more, or not for this member.
    gone: Callback<()>,
    /// Raised by each change and each question: what was asked before it no longer counts.
    epoch: ArcStoredValue<u32>,
}

impl Viewed {
    /// Begins with what the document or the first request brought. `gone` hears when it is not there any more.
    pub fn new(library: Library, detail: Detail, place: Place, gone: Callback<()>) -> Self {
        Self(Arc::new(Inner {
            id: detail.card.id,
            library,
            toasts: Toasts::expect(),
            live: Live::expect(),
            session: Session::expect(),
            detail: ArcRwSignal::new(detail),
            place: ArcRwSignal::new(place),
            gone,
            epoch: ArcStoredValue::new(0),
        }))
    }

    /// Which one.
    pub fn id(&self) -> AssetId {
        self.0.id
    }

    /// The page it is shown over.
    pub fn library(&self) -> Library {
        self.0.library
    }

    /// Where deeds say what they did.
    pub fn toasts(&self) -> Toasts {
        self.0.toasts
    }

    /// Who looks.
    pub fn session(&self) -> Session {
        self.0.session
    }

    /// Everything known of it, tracked.
    pub fn detail(&self) -> Detail {
        self.0.detail.get()
    }

    /// A part of what is known, which wakes only those that show it.
    pub fn part<T: PartialEq + Send + Sync + 'static>(&self, part: impl Fn(&Detail) -> T + Send + Sync + 'static) -> Memo<T> {
        let detail = self.0.detail.clone();
        Memo::new(move |_| detail.with(&part))
    }

    /// Its small shape, tracked.
    pub fn card(&self) -> Card {
        self.0.detail.with(|detail| detail.card.clone())
    }

    /// Its place among the results, tracked.
    pub fn place(&self) -> Place {
        self.0.place.get()
    }

    /// Its brand, if the member still sees it.
    pub fn brand(&self) -> Option<Brand> {
        self.0.session.brand_by_id(self.0.detail.with(|detail| detail.card.brand))
    }

    /// Whether the member may do this to it, as it is now.
    pub fn may(&self, action: crate::domain::access::Action) -> bool {
        self.brand().is_some_and(|brand| self.0.session.may(action, &self.card().scope(brand.scope())))
    }

    /// Shows a change at once; what the studio says later wins.
    pub fn change(&self, change: impl FnOnce(&mut Detail)) {
        self.next_epoch();
        self.0.detail.update(change);
    }

    fn next_epoch(&self) -> u32 {
        self.0.epoch.update_value(|epoch| *epoch = epoch.wrapping_add(1));
        self.0.epoch.get_value()
    }

    /// Asks again for everything shown.
    pub fn refresh(&self) {
        let epoch = self.next_epoch();
        let viewed = self.clone();
        leptos::task::spawn_local(async move {
            let answer = api::library::asset(viewed.0.id).await;
            if viewed.0.epoch.get_value() != epoch {
                return;
            }
            match answer {
                Ok(detail) if viewed.0.detail.with_untracked(|before| *before != detail) => viewed.0.detail.set(detail),
                // The viewer itself may be gone by now.
                Err(ApiError::Missing(_)) => drop(viewed.0.gone.try_run(())),
                _ => {}
            }
        });
        let viewed = self.clone();
        // What is done to an asset may end when the page it was shown on is gone, and its question with it.
        let Some(question) = self.0.library.query.try_with_untracked(LibraryQuery::to_query_string) else { return };
        leptos::task::spawn_local(async move {
            if let Ok(place) = api::library::place(viewed.0.id, question).await
                && viewed.0.epoch.get_value() == epoch
                && viewed.0.place.with_untracked(|before| *before != place)
            {
                viewed.0.place.set(place);
            }
        });
    }

    /// Tells what a deed on this asset did, with Undo where there is one, and asks again.
    pub fn told(&self, answer: Result<Outcome, ApiError>, done: &str, undo: Option<Undo>) {
        match answer {
            Ok(outcome) => {
                let text = outcome.words(done);
                let toast = if outcome.done.is_empty() { Toast::problem(text) } else { Toast::done(text) };
                self.0.toasts.say(match undo.filter(|_| !outcome.done.is_empty()) {
                    Some(undo) => toast.undo(move || undo.run(())),
                    None => toast,
                });
            }
            Err(error) => self.0.toasts.say(Toast::problem(error.to_string())),
        }
        self.after();
    }

    /// Asks again, here as in everything else that shows assets.
    pub fn after(&self) {
        self.0.live.poke();
    }
}
