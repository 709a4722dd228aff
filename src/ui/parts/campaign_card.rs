//! A campaign in a list: up to three of its pictures, its name and what it holds.

use crate::domain::asset::{Card, count_words};
use crate::domain::campaign::CampaignFace;
use crate::domain::rendition::{RenditionSize, Renditions, media_path};
use crate::ui::kit::{Icon, IconName};
use leptos::prelude::*;

/// Links to the campaign's page.
#[component]
pub fn CampaignCard(
    /// The campaign.
    face: CampaignFace,
    /// Slug of its brand.
    brand: String,
) -> impl IntoView {
    let CampaignFace { campaign, creator, assets, approved, cover } = face;
    let href = format!("/brands/{brand}/campaigns/{}", campaign.id);
    let (icon, word) = if campaign.link.public { (IconName::Globe, "Public") } else { (IconName::Lock, "Private") };
    let description = campaign.description.as_str().to_owned();
    let holds = match assets {
        0 => "No assets".to_owned(),
        1 => format!("1 asset, {approved} approved"),
        _ => format!("{} assets, {} approved", count_words(assets.into()), count_words(approved.into())),
    };
    view! {
        <li class="campaign">
            <Cover cards=cover/>
            <h2 class="cut">
                <a href=href title=campaign.name.to_string()>
                    {campaign.name.to_string()}
                </a>
            </h2>
            {(!description.is_empty()).then(|| view! { <p class="d cut">{description}</p> })}
            <p class="m">
                <span>{holds}</span>
                <span>
                    <Icon name=icon/>
                    {word}
                </span>
                <span>
                    <Icon name=IconName::Person/>
                    {creator}
                </span>
            </p>
        </li>
    }
}

/// Up to three pictures; a frame with an outline while there are none.
#[component]
fn Cover(
    /// The assets, the first one large.
    cards: Vec<Card>,
) -> impl IntoView {
    let count = cards.len();
    let pictures = cards
        .into_iter()
        .map(|card| match card.renditions {
            Renditions::Ready => {
                let src = media_path(card.id, RenditionSize::S640, &card.version);
                view! { <img src=src alt="" loading="lazy" decoding="async"/> }.into_any()
            }
            Renditions::Pending | Renditions::Placeholder(_) => view! {
                <i>
                    <Icon name=IconName::File large=true/>
                </i>
            }
            .into_any(),
        })
        .collect_view();
    let empty = (count == 0).then(|| view! { <Icon name=IconName::Campaign large=true/> });
    view! {
        <div class="cover" class:one=count == 1 class:two=count == 2 class:none=count == 0 aria-hidden="true">
            {pictures}
            {empty}
        </div>
    }
}

/// What stands for a card that is on its way.
#[component]
pub fn CampaignCardSkeleton() -> impl IntoView {
    view! {
        <li class="campaign">
            <div class="cover skel" aria-hidden="true"></div>
        </li>
    }
}
