//! The one integration binary: the real router on an in-memory record and storage, with a clock that stands still.
#![allow(clippy::unwrap_used, clippy::expect_used)]

// Cargo takes two clones that share a target folder for one package; a variable tells them apart.
const _: Option<&str> = option_env!("ATELIER_CLONE");

mod access;
mod assets;
mod campaigns;
mod collections;
mod durability;
mod leaving;
mod library;
mod likeness;
mod media;
mod playing;
mod record;
mod review;
mod session;
mod snapshot;
mod support;
mod trash;
mod uploads;
mod v1;
mod versions;
mod zip;
