//! Name and description of a campaign, asked for in a dialog.

use crate::api::error::ApiError;
use crate::ui::kit::{Button, Dialog, Look, TextArea, TextField};
use crate::ui::parts::fault::{about, besides};
use leptos::{ev, prelude::*};

/// The dialog behind New campaign and Edit. The caller saves, and closes it when that went well.
#[component]
pub fn CampaignForm(
    /// Unique in the page.
    id: &'static str,
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// What it asks.
    title: &'static str,
    /// The words on its button.
    deed: &'static str,
    /// The same while at it.
    busy_words: &'static str,
    /// The name as typed; filled in by the caller before it is shown.
    name: RwSignal<String>,
    /// The description as typed.
    description: RwSignal<String>,
    /// Saves what is typed.
    #[prop(into)]
    save: Callback<()>,
    /// Saving is under way.
    #[prop(into)]
    busy: Signal<bool>,
    /// Why the last try failed.
    #[prop(into)]
    fault: Signal<Option<ApiError>>,
    /// Hears that it was closed: forget what failed.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    // Whatever is not about the description stands under the name, a name that is taken above all.
    let about_description = about(fault, "description");
    let about_name = besides(fault, &["description"]);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if !busy.get_untracked() {
            save.run(());
        }
    };
    let actions = move || {
        view! {
            <Button look=Look::Ghost closes=id on_press=move |_| open.set(false)>
                "Cancel"
            </Button>
            <Button look=Look::Primary busy busy_words on_press=move |_| save.run(())>
                {deed}
            </Button>
        }
    };
    view! {
        <Dialog id open title on_close actions>
            <form class="fields" on:submit=submit>
                <TextField
                    id=format!("{id}-name")
                    label="Name"
                    value=name
                    max=120
                    required=true
                    autofocus=true
                    error=about_name
                />
                <TextArea
                    id=format!("{id}-description")
                    label="Description (optional)"
                    value=description
                    max=1000
                    hint="A short summary of the initiative."
                    error=about_description
                    on_enter=save
                />
            </form>
        </Dialog>
    }
}
