//! What a visitor without an account may ask.

use super::error::ApiError;
use crate::domain::share::PublicCampaign;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

/// The campaign behind the last segment of a public address. Wrong, private and deleted are all missing.
#[server(input = GetUrl, endpoint = "share/open")]
pub async fn open(segment: String) -> Result<PublicCampaign, ApiError> {
    super::run_signed_out(|studio, _| async move { crate::server::service::share::open(&studio, &segment).await }).await
}
