//! A library as a studio's might be: names of cameras and of people, prompts, tags with a long tail, nested collections,
//! campaigns, several brands. The same at each run.

use atelier::domain::asset::{Asset, Facts, Rating, Source};
use atelier::domain::brand::{Brand, BrandRole};
use atelier::domain::campaign::{Campaign, Link};
use atelier::domain::collection::Collection;
use atelier::domain::format::Format;
use atelier::domain::id::{AssetId, BrandId, CampaignId, CollectionId, Id, MemberId};
use atelier::domain::member::{Member, StudioRole};
use atelier::domain::rendition::Renditions;
use atelier::domain::review::Status;
use atelier::domain::text::{Description, Email, FileName, Invalid, Name, Prompt, Tag};
use atelier::domain::time::{DAY, MINUTE, Timestamp};
use atelier::server::change::Fact;
use atelier::server::likeness::Descriptor;

/// 12 Nov 2026, 09:41.
pub const NOW: Timestamp = Timestamp(1_794_476_460_000);
pub const BRANDS: u64 = 6;
pub const COLLECTIONS: u64 = 300;
pub const CAMPAIGNS: u64 = 200;
const MEMBERS: u64 = 25;
const TAGS: u64 = 20_000;

const THINGS: [&str; 24] = [
    "parka", "dress", "beanie", "sneaker", "cardigan", "skirt", "shirt", "bottle", "lamp", "chair", "poster", "mug", "window",
    "portrait", "lookbook", "logo", "banner", "hero", "packshot", "detail", "backdrop", "label", "sticker", "tote",
];
const PLACES: [&str; 16] = [
    "tide", "studio", "harbour", "dunes", "street", "mountain", "kitchen", "garden", "station", "market", "forest", "rooftop",
    "gallery", "desert", "lake", "bridge",
];
const MANNERS: [&str; 20] = [
    "red", "blue", "olive", "mustard", "ivory", "charcoal", "quilted", "striped", "floral", "linen", "wool", "denim", "wet",
    "backlit", "soft", "grainy", "minimal", "bold", "vintage", "matte",
];
const LINKS: [&str; 12] =
    ["on", "in front of", "under", "beside", "with", "near", "over", "behind", "and", "against", "within", "for"];
const COLOURS: [u32; 10] = [0xffffff, 0x101010, 0x8c8c8c, 0xcf242b, 0x2f62d1, 0x3c9a4b, 0xf2c92c, 0x7a4a27, 0xd9c3a0, 0xee8ab4];

/// A stream of numbers that look like chance and are the same at each run (splitmix64).
pub struct Dice(pub u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// 0 to `below` - 1.
    pub fn roll(&mut self, below: u64) -> u64 {
        self.next() % below
    }

    fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.roll(list.len() as u64) as usize]
    }

    /// 0 to `below` - 1, where 0 is common and the rest is a long tail.
    fn tail(&mut self, below: u64) -> u64 {
        let unit = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        ((below as f64).powf(unit) - 1.0) as u64
    }
}

fn id(kind: u64, n: u64) -> Id {
    Id::new(1_700_000_000_000 + kind, u128::from(n.wrapping_mul(0x9e37_79b9_7f4a_7c15)) << 8 | u128::from(kind))
}

pub fn member_id(n: u64) -> MemberId {
    id(1, n).into()
}

pub fn brand_id(n: u64) -> BrandId {
    id(2, n).into()
}

pub fn collection_id(n: u64) -> CollectionId {
    id(3, n).into()
}

pub fn campaign_id(n: u64) -> CampaignId {
    id(4, n).into()
}

pub fn asset_id(n: u64) -> AssetId {
    id(5, n).into()
}

fn name(dice: &mut Dice, n: u64) -> String {
    match dice.roll(10) {
        0 | 1 => format!("IMG_{:04}.JPG", n % 10_000),
        2 => format!("DSC{:05}.jpg", n % 100_000),
        3 => {
            let (a, b) = (dice.next(), dice.next());
            format!("{:08x}-{:04x}-4{:03x}-a{:03x}-{:012x}.jpg", a as u32, a >> 48, b & 0xfff, b >> 52, b >> 16)
        }
        4 => format!("{} {} {}.png", dice.of(&MANNERS), dice.of(&THINGS), n % 400),
        5 => format!("{}{}2026.pdf", capital(dice.of(&PLACES)), capital(dice.of(&THINGS))),
        _ => format!("{}-{}-{}_{:02}.jpg", dice.of(&PLACES), dice.of(&THINGS), dice.of(&MANNERS), n % 40),
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn prompt(dice: &mut Dice) -> String {
    let phrase =
        |dice: &mut Dice| format!("{} {} {} a {}", dice.of(&MANNERS), dice.of(&THINGS), dice.of(&LINKS), dice.of(&PLACES));
    let phrases: Vec<String> = (0..2 + dice.roll(4)).map(|_| phrase(dice)).collect();
    phrases.join(", ")
}

fn tag(number: u64) -> String {
    match number {
        0..24 => THINGS[number as usize].to_owned(),
        24..44 => MANNERS[number as usize - 24].to_owned(),
        44..500 => format!("{} {}", MANNERS[(number % 20) as usize], THINGS[(number / 20 % 24) as usize]),
        _ => format!("sku {number}"),
    }
}

/// One asset; a few were added out of order, as imports are.
pub fn asset(n: u64, of: u64) -> Result<Asset, Invalid> {
    let mut dice = Dice(n);
    let generated = dice.roll(100) < 15;
    let count = dice.roll(7);
    let mut tags: Vec<u64> = (0..count).map(|_| dice.tail(TAGS)).collect();
    tags.sort_unstable();
    tags.dedup();
    let formats = [Format::Jpeg, Format::Jpeg, Format::Jpeg, Format::Png, Format::Mp4, Format::Pdf, Format::WebP, Format::Svg];
    let (width, height) = dice.of(&[(4_000, 3_000), (3_000, 4_000), (2_048, 2_048), (1_920, 1_080), (0, 0)]);
    let late = if dice.roll(200) == 0 { dice.roll(900) as i64 * DAY } else { 0 };
    Ok(Asset {
        id: asset_id(n),
        brand: brand_id(n % BRANDS),
        name: FileName::new(&name(&mut dice, n))?,
        prompt: if generated { Some(Prompt::new(&prompt(&mut dice))?) } else { None },
        object: format!("{:064x}", u128::from(n) << 64 | u128::from(dice.next())),
        bytes: 40_000 + dice.roll(9_000_000),
        format: dice.of(&formats),
        facts: Facts {
            width,
            height,
            colours: (0..1 + dice.roll(5)).map(|_| dice.of(&COLOURS)).collect(),
            thumbhash: Some("1QcSHQRnh493V4dIh4eXh1h4kJUI".to_owned()),
            ..Facts::default()
        },
        renditions: Renditions::Ready,
        status: dice.of(&[Status::Draft, Status::Draft, Status::InReview, Status::Approved, Status::Approved, Status::Archived]),
        source: if generated { Source::Generated } else { dice.of(&[Source::Uploaded, Source::Uploaded, Source::Imported]) },
        rating: Rating::new(dice.tail(6) as u8).unwrap_or_default(),
        tags: tags.into_iter().map(|number| Tag::new(&tag(number))).collect::<Result<_, _>>()?,
        uploader: member_id(dice.tail(MEMBERS)),
        added: NOW.plus((n as i64 - of as i64) * (1_000 * DAY / MINUTE / of.max(1) as i64).max(1) * MINUTE - late),
        trashed: (dice.roll(50) == 0).then_some(NOW),
        versions: 1,
    })
}

/// What a picture looks like: noise around one of a thousand scenes.
fn likeness(n: u64) -> Option<Descriptor> {
    let (mut scene, mut noise) = (Dice(n % 1_000), Dice(n));
    let mut bytes: Vec<u8> = (0..Descriptor::LENGTH).map(|_| (scene.roll(64) + noise.roll(24)) as u8).collect();
    bytes[..4].copy_from_slice(&[1, 0, 0, 4]);
    Descriptor::from_bytes(&bytes)
}

/// People, brands, collections and campaigns.
pub fn people_and_places() -> Result<Vec<Fact>, Invalid> {
    let mut facts = Vec::new();
    for n in 0..MEMBERS {
        facts.push(Fact::Member(Member {
            id: member_id(n),
            name: Name::new(&format!("Member {n}"))?,
            email: Email::new(&format!("member{n}@example.com"))?,
            role: StudioRole::Member,
            personal: brand_id(100 + n),
            joined: NOW,
        }));
    }
    for n in 0..BRANDS {
        facts.push(Fact::Brand(Brand {
            id: brand_id(n),
            name: Name::new(&format!("Brand {n}"))?,
            slug: format!("brand-{n}"),
            colour: 0,
            personal_of: None,
            self_approval: true,
            created: NOW,
        }));
        // The one who asks sees all brands but one.
        if n + 1 < BRANDS {
            facts.push(Fact::Role { brand: brand_id(n), member: member_id(0), role: Some(BrandRole::Creator) });
        }
    }
    for n in 0..COLLECTIONS {
        // Of each ten in a brand the first holds three, and each of those two.
        let parent = match n % 10 {
            0 => None,
            place @ 1..4 => Some(n - place),
            place => Some(n - place + 1 + (place - 4) / 2),
        };
        facts.push(Fact::Collection(Collection {
            id: collection_id(n),
            brand: brand_id(n / 10 % BRANDS),
            name: Name::new(&format!("Collection {n}"))?,
            parent: parent.map(collection_id),
            place: None,
            created: NOW,
        }));
    }
    for n in 0..CAMPAIGNS {
        facts.push(Fact::Campaign(Campaign {
            id: campaign_id(n),
            brand: brand_id(n % BRANDS),
            name: Name::new(&format!("Campaign {n}"))?,
            description: Description::default(),
            creator: member_id(0),
            created: NOW,
            link: Link::PRIVATE,
        }));
    }
    Ok(facts)
}

/// An asset with its likeness and its memberships: most are filed, a third in a campaign.
pub fn with_groups(n: u64, of: u64) -> Result<Vec<Fact>, Invalid> {
    let mut dice = Dice(!n);
    let id = asset_id(n);
    let mut facts = vec![Fact::Asset(Box::new(asset(n, of)?))];
    facts.extend(likeness(n).map(|likeness| Fact::Likeness { asset: id, likeness: Box::new(likeness) }));
    let brand = n % BRANDS;
    for _ in 0..dice.roll(3) {
        let ten = brand + dice.roll(COLLECTIONS / 10 / BRANDS) * BRANDS;
        facts.push(Fact::Filed { asset: id, collection: collection_id(ten * 10 + dice.roll(10)) });
    }
    if dice.roll(3) == 0 {
        let campaign = brand + dice.tail(CAMPAIGNS / BRANDS) * BRANDS;
        facts.push(Fact::InCampaign { asset: id, campaign: campaign_id(campaign) });
    }
    Ok(facts)
}
