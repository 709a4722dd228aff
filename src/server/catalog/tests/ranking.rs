//! Which results come first.

use crate::domain::access::Actor;
use crate::domain::asset::{Asset, Facts, Rating, Source};
use crate::domain::brand::Brand;
use crate::domain::format::Format;
use crate::domain::id::{AssetId, BrandId, Id, MemberId};
use crate::domain::library::Page;
use crate::domain::member::StudioRole;
use crate::domain::query::{LibraryQuery, Sort};
use crate::domain::rendition::Renditions;
use crate::domain::review::Status;
use crate::domain::text::{FileName, Prompt, Tag};
use crate::domain::time::Timestamp;
use crate::server::catalog::{Asked, Catalog};
use crate::server::change::Fact;

pub const BRAND: BrandId = BrandId(Id(1));
pub const MEMBER: MemberId = MemberId(Id(2));

/// Names and tags, newest last.
const LIBRARY: [(&str, &[&str]); 12] = [
    ("Koi pond.jpg", &[]),
    ("koi.jpg", &["fish"]),
    ("Autumn Koi 2.jpg", &[]),
    ("Autumn Koi 10.jpg", &[]),
    ("IMG_0045.JPG", &["koi"]),
    ("LowTide2026.png", &["beach", "Low Tide"]),
    ("low-tide.png", &["sea"]),
    ("The tide is low.png", &[]),
    ("poster.pdf", &["Koi carp"]),
    ("scan of a poster.pdf", &["red", "beach"]),
    ("Übersicht.svg", &["plan"]),
    ("koi", &[]),
];

pub fn asset(number: usize, name: &str, tags: &[&str], prompt: Option<&str>) -> Fact {
    Fact::Asset(Box::new(Asset {
        id: AssetId(Id::new(number as u64, 9)),
        brand: BRAND,
        name: FileName::new(name).unwrap_or_else(|reason| panic!("{reason}")),
        object: format!("{number:064x}"),
        bytes: 1,
        format: Format::Jpeg,
        facts: Facts::default(),
        renditions: Renditions::Pending,
        status: Status::Draft,
        source: Source::Uploaded,
        rating: Rating::NONE,
        tags: tags.iter().filter_map(|tag| Tag::new(tag).ok()).collect(),
        prompt: prompt.and_then(|prompt| Prompt::new(prompt).ok()),
        uploader: MEMBER,
        added: Timestamp(number as i64),
        trashed: None,
        versions: 1,
    }))
}

/// A library of one team brand.
pub fn library(assets: impl IntoIterator<Item = Fact>) -> Catalog {
    let catalog = Catalog::new(7);
    let name = crate::domain::text::Name::new("Saltmarsh").unwrap_or_else(|reason| panic!("{reason}"));
    let slug = "saltmarsh".to_owned();
    let brand = Brand { id: BRAND, name, slug, colour: 0, personal_of: None, self_approval: false, created: Timestamp(0) };
    catalog.apply(&[Fact::Brand(brand)]);
    catalog.apply(&assets.into_iter().collect::<Vec<_>>());
    catalog
}

/// The first results, by somebody who sees all of it.
pub fn page(catalog: &Catalog, words: &str, sort: Sort) -> Page {
    let actor = Actor { member: MEMBER, role: StudioRole::Owner, brands: vec![] };
    let query = LibraryQuery { words: words.to_owned(), sort, ..LibraryQuery::default() };
    catalog.page(&actor, &query, Timestamp(0), Asked { start: 0, count: 240, facets: false })
}

fn found(words: &str, sort: Sort) -> Vec<String> {
    let catalog = library(LIBRARY.into_iter().enumerate().map(|(number, (name, tags))| asset(number, name, tags, None)));
    page(&catalog, words, sort).cards.into_iter().map(|card| card.name).collect()
}

#[test]
fn closest_first() {
    let table: [(&str, &[&str]); 20] = [
        // Exact name with or without extension, beginning, tag as it reads, words of tags, words of the name; newest
        // first in each.
        ("koi", &["koi", "koi.jpg", "Koi pond.jpg", "IMG_0045.JPG", "poster.pdf", "Autumn Koi 10.jpg", "Autumn Koi 2.jpg"]),
        ("KOI.JPG", &["koi.jpg", "Autumn Koi 10.jpg", "Autumn Koi 2.jpg", "Koi pond.jpg", "IMG_0045.JPG"]),
        ("low tide", &["low-tide.png", "LowTide2026.png", "The tide is low.png"]),
        ("\"low tide\"", &["low-tide.png", "LowTide2026.png"]),
        ("tide low", &["LowTide2026.png", "The tide is low.png", "low-tide.png"]),
        ("lowti", &["LowTide2026.png"]),
        ("tide20", &["LowTide2026.png"]),
        ("0045", &["IMG_0045.JPG"]),
        ("img_0045.jpg", &["IMG_0045.JPG"]),
        ("img 00", &["IMG_0045.JPG"]),
        ("koi -autumn -img", &["koi", "koi.jpg", "Koi pond.jpg", "poster.pdf"]),
        ("koi -\"koi carp\" -jpg", &["koi"]),
        ("beach", &["scan of a poster.pdf", "LowTide2026.png"]),
        ("red beach", &["scan of a poster.pdf"]),
        ("post", &["poster.pdf", "scan of a poster.pdf"]),
        ("übers", &["Übersicht.svg"]),
        ("ÜBERSICHT", &["Übersicht.svg"]),
        ("koi beach", &[]),
        ("pon koi", &["Koi pond.jpg"]),
        ("fish", &["koi.jpg"]),
    ];
    for (words, expected) in table {
        assert_eq!(found(words, Sort::Newest), expected, "{words}");
    }
}

#[test]
fn a_chosen_sort_wins_over_closeness() {
    assert_eq!(
        found("koi", Sort::Name),
        ["Autumn Koi 2.jpg", "Autumn Koi 10.jpg", "IMG_0045.JPG", "koi", "Koi pond.jpg", "koi.jpg", "poster.pdf"]
    );
    assert_eq!(found("tide", Sort::Oldest), ["LowTide2026.png", "low-tide.png", "The tide is low.png"]);
}

#[test]
fn what_asks_for_nothing_finds_everything() {
    for words in ["", " ", "-", "\"", "--", "& ¿"] {
        assert_eq!(found(words, Sort::Newest).len(), LIBRARY.len(), "{words}");
    }
    assert_eq!(found("-koi", Sort::Newest).len(), LIBRARY.len() - 7);
}
