//! The one integration binary: the real router on an in-memory record and storage, with a clock that stands still.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod assets;
mod campaigns;
mod record;
mod review;
mod session;
mod support;
