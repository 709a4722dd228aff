//! Saved searches: questions to the library kept under a name, shown as smart collections that fill themselves.

use super::access::{Action, Actor, BrandScope, Scope};
use super::id::{BrandId, MemberId, SearchId};
use super::query::LibraryQuery;
use super::text::Name;
use super::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Most searches one member keeps.
pub const MOST: usize = 500;

/// A question kept under a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedSearch {
    pub id: SearchId,
    pub name: Name,
    /// The brand it asks in; `None` for all that the one who asks sees.
    pub brand: Option<BrandId>,
    /// Shown to everybody who sees the brand, not to its maker alone.
    pub shared: bool,
    pub maker: MemberId,
    /// The question without its brand, as a query string.
    pub question: String,
    pub created: Timestamp,
}

impl SavedSearch {
    /// The form a question is kept in: without its brand, and in the order of the URL.
    pub fn kept(query: &LibraryQuery) -> String {
        LibraryQuery { brand: None, ..query.clone() }.to_query_string()
    }

    /// The question, in the brand with that slug.
    pub fn query(&self, brand: Option<String>) -> LibraryQuery {
        LibraryQuery { brand, ..LibraryQuery::from_query_string(&self.question) }
    }

    /// Whether it exists for the actor; `brand` is the brand it asks in.
    pub fn shown_to(&self, actor: &Actor, brand: Option<&BrandScope>) -> bool {
        let sees = brand.is_some_and(|brand| actor.sees(brand));
        match self.brand {
            Some(_) => sees && (self.shared || self.maker == actor.member),
            None => self.maker == actor.member,
        }
    }

    /// What the actor needs to be allowed to rename or delete it: a shared one is arranged like a collection, one's
    /// own needs nothing more than to be shown.
    pub fn needs(&self) -> Action {
        if self.shared { Action::ArrangeCollections } else { Action::See }
    }

    /// What that right is judged by.
    pub fn scope(&self, brand: Option<BrandScope>) -> Scope {
        brand.map_or(Scope::Studio, Scope::Brand)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::brand::BrandRole;
    use crate::domain::id::Id;
    use crate::domain::member::StudioRole;

    #[test]
    fn shown_to_its_maker_or_to_the_brand() {
        let (maker, other) = (MemberId(Id(1)), MemberId(Id(2)));
        let (brand, elsewhere) = (BrandId(Id(3)), BrandId(Id(4)));
        let scope = BrandScope { id: brand, personal_of: None, self_approval: false };
        let actor = |member, brand| Actor { member, role: StudioRole::Member, brands: vec![(brand, BrandRole::Viewer)] };
        for (in_brand, shared, member, sees, expected) in [
            (true, false, maker, brand, true),
            (true, false, other, brand, false),
            (true, true, other, brand, true),
            (true, true, other, elsewhere, false),
            (true, true, maker, elsewhere, false),
            (false, false, maker, elsewhere, true),
            (false, false, other, brand, false),
        ] {
            let search = SavedSearch {
                id: SearchId(Id(5)),
                name: Name::new("Needs tags").unwrap(),
                brand: in_brand.then_some(brand),
                shared,
                maker,
                question: SavedSearch::kept(&LibraryQuery::from_query_string("brand=x&rating=5&q=koi")),
                created: Timestamp(0),
            };
            assert_eq!(search.question, "q=koi&rating=5");
            assert_eq!(search.query(Some("y".into())).to_query_string(), "brand=y&q=koi&rating=5");
            let found = search.shown_to(&actor(member, sees), in_brand.then_some(&scope));
            assert_eq!(found, expected, "{in_brand} {shared} {member:?}");
        }
    }
}
