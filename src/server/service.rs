//! The verbs, one file per noun. A function that acts for a person is five steps: load → `ctx.require` →
//! domain rule → one transaction → announce (the commit does that).

pub mod assets;
pub mod brands;
pub mod campaigns;
pub mod clean;
pub mod collections;
pub mod downloads;
pub mod ingest;
pub mod jobs;
pub mod library;
pub mod members;
pub mod review;
pub mod searches;
pub mod share;
pub mod tokens;
pub mod trash;
pub mod uploads;
pub mod versions;
