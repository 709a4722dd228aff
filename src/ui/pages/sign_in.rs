//! Signing in. A plain form, so that it works before and without scripts.

use crate::api::session::SignIn;
use crate::ui::kit::{Button, Look, PasswordField, Size, TextField};
use crate::ui::parts::door::Door;
use crate::ui::parts::fault::{Fault, about, fault_of};
use crate::ui::state::session::Session;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_query_map;

/// The page every signed-out visitor is sent to, and back from.
#[component]
pub fn SignInPage() -> impl IntoView {
    let session = Session::expect();
    let back = use_query_map().with_untracked(|query| query.get("back")).unwrap_or_else(|| "/library".to_owned());
    if session.member().is_some() {
        return view! { <Redirect path=back/> }.into_any();
    }
    let Some(studio) = session.studio() else {
        return view! { <Redirect path="/set-up"/> }.into_any();
    };
    let action = ServerAction::<SignIn>::new();
    // Whether the try was made with scripts or, through the address, without.
    let fault = fault_of(*action);
    view! {
        <Title text=format!("Sign in · {studio}")/>
        <Door foot="Forgotten it? Ask an owner to run “atelier user password”.">
            <ActionForm action>
                <div class="top2">
                    <h1>{studio}</h1>
                    <p class="muted">"Sign in to your studio."</p>
                </div>
                <input type="hidden" name="back" value=back/>
                <TextField
                    id="email"
                    name="email"
                    label="E-mail"
                    kind="email"
                    autocomplete="username"
                    required=true
                    autofocus=true
                    large=true
                    error=about(fault, "email")
                />
                <PasswordField id="password" name="password" label="Password" required=true error=about(fault, "password")/>
                <Fault fault fields=&["email", "password"]/>
                <Button look=Look::Primary size=Size::Large wide=true submit=true busy=action.pending() busy_words="Signing in…">
                    "Sign in"
                </Button>
            </ActionForm>
        </Door>
    }
    .into_any()
}
