//! What is asked of the library.

use crate::library::{self, NOW};
use atelier::domain::access::Actor;
use atelier::domain::query::LibraryQuery;
use atelier::server::catalog::{Asked, Catalog};
use std::hint::black_box;

/// One question with its name in the table.
pub struct Question {
    pub name: &'static str,
    what: What,
}

enum What {
    /// The first page, with every count beside the filters.
    Answer(LibraryQuery),
    /// Cards from an index on, without counts.
    Page(LibraryQuery, u32),
    Rail,
    /// Where an asset stands.
    Place(LibraryQuery, u64),
    /// Tags that begin so.
    Tags(&'static str),
}

impl Question {
    /// Asks it once.
    pub fn ask(&self, catalog: &Catalog, actor: &Actor) {
        match &self.what {
            What::Answer(query) => {
                black_box(catalog.page(actor, query, NOW, Asked { start: 0, count: 60, facets: true }));
            }
            What::Page(query, start) => {
                black_box(catalog.page(actor, query, NOW, Asked { start: *start, count: 60, facets: false }));
            }
            What::Rail => {
                black_box(catalog.rail(actor, Some("brand-1"), NOW));
            }
            What::Place(query, n) => {
                black_box(catalog.place(actor, query, NOW, library::asset_id(*n)));
            }
            What::Tags(beginning) => {
                black_box(catalog.tags(actor, &LibraryQuery::default(), NOW, beginning));
            }
        }
    }
}

/// Every question.
pub fn questions() -> Vec<Question> {
    let query = |text: &str| LibraryQuery::from_query_string(text);
    let answer = |name, text: &str| Question { name, what: What::Answer(query(text)) };
    let page = |name, text: &str, start| Question { name, what: What::Page(query(text), start) };
    let (collection, campaign) = (library::collection_id(0), library::campaign_id(1));
    vec![
        page("newest, a page while scrolling", "", 600),
        page("deep in a brand", "brand=brand-1", 9_000),
        answer("newest, with all counts", ""),
        answer("a brand, with all counts", "brand=brand-1"),
        answer("a nested collection", &format!("brand=brand-0&collection={collection}&nested=1")),
        answer("unfiled", "bucket=unfiled"),
        answer("a campaign", &format!("campaign={campaign}")),
        answer("status, rating and kind", "status=approved&rating=4&rating=5&kind=image"),
        answer("any of three tags", "tag=parka&tag=olive&tag=sku%20777"),
        answer("all of two tags", "tag=parka&tag=dress&tags=all"),
        answer("colour, orientation and month", "colour=red&orientation=portrait&added=month"),
        page("by name", "sort=name", 0),
        page("by size", "sort=size", 0),
        page("by rating, deep", "sort=rating", 5_000),
        answer("search: a name", "q=harbour-parka-olive"),
        answer("search: one word", "q=parka"),
        answer("search: two words", "q=quilted%20harb"),
        answer("search: one letter", "q=s"),
        answer("search: a misspelling", "q=harbuor"),
        answer("search: words of prompts", "q=backlit%20lookbook%20rooftop"),
        answer("search: quotes and minus", "q=%22red%20parka%22%20-studio"),
        answer("similar to one", &format!("similar={}", library::asset_id(78))),
        answer("similar to one, in a brand", &format!("brand=brand-1&similar={}", library::asset_id(79))),
        Question { name: "place of an asset", what: What::Place(query("brand=brand-1&status=approved"), 1_003) },
        Question { name: "rail of a brand", what: What::Rail },
        Question { name: "tags beginning with \"s\"", what: What::Tags("s") },
    ]
}
