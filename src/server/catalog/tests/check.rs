//! One answer of the catalog beside the model's.

use super::facts::Step;
use super::model::Model;
use crate::domain::access::Actor;
use crate::domain::asset::{Asset, Card, Membership, Orientation, Source};
use crate::domain::campaign::CampaignFace;
use crate::domain::colour::Colour;
use crate::domain::format::Kind;
use crate::domain::id::{AssetId, BrandId, CollectionId};
use crate::domain::library::{Facets, Field, Found, Landmark, Page, Place, Rail, RailCollection, RailSearch};
use crate::domain::query::{Added, Bucket, LibraryQuery, Sort, TagMode, Within};
use crate::domain::review::Status;
use crate::domain::search::SavedSearch;
use crate::domain::session::BrandFace;
use crate::domain::time::Timestamp;
use crate::server::catalog::names::{compare, lower};
use crate::server::catalog::words::{Run, runs};
use crate::server::catalog::{Asked, Catalog};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Days that count as recent in these tests.
pub const DAYS: u32 = 7;

/// Compares everything the step asks about.
pub fn check(catalog: &Catalog, model: &Model, step: &Step) {
    let member = model.members.get(&step.asker).unwrap_or_else(|| panic!("members never go"));
    let brands = model.roles.iter().filter(|((one, _), _)| *one == member.id).map(|((_, brand), role)| (*brand, *role)).collect();
    let actor = Actor { member: member.id, role: member.role, brands };
    assert_eq!(catalog.actor(member.id).as_ref(), Some(&actor));
    for query in &step.queries {
        questions(catalog, model, step, &actor, query);
    }
    let slug = step.queries.iter().find_map(|query| query.brand.as_deref());
    assert_eq!(catalog.rail(&actor, slug, step.now), rail(model, &actor, slug, step.now));
    assert_eq!(catalog.brands_seen(&actor), faces(model, &actor));
    campaigns(catalog, model, step);
    records(catalog, model, step);
}

fn questions(catalog: &Catalog, model: &Model, step: &Step, actor: &Actor, query: &LibraryQuery) {
    let results = model.results(actor, query, step.now, DAYS);
    let total = results.len() as u32;
    let place = model.assets.values().filter(|asset| model.in_place(actor, query, step.now, DAYS, asset)).count();
    let cards = |from: usize, count: usize| -> Vec<Card> {
        results.iter().skip(from).take(count).map(|asset| model.card(asset)).collect()
    };
    let page = Page {
        start: step.start,
        cards: cards(step.start as usize, step.count as usize),
        total,
        of: place as u32,
        found: Vec::new(),
        facets: Some(facets(model, actor, query, step.now)),
    };
    let asked = Asked { start: step.start, count: step.count, facets: true };
    let answer = catalog.page(actor, query, step.now, asked);
    let shown = results.iter().skip(step.start as usize).take(step.count as usize);
    reasons(query, shown, &answer.found);
    let page = Page { found: answer.found.clone(), ..page };
    assert_eq!(answer, page, "{query:?}");
    let bare = Asked { facets: false, ..asked };
    assert_eq!(catalog.page(actor, query, step.now, bare), Page { facets: None, ..page }, "{query:?}");
    for beginning in ["", "ti", "2", "nothing"] {
        let expected = tags(model, actor, query, step.now, beginning);
        assert_eq!(catalog.tags(actor, query, step.now, beginning), expected, "{beginning} {query:?}");
    }
    let ids: Vec<AssetId> = results.iter().map(|asset| asset.id).collect();
    assert_eq!(catalog.ids(actor, query, step.now), ids, "{query:?}");
    let expected = match ids.iter().position(|id| *id == step.asset) {
        None => Place { total, ..Place::default() },
        Some(at) => Place {
            position: Some(at as u32 + 1),
            total,
            previous: at.checked_sub(1).map(|at| ids[at]),
            next: ids.get(at + 1).copied(),
            strip: cards(at.saturating_sub(6), at.min(6) + 7),
        },
    };
    assert_eq!(catalog.place(actor, query, step.now, step.asset), expected, "{query:?}");
    landmarks(query, &results, &catalog.landmarks(actor, query, step.now));
}

/// Landmarks stand where what the order goes by changes; only closeness has none.
fn landmarks(query: &LibraryQuery, results: &[&Asset], answer: &[Landmark]) {
    let words = |asset: &Asset| match query.sort {
        Sort::Newest | Sort::Oldest => {
            let words = asset.added.day_words();
            words.split_once(' ').map(|(_, month)| month.to_owned()).unwrap_or_default()
        }
        Sort::Rating if asset.rating.stars() == 0 => "Not rated".to_owned(),
        Sort::Rating => format!("{} star{}", asset.rating.stars(), if asset.rating.stars() == 1 { "" } else { "s" }),
        Sort::Name => match asset.name.as_str().chars().flat_map(lower).next() {
            Some('0'..='9') => "0–9".to_owned(),
            first => first.map(|first| first.to_uppercase().collect()).unwrap_or_default(),
        },
        Sort::Size if asset.bytes < 100_000 => "less than 100 kB".to_owned(),
        Sort::Size if asset.bytes < 1_000_000 => "100 kB to 1 MB".to_owned(),
        Sort::Size if asset.bytes < 10_000_000 => "1 MB to 10 MB".to_owned(),
        Sort::Size if asset.bytes < 100_000_000 => "10 MB to 100 MB".to_owned(),
        Sort::Size if asset.bytes < 1_000_000_000 => "100 MB to 1 GB".to_owned(),
        Sort::Size => "1 GB and more".to_owned(),
    };
    if query.sort == Sort::Newest && answer.is_empty() {
        assert!(results.is_empty() || super::model::asks_for_something(&query.words), "{query:?}");
        return;
    }
    let mut expected: Vec<Landmark> = Vec::new();
    for (start, asset) in (0..).zip(results) {
        let words = words(asset);
        if expected.last().is_none_or(|last| last.words != words) {
            expected.push(Landmark { start, words });
        }
    }
    assert_eq!(answer, expected, "{query:?}");
}

/// Each result of a search says where its words stand, and only what stands there.
fn reasons<'a>(query: &LibraryQuery, shown: impl Iterator<Item = &'a &'a Asset>, found: &[Vec<Found>]) {
    if !super::model::asks_for_something(&query.words) {
        assert!(found.is_empty());
        return;
    }
    let shown: Vec<&&Asset> = shown.collect();
    assert_eq!(shown.len(), found.len());
    for (asset, found) in shown.into_iter().zip(found) {
        assert!(!found.is_empty(), "{} {query:?}", asset.name);
        for one in found {
            let bare = one.text.trim_start_matches("… ").trim_end_matches(" …");
            assert!(match one.field {
                Field::Name => asset.name.as_str() == one.text,
                Field::Tag => asset.tags.iter().any(|tag| tag.as_str() == one.text),
                Field::Prompt => asset.prompt.as_ref().is_some_and(|prompt| prompt.as_str().contains(bare)),
            });
            assert!(!one.marks.is_empty() && one.marks.iter().all(|(from, to)| from < to));
            assert_eq!(one.pieces().iter().map(|(text, _)| *text).collect::<String>(), one.text);
        }
    }
}

fn facets(model: &Model, actor: &Actor, query: &LibraryQuery, now: Timestamp) -> Facets {
    let results = |query: LibraryQuery| model.results(actor, &query, now, DAYS);
    let count = |query: LibraryQuery| results(query).len() as u32;
    let q = || query.clone();
    let in_place = |asset: &Asset| model.in_place(actor, query, now, DAYS, asset);
    let creator = |member: &crate::domain::member::Member| {
        let left = count(LibraryQuery { creators: vec![member.id], ..q() });
        let chosen = query.creators.contains(&member.id);
        let known = chosen && model.assets.values().any(|asset| asset.uploader == member.id && in_place(asset));
        (left > 0 || known).then(|| (member.id, member.name.to_string(), left))
    };
    let mut creators: Vec<_> = model.members.values().filter_map(creator).collect();
    creators.sort_by(|a, b| compare(&a.1, &b.1).then(a.0.cmp(&b.0)));
    let campaign = |one: &crate::domain::campaign::Campaign| {
        let left = count(LibraryQuery { campaign: Some(one.id), ..q() });
        let known = query.campaign == Some(one.id) && model.sees(actor, &model.brands[&one.brand]);
        (left > 0 || known).then(|| (one.id, one.name.to_string(), left))
    };
    let mut campaigns: Vec<_> = model.campaigns.values().filter_map(campaign).collect();
    campaigns.sort_by(|a, b| compare(&a.1, &b.1).then(a.0.cmp(&b.0)));
    let added = |within| Added { within: Some(within), ..Added::default() };
    Facets {
        statuses: Status::ALL.map(|one| (one, count(LibraryQuery { statuses: vec![one], ..q() }))).to_vec(),
        ratings: [1, 2, 3, 4, 5].map(|one| (one, count(LibraryQuery { ratings: vec![one], ..q() }))).to_vec(),
        sources: Source::ALL.map(|one| (one, count(LibraryQuery { sources: vec![one], ..q() }))).to_vec(),
        kinds: Kind::ALL.map(|one| (one, count(LibraryQuery { kinds: vec![one], ..q() }))).to_vec(),
        orientations: Orientation::ALL.map(|one| (one, count(LibraryQuery { orientations: vec![one], ..q() }))).to_vec(),
        colours: Colour::ALL.map(|one| (one, count(LibraryQuery { colours: vec![one], ..q() }))).to_vec(),
        added: Within::ALL.map(|one| (one, count(LibraryQuery { added: added(one), ..q() }))).to_vec(),
        creators,
        campaigns,
        tags: tags(model, actor, query, now, ""),
        similar_to: None,
    }
}

/// Every tag that has a word beginning so, with what it would leave.
fn tags(model: &Model, actor: &Actor, query: &LibraryQuery, now: Timestamp, beginning: &str) -> Vec<(String, u32)> {
    let base = match query.tag_mode {
        TagMode::Any => LibraryQuery { tags: vec![], ..query.clone() },
        TagMode::All => query.clone(),
    };
    let mut base = model.results(actor, &base, now, DAYS);
    base.sort_by_key(|asset| Reverse((asset.added, asset.id)));
    let mut tags: Vec<(String, String, u32)> = Vec::new();
    for asset in base {
        let mut own = BTreeSet::new();
        for tag in asset.tags.iter().filter(|tag| own.insert(tag.folded())) {
            match tags.iter_mut().find(|(folded, ..)| *folded == tag.folded()) {
                Some((.., count)) => *count += 1,
                None => tags.push((tag.folded(), tag.to_string(), 1)),
            }
        }
    }
    tags.retain(|(folded, ..)| runs(folded).iter().flat_map(Run::tails).any(|tail| tail.starts_with(beginning)));
    tags.sort_by_key(|(folded, _, count)| (Reverse(*count), folded.clone()));
    tags.into_iter().map(|(_, spelled, count)| (spelled, count)).collect()
}

fn faces(model: &Model, actor: &Actor) -> Vec<BrandFace> {
    let mut brands: Vec<_> = model.brands.values().filter(|brand| model.sees(actor, brand)).collect();
    brands.sort_by(|a, b| {
        let personal = a.personal_of.is_some().cmp(&b.personal_of.is_some());
        personal.then(compare(a.name.as_str(), b.name.as_str())).then(a.id.cmp(&b.id))
    });
    let face = |brand: &crate::domain::brand::Brand| BrandFace {
        brand: brand.clone(),
        role: model.roles.get(&(actor.member, brand.id)).copied(),
        assets: model.assets.values().filter(|asset| asset.brand == brand.id && asset.trashed.is_none()).count() as u32,
        campaigns: model.campaigns.values().filter(|one| one.brand == brand.id).count() as u32,
    };
    brands.into_iter().map(face).collect()
}

fn rail(model: &Model, actor: &Actor, slug: Option<&str>, now: Timestamp) -> Rail {
    let count = |bucket| {
        let query = LibraryQuery { brand: slug.map(str::to_owned), bucket, ..LibraryQuery::default() };
        model.results(actor, &query, now, DAYS).len() as u32
    };
    let mut collections = Vec::new();
    for face in faces(model, actor).iter().filter(|face| slug.is_none_or(|slug| slug == face.brand.slug)) {
        rows(model, face.brand.id, None, 0, &mut collections);
    }
    Rail {
        all: count(Bucket::All),
        recent: count(Bucket::Recent),
        unfiled: count(Bucket::Unfiled),
        trash: count(Bucket::Trash),
        searches: searches(model, actor, slug, now),
        collections,
    }
}

fn searches(model: &Model, actor: &Actor, slug: Option<&str>, now: Timestamp) -> Vec<RailSearch> {
    let shown = |search: &&SavedSearch| match search.brand.map(|brand| &model.brands[&brand]) {
        None => search.maker == actor.member,
        Some(brand) => {
            let here = slug.is_none_or(|slug| slug == brand.slug);
            here && model.sees(actor, brand) && (search.shared || search.maker == actor.member)
        }
    };
    let mut found: Vec<&SavedSearch> = model.searches.values().filter(shown).collect();
    found.sort_by(|a, b| compare(a.name.as_str(), b.name.as_str()).then(a.id.cmp(&b.id)));
    let row = |search: &SavedSearch| {
        let query = search.query(search.brand.map(|brand| model.brands[&brand].slug.clone()));
        let count = model.results(actor, &query, now, DAYS).len() as u32;
        RailSearch { search: search.clone(), question: query.to_query_string(), count }
    };
    found.into_iter().map(row).collect()
}

fn rows(model: &Model, brand: BrandId, parent: Option<CollectionId>, depth: u32, all: &mut Vec<RailCollection>) {
    let mut children: Vec<_> =
        model.collections.values().filter(|one| one.brand == brand && model.parent(one.id) == parent).collect();
    children.sort_by(|a, b| compare(a.name.as_str(), b.name.as_str()).then(a.id.cmp(&b.id)));
    let (placed, others): (Vec<_>, Vec<_>) = children.into_iter().partition(|one| one.place.is_some());
    let mut children = placed;
    children.sort_by_key(|one| one.place);
    children.extend(others);
    for one in children {
        let live = |asset: &AssetId| model.assets.get(asset).is_some_and(|asset| asset.trashed.is_none());
        let count = |nested: bool| {
            let here = |of: CollectionId| if nested { model.line(of).contains(&one.id) } else { of == one.id };
            let assets: BTreeSet<AssetId> =
                model.filed.iter().filter(|(of, asset)| here(*of) && live(asset)).map(|(_, asset)| *asset).collect();
            assets.len() as u32
        };
        let name = one.name.to_string();
        all.push(RailCollection { id: one.id, brand, name, parent, depth, count: count(false), nested_count: count(true) });
        rows(model, brand, Some(one.id), depth + 1, all);
    }
}

fn campaigns(catalog: &Catalog, model: &Model, step: &Step) {
    let shown = |campaign, wanted: &dyn Fn(&Asset) -> bool| {
        let of = |asset: &&Asset| model.joined.contains(&(campaign, asset.id)) && asset.trashed.is_none() && wanted(asset);
        let mut assets: Vec<&Asset> = model.assets.values().filter(of).collect();
        assets.sort_by_key(|asset| Reverse((asset.added, asset.id)));
        assets
    };
    let approved = |asset: &Asset| asset.status == Status::Approved;
    let mut faces: Vec<CampaignFace> = model
        .campaigns
        .values()
        .filter(|one| one.brand == step.brand)
        .map(|one| CampaignFace {
            campaign: one.clone(),
            creator: model.members.get(&one.creator).map(|member| member.name.to_string()).unwrap_or_default(),
            assets: shown(one.id, &|_| true).len() as u32,
            approved: shown(one.id, &approved).len() as u32,
            cover: shown(one.id, &|asset| asset.renditions == crate::domain::rendition::Renditions::Ready)
                .into_iter()
                .take(3)
                .map(|asset| model.card(asset))
                .collect(),
        })
        .collect();
    faces.sort_by_key(|face| Reverse((face.campaign.created, face.campaign.id)));
    assert_eq!(catalog.campaign_faces(step.brand), faces);
    let ids: Vec<AssetId> = shown(step.campaign, &|_| true).iter().map(|asset| asset.id).collect();
    assert_eq!(catalog.campaign_assets(step.campaign), ids);
    let public: Vec<Asset> = shown(step.campaign, &approved).into_iter().cloned().collect();
    assert_eq!(catalog.public_assets(step.campaign), public);
    let one = public.iter().find(|asset| asset.id == step.asset);
    assert_eq!(catalog.public_asset(step.campaign, step.asset).as_ref(), one);
    let counts = Status::ALL.map(|status| (status, shown(step.campaign, &|asset| asset.status == status).len() as u32));
    assert_eq!(catalog.campaign_counts(step.campaign), counts.into_iter().filter(|(_, count)| *count > 0).collect::<Vec<_>>());
}

fn records(catalog: &Catalog, model: &Model, step: &Step) {
    let asset = model.assets.get(&step.asset);
    assert_eq!(catalog.asset(step.asset).as_ref(), asset);
    assert_eq!(catalog.card(step.asset), asset.map(|asset| model.card(asset)));
    assert_eq!(catalog.filed(step.asset, step.collection), model.filed.contains(&(step.collection, step.asset)));
    assert_eq!(catalog.in_campaign(step.asset, step.campaign), model.joined.contains(&(step.campaign, step.asset)));
    let mut collections: Vec<_> = model
        .filed
        .iter()
        .filter(|(_, asset)| *asset == step.asset)
        .map(|(one, _)| {
            let names: Vec<&str> = model.line(*one).iter().rev().map(|one| model.collections[one].name.as_str()).collect();
            Membership { id: *one, name: names.join(" › ") }
        })
        .collect();
    collections.sort_by(|a, b| compare(&a.name, &b.name).then(a.id.cmp(&b.id)));
    assert_eq!(catalog.collections_of(step.asset), collections);
    let campaigns = catalog.campaigns_of(step.asset);
    assert_eq!(campaigns.len(), model.joined.iter().filter(|(_, asset)| *asset == step.asset).count());
    assert!(campaigns.iter().all(|one| model.joined.contains(&(one.id, step.asset))));
    let depth = if model.collections.contains_key(&step.collection) { model.line(step.collection).len() } else { 0 };
    assert_eq!(catalog.collection_depth(step.collection), depth);
    for object in ["short".to_owned(), format!("{:064x}", 3)] {
        let same = || model.assets.values().filter(|asset| asset.object == object);
        assert_eq!(catalog.object_in_use(&object), same().next().is_some());
        let newest = same()
            .filter(|asset| asset.brand == step.brand && asset.trashed.is_none())
            .max_by_key(|asset| (asset.added, asset.id));
        assert_eq!(catalog.asset_by_object(step.brand, &object).as_ref(), newest);
    }
    for one in model.collections.values() {
        let named = |found: &crate::domain::collection::Collection| {
            found.brand == one.brand && found.name.folded() == one.name.folded() && model.parent(found.id) == model.parent(one.id)
        };
        let found = catalog.collection_by_name(one.brand, model.parent(one.id), &one.name.folded());
        assert!(found.is_some_and(|found| named(&found)));
    }
}
