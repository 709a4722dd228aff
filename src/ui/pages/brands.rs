//! Every brand the member may see.

mod new_brand;

use self::new_brand::NewBrandDialog;
use crate::api;
use crate::domain::access::{Action, Scope};
use crate::domain::asset::count_words;
use crate::domain::brand::BrandRole;
use crate::domain::session::BrandFace;
use crate::ui::kit::{Button, IconName, Look, Skeleton};
use crate::ui::parts::{brand_mark::BrandMark, failure::Failure};
use crate::ui::state::session::Session;
use leptos::prelude::*;
use leptos_meta::Title;

/// The index; team brands by name, Personal last.
#[component]
pub fn BrandsPage() -> impl IntoView {
    let session = Session::expect();
    // Asked for its counts, and anew when a brand or one's role in it changes.
    let brands = Resource::new(move || session.brands(), |_| api::brands::list());
    let open = RwSignal::new(false);
    let may_create = Memo::new(move |_| session.may(Action::CreateBrand, &Scope::Studio));
    let list = move || {
        Suspend::new(async move {
            match brands.await {
                Ok(faces) => {
                    let rows = faces.into_iter().map(row).collect_view();
                    view! { <ul class="brands">{rows}</ul> }.into_any()
                }
                Err(error) => {
                    let retry = move |()| brands.refetch();
                    view! { <Failure title="The brands did not arrive" error retry/> }.into_any()
                }
            }
        })
    };
    view! {
        <Title text="Brands · Atelier"/>
        <div class="wrap">
            <header class="head">
                <h1>"Brands"</h1>
                <Show when=move || may_create.get()>
                    <Button
                        look=Look::Primary
                        icon=IconName::Plus
                        dialog="new-brand"
                        class="needs-js"
                        on_press=move |_| open.set(true)
                    >
                        "New brand"
                    </Button>
                </Show>
            </header>
            <Transition fallback=|| view! { <Skeleton height="240px"/> }>{list}</Transition>
            <Show when=move || may_create.get()>
                <NewBrandDialog open/>
            </Show>
        </div>
    }
}

fn row(face: BrandFace) -> AnyView {
    let BrandFace { brand, role, assets, campaigns } = face;
    let personal = brand.personal_of.is_some();
    let href = if personal { format!("/library?brand={}", brand.slug) } else { format!("/brands/{}/campaigns", brand.slug) };
    let holds = |count: u32, one: &str, many: &str| match count {
        1 => format!("1 {one}"),
        _ => format!("{} {many}", count_words(count.into())),
    };
    let campaigns = (!personal).then(|| view! { <span>{holds(campaigns, "campaign", "campaigns")}</span> });
    view! {
        <li>
            <BrandMark name=brand.name.to_string() colour=brand.colour personal large=true/>
            <div class="grow">
                <h2 class="cut">
                    <a href=href>{brand.name.to_string()}</a>
                </h2>
                <p class="muted">{role_words(role, personal)}</p>
            </div>
            <p class="m">
                <span>{holds(assets, "asset", "assets")}</span>
                {campaigns}
            </p>
        </li>
    }
    .into_any()
}

/// What the member is in a brand, in words.
pub fn role_words(role: Option<BrandRole>, personal: bool) -> &'static str {
    match role {
        _ if personal => "Only you can see it",
        Some(BrandRole::Manager) => "Manager",
        Some(BrandRole::Creator) => "Creator",
        Some(BrandRole::Viewer) => "Viewer",
        // Owners and admins pass every check without a role of their own.
        None => "Studio owner or admin",
    }
}
