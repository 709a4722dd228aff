//! The head of the campaign page: name, facts, and what can be done to it.

use super::Place;
use crate::domain::access::Action;
use crate::domain::asset::count_words;
use crate::domain::campaign::{Campaign, CampaignDetail};
use crate::ui::kit::{Button, Icon, IconName, Menu, MenuButton, MenuItem, MenuLine};
use leptos::prelude::*;

#[component]
pub(super) fn Head(
    /// The page.
    place: Place,
    /// The campaign.
    detail: CampaignDetail,
) -> impl IntoView {
    let CampaignDetail { campaign, creator, counts, .. } = detail;
    let name = campaign.name.to_string();
    let total: u32 = counts.iter().map(|(_, count)| count).sum();
    let holds = if total == 1 { "1 asset".to_owned() } else { format!("{} assets", count_words(total.into())) };
    let created = campaign.created.day_words();
    let description = campaign.description.as_str().to_owned();
    let fills = untrack(|| place.may(Action::FillCampaign));
    let manages = untrack(|| place.may(Action::ManageCampaign));
    view! {
        <header class="head">
            <div class="txt">
                <h1>{name}</h1>
                {(!description.is_empty()).then(|| view! { <p class="muted about">{description}</p> })}
                <div class="meta">
                    <span>
                        <Icon name=IconName::Library/>
                        {holds}
                    </span>
                    <span>
                        <Icon name=IconName::Person/>
                        {creator}
                    </span>
                    <span>
                        <Icon name=IconName::Calendar/>
                        "Created "
                        {created}
                    </span>
                </div>
            </div>
            <div class="acts-r">
                {fills
                    .then(|| {
                        view! {
                            <Button icon=IconName::Plus class="start needs-js" on_press=move |_| place.adding.set(true)>
                                "Add assets"
                            </Button>
                        }
                    })}
                {manages.then(|| more(place, campaign))}
            </div>
        </header>
    }
}

fn more(place: Place, campaign: Campaign) -> AnyView {
    view! {
        <MenuButton menu="campaign-more" label="More: edit, delete" class="needs-js"/>
        <Menu id="campaign-more" label="Campaign">
            <MenuItem menu="campaign-more" icon=IconName::Pencil on_choose=move |()| place.edit(&campaign)>
                "Edit…"
            </MenuItem>
            <MenuLine/>
            <MenuItem menu="campaign-more" icon=IconName::Trash danger=true on_choose=move |()| place.deleting.set(true)>
                "Delete…"
            </MenuItem>
        </Menu>
    }
    .into_any()
}
