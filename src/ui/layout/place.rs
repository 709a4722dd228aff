//! Where in the studio the address leads, as far as the frame must know.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::domain::query::LibraryQuery;

/// The area, the active brand, and the library's question if it is there.
#[derive(Clone, Copy)]
pub struct Place {
    path: Memo<String>,
    brand: Memo<Option<String>>,
    query: Memo<LibraryQuery>,
}

impl Place {
    /// Provides it to everything below. Call it inside the router.
    pub fn provide() -> Self {
        let location = use_location();
        let path = location.pathname;
        let search = location.search;
        let query = Memo::new(move |_| search.with(|search| LibraryQuery::from_query_string(search)));
        // Pages that are about no brand keep the one before.
        let brand = Memo::new(move |before: Option<&Option<String>>| {
            path.with(|path| match brand_in(path) {
                Where::Brand(slug) => Some(slug.to_owned()),
                Where::Library => query.with(|query| query.brand.clone()),
                Where::Elsewhere => before.cloned().flatten(),
            })
        });
        let place = Self { path, brand, query };
        provide_context(place);
        place
    }

    /// Slug of the active brand; `None` for all brands.
    pub fn brand(self) -> Option<String> {
        self.brand.get()
    }

    /// Whether the library is shown, the viewer included.
    pub fn library(self) -> bool {
        self.path.with(|path| is_under(path, "/library"))
    }

    /// Whether a page of brands is shown.
    pub fn brands(self) -> bool {
        self.path.with(|path| is_under(path, "/brands"))
    }

    /// Whether settings are shown.
    pub fn settings(self) -> bool {
        self.path.with(|path| is_under(path, "/settings"))
    }

    /// Whether a page of one brand is shown.
    pub fn in_brand(self) -> bool {
        self.path.with(|path| matches!(brand_in(path), Where::Brand(_)))
    }

    /// The library's question.
    pub fn query(self) -> LibraryQuery {
        self.query.get()
    }

    /// Address of the library of the active brand.
    pub fn library_path(self) -> String {
        LibraryQuery::of_brand(self.brand()).library_path()
    }
}

/// Whether the viewer covers the page, which then takes neither keys nor presses.
#[derive(Clone, Copy)]
pub struct Covered(Memo<bool>);

impl Covered {
    fn new(path: Memo<String>) -> Self {
        Self(Memo::new(move |_| path.with(|path| path.strip_prefix("/library/").is_some_and(|asset| !asset.is_empty()))))
    }

    /// Provides it to everything below.
    pub fn provide(place: Place) -> Self {
        let covered = Self::new(place.path);
        provide_context(covered);
        covered
    }

    /// The one of the frame above.
    pub fn expect() -> Self {
        use_context().unwrap_or_else(|| Self::new(use_location().pathname))
    }

    /// Tracked.
    pub fn get(self) -> bool {
        self.0.get()
    }

    /// Not tracked.
    pub fn get_untracked(self) -> bool {
        self.0.get_untracked()
    }
}

#[derive(Debug, PartialEq)]
enum Where<'a> {
    Brand(&'a str),
    Library,
    Elsewhere,
}

fn brand_in(path: &str) -> Where<'_> {
    let slug = path.strip_prefix("/brands/").and_then(|rest| rest.split('/').next()).filter(|slug| !slug.is_empty());
    match slug {
        Some(slug) => Where::Brand(slug),
        None if is_under(path, "/library") => Where::Library,
        None => Where::Elsewhere,
    }
}

fn is_under(path: &str, area: &str) -> bool {
    path.strip_prefix(area).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brands_are_read_from_the_path() {
        for (path, expect) in [
            ("/brands/saltmarsh", Where::Brand("saltmarsh")),
            ("/brands/saltmarsh/campaigns/x", Where::Brand("saltmarsh")),
            ("/brands", Where::Elsewhere),
            ("/brands/", Where::Elsewhere),
            ("/library", Where::Library),
            ("/library/01x", Where::Library),
            ("/libraryx", Where::Elsewhere),
            ("/settings", Where::Elsewhere),
        ] {
            assert_eq!(brand_in(path), expect, "{path}");
        }
    }
}
