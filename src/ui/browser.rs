//! What only a browser can do, wrapped once: no other module touches `web_sys`.
//!
//! Every function exists on the server too and states there what it does, which is nothing unless
//! its own words say otherwise. None of it may decide what the first render looks like: call it from
//! effects and event handlers.

pub mod boot;
pub mod carry;
pub mod clipboard;
pub mod dialog;
pub mod drag;
pub mod events;
pub mod focus;
pub mod hash;
pub mod history;
pub mod input;
pub mod keyboard;
pub mod media;
pub mod observe;
pub mod player;
pub mod popover;
pub mod redirect;
pub mod response;
pub mod scroll;
pub mod stage;
pub mod storage;
pub mod theme;
pub mod timer;
pub mod upload;

#[cfg(feature = "hydrate")]
mod dom;
