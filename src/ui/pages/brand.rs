//! One brand: its head and its Campaigns tab.

mod campaign_form;
mod campaigns_tab;

pub use self::campaign_form::CampaignForm;

use self::campaigns_tab::CampaignsTab;
use super::brands::role_words;
use super::not_found::Nowhere;
use crate::domain::access::{Action, Scope};
use crate::domain::brand::Brand;
use crate::domain::query::LibraryQuery;
use crate::ui::kit::{Button, ButtonLink, IconName, Look, Message, Tab, Tabs};
use crate::ui::parts::brand_mark::BrandMark;
use crate::ui::state::session::Session;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// The brand of the address; not found where the member may not see it.
#[component]
pub fn BrandPage() -> impl IntoView {
    let params = use_params_map();
    let slug = Memo::new(move |_| params.with(|params| params.get("slug")).unwrap_or_default());
    let session = Session::expect();
    let brand = Memo::new(move |_| session.brand(&slug.get()));
    move || match brand.get() {
        Some(brand) => view! { <Shown brand/> }.into_any(),
        None => view! { <Nowhere/> }.into_any(),
    }
}

#[component]
fn Shown(
    /// The brand of the address.
    brand: Brand,
) -> impl IntoView {
    let session = Session::expect();
    let name = brand.name.to_string();
    let slug = brand.slug.clone();
    let personal = brand.personal_of.is_some();
    let scope = Scope::Brand(brand.scope());
    let may_create = Memo::new(move |_| session.may(Action::FillCampaign, &scope));
    let id = brand.id;
    let role = move || {
        let face = session.brands().into_iter().find(|face| face.brand.id == id);
        face.map(|face| role_words(face.role, personal))
    };
    let open = RwSignal::new(false);
    let campaigns = format!("/brands/{slug}/campaigns");
    let library = LibraryQuery::of_brand(Some(slug.clone())).library_path();
    let assets = library.clone();
    let body = if personal {
        view! {
            <Message
                icon=IconName::Person
                title="Personal has no campaigns"
                text="Nobody else sees what is here. Assets on a Personal brand can’t be tagged to a campaign."
            >
                <ButtonLink href=assets>"Show assets"</ButtonLink>
            </Message>
        }
        .into_any()
    } else {
        view! { <CampaignsTab slug=slug.clone() open may_create/> }.into_any()
    };
    view! {
        <Title text=format!("Campaigns · {name} · Atelier")/>
        <div class="wrap">
            <header class="head brand-head">
                <BrandMark name=name.clone() colour=brand.colour personal large=true/>
                <div class="txt">
                    <h1>{name}</h1>
                    <p class="muted">{role}</p>
                </div>
                <Show when=move || may_create.get()>
                    <Button
                        look=Look::Primary
                        icon=IconName::Plus
                        class="start needs-js"
                        on_press=move |_| open.set(true)
                    >
                        "New campaign"
                    </Button>
                </Show>
            </header>
            <Tabs label=format!("Parts of {slug}")>
                <Tab href=library current=false>
                    "Assets"
                </Tab>
                <Tab href=campaigns current=true>
                    "Campaigns"
                </Tab>
            </Tabs>
            {body}
        </div>
    }
}
