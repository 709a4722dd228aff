//! The wire contract: server functions of one or two lines, and the one error that crosses.
//!
//! Every server function is a public endpoint: it gets its [`Ctx`](crate::server::context::Ctx) from
//! [`run`], which refuses visitors who are not signed in, and the service it calls judges the rest.

pub mod assets;
pub mod brands;
pub mod campaigns;
pub mod collections;
pub mod error;
pub mod jobs;
pub mod library;
pub mod review;
pub mod searches;
pub mod session;
pub mod share;
pub mod tokens;
pub mod uploads;
pub mod versions;

#[cfg(feature = "ssr")]
mod run;
#[cfg(feature = "ssr")]
pub use run::{run, run_signed_out};
