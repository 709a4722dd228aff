//! Parts that know our nouns, shared by pages.

pub mod brand_mark;
pub mod campaign_card;
pub mod door;
pub mod failure;
pub mod status;
pub mod when;
