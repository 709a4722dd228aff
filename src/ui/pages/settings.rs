//! Settings: one's account, how the studio looks, signed-in browsers, tokens, background work.

mod background;
mod sessions;
mod tokens;

use self::{background::BackgroundSection, sessions::SessionsSection, tokens::TokensSection};
use crate::api::session::SignOut;
use crate::domain::member::StudioRole;
use crate::domain::session::Theme;
use crate::ui::kit::{Button, IconName, Look, Seg, Segment};
use crate::ui::state::session::Session;
use crate::ui::state::theme::ThemeState;
use leptos::prelude::*;
use leptos_meta::Title;

/// What a member can see and choose for themselves.
#[component]
pub fn SettingsPage() -> impl IntoView {
    view! {
        <Title text="Settings · Atelier"/>
        <div class="wrap settings">
            <h1>"Settings"</h1>
            {account()}
            {appearance()}
            <SessionsSection/>
            <TokensSection/>
            <BackgroundSection/>
            {studio()}
        </div>
    }
}

fn account() -> AnyView {
    let Some(member) = Session::expect().member() else { return ().into_any() };
    let role = match member.role {
        StudioRole::Owner => "Owner",
        StudioRole::Admin => "Admin",
        StudioRole::Member => "Member",
    };
    view! {
        <section class="panel" aria-labelledby="account">
            <header>
                <h2 id="account">"Account"</h2>
                <SignOutForm/>
            </header>
            <dl class="kv">
                <dt>"Name"</dt>
                <dd>{member.name.to_string()}</dd>
                <dt>"E-mail"</dt>
                <dd>{member.email.to_string()}</dd>
                <dt>"Studio role"</dt>
                <dd>{role}</dd>
                <dt>"Joined"</dt>
                <dd>{member.joined.day_words()}</dd>
            </dl>
        </section>
    }
    .into_any()
}

/// A form, so that it works without scripts.
#[component]
fn SignOutForm() -> impl IntoView {
    let action = ServerAction::<SignOut>::new();
    view! {
        <ActionForm action>
            <Button submit=true icon=IconName::LogOut busy=action.pending() look=Look::Line>
                "Sign out"
            </Button>
        </ActionForm>
    }
}

const fn theme_words(theme: Theme) -> &'static str {
    match theme {
        Theme::Auto => "System",
        Theme::Light => "Light",
        Theme::Dark => "Dark",
    }
}

fn appearance() -> AnyView {
    let theme = ThemeState::expect();
    let segments = Theme::ALL.map(|theme| Segment::word(theme.as_str(), theme_words(theme))).to_vec();
    view! {
        <section class="panel" aria-labelledby="appearance">
            <header>
                <h2 id="appearance">"Appearance"</h2>
                <Seg
                    class="needs-js"
                    label="Theme"
                    name="theme"
                    segments
                    value=Signal::derive(move || theme.get().as_str().to_owned())
                    on_change=move |word: String| theme.choose(Theme::parse(&word))
                />
            </header>
            <p class="muted">"System follows the light or dark setting of this device."</p>
        </section>
    }
    .into_any()
}

fn studio() -> AnyView {
    let name = Session::expect().studio().unwrap_or_default();
    view! {
        <section class="panel" aria-labelledby="studio">
            <h2 id="studio">"Studio"</h2>
            <dl class="kv">
                <dt>"Name"</dt>
                <dd>{name}</dd>
                <dt>"Atelier"</dt>
                <dd>{concat!("Version ", env!("CARGO_PKG_VERSION"))}</dd>
            </dl>
        </section>
    }
    .into_any()
}
