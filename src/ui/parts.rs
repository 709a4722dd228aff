//! Parts that know our nouns, shared by pages.

pub mod asset_card;
pub mod asset_grid;
pub mod asset_picker;
pub mod brand_mark;
pub mod bulk_bar;
pub mod campaign_card;
pub mod chip_adder;
pub mod collection_dialog;
pub mod door;
pub mod drop_zone;
pub mod failure;
pub mod filter_bar;
pub mod plain_card;
pub mod rail;
pub mod reason_dialog;
pub mod result_line;
pub mod review_bar;
pub mod search_box;
pub mod status;
pub mod thumb;
pub mod trash;
pub mod upload_button;
pub mod upload_tray;
pub mod visibility;
pub mod when;
pub mod zip;
