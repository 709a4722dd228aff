//! Whether catalog, record and bytes say the same. Finds drift; there must be none.
//!
//! Reads everything in stretches under the turn to write, so that a running studio can be verified as well.

mod bytes;

pub use bytes::{Depth, Files, files};

use crate::domain::id::AssetId;
use crate::server::change::Fact;
use crate::server::db;
use crate::server::entry::Entry;
use crate::server::error::Result;
use crate::server::studio::Studio;
use std::collections::{HashMap, HashSet};

/// Assets compared while nobody changes anything.
const STEP: usize = 2_000;

/// What is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Drift {
    /// The catalog says something else of an asset than the record, or only one of them knows it.
    Asset { id: AssetId, what: &'static str },
    /// The same for anything that is not an asset.
    Group(String),
    /// An asset's bytes are not there.
    Missing { id: AssetId, object: String },
    /// An asset's bytes are not those that were kept, or not as many.
    Damaged { id: AssetId, object: String },
    /// A picture is said to be made, and is not there.
    NoPreview { id: AssetId },
}

impl std::fmt::Display for Drift {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Asset { id, what } => write!(f, "asset {id}: {what}"),
            Self::Group(what) => f.write_str(what),
            Self::Missing { id, object } => write!(f, "asset {id}: its file {object} is missing"),
            Self::Damaged { id, object } => write!(f, "asset {id}: its file {object} is damaged"),
            Self::NoPreview { id } => write!(f, "asset {id}: its preview is missing"),
        }
    }
}

/// Compares catalog and record. Answers how many assets there are, and what differs.
pub async fn catalog(studio: &Studio, mut compared: impl FnMut(usize)) -> Result<(u64, Vec<Drift>)> {
    let mut drift = Vec::new();
    {
        let _turn = studio.change().await;
        let mut facts = Vec::new();
        Box::pin(db::load::people_and_groups(&studio.db, |some| facts.extend(some))).await?;
        groups(studio, &facts, &mut drift);
    }
    let mut known = HashSet::new();
    let mut after = None;
    loop {
        let _turn = studio.change().await;
        let ids = Box::pin(db::load::ids_after(&studio.db, after, STEP)).await?;
        let Some(last) = ids.last() else { break };
        after = Some(*last);
        let of_record = Box::pin(db::load::entries(&studio.db, &ids)).await?;
        let of_catalog: HashMap<AssetId, Entry> =
            studio.catalog.entries(&ids).into_iter().map(|entry| (entry.asset.id, entry)).collect();
        drift.extend(of_record.iter().filter_map(|entry| {
            let id = entry.asset.id;
            differs(entry, of_catalog.get(&id)).map(|what| Drift::Asset { id, what })
        }));
        compared(ids.len());
        known.extend(ids);
    }
    let mut start = Some(0);
    while let Some(from) = start {
        let stretch = studio.catalog.stretch(from, STEP as u32);
        let strangers = stretch.entries.iter().map(|entry| entry.asset.id).filter(|id| !known.contains(id));
        let strangers: Vec<AssetId> = strangers.collect();
        // Those that came meanwhile are in the record, and were told to the catalog with it.
        let came = Box::pin(db::load::entries(&studio.db, &strangers)).await?;
        let came: HashSet<AssetId> = came.into_iter().map(|entry| entry.asset.id).collect();
        let unknown = strangers.into_iter().filter(|id| !came.contains(id));
        drift.extend(unknown.map(|id| Drift::Asset { id, what: "the catalog has it, the record does not" }));
        start = stretch.next;
    }
    Ok((known.len() as u64, drift))
}

fn differs(record: &Entry, catalog: Option<&Entry>) -> Option<&'static str> {
    let Some(catalog) = catalog else { return Some("the record has it, the catalog does not") };
    if catalog == record {
        None
    } else if catalog.asset != record.asset {
        Some("its fields differ")
    } else if catalog.collections != record.collections {
        Some("its collections differ")
    } else if catalog.campaigns != record.campaigns {
        Some("its campaigns differ")
    } else {
        Some("its likeness differs")
    }
}

fn groups(studio: &Studio, facts: &[Fact], drift: &mut Vec<Drift>) {
    let catalog = &studio.catalog;
    let mut counts = [0; 6];
    for fact in facts {
        let (kind, same, told) = match fact {
            Fact::Member(member) => (0, catalog.member(member.id).as_ref() == Some(member), format!("member {}", member.id)),
            Fact::Brand(brand) => (1, catalog.brand(brand.id).as_ref() == Some(brand), format!("brand {}", brand.id)),
            Fact::Role { brand, member, role } => {
                let roles = catalog.roles_in(*brand);
                let same = roles.iter().any(|(known, as_what)| known.id == *member && Some(as_what) == role.as_ref());
                (2, same, format!("role of {member} in brand {brand}"))
            }
            Fact::Collection(one) => (3, catalog.collection(one.id).as_ref() == Some(one), format!("collection {}", one.id)),
            Fact::Campaign(one) => (4, catalog.campaign(one.id).as_ref() == Some(one), format!("campaign {}", one.id)),
            Fact::Search(one) => (5, catalog.search(one.id).as_ref() == Some(one), format!("saved search {}", one.id)),
            _ => continue,
        };
        counts[kind] += 1;
        if !same {
            drift.push(Drift::Group(format!("{told}: the catalog says something else than the record")));
        }
    }
    let nouns = ["members", "brands", "roles", "collections", "campaigns", "saved searches"];
    for ((noun, in_record), in_catalog) in nouns.into_iter().zip(counts).zip(catalog.group_counts()) {
        if in_record != in_catalog {
            drift.push(Drift::Group(format!("{noun}: {in_record} in the record, {in_catalog} in the catalog")));
        }
    }
}
