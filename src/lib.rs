//! Atelier: a self-hosted brand studio and digital asset manager.
#![recursion_limit = "256"]

// Cargo takes two clones that share a target folder for one package; a variable tells them apart.
const _: Option<&str> = option_env!("ATELIER_CLONE");

pub mod domain;
