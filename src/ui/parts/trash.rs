//! What is deleted for good, and asked about before.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api;
use crate::domain::asset::{TRASH_DAYS, count_words};
use crate::domain::query::Bucket;
use crate::ui::kit::{Button, Dialog, IconName, Look, Size};
use crate::ui::state::library::Library;
use crate::ui::state::live::Live;
use crate::ui::state::toasts::{Toast, Toasts};

/// Asks whether so many assets shall go for good.
#[component]
pub fn PurgeDialog(
    /// Unique in the page.
    id: &'static str,
    /// Whether it stands open.
    open: RwSignal<bool>,
    /// How many would go.
    #[prop(into)]
    count: Signal<u64>,
    /// Hears that they shall.
    #[prop(into)]
    on_confirm: Callback<()>,
) -> impl IntoView {
    let title = Signal::derive(move || match count.get() {
        1 => "Delete this asset for good?".to_owned(),
        count => format!("Delete {} assets for good?", count_words(count)),
    });
    let actions = move || {
        view! {
            <Button look=Look::Ghost closes=id on_press=move |_| open.set(false)>
                "Cancel"
            </Button>
            <Button
                look=Look::Destroy
                on_press=move |_| {
                    open.set(false);
                    on_confirm.run(());
                }
            >
                "Delete for good"
            </Button>
        }
    };
    view! {
        <Dialog
            id
            open
            title
            text="Files, memberships and history go with them. This cannot be undone. What you may not delete stays."
            actions
        />
    }
}

/// In the trash: what becomes of it, and the way to empty it.
#[component]
pub fn TrashTools(
    /// The page.
    library: Library,
    /// How many were found.
    #[prop(into)]
    count: Signal<u64>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let shown = Memo::new(move |_| library.query.with(|query| query.bucket == Bucket::Trash) && count.get() > 0);
    // Emptying means all of it, whatever words and filters show.
    let whole = Signal::derive(move || library.shown().map_or(0, |results| u64::from(results.counts().of)));
    let (toasts, live) = (Toasts::expect(), Live::expect());
    let empty = Callback::new(move |()| {
        let brand = library.query.with_untracked(|query| query.brand.clone().unwrap_or_default());
        spawn_local(async move {
            toasts.say(match api::assets::empty_trash(brand).await {
                Ok(outcome) if outcome.done.is_empty() => Toast::problem(outcome.words("deleted for good")),
                Ok(outcome) => Toast::done(outcome.words("deleted for good")),
                Err(error) => Toast::problem(error.to_string()),
            });
            live.poke();
        });
    });
    view! {
        <Show when=move || shown.get()>
            <span class="faint">{format!("Goes for good after {TRASH_DAYS} days.")}</span>
            <Button look=Look::Danger size=Size::Small icon=IconName::Trash class="needs-js" on_press=move |_| open.set(true)>
                "Empty trash"
            </Button>
            <PurgeDialog id="empty-trash" open count=whole on_confirm=empty/>
        </Show>
    }
}
