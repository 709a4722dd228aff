//! Verbs and machinery of the server; compiled with the `ssr` feature only.

pub mod auth;
pub mod catalog;
pub mod change;
pub mod clock;
pub mod config;
pub mod context;
pub mod db;
pub mod entry;
pub mod error;
pub mod events;
pub mod http;
pub mod ids;
pub mod jobs;
pub mod likeness;
pub mod line;
pub mod media;
pub mod service;
pub mod snapshot;
pub mod storage;
pub mod studio;
pub mod telemetry;
pub mod verify;
pub mod zip;
