//! Pages, one per address.

pub mod brand;
pub mod brands;
pub mod not_found;
pub mod set_up;
pub mod settings;
pub mod sign_in;
