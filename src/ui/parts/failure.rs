//! What stands in the place of something that did not arrive.

use crate::api::error::ApiError;
use crate::ui::kit::{Button, Icon, IconName, Message, Size};
use leptos::{ev, prelude::*};

/// Says why, and offers another try: by script where there is one, else by asking for the page again.
#[component]
pub fn Failure(
    /// What did not arrive ("The campaigns did not arrive").
    #[prop(into)]
    title: String,
    /// Why.
    error: ApiError,
    /// Asks again.
    #[prop(into)]
    retry: Callback<()>,
) -> impl IntoView {
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        retry.run(());
    };
    view! {
        <div class="panel">
            <Message icon=IconName::Alert title=title text=error.to_string()>
                <form on:submit=submit>
                    <Button submit=true icon=IconName::Again>
                        "Try again"
                    </Button>
                </form>
            </Message>
        </div>
    }
}

/// The same in a line, beside what did arrive.
#[component]
pub fn Again(
    /// Why.
    error: ApiError,
    /// Asks again.
    #[prop(into)]
    retry: Callback<()>,
) -> impl IntoView {
    view! {
        <span class="again">
            <Icon name=IconName::Alert/>
            <span>{error.to_string()}</span>
            <Button size=Size::Small on_press=move |_| retry.run(())>
                "Try again"
            </Button>
        </span>
    }
}
