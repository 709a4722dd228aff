//! Counts and collections of the active brand, kept fresh.

use leptos::prelude::*;

use super::live::Live;
use crate::api;
use crate::api::error::ApiError;
use crate::domain::id::CollectionId;
use crate::domain::library::{Rail, RailCollection};

/// What the rail and the crumbs show. Made by the frame, because both read it.
#[derive(Clone, Copy)]
pub struct RailState {
    /// The first answer: nothing on pages without a rail, else the brand (empty for all) and its rail.
    pub answer: Resource<Option<(String, Result<Rail, ApiError>)>>,
    shown: StoredValue<Option<(String, ArcRwSignal<Rail>)>>,
    /// Raised by each question: only the answer to the last one counts.
    epoch: StoredValue<u32>,
}

impl RailState {
    /// Provides the rail of the brand whose slug `brand` says; `None` on pages without a rail.
    pub fn provide(brand: Memo<Option<String>>) -> Self {
        let answer = Resource::new(
            move || brand.get(),
            |brand| async move {
                let brand = brand?;
                let rail = api::library::rail(brand.clone()).await;
                Some((brand, rail))
            },
        );
        let state = Self { answer, shown: StoredValue::new(None), epoch: StoredValue::new(0) };
        provide_context(state);
        Live::expect().on_assets(move || state.refresh());
        state
    }

    /// The one of the frame above.
    pub fn get() -> Option<Self> {
        use_context()
    }

    /// The rail of that brand as it changes, beginning with this answer.
    pub fn live(self, brand: &str, rail: &Rail) -> ArcRwSignal<Rail> {
        let known =
            self.shown.with_value(|shown| shown.as_ref().filter(|(other, _)| other == brand).map(|(_, rail)| rail.clone()));
        known.unwrap_or_else(|| {
            let fresh = ArcRwSignal::new(rail.clone());
            self.shown.set_value(Some((brand.to_owned(), fresh.clone())));
            fresh
        })
    }

    /// The rail shown now.
    pub fn shown(self) -> Option<ArcRwSignal<Rail>> {
        self.shown.with_value(|shown| shown.as_ref().map(|(_, rail)| rail.clone()))
    }

    /// Asks again and changes what is shown in place.
    pub fn refresh(self) {
        let Some((brand, signal)) = self.shown.get_value() else { return };
        self.epoch.update_value(|epoch| *epoch = epoch.wrapping_add(1));
        let epoch = self.epoch.get_value();
        leptos::task::spawn_local(async move {
            if let Ok(rail) = api::library::rail(brand).await
                && self.epoch.try_get_value() == Some(epoch)
                && signal.with_untracked(|before| *before != rail)
            {
                signal.set(rail);
            }
        });
    }
}

/// The collection and those it stands in, the outermost first.
pub fn path_of(collections: &[RailCollection], id: CollectionId) -> Vec<RailCollection> {
    let mut path = Vec::new();
    let mut next = Some(id);
    while let Some(found) = next.and_then(|id| collections.iter().find(|collection| collection.id == id)) {
        // A tree that came broken must not hang the page.
        if path.len() > crate::domain::collection::MAX_DEPTH {
            break;
        }
        next = found.parent;
        path.push(found.clone());
    }
    path.reverse();
    path
}

/// "Autumn 2026 › Outerwear".
pub fn path_words(collections: &[RailCollection], id: CollectionId) -> String {
    let names: Vec<String> = path_of(collections, id).into_iter().map(|collection| collection.name).collect();
    names.join(" › ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{BrandId, Id};

    fn row(id: u128, name: &str, parent: Option<u128>) -> RailCollection {
        RailCollection {
            id: CollectionId(Id(id)),
            brand: BrandId(Id(9)),
            name: name.into(),
            parent: parent.map(|id| CollectionId(Id(id))),
            depth: u32::from(parent.is_some()),
            count: 0,
            nested_count: 0,
        }
    }

    #[test]
    fn paths_begin_outside() {
        let tree = [row(1, "Autumn", None), row(2, "Coats", Some(1)), row(3, "Loop", Some(3))];
        assert_eq!(path_words(&tree, CollectionId(Id(2))), "Autumn › Coats");
        assert_eq!(path_words(&tree, CollectionId(Id(7))), "");
        assert_eq!(path_of(&tree, CollectionId(Id(3))).len(), 17);
    }
}
