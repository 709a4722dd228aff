//! What a person sees: the kit, the parts and the pages, and the wrappers of what a browser offers.

pub mod browser;
pub mod kit;
pub mod layout;
pub mod pages;
pub mod parts;
pub mod state;
