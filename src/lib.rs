//! Atelier: a self-hosted brand studio and digital asset manager.
//!
//! `domain` holds the rules, `server` the machinery, `api` the contract between them and `ui`;
//! ARCHITECTURE.md draws the whole.
#![recursion_limit = "256"]

// Cargo takes two clones that share a target folder for one package; a variable tells them apart.
const _: Option<&str> = option_env!("ATELIER_CLONE");

pub mod api;
pub mod domain;
#[cfg(feature = "ssr")]
pub mod server;
pub mod ui;
