//! Atelier: a self-hosted brand studio and digital asset manager.
#![recursion_limit = "256"]

pub mod domain;
