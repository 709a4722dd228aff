//! Changes what the campaign is called and about. Its public link stays.

use super::Place;
use crate::api::{self, error::ApiError};
use crate::ui::pages::brand::CampaignForm;
use crate::ui::parts::fault::fault_of;
use crate::ui::state::toasts::{Toast, Toasts};
use leptos::prelude::*;

#[component]
pub(super) fn EditDialog(
    /// The page.
    place: Place,
) -> impl IntoView {
    let (name, description) = (place.name, place.description);
    let toasts = Toasts::expect();
    let save = Action::new(move |(): &()| async move {
        let Some(campaign) = place.campaign.get_untracked() else { return Ok(()) };
        api::campaigns::edit(campaign, name.get_untracked(), description.get_untracked()).await?;
        place.editing.set(false);
        place.refetch();
        toasts.say(Toast::done("Saved. The public link stays as it was."));
        Ok::<_, ApiError>(())
    });
    view! {
        <CampaignForm
            id="edit-campaign"
            open=place.editing
            title="Edit campaign"
            deed="Save"
            busy_words="Saving…"
            name
            description
            save=move |()| {
                save.dispatch(());
            }
            busy=save.pending()
            fault=fault_of(save)
            on_close=move |()| save.value().set(None)
        />
    }
}
