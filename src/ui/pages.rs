//! Pages, one per address.

pub mod asset;
pub mod brand;
pub mod brands;
pub mod campaign;
pub mod library;
pub mod not_found;
pub mod public_campaign;
pub mod set_up;
pub mod settings;
pub mod sign_in;
