//! Keeping the question as a smart collection.

use leptos::{ev, prelude::*};

use crate::api;
use crate::domain::access::{Action as Deed, Scope};
use crate::domain::query::LibraryQuery;
use crate::ui::kit::{Button, Dialog, Look, Switch, TextField};
use crate::ui::parts::fault::fault_words;
use crate::ui::state::library::Library;
use crate::ui::state::rail::RailState;
use crate::ui::state::session::Session;
use crate::ui::state::toasts::{Toast, Toasts};

const ID: &str = "save-search";

/// The button, while words or filters narrow the place, and the dialog that asks for a name.
#[component]
pub fn SaveSearch(
    /// The page whose question is kept.
    library: Library,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let narrowed = move || library.query.with(LibraryQuery::narrowed);
    view! {
        <Show when=narrowed>
            <button class="clear needs-js" type="button" on:click=move |_| open.set(true)>
                "Save search"
            </button>
        </Show>
        <Dialog id=ID open title="Save search" text="It stands in the rail as a smart collection that fills itself.">
            <Show when=move || open.get()>
                <Body library open/>
            </Show>
        </Dialog>
    }
}

#[component]
fn Body(library: Library, open: RwSignal<bool>) -> impl IntoView {
    let session = Session::expect();
    let toasts = Toasts::expect();
    let rail = RailState::get();
    let query = library.query.get_untracked();
    let brand = query.brand.as_deref().and_then(|slug| session.brand(slug));
    let team = brand.as_ref().filter(|brand| brand.personal_of.is_none());
    let may_share = team.is_some_and(|brand| untrack(|| session.may(Deed::ArrangeCollections, &Scope::Brand(brand.scope()))));
    let name = RwSignal::new(query.words.clone());
    let shared = RwSignal::new(false);
    let save = Action::new(move |(): &()| {
        let (slug, question) = (query.brand.clone().unwrap_or_default(), query.to_query_string());
        let (wanted, for_all) = (name.get_untracked(), shared.get_untracked());
        async move {
            let answer = api::searches::save(slug, wanted.clone(), question, for_all).await;
            if answer.is_ok() {
                toasts.say(Toast::done(format!("Search “{}” saved.", wanted.trim())));
                open.set(false);
                if let Some(rail) = rail {
                    rail.refresh();
                }
            }
            answer.map(|_| ())
        }
    });
    let error = fault_words(save);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        save.dispatch(());
    };
    let words = brand.map(|brand| format!("Share with everybody in {}", brand.name)).unwrap_or_default();
    view! {
        <form on:submit=submit>
            <div class="in">
                <TextField id="search-name" label="Name" value=name required=true max=120 autofocus=true error/>
                {may_share.then(|| view! { <Switch on=shared on_change=move |on| shared.set(on)>{words}</Switch> })}
            </div>
            <footer>
                <Button look=Look::Ghost closes=ID on_press=move |_| open.set(false)>
                    "Cancel"
                </Button>
                <Button look=Look::Primary submit=true busy=save.pending() busy_words="Saving…">
                    "Save search"
                </Button>
            </footer>
        </form>
    }
}
