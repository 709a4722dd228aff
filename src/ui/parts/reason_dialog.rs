//! Why work is rejected: it cannot be mended without.

use leptos::{ev, prelude::*};

use crate::domain::asset::count_words;
use crate::domain::review::{Move, NOTE_MOST};
use crate::ui::kit::{Button, Dialog, Look, TextArea};

/// Asks for the reason and hands it on.
#[component]
pub fn ReasonDialog(
    /// Unique in the page.
    id: &'static str,
    /// Whether it stands open.
    open: RwSignal<bool>,
    /// How many assets are rejected.
    #[prop(into)]
    count: Signal<usize>,
    /// Hears the reason.
    #[prop(into)]
    on_reason: Callback<String>,
) -> impl IntoView {
    let title = Signal::derive(move || match count.get() {
        1 => "Reject this asset".to_owned(),
        count => format!("Reject {} assets", count_words(count as u64)),
    });
    let body = move || {
        let note = RwSignal::new(String::new());
        let error = RwSignal::new(None::<String>);
        let submit = move || match Move::Reject.check_note(&note.get_untracked()) {
            Ok(note) => {
                open.set(false);
                on_reason.run(note);
            }
            Err(refused) => error.set(Some(refused.reason)),
        };
        view! {
            <form on:submit=move |event: ev::SubmitEvent| {
                event.prevent_default();
                submit();
            }>
                <div class="in">
                    <TextArea
                        id=format!("{id}-note")
                        label="Reason"
                        value=note
                        rows=4
                        max=NOTE_MOST as u32
                        error
                        on_enter=move |()| submit()
                    />
                </div>
                <footer>
                    <Button look=Look::Ghost closes=id on_press=move |_| open.set(false)>
                        "Cancel"
                    </Button>
                    <Button look=Look::Primary submit=true>
                        "Reject"
                    </Button>
                </footer>
            </form>
        }
    };
    view! {
        <Dialog id open title text="Whoever made it reads the reason and can revise the work.">
            <Show when=move || open.get()>{body}</Show>
        </Dialog>
    }
}
