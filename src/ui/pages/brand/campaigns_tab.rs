//! Every campaign of a brand, newest first.

use super::campaign_form::CampaignForm;
use crate::api::{self, error::ApiError};
use crate::domain::campaign::CampaignFace;
use crate::ui::kit::{Blank, Button, IconName, Look, Size};
use crate::ui::parts::campaign_card::{CampaignCard, CampaignCardSkeleton};
use crate::ui::parts::failure::Failure;
use crate::ui::parts::fault::fault_of;
use crate::ui::state::live::Live;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// The list, and the dialog that adds to it.
#[component]
pub fn CampaignsTab(
    /// Slug of the brand.
    slug: String,
    /// Whether the dialog for a new campaign is shown.
    open: RwSignal<bool>,
    /// Whether the member may create campaigns here.
    may_create: Memo<bool>,
) -> impl IntoView {
    let brand = StoredValue::new(slug);
    let campaigns = Resource::new(move || brand.get_value(), api::campaigns::list);
    Live::expect().on_campaigns(move || campaigns.refetch());
    let list = move || {
        Suspend::new(async move {
            match campaigns.await {
                Ok(faces) if faces.is_empty() => empty(open, may_create),
                Ok(faces) => filled(faces, &brand.get_value()),
                Err(error) => {
                    let retry = move |()| campaigns.refetch();
                    view! { <Failure title="The campaigns did not arrive" error retry/> }.into_any()
                }
            }
        })
    };
    let waiting = || {
        view! {
            <ul class="campaigns" aria-hidden="true">
                {(0..3).map(|_| view! { <CampaignCardSkeleton/> }).collect_view()}
            </ul>
        }
    };
    view! {
        <section class="tab-body" aria-label="Campaigns">
            <Transition fallback=waiting>{list}</Transition>
        </section>
        <Show when=move || may_create.get()>
            <NewCampaignDialog brand open/>
        </Show>
    }
}

fn filled(faces: Vec<CampaignFace>, brand: &str) -> AnyView {
    let cards = faces.into_iter().map(|face| view! { <CampaignCard face brand=brand.to_owned()/> }).collect_view();
    view! { <ul class="campaigns">{cards}</ul> }.into_any()
}

fn empty(open: RwSignal<bool>, may_create: Memo<bool>) -> AnyView {
    let text = "A campaign groups this brand’s assets around one initiative: a launch, a season, a client project. \
                Approved work in it can be shared by a public link.";
    let body = move || {
        if !may_create.get() {
            return view! { <Blank icons=[IconName::Image, IconName::Campaign, IconName::Film] title="No campaigns" text/> }
                .into_any();
        }
        view! {
            <Blank
                icons=[IconName::Image, IconName::Campaign, IconName::Film]
                title="Start the first campaign"
                text
                small="It starts private: no public link exists until you turn one on."
            >
                <Button size=Size::Large icon=IconName::Plus look=Look::Primary class="needs-js" on_press=move |_| open.set(true)>
                    "New campaign"
                </Button>
            </Blank>
        }
        .into_any()
    };
    view! { {body} }.into_any()
}

/// Asks for name and description, creates the campaign and goes there.
#[component]
fn NewCampaignDialog(
    /// Slug of the brand.
    brand: StoredValue<String>,
    /// Whether it is shown.
    open: RwSignal<bool>,
) -> impl IntoView {
    let navigate = use_navigate();
    let name = RwSignal::new(String::new());
    let description = RwSignal::new(String::new());
    let create = Action::new(move |(): &()| {
        let navigate = navigate.clone();
        async move {
            let slug = brand.get_value();
            let id = api::campaigns::create(slug.clone(), name.get_untracked(), description.get_untracked()).await?;
            navigate(&format!("/brands/{slug}/campaigns/{id}"), NavigateOptions::default());
            Ok::<_, ApiError>(())
        }
    });
    view! {
        <CampaignForm
            id="new-campaign"
            open
            title="New campaign"
            deed="Create"
            busy_words="Creating…"
            name
            description
            save=move |()| {
                create.dispatch(());
            }
            busy=create.pending()
            fault=fault_of(create)
            on_close=move |()| create.value().set(None)
        />
    }
}
