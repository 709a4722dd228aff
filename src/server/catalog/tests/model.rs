//! The same library written down plainly: lists, walked from end to end for every question.

use crate::domain::access::Actor;
use crate::domain::asset::{Asset, Card, Mat, Orientation};
use crate::domain::brand::{Brand, BrandRole};
use crate::domain::campaign::Campaign;
use crate::domain::collection::Collection;
use crate::domain::colour::Colour;
use crate::domain::id::{AssetId, BrandId, CampaignId, CollectionId, MemberId, SearchId};
use crate::domain::member::{Member, StudioRole};
use crate::domain::query::{Bucket, LibraryQuery, Sort, TagMode};
use crate::domain::search::SavedSearch;
use crate::domain::text::fold;
use crate::domain::time::{DAY, Day, Timestamp};
use crate::server::catalog::names::{compare, normal};
use crate::server::catalog::words::{Run, parts, runs};
use crate::server::change::Fact;
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Default)]
pub struct Model {
    pub members: BTreeMap<MemberId, Member>,
    pub brands: BTreeMap<BrandId, Brand>,
    pub roles: BTreeMap<(MemberId, BrandId), BrandRole>,
    pub assets: BTreeMap<AssetId, Asset>,
    pub collections: BTreeMap<CollectionId, Collection>,
    pub campaigns: BTreeMap<CampaignId, Campaign>,
    pub searches: BTreeMap<SearchId, SavedSearch>,
    pub filed: BTreeSet<(CollectionId, AssetId)>,
    pub joined: BTreeSet<(CampaignId, AssetId)>,
}

impl Model {
    pub fn apply(&mut self, facts: &[Fact]) {
        for fact in facts.iter().cloned() {
            match fact {
                Fact::Member(member) => drop(self.members.insert(member.id, member)),
                Fact::Brand(brand) => drop(self.brands.insert(brand.id, brand)),
                Fact::Role { brand, member, role: Some(role) } => drop(self.roles.insert((member, brand), role)),
                Fact::Role { brand, member, role: None } => drop(self.roles.remove(&(member, brand))),
                Fact::Asset(asset) => drop(self.assets.insert(asset.id, *asset)),
                Fact::AssetGone(asset) => drop(self.assets.remove(&asset)),
                Fact::Collection(collection) => drop(self.collections.insert(collection.id, collection)),
                Fact::CollectionGone(collection) => drop(self.collections.remove(&collection)),
                Fact::Filed { asset, collection } => drop(self.filed.insert((collection, asset))),
                Fact::Unfiled { asset, collection } => drop(self.filed.remove(&(collection, asset))),
                Fact::Search(search) => drop(self.searches.insert(search.id, search)),
                Fact::SearchGone(search) => drop(self.searches.remove(&search)),
                Fact::Campaign(campaign) => drop(self.campaigns.insert(campaign.id, campaign)),
                Fact::CampaignGone(campaign) => drop(self.campaigns.remove(&campaign)),
                Fact::InCampaign { asset, campaign } => drop(self.joined.insert((campaign, asset))),
                Fact::OutOfCampaign { asset, campaign } => drop(self.joined.remove(&(campaign, asset))),
                // What is alike is not modelled; tests of its own look at it.
                Fact::Likeness { .. } | Fact::LikenessGone(_) => {}
                // No question of the library is about these.
                Fact::Token { .. } | Fact::TokenGone { .. } | Fact::TokensGone(_) => {}
            }
            // Only what joins two known things of one brand stays.
            let brand = |asset: &AssetId| self.assets.get(asset).map(|asset| asset.brand);
            self.filed.retain(|(one, asset)| {
                brand(asset).is_some_and(|brand| self.collections.get(one).is_some_and(|c| c.brand == brand))
            });
            self.joined.retain(|(one, asset)| {
                brand(asset).is_some_and(|brand| self.campaigns.get(one).is_some_and(|c| c.brand == brand))
            });
        }
    }

    /// Whether the brand exists for somebody, as PRODUCT.md §1 says it.
    pub fn sees(&self, actor: &Actor, brand: &Brand) -> bool {
        match brand.personal_of {
            Some(owner) => owner == actor.member,
            None => actor.role != StudioRole::Member || self.roles.contains_key(&(actor.member, brand.id)),
        }
    }

    pub fn parent(&self, of: CollectionId) -> Option<CollectionId> {
        let raw = |of: CollectionId| {
            let one = self.collections.get(&of)?;
            let parent = self.collections.get(&one.parent?)?;
            (parent.brand == one.brand).then_some(parent.id)
        };
        let parent = raw(of)?;
        let mut above = Some(parent);
        for _ in 0..=self.collections.len() {
            if above == Some(of) {
                return None;
            }
            above = above.and_then(raw);
        }
        Some(parent)
    }

    /// The collection and all it lies in, from the bottom up.
    pub fn line(&self, of: CollectionId) -> Vec<CollectionId> {
        std::iter::successors(Some(of), |one| self.parent(*one)).collect()
    }

    pub fn holds(&self, collection: CollectionId, nested: bool, asset: AssetId) -> bool {
        self.filed
            .iter()
            .any(|(one, of)| *of == asset && if nested { self.line(*one).contains(&collection) } else { *one == collection })
    }

    pub fn unfiled(&self, asset: AssetId) -> bool {
        !self.filed.iter().any(|(_, of)| *of == asset)
    }

    pub fn in_scope(&self, actor: &Actor, slug: Option<&str>, asset: &Asset) -> bool {
        let brand = self.brands.get(&asset.brand);
        brand.is_some_and(|brand| self.sees(actor, brand) && slug.is_none_or(|slug| slug == brand.slug))
    }

    pub fn in_place(&self, actor: &Actor, query: &LibraryQuery, now: Timestamp, days: u32, asset: &Asset) -> bool {
        if !self.in_scope(actor, query.brand.as_deref(), asset) {
            return false;
        }
        let bucket = match query.bucket {
            Bucket::Trash => asset.trashed.is_some(),
            _ if asset.trashed.is_some() => false,
            Bucket::All => true,
            Bucket::Recent => now.0 - asset.added.0 <= i64::from(days) * DAY,
            Bucket::Unfiled => self.unfiled(asset.id),
        };
        let collection = query.collection.is_none_or(|one| self.holds(one, query.nested, asset.id));
        bucket && collection
    }

    pub fn passes(&self, query: &LibraryQuery, now: Timestamp, asset: &Asset) -> bool {
        let tagged = |tag: &String| asset.tags.iter().any(|own| own.folded() == fold(tag));
        let tags = match query.tag_mode {
            TagMode::Any => query.tags.is_empty() || query.tags.iter().any(tagged),
            TagMode::All => query.tags.iter().all(tagged),
        };
        let campaign = query.campaign.is_none_or(|one| self.joined.contains(&(one, asset.id)));
        let has = |empty: bool, has: bool| empty || has;
        tags && campaign
            && has(query.ratings.is_empty(), query.ratings.contains(&asset.rating.stars()))
            && has(query.statuses.is_empty(), query.statuses.contains(&asset.status))
            && has(query.sources.is_empty(), query.sources.contains(&asset.source))
            && has(query.kinds.is_empty(), query.kinds.contains(&asset.format.kind()))
            && has(query.creators.is_empty(), query.creators.contains(&asset.uploader))
            && has(query.orientations.is_empty(), query.orientations.iter().any(|one| lies(asset) == Some(*one)))
            && has(query.colours.is_empty(), query.colours.iter().any(|one| shows(asset, *one)))
            && query.added.within.is_none_or(|within| asset.added >= within.since(now))
            && query.added.since.is_none_or(|day| Day::of(asset.added) >= day)
            && query.added.until.is_none_or(|day| Day::of(asset.added) <= day)
            && terms(&query.words).iter().all(|term| term.matches(asset) != term.negative)
    }

    /// All results in order.
    pub fn results(&self, actor: &Actor, query: &LibraryQuery, now: Timestamp, days: u32) -> Vec<&Asset> {
        let wanted = |asset: &&Asset| self.in_place(actor, query, now, days, asset) && self.passes(query, now, asset);
        let mut results: Vec<&Asset> = self.assets.values().filter(wanted).collect();
        let newest = |a: &Asset, b: &Asset| Reverse((a.added, a.id)).cmp(&Reverse((b.added, b.id)));
        let terms = terms(&query.words);
        let closeness: BTreeMap<AssetId, u8> = results.iter().map(|asset| (asset.id, closeness(&terms, asset))).collect();
        results.sort_by(|a, b| {
            let first = match query.sort {
                Sort::Newest => closeness[&a.id].cmp(&closeness[&b.id]),
                Sort::Oldest => (a.added, a.id).cmp(&(b.added, b.id)),
                Sort::Name => compare(a.name.as_str(), b.name.as_str()),
                Sort::Rating => b.rating.cmp(&a.rating),
                Sort::Size => b.bytes.cmp(&a.bytes),
            };
            if first == Ordering::Equal { newest(a, b) } else { first }
        });
        results
    }

    /// Whether an asset comes after another one, as that one is given.
    pub fn behind(query: &LibraryQuery, one: &Asset, other: &Asset) -> bool {
        let terms = terms(&query.words);
        let first = match query.sort {
            Sort::Newest => closeness(&terms, one).cmp(&closeness(&terms, other)),
            Sort::Oldest => (one.added, one.id).cmp(&(other.added, other.id)),
            Sort::Name => compare(one.name.as_str(), other.name.as_str()),
            Sort::Rating => other.rating.cmp(&one.rating),
            Sort::Size => other.bytes.cmp(&one.bytes),
        };
        first.then((other.added, other.id).cmp(&(one.added, one.id))) == Ordering::Less
    }

    pub fn card(&self, asset: &Asset) -> Card {
        Card {
            id: asset.id,
            brand: asset.brand,
            name: asset.name.as_str().to_owned(),
            format: asset.format,
            width: asset.facts.width,
            height: asset.facts.height,
            alpha: asset.facts.alpha,
            mat: Mat::of(asset.facts.alpha, &asset.facts.colours),
            animated: asset.facts.animated,
            playback: asset.facts.playback.as_deref().cloned(),
            pages: asset.facts.pages,
            status: asset.status,
            source: asset.source,
            rating: asset.rating,
            uploader: asset.uploader,
            creator: self.members.get(&asset.uploader).map(|member| member.name.as_str().to_owned()).unwrap_or_default(),
            renditions: asset.renditions.clone(),
            thumbhash: asset.facts.thumbhash.clone(),
            version: asset.object.chars().take(8).collect(),
            versions: asset.versions,
            near_duplicate: false,
        }
    }
}

fn lies(asset: &Asset) -> Option<Orientation> {
    match (asset.facts.width, asset.facts.height) {
        (0, _) => None,
        (width, height) if width > height => Some(Orientation::Landscape),
        (width, height) if width < height => Some(Orientation::Portrait),
        _ => Some(Orientation::Square),
    }
}

/// By the three colours of which there is most.
fn shows(asset: &Asset, colour: Colour) -> bool {
    asset.facts.colours.iter().take(3).any(|rgb| Colour::of(*rgb) == colour)
}

struct Term {
    negative: bool,
    quoted: bool,
    text: String,
}

/// The searches of these tests quote at most once and close their quotes.
fn terms(words: &str) -> Vec<Term> {
    let mut terms = Vec::new();
    for (odd, stretch) in words.split('"').enumerate() {
        if odd % 2 == 1 {
            let negative = words.split('"').nth(odd - 1).is_some_and(|before| before.ends_with('-'));
            terms.push(Term { negative, quoted: true, text: stretch.to_owned() });
            continue;
        }
        for word in stretch.split_whitespace() {
            let text = word.strip_prefix('-').unwrap_or(word).to_owned();
            terms.push(Term { negative: word.starts_with('-'), quoted: false, text });
        }
    }
    terms.retain(|term| term.text.chars().any(char::is_alphanumeric));
    terms
}

/// Whether a search has anything to be found.
pub fn asks_for_something(words: &str) -> bool {
    terms(words).iter().any(|term| !term.negative)
}

/// How a needle stands in a text: not at all, exactly, or some edits away.
type Distance = Option<usize>;

fn in_text(quoted: bool, needle: &str, text: &str) -> Distance {
    if quoted {
        let phrase = parts(needle);
        return parts(text).windows(phrase.len()).any(|window| window == phrase).then_some(0);
    }
    runs(text).iter().flat_map(Run::tails).filter_map(|tail| spelled(needle, tail)).min()
}

/// 0 where the word begins so; else the least number of edits to a beginning that is as long or longer, if few.
fn spelled(typed: &str, word: &str) -> Distance {
    if word.starts_with(typed) {
        return Some(0);
    }
    let letters: Vec<char> = typed.chars().collect();
    let word: Vec<char> = word.chars().collect();
    let most = if letters.iter().any(|c| c.is_numeric()) { 0 } else { [0, 1, 2][(letters.len() / 4).min(2)] };
    let ends = letters.len().min(word.len())..=word.len();
    ends.map(|end| edits(&letters, &word[..end])).min().filter(|edits| *edits <= most)
}

fn edits(a: &[char], b: &[char]) -> usize {
    let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            table[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let mut least = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                least = least.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    least = least.min(table[i - 2][j - 2] + 1);
                }
                least
            };
        }
    }
    table[a.len()][b.len()]
}

impl Term {
    /// What must each be found: a phrase, or every run of what was typed.
    fn needles(&self) -> Vec<String> {
        if self.quoted { vec![self.text.clone()] } else { runs(&self.text).into_iter().map(|run| run.text).collect() }
    }

    fn each(&self, found: impl Fn(&str) -> bool) -> bool {
        self.needles().iter().all(|needle| found(needle))
    }

    fn name(&self, needle: &str, asset: &Asset) -> Distance {
        in_text(self.quoted, needle, asset.name.as_str())
    }

    fn tag(&self, needle: &str, asset: &Asset) -> Distance {
        asset.tags.iter().filter_map(|tag| in_text(self.quoted, needle, &fold(tag.as_str()))).min()
    }

    fn anywhere(&self, needle: &str, asset: &Asset) -> Distance {
        let prompt = asset.prompt.as_ref().and_then(|prompt| in_text(self.quoted, needle, prompt.as_str()));
        [self.name(needle, asset), self.tag(needle, asset), prompt].into_iter().flatten().min()
    }

    /// Whether it stands there, where a minus takes only what is spelled exactly so.
    fn matches(&self, asset: &Asset) -> bool {
        let most = if self.negative { 0 } else { 2 };
        self.each(|needle| self.anywhere(needle, asset).is_some_and(|edits| edits <= most))
    }

    fn normal(&self) -> String {
        normal(&self.text).collect()
    }
}

/// 0 exact name, 1 beginning of the name, 2 tag as it reads, 3 words of tags, 4 words of the name, 5 of both, 6 prompt,
/// 7 and 8 by the most edits of any word.
fn closeness(terms: &[Term], asset: &Asset) -> u8 {
    let positive: Vec<&Term> = terms.iter().filter(|term| !term.negative).collect();
    let whole = positive.iter().map(|term| term.normal()).collect::<Vec<_>>().join(" ");
    let name: String = normal(asset.name.as_str()).collect();
    let stem: String = normal(asset.name.as_str().trim_end_matches(".jpg")).collect();
    let each = |found: &dyn Fn(&Term, &str) -> Distance| {
        let far = positive.iter().flat_map(|term| term.needles().into_iter().map(|needle| found(term, &needle)));
        far.collect::<Option<Vec<usize>>>().map(|all| all.into_iter().max().unwrap_or_default())
    };
    let named = each(&|term, needle| term.name(needle, asset)) == Some(0);
    let tagged = each(&|term, needle| term.tag(needle, asset)) == Some(0);
    let labelled = each(&|term, needle| [term.name(needle, asset), term.tag(needle, asset)].into_iter().flatten().min());
    let reads = |text: &str| asset.tags.iter().any(|tag| normal(tag.as_str()).eq(text.chars()));
    match each(&|term, needle| term.anywhere(needle, asset)) {
        _ if positive.is_empty() => 6,
        _ if named && (name == whole || stem == whole) => 0,
        _ if named && name.starts_with(&whole) => 1,
        _ if reads(&whole) || positive.iter().all(|term| reads(&term.normal())) => 2,
        _ if tagged => 3,
        _ if named => 4,
        _ if labelled == Some(0) => 5,
        Some(0) => 6,
        Some(1) => 7,
        _ => 8,
    }
}
