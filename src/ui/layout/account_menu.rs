//! Oneself: who is signed in, how the studio looks, and the way out.

use leptos::prelude::*;

use crate::api::session::SignOut;
use crate::domain::session::Theme;
use crate::ui::kit::{Avatar, Icon, IconName, Menu, MenuItem, MenuLine, MenuLink};
use crate::ui::state::session::Session;
use crate::ui::state::theme::ThemeState;
use leptos::server_fn::ServerFn;

const ID: &str = "account-menu";

/// The face in the corner and its menu.
#[component]
pub fn AccountMenu() -> impl IntoView {
    let Some(member) = Session::expect().member() else { return ().into_any() };
    let name = member.name.to_string();
    view! {
        <button
            class="btn icon ghost me"
            type="button"
            aria-haspopup="menu"
            aria-label=format!("{name}, account")
            title=name.clone()
            popovertarget=ID
        >
            <Avatar name=name.clone()/>
        </button>
        <Menu id=ID label="Account">
            <div class="who" role="presentation">
                <b class="cut">{name.clone()}</b>
                <span class="cut">{member.email.to_string()}</span>
            </div>
            <MenuLine/>
            {theme_items()}
            <MenuLine/>
            <MenuLink href="/settings" menu=ID icon=IconName::Settings>
                "Settings"
            </MenuLink>
            // A form, so that it works without scripts; the document is loaded anew either way.
            <form method="post" action=SignOut::url() role="presentation">
                <button type="submit" role="menuitem">
                    <Icon name=IconName::LogOut/>
                    "Sign out"
                </button>
            </form>
        </Menu>
    }
    .into_any()
}

fn theme_items() -> impl IntoView {
    let state = ThemeState::expect();
    Theme::ALL
        .into_iter()
        .map(|theme| {
            let icon = match theme {
                Theme::Auto => IconName::Monitor,
                Theme::Light => IconName::Sun,
                Theme::Dark => IconName::Moon,
            };
            let words = match theme {
                Theme::Auto => "Theme of the system",
                Theme::Light => "Light theme",
                Theme::Dark => "Dark theme",
            };
            let check = move || {
                (state.get() == theme).then(|| view! { <span class="k"><Icon name=IconName::Check label="chosen"/></span> })
            };
            view! {
                <div class="needs-js" role="presentation">
                    <MenuItem menu=ID icon stay=true on_choose=move |()| state.choose(theme)>
                        {words}
                        {check}
                    </MenuItem>
                </div>
            }
        })
        .collect_view()
}
