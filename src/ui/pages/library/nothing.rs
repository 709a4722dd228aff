//! Nothing here yet, and nothing found.

use leptos::prelude::*;

use crate::domain::access::{Action, Scope};
use crate::domain::asset::count_words;
use crate::domain::query::{Bucket, LibraryQuery};
use crate::ui::kit::{Blank, Button, ButtonLink, IconName, Message, Size};
use crate::ui::parts::upload_button::UploadButton;
use crate::ui::state::library::Library;
use crate::ui::state::session::Session;

/// A place without assets: what belongs here.
pub fn nothing_here(library: Library, making: RwSignal<bool>) -> AnyView {
    let session = Session::expect();
    let query = library.query.get_untracked();
    let all = LibraryQuery::of_brand(query.brand.clone()).library_path();
    let elsewhere = |icon, title: &'static str, text: String| {
        view! {
            <Message icon title text>
                <ButtonLink href=all.clone()>"All assets"</ButtonLink>
            </Message>
        }
        .into_any()
    };
    if query.collection.is_some() {
        let text = "Pick assets in the grid and add them to this collection, or upload while it is open.";
        return elsewhere(IconName::Folder, "Nothing in this collection yet", text.to_owned());
    }
    match query.bucket {
        Bucket::Trash => {
            return elsewhere(IconName::Trash, "The trash is empty", "Deleted assets wait here and can be restored.".to_owned());
        }
        Bucket::Unfiled => return elsewhere(IconName::Inbox, "Everything is filed", "Each asset is in a collection.".to_owned()),
        Bucket::Recent => {
            let text = format!("Nothing was added in the last {} days.", session.recent_days());
            return elsewhere(IconName::Clock, "Nothing new", text);
        }
        Bucket::All => {}
    }
    let brand = query.brand.as_deref().and_then(|slug| session.brand(slug));
    let may = |action| match &brand {
        Some(brand) => session.may(action, &Scope::Brand(brand.scope())),
        None => session.may_somewhere(action),
    };
    if !may(Action::Upload) {
        let text = "When somebody adds assets, they show here by themselves.";
        return view! { <Message icon=IconName::Image title="No assets yet" text/> }.into_any();
    }
    let who = match &brand {
        Some(brand) if brand.personal_of.is_some() => "only you can see".to_owned(),
        Some(brand) => format!("only {}’s members can see", brand.name),
        None => "only members of its brand can see".to_owned(),
    };
    let text = format!(
        "Drop files or whole folders anywhere on this page, or paste from the clipboard. Everything starts as a draft that {who}."
    );
    let new = may(Action::ArrangeCollections).then(|| {
        view! {
            <Button size=Size::Large icon=IconName::FolderPlus class="needs-js" on_press=move |_| making.set(true)>
                "New collection"
            </Button>
        }
    });
    view! {
        <Blank
            icons=vec![IconName::Film, IconName::Image, IconName::Music]
            title="Bring in the first pictures"
            text
            small="Pictures, SVG, video, audio and PDF. Uploads go on after a lost connection."
        >
            <UploadButton brand=library.brand() collection=library.collection() large=true/>
            {new}
        </Blank>
    }
    .into_any()
}

/// Words and filters that leave nothing; `of` is how many there are without them.
pub fn nothing_found(library: Library, of: Signal<u32>) -> AnyView {
    let title = Signal::derive(move || {
        library.query.with(|query| match query.words.is_empty() {
            true => "Nothing matches these filters".to_owned(),
            false => format!("Nothing matches “{}”", query.words),
        })
    });
    let text = Signal::derive(move || match of.get() {
        0 => Some("There are no assets here without filters either.".to_owned()),
        1 => Some("1 asset is here without filters.".to_owned()),
        of => Some(format!("{} assets are here without filters.", count_words(of.into()))),
    });
    let clear = Signal::derive(move || library.query.with(|query| query.without_filters().library_path()));
    view! {
        <Message title text>
            <ButtonLink href=clear>"Clear all"</ButtonLink>
        </Message>
    }
    .into_any()
}
