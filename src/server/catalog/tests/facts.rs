//! Random facts and questions over a small studio, small enough that everything meets everything.

use crate::domain::asset::{Asset, Facts, Orientation, Playback, Rating, Source};
use crate::domain::brand::{Brand, BrandRole};
use crate::domain::campaign::{Campaign, Link};
use crate::domain::collection::Collection;
use crate::domain::colour::Colour;
use crate::domain::format::{Format, Kind};
use crate::domain::id::{AssetId, BrandId, CampaignId, CollectionId, Id, MemberId};
use crate::domain::member::{Member, StudioRole};
use crate::domain::query::{Added, Bucket, LibraryQuery, Sort, TagMode, Within};
use crate::domain::rendition::Renditions;
use crate::domain::review::Status;
use crate::domain::search::SavedSearch;
use crate::domain::text::{Description, Email, FileName, Name, Prompt, Tag};
use crate::domain::time::{Day, HOUR, Timestamp};
use crate::server::change::Fact;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

pub const MEMBERS: u8 = 5;
/// Team brands; the Personal brands of the members follow them.
pub const TEAMS: u8 = 3;
pub const BRANDS: u8 = TEAMS + MEMBERS;
pub const ASSETS: u8 = 60;
pub const COLLECTIONS: u8 = 10;
pub const CAMPAIGNS: u8 = 5;

const WORDS: [&str; 10] = ["Low", "tide", "LowTide", "koi", "KOI2026", "red", "10", "2", "Autumnal", "tied"];
const TAGS: [&str; 8] = ["red", "Red", "low tide", "koi", "deep-red", "Autumn 2026", "2", "tied"];
const PROMPTS: [&str; 4] = ["A red koi\nin deep water", "low TIDE2026, autumn", "autmun", "tide, red, 2"];
const SEARCHES: [&str; 22] = [
    "low",
    "ti",
    "low tide",
    "\"low tide\"",
    "koi -red",
    "-\"red\"",
    "red",
    "2",
    "\"tide 2\"",
    "KOI2026",
    "--",
    "10 k",
    "deep red",
    "lowtide",
    "autumn 20",
    "nothing",
    "tied",
    "autunm",
    "autumnla",
    "lowtdie -tied",
    "\"red koi\"",
    "deep koi",
];

/// A value drawn from small numbers.
pub fn id<I: From<Id>>(number: u8) -> I {
    Id::new(1_000 + u64::from(number), u128::from(number) << 3).into()
}

/// Checked texts; what the generators write is always allowed.
pub fn name(text: &str) -> Name {
    Name::new(text).unwrap_or_else(|reason| panic!("{text}: {reason}"))
}

fn member(number: u8, nickname: &str, role: StudioRole) -> Member {
    Member {
        id: id(number),
        name: name(&format!("{nickname} {number}")),
        email: Email::new(&format!("{nickname}{number}@example.com")).unwrap_or_else(|reason| panic!("{reason}")),
        role,
        personal: id(TEAMS + number),
        joined: Timestamp(0),
    }
}

fn brand(number: u8, title: &str, self_approval: bool) -> Brand {
    Brand {
        id: id(number),
        name: name(title),
        slug: format!("brand-{number}"),
        colour: 0,
        personal_of: number.checked_sub(TEAMS).map(id),
        self_approval,
        created: Timestamp(0),
    }
}

/// What every run begins with: an owner, an admin, three members, three team brands.
pub fn beginning() -> Vec<Fact> {
    let roles = [StudioRole::Owner, StudioRole::Admin, StudioRole::Member, StudioRole::Member, StudioRole::Member];
    let members = (0..).zip(roles).map(|(number, role)| Fact::Member(member(number, "Ada", role)));
    let brands = (0..BRANDS).map(|number| Fact::Brand(brand(number, &format!("Brand {number}"), false)));
    let role = |brand, member, role| Fact::Role { brand: id(brand), member: id(member), role: Some(role) };
    let roles = [role(0, 2, BrandRole::Manager), role(1, 2, BrandRole::Viewer), role(0, 3, BrandRole::Creator)];
    members.chain(brands).chain(roles).collect()
}

fn asset() -> impl Strategy<Value = Fact> {
    let names = (prop::collection::vec(select(&WORDS[..]), 1..4), select(&[" ", "-", "_", ""][..]), select(&["", ".jpg"][..]));
    let names = names.prop_map(|(words, gap, end)| {
        FileName::new(&format!("{}{end}", words.join(gap))).unwrap_or_else(|_| FileName::untitled())
    });
    let formats = vec![Format::Jpeg, Format::Mp4, Format::Pdf, Format::Wav];
    let renditions = vec![Renditions::Pending, Renditions::Ready, Renditions::Placeholder("Too old.".into())];
    let tags = subsequence(&TAGS[..], 0..4).prop_map(|tags| tags.into_iter().filter_map(|tag| Tag::new(tag).ok()).collect());
    let prompt = prop::option::weighted(0.3, select(&PROMPTS[..])).prop_map(|text| text.and_then(|text| Prompt::new(text).ok()));
    let what = (names, tags, select(formats), select(renditions), 0..6u64, prompt);
    let where_ = (0..ASSETS, 0..BRANDS, 0..MEMBERS, 0..40i64, prop::option::weighted(0.2, 0..40i64));
    let shapes =
        (select(&[(0, 0), (40, 30), (30, 40), (40, 40)][..]), subsequence(&[0xff0000, 0xffffff, 0x000080, 0xfe0000][..], 0..=4));
    let state = (select(&Status::ALL[..]), select(&Source::ALL[..]), 0..=5u8, shapes);
    (what, where_, state).prop_map(
        |(
            (name, tags, format, renditions, object, prompt),
            (number, brand, uploader, added, trashed),
            (status, source, stars, ((width, height), colours)),
        )| {
            let object = if object == 0 { "short".to_owned() } else { format!("{object:064x}") };
            Fact::Asset(Box::new(Asset {
                id: id(number),
                brand: id(brand),
                name,
                prompt,
                bytes: object.len() as u64 * u64::from(number % 3),
                object,
                format,
                facts: Facts {
                    width,
                    height,
                    colours,
                    thumbhash: Some("abc".into()),
                    playback: (format == Format::Mp4)
                        .then(|| Box::new(Playback { duration: u32::from(number), frames: number, ..Playback::default() })),
                    pages: (format == Format::Pdf).then_some(number.into()),
                    ..Facts::default()
                },
                renditions,
                status,
                source,
                rating: Rating::new(stars).unwrap_or_default(),
                tags,
                uploader: id(uploader),
                added: Timestamp(added * 6 * HOUR),
                trashed: trashed.map(Timestamp),
                versions: 1 + u32::from(trashed.is_some()),
            }))
        },
    )
}

fn group_name() -> impl Strategy<Value = Name> {
    select(&["Autumn", "autumn", "Koi 2", "Koi 10", "Deep"][..]).prop_map(name)
}

fn collection() -> impl Strategy<Value = Fact> {
    let above = prop::option::of(0..COLLECTIONS);
    (0..COLLECTIONS, 0..TEAMS + 1, group_name(), above, prop::option::of(0..4u32)).prop_map(
        |(number, brand, name, parent, place)| {
            let (id, brand, parent) = (id(number), id(brand), parent.map(id));
            Fact::Collection(Collection { id, brand, name, parent, place, created: Timestamp(0) })
        },
    )
}

fn campaign() -> impl Strategy<Value = Fact> {
    (0..CAMPAIGNS, 0..TEAMS, group_name(), 0..MEMBERS, 0..3i64).prop_map(|(number, brand, name, creator, created)| {
        let (description, link) = (Description::default(), Link::PRIVATE);
        Fact::Campaign(Campaign {
            id: id(number),
            brand: id(brand),
            name,
            description,
            creator: id(creator),
            created: Timestamp(created),
            link,
        })
    })
}

fn search() -> impl Strategy<Value = Fact> {
    let question = prop_oneof![Just("q=koi"), Just("rating=5&rating=4"), Just("bucket=unfiled&kind=image"), Just("")];
    let of = (0..4u8, prop::option::of(0..BRANDS), any::<bool>(), 0..MEMBERS);
    (of, group_name(), question).prop_map(|((number, brand, shared, maker), name, question)| {
        let shared = shared && brand.is_some();
        let (brand, question) = (brand.map(id), question.to_owned());
        Fact::Search(SavedSearch { id: id(number), name, brand, shared, maker: id(maker), question, created: Timestamp(0) })
    })
}

/// One random fact.
fn fact() -> impl Strategy<Value = Fact> {
    let role = (0..TEAMS, 0..MEMBERS, prop::option::of(select(&BrandRole::ALL[..])));
    let collected = || (0..ASSETS, 0..COLLECTIONS).prop_map(|(asset, collection)| (id(asset), id(collection)));
    let campaigned = || (0..ASSETS, 0..CAMPAIGNS).prop_map(|(asset, campaign)| (id(asset), id(campaign)));
    prop_oneof![
        30 => asset(),
        4 => (0..ASSETS).prop_map(|asset| Fact::AssetGone(id(asset))),
        4 => collection(),
        1 => (0..COLLECTIONS).prop_map(|collection| Fact::CollectionGone(id(collection))),
        30 => collected().prop_map(|(asset, collection)| Fact::Filed { asset, collection }),
        5 => collected().prop_map(|(asset, collection)| Fact::Unfiled { asset, collection }),
        3 => search(),
        1 => (0..4u8).prop_map(|number| Fact::SearchGone(id(number))),
        3 => campaign(),
        1 => (0..CAMPAIGNS).prop_map(|campaign| Fact::CampaignGone(id(campaign))),
        20 => campaigned().prop_map(|(asset, campaign)| Fact::InCampaign { asset, campaign }),
        4 => campaigned().prop_map(|(asset, campaign)| Fact::OutOfCampaign { asset, campaign }),
        2 => role.prop_map(|(brand, member, role)| Fact::Role { brand: id(brand), member: id(member), role }),
        1 => (0..BRANDS, select(&["Saltmarsh", "brand 2", "Zest"][..]), any::<bool>()).prop_map(|(n, title, own)| Fact::Brand(brand(n, title, own))),
        1 => (0..MEMBERS, select(&["Ada", "bo"][..]), select(&StudioRole::ALL[..])).prop_map(|(n, name, role)| Fact::Member(member(n, name, role))),
    ]
}

fn query() -> impl Strategy<Value = LibraryQuery> {
    let brand = prop::option::weighted(0.5, (0..BRANDS + 1).prop_map(|number| format!("brand-{number}")));
    let place = (brand, select(&[Bucket::All, Bucket::All, Bucket::Recent, Bucket::Unfiled, Bucket::Trash][..]));
    let collection = (prop::option::weighted(0.4, 0..COLLECTIONS), any::<bool>());
    let words = prop_oneof![Just(""), select(&SEARCHES[..])];
    let tags = (subsequence(&["RED", "low  tide", "koi", "unknown"][..], 0..3), select(&[TagMode::Any, TagMode::All][..]));
    let filters = (
        prop::option::weighted(0.2, 0..CAMPAIGNS),
        prop_oneof![3 => Just(vec![]), 1 => subsequence(vec![1u8, 2, 3, 4, 5], 1..4)],
        prop_oneof![3 => Just(vec![]), 1 => subsequence(&Status::ALL[..], 1..3)],
        prop_oneof![4 => Just(vec![]), 1 => subsequence(&Source::ALL[..], 1..3)],
        prop_oneof![4 => Just(vec![]), 1 => subsequence(vec![Kind::Image, Kind::Video, Kind::Audio, Kind::Document], 1..3)],
    );
    let tags = prop_oneof![2 => Just((vec![], TagMode::Any)), 1 => tags];
    let day = || prop::option::weighted(0.1, (0..60i64).prop_map(|number| Day::of(Timestamp(number * 6 * HOUR))));
    let within = prop::option::weighted(0.1, select(&Within::ALL[..]));
    let further = (
        prop_oneof![4 => Just(vec![]), 1 => prop::collection::vec((0..MEMBERS + 1).prop_map(id), 1..3)],
        prop_oneof![4 => Just(vec![]), 1 => subsequence(&Orientation::ALL[..], 1..3)],
        prop_oneof![4 => Just(vec![]), 1 => subsequence(&[Colour::Red, Colour::Blue, Colour::Pink][..], 1..3)],
        (within, day(), day()).prop_map(|(within, since, until)| Added { within, since, until }),
    );
    (place, collection, words, tags, filters, further, select(&Sort::ALL[..])).prop_map(
        |(
            (brand, bucket),
            (collection, nested),
            words,
            (tags, tag_mode),
            (campaign, ratings, statuses, sources, kinds),
            (creators, orientations, colours, added),
            sort,
        )| LibraryQuery {
            brand,
            bucket,
            collection: collection.map(id),
            nested,
            words: words.to_owned(),
            similar: None,
            campaign: campaign.map(id),
            tags: tags.into_iter().map(str::to_owned).collect(),
            tag_mode,
            ratings,
            statuses,
            sources,
            kinds,
            creators,
            orientations,
            colours,
            added,
            sort,
        },
    )
}

/// A transaction, then what somebody asks.
#[derive(Clone, Debug)]
pub struct Step {
    pub facts: Vec<Fact>,
    pub asker: MemberId,
    pub queries: Vec<LibraryQuery>,
    pub now: Timestamp,
    pub start: u32,
    pub count: u32,
    pub asset: AssetId,
    pub brand: BrandId,
    pub collection: CollectionId,
    pub campaign: CampaignId,
}

pub fn step() -> impl Strategy<Value = Step> {
    let facts = prop_oneof![3 => prop::collection::vec(fact(), 1..12), 1 => prop::collection::vec(asset(), 1..40)];
    let asked = (0..MEMBERS, prop::collection::vec(query(), 3), 20..60i64, 0..12u32, 1..20u32);
    let about = (0..ASSETS, 0..BRANDS, 0..COLLECTIONS, 0..CAMPAIGNS);
    (facts, asked, about).prop_map(|(facts, (asker, queries, now, start, count), (asset, brand, collection, campaign))| Step {
        facts,
        asker: id(asker),
        queries,
        now: Timestamp(now * 6 * HOUR),
        start,
        count,
        asset: id(asset),
        brand: id(brand),
        collection: id(collection),
        campaign: id(campaign),
    })
}
