//! One campaign: what it is about, its assets, and who may see it.

mod assets;
mod delete;
mod edit;
mod head;

use self::{assets::AssetList, delete::DeleteDialog, edit::EditDialog, head::Head};
use super::not_found::Nowhere;
use crate::api::{self, error::ApiError};
use crate::domain::access::{Action, Scope};
use crate::domain::asset::Card;
use crate::domain::campaign::{Campaign, CampaignDetail};
use crate::domain::id::CampaignId;
use crate::domain::library::PAGE_MOST;
use crate::domain::query::LibraryQuery;
use crate::domain::review::Status;
use crate::ui::kit::Skeleton;
use crate::ui::parts::{asset_picker::AssetPicker, failure::Failure, visibility::Visibility};
use crate::ui::state::live::Live;
use crate::ui::state::selection::Selection;
use crate::ui::state::session::Session;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The campaign, and those of its assets that are shown.
type Answer = Result<(CampaignDetail, Result<Found, ApiError>), ApiError>;

/// What the sections of the page share.
#[derive(Clone, Copy)]
struct Place {
    /// Slug of the brand in the address.
    brand: Memo<String>,
    /// The campaign in the address; `None` where it does not read.
    campaign: Memo<Option<CampaignId>>,
    /// The status tab in the address; `None` for All.
    status: Memo<Option<Status>>,
    /// Both in one: between two answers the page would wait for the second with the first one's buttons gone.
    answer: Resource<Answer>,
    /// How many cards are asked for.
    wanted: RwSignal<u32>,
    selection: Selection,
    /// Which dialog is shown.
    adding: RwSignal<bool>,
    editing: RwSignal<bool>,
    name: RwSignal<String>,
    description: RwSignal<String>,
    deleting: RwSignal<bool>,
}

/// The cards of a tab, as many as were asked for.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
struct Found {
    cards: Vec<Card>,
    total: u32,
}

impl Place {
    fn of_address() -> Self {
        let params = use_params_map();
        let query = use_query_map();
        let brand = Memo::new(move |_| params.with(|params| params.get("slug")).unwrap_or_default());
        let campaign = Memo::new(move |_| params.with(|params| params.get("campaign")).and_then(|id| id.parse().ok()));
        let status = Memo::new(move |_| query.with(|query| query.get("status")).and_then(|word| Status::parse(&word)));
        let wanted = RwSignal::new(PAGE_MOST);
        let question = move || question(brand.get(), campaign.get(), status.get());
        let answer = Resource::new(
            move || (campaign.get(), question().to_query_string(), wanted.get()),
            |(campaign, question, wanted)| async move {
                let campaign = campaign.ok_or_else(|| ApiError::Missing(String::new()))?;
                let detail = api::campaigns::campaign(campaign).await?;
                Ok((detail, find(question, wanted).await))
            },
        );
        Self {
            brand,
            campaign,
            status,
            answer,
            wanted,
            selection: Selection::new(),
            adding: RwSignal::new(false),
            editing: RwSignal::new(false),
            name: RwSignal::new(String::new()),
            description: RwSignal::new(String::new()),
            deleting: RwSignal::new(false),
        }
    }

    /// The question to the library that the current tab shows.
    fn question(self) -> LibraryQuery {
        question(self.brand.get(), self.campaign.get(), self.status.get())
    }

    /// Whether the member may do `action` here.
    fn may(self, action: Action) -> bool {
        let session = Session::expect();
        let brand = session.brand(&self.brand.get());
        brand.is_some_and(|brand| session.may(action, &Scope::Brand(brand.scope())))
    }

    /// Shows the dialog that changes name and description, filled in. What others save while it is open does not
    /// replace what is typed.
    fn edit(self, campaign: &Campaign) {
        self.name.set(campaign.name.to_string());
        self.description.set(campaign.description.as_str().to_owned());
        self.editing.set(true);
    }

    /// Asks for everything again.
    fn refetch(self) {
        self.answer.refetch();
    }
}

fn question(brand: String, campaign: Option<CampaignId>, status: Option<Status>) -> LibraryQuery {
    LibraryQuery { brand: Some(brand), campaign, statuses: status.into_iter().collect(), ..LibraryQuery::default() }
}

async fn find(question: String, wanted: u32) -> Result<Found, ApiError> {
    let mut found = Found { cards: Vec::new(), total: 0 };
    let mut start = 0;
    while start < wanted {
        let page = api::library::page(question.clone(), start, PAGE_MOST.min(wanted - start)).await?;
        start += page.cards.len() as u32;
        found.total = page.total;
        let end = page.cards.is_empty() || start >= page.total;
        found.cards.extend(page.cards);
        if end {
            break;
        }
    }
    Ok(found)
}

/// The campaign of the address; not found where the member may not see it.
#[component]
pub fn CampaignPage() -> impl IntoView {
    let place = Place::of_address();
    Live::expect().on_assets(move || place.refetch());
    let body = move || {
        Suspend::new(async move {
            match place.answer.await {
                Ok((detail, _)) if detail.brand.slug != place.brand.get_untracked() => view! { <Nowhere/> }.into_any(),
                Err(ApiError::Missing(_)) => view! { <Nowhere/> }.into_any(),
                Ok((detail, cards)) => shown(place, detail, cards),
                Err(error) => {
                    let retry = move |()| place.refetch();
                    view! { <Failure title="The campaign did not arrive" error retry/> }.into_any()
                }
            }
        })
    };
    let waiting = || {
        view! {
            <Skeleton width="40%" height="32px"/>
            <Skeleton height="320px"/>
        }
    };
    let may_fill = Memo::new(move |_| place.may(Action::FillCampaign));
    let may_manage = Memo::new(move |_| place.may(Action::ManageCampaign));
    view! {
        <div class="wrap camp">
            <Transition fallback=waiting>{body}</Transition>
            {move || {
                may_fill
                    .get()
                    .then(|| {
                        let added = move |()| place.refetch();
                        view! { <AssetPicker brand=place.brand campaign=place.campaign open=place.adding added/> }
                    })
            }}
            {move || {
                may_manage
                    .get()
                    .then(|| {
                        view! {
                            <EditDialog place/>
                            <DeleteDialog place/>
                        }
                    })
            }}
        </div>
    }
}

fn shown(place: Place, detail: CampaignDetail, cards: Result<Found, ApiError>) -> AnyView {
    let title = format!("{} · {} · Atelier", detail.campaign.name, detail.brand.name);
    let manages = untrack(|| place.may(Action::ManageCampaign));
    let list = match cards {
        Ok(found) => view! { <AssetList place counts=detail.counts.clone() found/> }.into_any(),
        Err(error) => {
            let retry = move |()| place.refetch();
            view! { <Failure title="The assets did not arrive" error retry/> }.into_any()
        }
    };
    view! {
        <Title text=title/>
        <Head place detail=detail.clone()/>
        <div class="split">
            <div class="list">{list}</div>
            <Visibility detail=RwSignal::new(detail) manages/>
        </div>
    }
    .into_any()
}
