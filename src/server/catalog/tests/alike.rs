//! "Find similar" in the catalog: what is compared, and that it stays with its asset.

use crate::domain::access::Actor;
use crate::domain::asset::{Asset, Facts, Rating, Source};
use crate::domain::brand::Brand;
use crate::domain::format::Format;
use crate::domain::id::{AssetId, BrandId, Id, MemberId};
use crate::domain::library::Page;
use crate::domain::member::StudioRole;
use crate::domain::query::LibraryQuery;
use crate::domain::rendition::Renditions;
use crate::domain::review::Status;
use crate::domain::text::{FileName, Name};
use crate::domain::time::Timestamp;
use crate::server::catalog::{Asked, Catalog};
use crate::server::change::Fact;
use crate::server::likeness::Descriptor;

const MEMBER: MemberId = MemberId(Id(2));

fn brand(number: u128, personal_of: Option<MemberId>) -> Fact {
    let name = Name::new(&format!("Brand {number}")).unwrap();
    let slug = format!("brand-{number}");
    let id = BrandId(Id(number));
    Fact::Brand(Brand { id, name, slug, colour: 0, personal_of, self_approval: false, created: Timestamp(0) })
}

fn id(number: u64) -> AssetId {
    AssetId(Id::new(number, 9))
}

/// Age and content are told apart, so that assets can come out of order.
fn asset(number: u64, brand: u128, added: i64) -> Vec<Fact> {
    let asset = Asset {
        id: id(number),
        brand: BrandId(Id(brand)),
        name: FileName::new(&format!("{number}.jpg")).unwrap(),
        object: format!("{number:064x}"),
        bytes: 1,
        format: Format::Jpeg,
        facts: Facts::default(),
        renditions: Renditions::Ready,
        status: if number.is_multiple_of(2) { Status::Approved } else { Status::Draft },
        source: Source::Uploaded,
        rating: Rating::NONE,
        tags: vec![],
        prompt: None,
        uploader: MEMBER,
        added: Timestamp(added),
        trashed: None,
        versions: 1,
    };
    vec![Fact::Asset(Box::new(asset)), Fact::Likeness { asset: id(number), likeness: Box::new(likeness(number)) }]
}

/// A block that lies further to the right the higher the number is, so that neighbours are alike.
fn likeness(number: u64) -> Descriptor {
    let left = 10 + number as u32;
    let block = |at: u32| (left..left + 24).contains(&(at % 96)) && (20..44).contains(&(at / 96));
    let grey = |at: u32| if block(at) { 30 } else { 60 + (at % 96) as u8 };
    let pixels: Vec<[u8; 4]> = (0..96 * 64).map(|at| [grey(at), grey(at), 90, 255]).collect();
    Descriptor::of(96, 64, &pixels).unwrap()
}

fn ask(catalog: &Catalog, actor: &Actor, query: LibraryQuery) -> Page {
    catalog.page(actor, &query, Timestamp(0), Asked { start: 0, count: 240, facets: true })
}

fn similar(number: u64) -> LibraryQuery {
    LibraryQuery { similar: Some(id(number)), ..LibraryQuery::default() }
}

#[test]
fn stays_with_its_asset_through_renumbering() {
    let catalog = Catalog::new(7);
    let owner = Actor { member: MEMBER, role: StudioRole::Owner, brands: vec![] };
    catalog.apply(&[brand(1, None)]);
    // The newest first, so that ordinals are given anew several times.
    for number in 0..40 {
        catalog.apply(&asset(number, 1, 1_000 - number as i64));
    }
    for number in [5, 17, 31] {
        let page = ask(&catalog, &owner, similar(number));
        assert_eq!((page.total, page.of), (39, 40));
        assert!(page.cards.iter().all(|card| card.id != id(number)));
        let nearest = page.cards[..4].iter().any(|card| card.id == id(number + 1) || card.id == id(number - 1));
        assert!(nearest, "{number}: {:?}", page.cards[..4].iter().map(|card| &card.name).collect::<Vec<_>>());
    }
    catalog.apply(&[Fact::AssetGone(id(6))]);
    let page = ask(&catalog, &owner, similar(5));
    assert_eq!(page.total, 38);
    assert!(page.cards.iter().all(|card| card.id != id(6)));
    assert_eq!(ask(&catalog, &owner, similar(6)).total, 0);
}

#[test]
fn places_and_ids_follow_the_order() {
    let catalog = Catalog::new(7);
    let owner = Actor { member: MEMBER, role: StudioRole::Owner, brands: vec![] };
    catalog.apply(&[brand(1, None)]);
    (0..20).for_each(|number| catalog.apply(&asset(number, 1, number as i64)));
    let query = LibraryQuery { statuses: vec![Status::Approved], ..similar(7) };
    let page = ask(&catalog, &owner, query.clone());
    assert_eq!(page.total, 10);
    let ids: Vec<AssetId> = page.cards.iter().map(|card| card.id).collect();
    assert_eq!(catalog.ids(&owner, &query, Timestamp(0)), ids);
    for (at, one) in ids.iter().enumerate() {
        let place = catalog.place(&owner, &query, Timestamp(0), *one);
        assert_eq!((place.position, place.total), (Some(at as u32 + 1), 10));
        assert_eq!(place.next, ids.get(at + 1).copied());
    }
    let facets = page.facets.unwrap();
    assert_eq!(facets.similar_to.as_deref(), Some("7.jpg"));
    assert!(facets.statuses.contains(&(Status::Draft, 9)) && facets.statuses.contains(&(Status::Approved, 10)));
}

#[test]
fn what_others_own_is_neither_found_nor_asked_by() {
    let catalog = Catalog::new(7);
    let other = MemberId(Id(3));
    let actor = Actor { member: MEMBER, role: StudioRole::Owner, brands: vec![] };
    catalog.apply(&[brand(1, None), brand(4, Some(other))]);
    (0..10).for_each(|number| catalog.apply(&asset(number, if number < 5 { 1 } else { 4 }, number as i64)));
    let page = ask(&catalog, &actor, similar(2));
    assert_eq!(page.total, 4);
    assert!(page.cards.iter().all(|card| card.brand == BrandId(Id(1))));
    let page = ask(&catalog, &actor, similar(7));
    assert_eq!((page.total, page.facets.unwrap().similar_to), (0, None));
}
