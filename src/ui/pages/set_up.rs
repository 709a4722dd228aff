//! The first visit: the studio gets its name, its owner and its first brand.

use crate::api::session::SetUp;
use crate::ui::kit::{Button, Look, PasswordField, Size, TextField};
use crate::ui::parts::door::Door;
use crate::ui::parts::fault::{Fault, about, fault_of};
use crate::ui::state::session::Session;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Redirect;

/// Shown until the studio exists, and never again.
#[component]
pub fn SetUpPage() -> impl IntoView {
    if Session::expect().studio().is_some() {
        return view! { <Redirect path="/sign-in"/> }.into_any();
    }
    let action = ServerAction::<SetUp>::new();
    let fault = fault_of(*action);
    view! {
        <Title text="Set up your studio · Atelier"/>
        <Door>
            <ActionForm action>
                <div class="top2">
                    <h1>"Set up your studio"</h1>
                    <p class="muted">"This happens once. You become the studio’s owner."</p>
                </div>
                <TextField
                    id="studio"
                    name="studio"
                    label="Studio name"
                    autocomplete="organization"
                    max=120
                    required=true
                    autofocus=true
                    large=true
                    error=about(fault, "studio")
                />
                <TextField
                    id="name"
                    name="name"
                    label="Your name"
                    autocomplete="name"
                    max=120
                    required=true
                    large=true
                    error=about(fault, "name")
                />
                <TextField
                    id="email"
                    name="email"
                    label="E-mail"
                    kind="email"
                    autocomplete="username"
                    required=true
                    large=true
                    error=about(fault, "email")
                />
                <PasswordField
                    id="password"
                    name="password"
                    label="Password"
                    autocomplete="new-password"
                    required=true
                    min=10
                    hint="At least 10 characters."
                    error=about(fault, "password")
                />
                <TextField
                    id="brand"
                    name="brand"
                    label="First brand"
                    max=120
                    required=true
                    large=true
                    hint="Whose pictures will you keep here? Your own Personal brand comes by itself."
                    error=about(fault, "brand")
                />
                <Fault fault fields=&["studio", "name", "email", "password", "brand"]/>
                <Button look=Look::Primary size=Size::Large wide=true submit=true busy=action.pending() busy_words="Setting up…">
                    "Set up the studio"
                </Button>
            </ActionForm>
        </Door>
    }
    .into_any()
}
