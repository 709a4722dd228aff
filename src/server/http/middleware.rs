//! The layers around every route.

pub mod cross_site;
pub mod guard;
pub mod security;
pub mod session;
