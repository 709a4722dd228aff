//! The native dialog: a question or a small form over the page; a sheet from the bottom on phones.

use leptos::{html, prelude::*};

use crate::ui::browser;

/// A modal dialog, open while `open` says so. The browser puts the focus inside (on what has
/// `autofocus`, else the first control), keeps it there, closes on Escape and gives it back to what
/// opened it. Rendered open by the server, it becomes modal when the page's code runs.
///
/// Its content is always in the document; wrap it in `Show` where it should start anew each time.
#[component]
pub fn Dialog(
    /// Unique in the page, and the same on the server; the title has `{id}-title`.
    #[prop(into)]
    id: String,
    /// Whether it stands open. It is set to `false` when the person closes it.
    open: RwSignal<bool>,
    /// What it asks or offers.
    #[prop(into)]
    title: Signal<String>,
    /// One or two sentences under the title: what will happen, what is kept.
    #[prop(optional, into)]
    text: MaybeProp<String>,
    /// 640 px wide instead of 440.
    #[prop(optional)]
    wide: bool,
    /// Hears that it was closed, by whatever way.
    #[prop(optional, into)]
    on_close: Option<Callback<()>>,
    /// The buttons: Cancel as a ghost, then the deed. Leave out where the body holds a form with its
    /// own `<footer>`.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
    /// The body, inside `.in`.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |before: Option<()>| {
        let wanted = open.get();
        // Opened by its command attribute before this ran: the person was first.
        if before.is_none() && !wanted && browser::dialog::is_open(node) {
            open.set(true);
        } else if wanted {
            browser::dialog::show_modal(node);
        } else {
            browser::dialog::close(node);
        }
    });
    let closed = move |_| {
        open.set(false);
        if let Some(on_close) = on_close {
            on_close.run(());
        }
    };
    // A command attribute can open it later as well; the signal hears of it here.
    let toggled = move |_| {
        let shown = browser::dialog::is_open(node);
        if shown != open.get_untracked() {
            open.set(shown);
        }
    };
    let heading = format!("{id}-title");
    let named_by = heading.clone();
    view! {
        <dialog
            class="dialog"
            class:wide=wide
            id=id
            open=open.get_untracked()
            aria-labelledby=named_by
            node_ref=node
            on:close=closed
            on:toggle=toggled
        >
            <header>
                <h2 id=heading>{move || title.get()}</h2>
                {move || text.get().map(|text| view! { <p class="muted">{text}</p> })}
            </header>
            {children.map(|children| view! { <div class="in">{children()}</div> })}
            {actions.map(|actions| view! { <footer>{actions.run()}</footer> })}
        </dialog>
    }
}
