//! Asks for the name of a new brand.

use crate::api::{self, error::ApiError};
use crate::ui::browser::boot;
use crate::ui::kit::{Button, Dialog, Look, TextField};
use crate::ui::parts::fault::fault_words;
use leptos::{ev, prelude::*};

/// Creates the brand and goes there. The whole document is loaded, for the brands stand in each.
#[component]
pub fn NewBrandDialog(
    /// Whether it is shown.
    open: RwSignal<bool>,
) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let create = Action::new(|name: &String| {
        let name = name.clone();
        async move {
            let slug = api::brands::create(name).await?;
            boot::load(&format!("/brands/{slug}/campaigns"));
            Ok::<_, ApiError>(())
        }
    });
    // Whatever is wrong is wrong with the one field there is.
    let error = fault_words(create);
    let save = move || {
        if !create.pending().get_untracked() {
            create.dispatch(name.get_untracked());
        }
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        save();
    };
    let actions = move || {
        view! {
            <Button look=Look::Ghost closes="new-brand" on_press=move |_| open.set(false)>
                "Cancel"
            </Button>
            <Button look=Look::Primary busy=create.pending() busy_words="Creating…" on_press=move |_| save()>
                "Create"
            </Button>
        }
    };
    let closed = move |()| {
        name.set(String::new());
        create.value().set(None);
    };
    view! {
        <Dialog
            id="new-brand"
            open
            title="New brand"
            text="Everything in the studio belongs to a brand: its assets, collections and campaigns."
            on_close=closed
            actions
        >
            <form on:submit=submit>
                <TextField id="brand-name" label="Name" value=name max=120 required=true autofocus=true error/>
            </form>
        </Dialog>
    }
}
