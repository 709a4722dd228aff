//! Making a collection.

use leptos::{ev, prelude::*};

use crate::api;
use crate::domain::access::{Action as Deed, Scope};
use crate::domain::brand::Brand;
use crate::domain::query::{Bucket, LibraryQuery};
use crate::ui::kit::{Button, Choice, Dialog, Look, SelectField, TextField};
use crate::ui::parts::fault::fault_words;
use crate::ui::state::library::Library;
use crate::ui::state::live::Live;
use crate::ui::state::rail::{RailState, path_words};
use crate::ui::state::session::Session;
use crate::ui::state::toasts::{Toast, Toasts};

const ID: &str = "new-collection";

/// Asks for a name and where the collection stands, and goes there.
#[component]
pub fn CollectionDialog(
    /// The page that will show it.
    library: Library,
    /// Whether it stands open.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Dialog id=ID open title="New collection" text="A shoot, a product line, a season. Assets can be in several.">
            <Show when=move || open.get()>
                <Body library open/>
            </Show>
        </Dialog>
    }
}

#[component]
fn Body(library: Library, open: RwSignal<bool>) -> impl IntoView {
    let session = Session::expect();
    let (toasts, live) = (Toasts::expect(), Live::expect());
    let name = RwSignal::new(String::new());
    let query = library.query.get_untracked();
    let may = |brand: &Brand| session.may(Deed::ArrangeCollections, &Scope::Brand(brand.scope()));
    let brands: Vec<_> = untrack(|| session.brands().into_iter().map(|face| face.brand).filter(may).collect());
    let fixed = query.brand.clone();
    let asks_brand = fixed.is_none();
    let brand = RwSignal::new(fixed.or_else(|| brands.first().map(|brand| brand.slug.clone())).unwrap_or_default());
    let parent = RwSignal::new(query.collection.map(|id| id.to_string()).unwrap_or_default());
    let collections =
        RailState::get().and_then(RailState::shown).map(|rail| rail.get_untracked().collections).unwrap_or_default();
    let brand_choices: Vec<Choice> = brands.iter().map(|brand| Choice::new(brand.slug.clone(), brand.name.to_string())).collect();
    let parents = Signal::derive(move || {
        let inside = brand.with(|slug| session.brand(slug)).map(|brand| brand.id);
        let mut choices = vec![Choice::new("", "At the top")];
        let rows = collections.iter().filter(|row| Some(row.brand) == inside);
        choices.extend(rows.map(|row| Choice::new(row.id.to_string(), path_words(&collections, row.id))));
        choices
    });
    let make = Action::new(move |(): &()| {
        let (slug, wanted) = (brand.get_untracked(), name.get_untracked());
        let within = parent.get_untracked().parse().ok();
        async move {
            let made = api::collections::create(slug.clone(), wanted.clone(), within).await;
            if let Ok(id) = &made {
                toasts.say(Toast::done(format!("Collection “{}” made.", wanted.trim())));
                live.poke();
                open.set(false);
                let query = LibraryQuery {
                    brand: Some(slug),
                    bucket: Bucket::All,
                    collection: Some(*id),
                    ..library.query.get_untracked().without_filters()
                };
                library.ask(&query);
            }
            made.map(|_| ())
        }
    });
    let error = fault_words(make);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        make.dispatch(());
    };
    view! {
        <form on:submit=submit>
            <div class="in">
                <TextField id="collection-name" label="Name" value=name required=true max=120 autofocus=true error/>
                {asks_brand
                    .then(|| {
                        view! {
                            <SelectField
                                id="collection-brand"
                                label="Brand"
                                choices=brand_choices
                                value=brand
                                on_change=move |slug| {
                                    brand.set(slug);
                                    parent.set(String::new());
                                }
                            />
                        }
                    })}
                <SelectField
                    id="collection-parent"
                    label="Inside"
                    choices=parents
                    value=parent
                    on_change=move |id| parent.set(id)
                />
            </div>
            <footer>
                <Button look=Look::Ghost closes=ID on_press=move |_| open.set(false)>
                    "Cancel"
                </Button>
                <Button look=Look::Primary submit=true busy=make.pending() busy_words="Making…">
                    "Make collection"
                </Button>
            </footer>
        </form>
    }
}
