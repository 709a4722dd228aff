//! The document around every page, and the one table of addresses.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{ParentRoute, Redirect, Route, Router, Routes};
use leptos_router::hooks::use_params_map;
use leptos_router::{SsrMode, path};

use crate::domain::session::Boot;
use crate::ui::browser::redirect;
use crate::ui::layout::Studio;
use crate::ui::pages::asset::AssetPage;
use crate::ui::pages::brand::BrandPage;
use crate::ui::pages::brands::BrandsPage;
use crate::ui::pages::campaign::CampaignPage;
use crate::ui::pages::library::LibraryPage;
use crate::ui::pages::not_found::NotFoundPage;
use crate::ui::pages::public_campaign::PublicCampaignPage;
use crate::ui::pages::set_up::SetUpPage;
use crate::ui::pages::settings::SettingsPage;
use crate::ui::pages::sign_in::SignInPage;
use crate::ui::state::session::Session;

/// The document. Public pages leave the scripts out: they are complete without.
#[cfg(feature = "ssr")]
pub fn shell(options: LeptosOptions) -> impl IntoView {
    use axum::http::request::Parts;
    use leptos_meta::{HashedStylesheet, MetaTags};

    let boot = use_context::<Boot>();
    let public = use_context::<Parts>().is_some_and(|parts| parts.uri.path().starts_with("/c/"));
    let theme = boot.as_ref().map(|boot| boot.theme).unwrap_or_default();
    let theme = (theme != Default::default()).then(|| theme.as_str());
    // "<" never stands in it, so no text of a person can end the element.
    let payload = boot.and_then(|boot| serde_json::to_string(&boot).ok()).unwrap_or_default().replace('<', "\\u003c");
    let scripts = (!public).then(|| {
        view! {
            <script type="application/json" id="boot" inner_html=payload></script>
            <AutoReload options=options.clone()/>
            <HydrationScripts options=options.clone()/>
        }
    });
    view! {
        <!DOCTYPE html>
        <html lang="en-GB" data-theme=theme>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="manifest" href="/manifest.webmanifest"/>
                <HashedStylesheet options id="leptos"/>
                {scripts}
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// Everything inside the document's body.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    redirect::load_documents();
    if let Some(boot) = use_context::<Boot>() {
        Session::provide(boot);
    }
    view! {
        <Router>
            <Routes fallback=NotFoundPage>
                <Route path=path!("/sign-in") view=SignInPage ssr=SsrMode::Async/>
                <Route path=path!("/set-up") view=SetUpPage ssr=SsrMode::Async/>
                <Route path=path!("/c/:brand/:segment") view=PublicCampaignPage ssr=SsrMode::Async/>
                <ParentRoute path=path!("") view=Studio ssr=SsrMode::Async>
                    <Route path=path!("") view=|| view! { <Redirect path="/library"/> } ssr=SsrMode::Async/>
                    <ParentRoute path=path!("library") view=LibraryPage ssr=SsrMode::Async>
                        <Route path=path!("") view=|| () ssr=SsrMode::Async/>
                        <Route path=path!(":asset") view=AssetPage ssr=SsrMode::Async/>
                    </ParentRoute>
                    <Route path=path!("brands") view=BrandsPage ssr=SsrMode::Async/>
                    <Route path=path!("brands/:slug") view=to_campaigns ssr=SsrMode::Async/>
                    <Route path=path!("brands/:slug/campaigns") view=BrandPage ssr=SsrMode::Async/>
                    <Route path=path!("brands/:slug/campaigns/:campaign") view=CampaignPage ssr=SsrMode::Async/>
                    <Route path=path!("settings") view=SettingsPage ssr=SsrMode::Async/>
                </ParentRoute>
            </Routes>
        </Router>
    }
}

/// A brand begins with its campaigns.
fn to_campaigns() -> impl IntoView {
    let slug = use_params_map().with_untracked(|params| params.get("slug")).unwrap_or_default();
    view! { <Redirect path=format!("/brands/{slug}/campaigns")/> }
}
