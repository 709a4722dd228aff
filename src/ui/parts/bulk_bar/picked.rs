//! What is known of everything that is picked, loaded or not.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api;
use crate::api::error::ApiError;
use crate::domain::bulk::Alike;
use crate::domain::id::BrandId;
use crate::ui::browser::timer;
use crate::ui::state::library::Library;

/// What a panel goes by.
#[derive(Clone, Debug, PartialEq)]
pub enum Known {
    /// The server has not answered yet.
    Asking,
    /// All of it, in groups that rights do not tell apart.
    Told(Vec<Alike>),
    /// Why it is not known.
    Failed(ApiError),
}

/// What is picked, as far as panels must know: from the cards, or from the server where some were never scrolled to.
#[derive(Clone, Copy)]
pub struct Picked {
    library: Library,
    known: Memo<Known>,
    answer: RwSignal<Known>,
    asked: StoredValue<u32>,
}

impl Picked {
    /// For the selection of that page.
    pub fn new(library: Library) -> Self {
        let answer = RwSignal::new(Known::Asking);
        let known = Memo::new(move |_| loaded(library).map_or_else(|| answer.get(), Known::Told));
        Self { library, known, answer, asked: StoredValue::new(0) }
    }

    /// Asks for what the cards do not tell, as a panel opens; `then` runs when it is drawn.
    pub fn ask(self, then: impl FnOnce() + 'static) {
        if untrack(|| loaded(self.library)).is_some() {
            return;
        }
        let asked = self.asked.get_value().wrapping_add(1);
        self.asked.set_value(asked);
        self.answer.set(Known::Asking);
        let assets = untrack(|| self.library.selection.ids());
        spawn_local(async move {
            let answer = api::library::groups(assets).await;
            if self.asked.try_get_value() == Some(asked) {
                self.answer.set(answer.map_or_else(Known::Failed, Known::Told));
                timer::after(Duration::ZERO, then).forget();
            }
        });
    }

    /// What is known, tracked.
    pub fn known(self) -> Known {
        self.known.get()
    }

    /// Draws what is known, or says why it is not.
    pub fn draw(self, draw: impl FnOnce(Vec<Alike>) -> AnyView) -> AnyView {
        match self.known() {
            Known::Told(groups) => draw(groups),
            Known::Asking => view! { <p class="faint pad" role="status">"Fetching…"</p> }.into_any(),
            Known::Failed(error) => view! { <p class="faint pad" role="alert">{error.to_string()}</p> }.into_any(),
        }
    }
}

/// The brands of these.
pub fn brands(groups: &[Alike]) -> Vec<BrandId> {
    let mut brands: Vec<BrandId> = groups.iter().map(|group| group.brand).collect();
    brands.dedup();
    brands
}

/// Groups of what is picked, where every card of it is loaded.
fn loaded(library: Library) -> Option<Vec<Alike>> {
    let cards = library.picked();
    (cards.len() == library.selection.count())
        .then(|| Alike::groups(cards.iter().map(|card| (card.brand, card.uploader, card.status))))
}
