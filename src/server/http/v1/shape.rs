//! What the API tells of things: explicit shapes, so that what a domain type gains is not told by accident.

use crate::domain::asset as domain;
use crate::domain::asset::{Orientation, Source};
use crate::domain::brand::{BrandRole, css_colour};
use crate::domain::bulk;
use crate::domain::campaign::{CampaignDetail, CampaignFace};
use crate::domain::colour::Colour;
use crate::domain::format::{Format, Kind};
use crate::domain::id::{AssetId, BrandId, CampaignId, CollectionId, MemberId};
use crate::domain::library::{self, Field, RailCollection};
use crate::domain::query::Within;
use crate::domain::rendition::{RenditionSize, Renditions};
use crate::domain::review::{self, Move, Status};
use crate::domain::session::BrandFace;
use crate::domain::time::Timestamp;
use crate::server::context::Ctx;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A point in time in UTC, as RFC 3339 writes it.
#[derive(Clone, Copy, Debug)]
pub struct Time(pub Timestamp);

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.iso())
    }
}

impl JsonSchema for Time {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Time".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date-time" })
    }
}

/// A list that is short enough to be told at once.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "{T}List")]
pub struct List<T> {
    pub items: Vec<T>,
}

/// A person, by name.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Person {
    pub id: MemberId,
    pub name: String,
}

/// An asset.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Asset {
    pub id: AssetId,
    /// Slug of its brand.
    pub brand: String,
    /// File name.
    pub name: String,
    pub kind: Kind,
    /// Told from the content, not from the name.
    pub format: Format,
    /// Media type of the file.
    pub media_type: &'static str,
    /// Size of the file.
    pub bytes: u64,
    /// BLAKE3 of the file, 64 hex digits.
    pub hash: String,
    /// Pixels, after orientation was applied; `null` where unknown.
    pub width: Option<u32>,
    /// Pixels, after orientation was applied; `null` where unknown.
    pub height: Option<u32>,
    /// Some pixel is not opaque.
    pub transparent: bool,
    /// More than one frame.
    pub animated: bool,
    /// Dominant colours as `#rrggbb`, most of the picture first.
    pub colours: Vec<String>,
    /// ThumbHash in base64 without padding, a blurred picture in some 25 bytes.
    pub thumbhash: Option<String>,
    /// When the camera says it was taken.
    pub taken: Option<Time>,
    pub status: Status,
    pub source: Source,
    /// Stars; 0 when it is not rated.
    #[schemars(range(max = 5))]
    pub rating: u8,
    pub tags: Vec<String>,
    /// What it was generated from, where it was.
    pub prompt: Option<String>,
    /// Who brought it in.
    pub creator: Person,
    pub added: Time,
    /// Since when it lies in the trash; `null` when it does not.
    pub trashed: Option<Time>,
    /// Number of its current version, which is the last.
    pub version: u32,
    pub links: Links,
    /// In answers about likeness: the same picture but for small edits.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schemars(default)]
    pub near_duplicate: bool,
    /// In answers to a search: where its words stand.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub found: Vec<Found>,
}

/// Addresses of an asset, on this studio's host.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Links {
    /// The asset itself.
    #[serde(rename = "self")]
    pub this: String,
    /// The untouched file.
    pub file: String,
    /// Smaller pictures by their longest edge in pixels; `null` while there are none.
    pub renditions: Option<BTreeMap<&'static str, String>>,
    /// Every file it ever had.
    pub versions: String,
    /// Its page for people.
    pub page: String,
}

/// Where words of a search stand.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Found {
    pub field: Field,
    /// A word is spelled a little differently from what was typed.
    pub similar: bool,
    /// The text, in pieces.
    pub pieces: Vec<Piece>,
}

/// A piece of a text.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Piece {
    pub text: String,
    /// Searched words stand here.
    pub hit: bool,
}

impl Found {
    fn of(found: &library::Found) -> Self {
        let piece = |(text, hit): (&str, bool)| Piece { text: text.to_owned(), hit };
        Self { field: found.field, similar: found.similar, pieces: found.pieces().into_iter().map(piece).collect() }
    }
}

impl Asset {
    /// `brand` is the slug, `creator` the name of who brought it in.
    pub fn of(asset: domain::Asset, brand: String, creator: String, found: &[library::Found]) -> Self {
        let this = format!("{}/assets/{}", super::ROOT, asset.id);
        let rendition = |size: RenditionSize| (size.as_str(), format!("{this}/renditions/{}", size.as_str()));
        let ready = asset.renditions == Renditions::Ready;
        let links = Links {
            file: format!("{this}/file"),
            renditions: ready.then(|| RenditionSize::ALL.map(rendition).into_iter().collect()),
            versions: format!("{this}/versions"),
            page: format!("/library/{}", asset.id),
            this,
        };
        Self {
            id: asset.id,
            brand,
            name: asset.name.to_string(),
            kind: asset.format.kind(),
            format: asset.format,
            media_type: asset.format.mime(),
            bytes: asset.bytes,
            hash: asset.object,
            width: Some(asset.facts.width).filter(|width| *width > 0),
            height: Some(asset.facts.height).filter(|height| *height > 0),
            transparent: asset.facts.alpha,
            animated: asset.facts.animated,
            colours: asset.facts.colours.iter().map(|colour| css_colour(*colour)).collect(),
            thumbhash: asset.facts.thumbhash,
            taken: asset.facts.taken.map(Time),
            status: asset.status,
            source: asset.source,
            rating: asset.rating.stars(),
            tags: asset.tags.iter().map(ToString::to_string).collect(),
            prompt: asset.prompt.map(|prompt| prompt.as_str().to_owned()),
            creator: Person { id: asset.uploader, name: creator },
            added: Time(asset.added),
            trashed: asset.trashed.map(Time),
            version: asset.versions,
            links,
            near_duplicate: false,
            found: found.iter().map(Found::of).collect(),
        }
    }
}

/// An asset with where it is filed and what may be done to it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AssetDetail {
    #[serde(flatten)]
    pub asset: Asset,
    pub collections: Vec<Place<CollectionId>>,
    pub campaigns: Vec<Place<CampaignId>>,
    /// The moves of review that you may make now.
    pub moves: Vec<Move>,
}

/// A collection or campaign an asset is in.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "In{I}")]
pub struct Place<I> {
    pub id: I,
    /// Name with its parents: "Autumn 2026 › Colour story".
    pub name: String,
}

impl AssetDetail {
    /// What the caller sees of an asset that they may see.
    pub fn of(ctx: &Ctx, asset: &domain::Asset) -> Self {
        let brand = ctx.catalog.brand(asset.brand);
        let may = |step: &Move| {
            let scope = brand.as_ref().map(|brand| asset.scope(brand.scope()));
            scope.is_some_and(|scope| ctx.actor.may(step.action(asset.status), &scope))
        };
        let moves = if asset.trashed.is_some() { Vec::new() } else { asset.status.moves().filter(may).collect() };
        let creator = ctx.catalog.member(asset.uploader).map(|member| member.name.to_string()).unwrap_or_default();
        fn places<I>(places: Vec<domain::Membership<I>>) -> Vec<Place<I>> {
            places.into_iter().map(|place| Place { id: place.id, name: place.name }).collect()
        }
        Self {
            collections: places(ctx.catalog.collections_of(asset.id)),
            campaigns: places(ctx.catalog.campaigns_of(asset.id)),
            moves,
            asset: Asset::of(asset.clone(), brand.map(|brand| brand.slug).unwrap_or_default(), creator, &[]),
        }
    }
}

/// A part of a list of assets.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AssetPage {
    pub items: Vec<Asset>,
    /// Number of results, in all parts.
    pub total: u32,
    /// For `cursor`, to get the next part; `null` at the end.
    pub next_cursor: Option<String>,
    /// Where `facets` asked for them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facets: Option<Facets>,
}

/// How many results each choice of a filter would leave as its only choice, the other filters kept.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Facets {
    pub status: Vec<Count<Status>>,
    pub rating: Vec<Count<u8>>,
    pub source: Vec<Count<Source>>,
    pub kind: Vec<Count<Kind>>,
    pub orientation: Vec<Count<Orientation>>,
    pub colour: Vec<Count<Colour>>,
    pub added: Vec<Count<Within>>,
    pub creator: Vec<NamedCount<MemberId>>,
    pub campaign: Vec<NamedCount<CampaignId>>,
    /// The 40 with most results.
    pub tag: Vec<Count<String>>,
}

/// A choice and how many results it would leave.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "CountOf{T}")]
pub struct Count<T> {
    pub value: T,
    pub count: u32,
}

/// The same of a thing with a name.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "NamedCountOf{I}")]
pub struct NamedCount<I> {
    pub id: I,
    pub name: String,
    pub count: u32,
}

impl Facets {
    /// The same in the API's shape.
    pub fn of(facets: library::Facets) -> Self {
        fn counts<T>(counts: Vec<(T, u32)>) -> Vec<Count<T>> {
            counts.into_iter().map(|(value, count)| Count { value, count }).collect()
        }
        fn named<I>(counts: Vec<(I, String, u32)>) -> Vec<NamedCount<I>> {
            counts.into_iter().map(|(id, name, count)| NamedCount { id, name, count }).collect()
        }
        Self {
            status: counts(facets.statuses),
            rating: counts(facets.ratings),
            source: counts(facets.sources),
            kind: counts(facets.kinds),
            orientation: counts(facets.orientations),
            colour: counts(facets.colours),
            added: counts(facets.added),
            creator: named(facets.creators),
            campaign: named(facets.campaigns),
            tag: counts(facets.tags),
        }
    }
}

/// One line of an asset's history in review.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Step {
    #[serde(rename = "move")]
    pub step: Move,
    pub from: Status,
    pub to: Status,
    pub by: Person,
    pub at: Time,
    /// Empty where nothing was said.
    pub note: String,
}

impl Step {
    /// The same in the API's shape.
    pub fn of(step: review::Step) -> Self {
        let by = Person { id: step.by, name: step.by_name };
        Self { step: step.step, from: step.from, to: step.to, by, at: Time(step.at), note: step.note }
    }
}

/// What an action on many assets did.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Outcome {
    /// Assets that are as asked for now.
    pub done: Vec<AssetId>,
    /// Those of `done` that were not so before.
    pub changed: Vec<AssetId>,
    pub skipped: Vec<Skipped>,
}

/// An asset that an action left alone.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Skipped {
    pub asset: AssetId,
    /// Empty when it does not exist, or you may not see it.
    pub name: String,
    /// A sentence for people.
    pub reason: String,
}

impl From<bulk::Outcome> for Outcome {
    fn from(outcome: bulk::Outcome) -> Self {
        let skipped = |one: bulk::Skipped| Skipped { asset: one.asset, name: one.name, reason: one.reason };
        Self { done: outcome.done, changed: outcome.changed, skipped: outcome.skipped.into_iter().map(skipped).collect() }
    }
}

/// A brand.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Brand {
    pub id: BrandId,
    /// Names it in parameters and addresses.
    pub slug: String,
    pub name: String,
    /// Yours alone.
    pub personal: bool,
    /// Colour of its mark, `#rrggbb`.
    pub colour: String,
    /// Your role in it; `null` for Personal, and for owners and admins without one.
    pub role: Option<BrandRole>,
    /// Number of assets outside the trash.
    pub assets: u32,
    /// Number of campaigns.
    pub campaigns: u32,
    pub created: Time,
}

impl Brand {
    /// The same in the API's shape.
    pub fn of(face: BrandFace) -> Self {
        let BrandFace { brand, role, assets, campaigns } = face;
        Self {
            id: brand.id,
            personal: brand.personal_of.is_some(),
            colour: css_colour(brand.colour),
            name: brand.name.to_string(),
            slug: brand.slug,
            role,
            assets,
            campaigns,
            created: Time(brand.created),
        }
    }
}

/// A collection.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Collection {
    pub id: CollectionId,
    /// Slug of its brand.
    pub brand: String,
    pub name: String,
    /// The collection it lies in; `null` at the top.
    pub parent: Option<CollectionId>,
    /// 0 at the top.
    pub depth: u32,
    /// Assets filed directly, outside the trash.
    pub count: u32,
    /// Assets filed here or below, each once.
    pub nested_count: u32,
}

impl Collection {
    /// The same in the API's shape.
    pub fn of(row: RailCollection, brand: String) -> Self {
        let RailCollection { id, name, parent, depth, count, nested_count, .. } = row;
        Self { id, brand, name, parent, depth, count, nested_count }
    }
}

/// A campaign.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Campaign {
    pub id: CampaignId,
    /// Slug of its brand.
    pub brand: String,
    pub name: String,
    pub description: String,
    pub creator: Person,
    pub created: Time,
    /// Anyone with the link sees its approved assets.
    pub public: bool,
    /// Assets in it, outside the trash.
    pub assets: u32,
    /// Those of them that are approved.
    pub approved: u32,
}

impl Campaign {
    /// The same in the API's shape.
    pub fn of(face: CampaignFace, brand: String) -> Self {
        let CampaignFace { campaign, creator, assets, approved, .. } = face;
        Self {
            id: campaign.id,
            brand,
            name: campaign.name.to_string(),
            description: campaign.description.as_str().to_owned(),
            creator: Person { id: campaign.creator, name: creator },
            created: Time(campaign.created),
            public: campaign.link.public,
            assets,
            approved,
        }
    }
}

/// A campaign with its link.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CampaignWithLink {
    #[serde(flatten)]
    pub campaign: Campaign,
    /// Public address; `null` while it is private, and for those who may not manage it.
    pub link: Option<String>,
}

impl CampaignWithLink {
    /// The same in the API's shape.
    pub fn of(detail: CampaignDetail) -> Self {
        let CampaignDetail { campaign, brand, creator, counts, link, .. } = detail;
        let approved = counts.iter().find(|(status, _)| *status == Status::Approved).map_or(0, |(_, count)| *count);
        let assets = counts.iter().map(|(_, count)| count).sum();
        let face = CampaignFace { campaign, creator, assets, approved, cover: Vec::new() };
        Self { campaign: Campaign::of(face, brand.slug), link }
    }
}
