//! The verbs, one file per noun. A function that acts for a person is five steps: load → `ctx.require` →
//! domain rule → one transaction → announce (the commit does that).

pub mod assets;
pub mod brands;
pub mod campaigns;
pub mod collections;
pub mod ingest;
pub mod jobs;
pub mod library;
pub mod members;
pub mod review;
pub mod share;
