//! Signing in. A plain form, so that it works before and without scripts.

use crate::api::{error::ApiError, session::SignIn};
use crate::ui::kit::{Button, Icon, IconName, Look, PasswordField, Size, TextField};
use crate::ui::parts::door::Door;
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
    let fault = fault(action);
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

/// Why the last try failed, whether it was made with scripts or, through the address, without.
pub(super) fn fault<S>(action: ServerAction<S>) -> Signal<Option<ApiError>>
where
    S: leptos::server_fn::ServerFn<Output = (), Error = ApiError> + Clone + Send + Sync + 'static,
{
    let value = action.value();
    Signal::derive(move || value.with(|value| value.as_ref().and_then(|result| result.as_ref().err().cloned())))
}

/// The part of it that belongs to one field.
pub(super) fn about(fault: Signal<Option<ApiError>>, field: &'static str) -> Signal<Option<String>> {
    Signal::derive(move || fault.with(|fault| fault.as_ref().and_then(|fault| fault.about(field))))
}

/// The part of it that belongs to no field, above the button.
#[component]
pub(super) fn Fault(
    /// Why the last try failed.
    fault: Signal<Option<ApiError>>,
    /// The fields that say what is theirs.
    fields: &'static [&'static str],
) -> impl IntoView {
    let words = move || {
        let fault = fault.get()?;
        fields.iter().all(|field| fault.about(field).is_none()).then(|| {
            view! {
                <p class="fault" role="alert">
                    <Icon name=IconName::Alert/>
                    {fault.to_string()}
                </p>
            }
        })
    };
    view! { {words} }
}
