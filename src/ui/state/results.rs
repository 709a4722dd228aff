//! The answer to one library question, as far as it is loaded: cards by place, each a signal.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use leptos::prelude::*;

use crate::api;
use crate::api::error::ApiError;
use crate::domain::asset::Card;
use crate::domain::id::AssetId;
use crate::domain::library::{Facets, Found, PAGE, PAGE_MOST, Page};
use crate::ui::kit::virtual_grid::GridHandle;

/// The numbers beside the cards.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// Number of results.
    pub total: u32,
    /// Number of assets in the same place without words and filters.
    pub of: u32,
}

/// One question and what is known of its answer. Clones share it.
#[derive(Clone)]
pub struct Results(Arc<Inner>);

struct Inner {
    question: String,
    grid: GridHandle,
    counts: ArcRwSignal<Counts>,
    facets: ArcRwSignal<Facets>,
    /// Why a search found each loaded asset.
    found: ArcRwSignal<HashMap<AssetId, Vec<Found>>>,
    order: ArcRwSignal<HashMap<u32, AssetId>>,
    cards: ArcRwSignal<HashMap<AssetId, ArcRwSignal<Card>>>,
    failure: ArcRwSignal<Option<ApiError>>,
    /// Stretches on their way.
    asked: ArcStoredValue<Vec<Range<u32>>>,
    /// Raised by each refresh: answers to what was asked before it no longer count.
    epoch: ArcStoredValue<u32>,
}

impl Results {
    /// Begins with the page that the document or the first request brought.
    pub fn new(question: String, grid: GridHandle, page: Page) -> Self {
        let results = Self(Arc::new(Inner {
            question,
            grid,
            counts: ArcRwSignal::default(),
            facets: ArcRwSignal::default(),
            found: ArcRwSignal::default(),
            order: ArcRwSignal::default(),
            cards: ArcRwSignal::default(),
            failure: ArcRwSignal::new(None),
            asked: ArcStoredValue::new(Vec::new()),
            epoch: ArcStoredValue::new(0),
        }));
        results.accept(page);
        results
    }

    /// The question, as a query string.
    pub fn question(&self) -> &str {
        &self.0.question
    }

    /// The grid that shows it.
    pub fn grid(&self) -> GridHandle {
        self.0.grid
    }

    /// The numbers, tracked.
    pub fn counts(&self) -> Counts {
        self.0.counts.get()
    }

    /// What each option of a filter would leave, tracked.
    pub fn facets(&self) -> Facets {
        self.0.facets.get()
    }

    /// Why a search found a loaded asset, tracked; empty without a search.
    pub fn found(&self, asset: AssetId) -> Vec<Found> {
        self.0.found.with(|found| found.get(&asset).cloned().unwrap_or_default())
    }

    /// Why the last request for more failed, tracked.
    pub fn failure(&self) -> Option<ApiError> {
        self.0.failure.get()
    }

    /// The asset at a place, tracked; `None` while it is not loaded.
    pub fn at(&self, index: u32) -> Option<AssetId> {
        self.0.order.with(|order| order.get(&index).copied())
    }

    /// The place of a loaded asset.
    pub fn place_of(&self, asset: AssetId) -> Option<u32> {
        self.0.order.with_untracked(|order| order.iter().find(|(_, id)| **id == asset).map(|(index, _)| *index))
    }

    /// The card of an asset, to be read as it changes.
    pub fn card(&self, asset: AssetId) -> Option<ArcRwSignal<Card>> {
        self.0.cards.with_untracked(|cards| cards.get(&asset).cloned())
    }

    /// The cards of those assets that are loaded, tracked.
    pub fn cards(&self, assets: &[AssetId]) -> Vec<Card> {
        let signals: Vec<_> = self.0.cards.with(|cards| assets.iter().filter_map(|asset| cards.get(asset).cloned()).collect());
        signals.iter().map(Get::get).collect()
    }

    /// Loads a stretch near the screen, at least a page of it.
    pub fn load(&self, range: Range<u32>) {
        let total = self.0.counts.with_untracked(|counts| counts.total);
        let past = range.end.max(range.start + PAGE).min(total);
        let range = range.start..past.min(range.start + PAGE_MOST);
        let covered = |asked: &Range<u32>| asked.start <= range.start && range.end <= asked.end;
        if range.is_empty() || self.0.asked.with_value(|asked| asked.iter().any(covered)) {
            return;
        }
        self.0.asked.update_value(|asked| asked.push(range.clone()));
        self.ask(range, false);
    }

    /// Asks again for what the screen shows; everything else is forgotten if it moved.
    pub fn refresh(&self) {
        let visible = self.0.grid.visible().get_untracked();
        let start = visible.start.saturating_sub(PAGE);
        let past = (visible.end + PAGE).min(start + PAGE_MOST);
        self.0.epoch.update_value(|epoch| *epoch += 1);
        let range = start..past;
        self.0.asked.update_value(|asked| {
            asked.clear();
            asked.push(range.clone());
        });
        self.ask(range, true);
    }

    fn ask(&self, range: Range<u32>, facets: bool) {
        let results = self.clone();
        let epoch = self.0.epoch.get_value();
        leptos::task::spawn_local(async move {
            let (question, count) = (results.0.question.clone(), range.end - range.start);
            let answer = match facets {
                true => api::library::answer(question, range.start, count).await,
                false => api::library::page(question, range.start, count).await,
            };
            if results.0.epoch.get_value() != epoch {
                return;
            }
            results.0.asked.update_value(|asked| asked.retain(|other| *other != range));
            match answer {
                Ok(page) => {
                    results.set_failure(None);
                    results.accept(page);
                }
                Err(error) => results.set_failure(Some(error)),
            }
        });
    }

    fn set_failure(&self, failure: Option<ApiError>) {
        if self.0.failure.with_untracked(|before| *before != failure) {
            self.0.failure.set(failure);
        }
    }

    /// Takes consecutive results in. Where they contradict what is known, the rest is forgotten.
    fn accept(&self, page: Page) {
        let Page { start, cards, total, of, found, facets } = page;
        let ids: Vec<AssetId> = cards.iter().map(|card| card.id).collect();
        if !found.is_empty() {
            self.0.found.update(|known| known.extend(ids.iter().copied().zip(found)));
        }
        for card in cards {
            let known = self.0.cards.with_untracked(|cards| cards.get(&card.id).cloned());
            match known {
                Some(signal) if signal.with_untracked(|before| *before != card) => signal.set(card),
                Some(_) => {}
                None => {
                    self.0.cards.write().insert(card.id, ArcRwSignal::new(card));
                }
            }
        }
        let moved = self.0.counts.with_untracked(|counts| counts.total != total);
        let place = |offset: usize| start + u32::try_from(offset).unwrap_or(u32::MAX - start);
        let (differs, adds) = self.0.order.with_untracked(|order| {
            let known = |offset: usize| order.get(&place(offset));
            let differs = ids.iter().enumerate().any(|(offset, id)| known(offset).is_some_and(|before| before != id));
            let adds = ids.iter().enumerate().any(|(offset, _)| known(offset).is_none());
            (differs, adds)
        });
        if moved || differs || adds {
            self.0.order.update(|order| {
                if moved || differs {
                    order.clear();
                }
                order.extend(ids.iter().enumerate().map(|(offset, id)| (place(offset), *id)));
            });
        }
        let counts = Counts { total, of };
        if self.0.counts.with_untracked(|before| *before != counts) {
            self.0.counts.set(counts);
        }
        if let Some(facets) = facets
            && self.0.facets.with_untracked(|before| *before != facets)
        {
            self.0.facets.set(facets);
        }
    }
}
