//! The frame of the studio: sidebar, top bar, tab bar, and the guard before it.

mod account_menu;
mod brand_switcher;
mod crumbs;
mod help;
mod keys;
mod nav;
mod place;
mod title;

use leptos::prelude::*;
use leptos_router::components::{Outlet, Redirect};
use leptos_router::hooks::use_location;

use self::account_menu::AccountMenu;
use self::brand_switcher::BrandSwitcher;
use self::crumbs::Crumbs;
use self::help::KeysHelp;
use self::nav::{SideNav, TabBar};
pub use self::place::{Covered, Place};
pub use self::title::PageTitle;
use crate::domain::query::url::encode;
use crate::ui::kit::ToastRegion;
use crate::ui::parts::upload_button::UploadButton;
use crate::ui::parts::upload_tray::UploadTray;
use crate::ui::state::density::DensityState;
use crate::ui::state::library::Left;
use crate::ui::state::live::Live;
use crate::ui::state::rail::RailState;
use crate::ui::state::session::Session;
use crate::ui::state::theme::ThemeState;
use crate::ui::state::toasts::Toasts;
use crate::ui::state::uploads::Uploads;

/// Every page of the studio stands in this frame. Strangers are led to the door.
#[component]
pub fn Studio() -> impl IntoView {
    let session = Session::expect();
    if session.studio().is_none() {
        return view! { <Redirect path="/set-up"/> }.into_any();
    }
    if session.member().is_none() {
        let location = use_location();
        let (path, search) = (location.pathname.get_untracked(), location.search.get_untracked());
        let back = if search.is_empty() { path } else { format!("{path}?{}", search.trim_start_matches('?')) };
        return view! { <Redirect path=format!("/sign-in?back={}", encode(&back))/> }.into_any();
    }
    view! { <Frame/> }.into_any()
}

#[component]
fn Frame() -> impl IntoView {
    let session = Session::expect();
    ThemeState::provide(session.theme());
    DensityState::provide(session.density());
    Toasts::provide();
    Live::provide();
    Uploads::provide();
    Left::provide();
    let place = Place::provide();
    let covered = Covered::provide(place);
    RailState::provide(Memo::new(move |_| place.library().then(|| place.brand().unwrap_or_default())));
    let help = RwSignal::new(false);
    keys::listen(place, help);
    view! {
        <div class="app">
            <SideNav place covered/>
            <header class="top" inert=move || covered.get()>
                <BrandSwitcher place/>
                <Crumbs place/>
                <span class="space"></span>
                <AccountMenu/>
                <UploadButton
                    brand=Signal::derive(move || place.brand())
                    collection=Signal::derive(move || place.query().collection)
                    compact=true
                />
            </header>
            <main class="main" id="main">
                <Outlet/>
            </main>
            <TabBar place covered/>
        </div>
        <UploadTray/>
        <KeysHelp open=help/>
        <ToastRegion/>
    }
}
