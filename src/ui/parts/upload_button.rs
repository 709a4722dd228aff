//! The button that lets a person choose files to upload.

use leptos::prelude::*;

use crate::domain::id::CollectionId;
use crate::ui::browser::drag::chosen;
use crate::ui::kit::{Icon, IconName};
use crate::ui::state::session::Session;
use crate::ui::state::uploads::{Target, Uploads};

/// A file field dressed as a button, so that keyboards and screen readers find what they know. Not shown where the
/// member may not upload, and without scripts, which do the sending.
#[component]
pub fn UploadButton(
    /// Slug of the brand that is shown; `None` for all brands.
    #[prop(into)]
    brand: Signal<Option<String>>,
    /// The collection that is shown: files go there.
    #[prop(into)]
    collection: Signal<Option<CollectionId>>,
    /// As wide as what it is in.
    #[prop(optional)]
    wide: bool,
    /// 40 px in place of 32.
    #[prop(optional)]
    large: bool,
    /// The icon alone, quiet, for narrow windows.
    #[prop(optional)]
    compact: bool,
) -> impl IntoView {
    let session = Session::expect();
    let uploads = Uploads::expect();
    let target = move || brand.with(|brand| Target::here(session, brand.as_deref(), collection.get()));
    let may = Memo::new(move |_| target().is_some());
    let choose = move |event| {
        let files = chosen(&event);
        if let Some(target) = untrack(target)
            && !files.is_empty()
        {
            uploads.add(files, &target);
        }
    };
    let class = match (compact, wide, large) {
        (true, ..) => "btn icon ghost only-m pick needs-js",
        (_, true, _) => "btn primary wide pick needs-js",
        (_, _, true) => "btn primary lg pick needs-js",
        _ => "btn primary pick needs-js",
    };
    view! {
        <Show when=move || may.get()>
            <label class=class title=compact.then_some("Upload to library")>
                <input class="sr" type="file" multiple aria-label="Upload to library" on:change=choose/>
                <Icon name=IconName::Upload/>
                {(!compact).then_some("Upload to library")}
            </label>
        </Show>
    }
}
