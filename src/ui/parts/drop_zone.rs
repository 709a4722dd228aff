//! Takes files that are dropped anywhere on the page, folders included, and files that are pasted.

use leptos::prelude::*;

use crate::domain::id::CollectionId;
use crate::ui::browser::drag;
use crate::ui::kit::{Icon, IconName};
use crate::ui::state::session::Session;
use crate::ui::state::toasts::{Toast, Toasts};
use crate::ui::state::uploads::{Target, Uploads};

/// Says where files would go while some hover over the page, and takes them.
#[component]
pub fn DropZone(
    /// Slug of the brand that is shown; `None` for all brands.
    #[prop(into)]
    brand: Signal<Option<String>>,
    /// The collection that is shown: files go there.
    #[prop(into)]
    collection: Signal<Option<CollectionId>>,
) -> impl IntoView {
    let session = Session::expect();
    let (uploads, toasts) = (Uploads::expect(), Toasts::expect());
    let over = RwSignal::new(false);
    let target = move || brand.with(|brand| Target::here(session, brand.as_deref(), collection.get()));
    Effect::new(move |before: Option<()>| {
        if before.is_some() {
            return;
        }
        drag::listen(
            move |hovers| {
                over.try_set(hovers);
            },
            move |files| match untrack(target) {
                Some(target) => uploads.add(files, &target),
                None => toasts.say(Toast::problem("You may not upload to this brand.")),
            },
        );
    });
    let words = move || match target() {
        Some(Target { name, filing, .. }) if filing.collection.is_none() => format!("Drop to upload into {name}"),
        Some(Target { name, .. }) => format!("Drop to upload into this collection of {name}"),
        None => "You may not upload to this brand.".to_owned(),
    };
    view! {
        <Show when=move || over.get()>
            <div class="dropzone whole">
                <Icon name=IconName::Upload large=true/>
                <span>{words}</span>
            </div>
        </Show>
    }
}
