//! The one page for everything that is not there, or not there for this person.

use crate::ui::browser::response;
use crate::ui::kit::{ButtonLink, IconName, Message};
use crate::ui::state::session::Session;
use leptos::prelude::*;
use leptos_meta::{Meta, Title};

/// Answered with 404. It never says whether something exists.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    response::not_found();
    let signed_in = Session::expect().member().is_some();
    view! {
        <Title text="Not found"/>
        <Meta name="robots" content="noindex"/>
        <main class="lost" id="main">
            <h1 class="sr">"Not found"</h1>
            <Nowhere/>
            {signed_in
                .then(|| view! { <ButtonLink href="/library">"Go to the library"</ButtonLink> })}
        </main>
    }
}

/// The words of the page, for places inside the frame.
#[component]
pub fn Nowhere() -> impl IntoView {
    response::not_found();
    view! {
        <Message
            icon=IconName::Search
            title="There is nothing here"
            text="The address may be mistyped, or what it led to was taken away."
        />
    }
}
