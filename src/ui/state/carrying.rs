//! What is being dragged inside the page.

use leptos::prelude::*;

use crate::domain::asset::count_words;
use crate::domain::id::{AssetId, CollectionId};

/// A part of the page in a person's hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Carried {
    /// Assets of the grid.
    Assets(Vec<AssetId>),
    /// A collection of the tree, with its name.
    Collection(CollectionId, String),
}

impl Carried {
    /// What stands under the pointer.
    pub fn words(&self) -> String {
        match self {
            Self::Assets(assets) if assets.len() == 1 => "1 asset".to_owned(),
            Self::Assets(assets) => format!("{} assets", count_words(assets.len() as u64)),
            Self::Collection(_, name) => name.clone(),
        }
    }
}

/// What is carried now.
#[derive(Clone, Copy)]
pub struct Carrying(RwSignal<Option<Carried>>);

impl Carrying {
    /// Provides an empty hand to everything below.
    pub fn provide() -> Self {
        let carrying = Self(RwSignal::new(None));
        provide_context(carrying);
        carrying
    }

    /// The hand of the page above.
    pub fn expect() -> Self {
        use_context().unwrap_or_else(Self::provide)
    }

    /// Takes something up.
    pub fn take(self, what: Carried) {
        self.0.set(Some(what));
    }

    /// Lets go. Answers what was carried.
    pub fn end(self) -> Option<Carried> {
        self.0.try_update(Option::take).flatten()
    }

    /// Whether this would be welcome somewhere, not tracked.
    pub fn is(self, wanted: impl Fn(&Carried) -> bool) -> bool {
        self.0.with_untracked(|carried| carried.as_ref().is_some_and(wanted))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Id;

    #[test]
    fn what_stands_under_the_pointer() {
        let asset = AssetId(Id(1));
        assert_eq!(Carried::Assets(vec![asset]).words(), "1 asset");
        assert_eq!(Carried::Assets(vec![asset; 1_200]).words(), "1,200 assets");
        assert_eq!(Carried::Collection(CollectionId(Id(2)), "Coats".into()).words(), "Coats");
    }
}
