//! Parts that know our nouns, shared by pages.

pub mod asset_picker;
pub mod brand_mark;
pub mod campaign_card;
pub mod door;
pub mod failure;
pub mod plain_card;
pub mod status;
pub mod thumb;
pub mod visibility;
pub mod when;
