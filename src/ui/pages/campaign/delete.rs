//! Deletes the campaign, which is a grouping only.

use super::Place;
use crate::api;
use crate::ui::kit::{Button, Dialog, Look};
use crate::ui::state::toasts::{Toast, Toasts};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

#[component]
pub(super) fn DeleteDialog(
    /// The page.
    place: Place,
) -> impl IntoView {
    let navigate = use_navigate();
    let toasts = Toasts::expect();
    let delete = Action::new(move |(): &()| {
        let navigate = navigate.clone();
        async move {
            let Some(campaign) = place.campaign.get_untracked() else { return };
            match api::campaigns::delete(campaign).await {
                Ok(()) => {
                    place.deleting.set(false);
                    toasts.say(Toast::done("Campaign deleted. Its assets are unchanged."));
                    let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
                    navigate(&format!("/brands/{}/campaigns", place.brand.get_untracked()), options);
                }
                Err(error) => {
                    place.deleting.set(false);
                    toasts.say(Toast::problem(error.to_string()));
                }
            }
        }
    });
    let actions = move || {
        view! {
            <Button look=Look::Ghost closes="delete-campaign" on_press=move |_| place.deleting.set(false)>
                "Cancel"
            </Button>
            <Button look=Look::Destroy busy=delete.pending() busy_words="Deleting…" on_press=move |_| {
                delete.dispatch(());
            }>
                "Delete campaign"
            </Button>
        }
    };
    view! {
        <Dialog
            id="delete-campaign"
            open=place.deleting
            title="Delete this campaign?"
            text="Only the grouping goes, and with it its public link. Every asset stays, with its review status and its brand."
            actions
        />
    }
}
