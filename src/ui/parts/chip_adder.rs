//! The outlined chip that turns into a field: to add one more by its name.

use leptos::{ev, html, prelude::*};

use crate::ui::browser::focus;
use crate::ui::browser::input::Control;
use crate::ui::kit::{AddChip, Button, Size};

/// Asks for a name, with what there is already offered while typing. Needs scripts.
#[component]
pub fn ChipAdder(
    /// Unique in the page: the id of the field.
    id: &'static str,
    /// Words of the chip.
    words: &'static str,
    /// Accessible name of the field.
    label: &'static str,
    /// Most characters of a name.
    max: u32,
    /// What is offered.
    #[prop(optional, into)]
    offers: Signal<Vec<String>>,
    /// Hears that the field was opened, to fetch what is offered.
    #[prop(optional, into)]
    on_open: Option<Callback<()>>,
    /// Hears the name.
    #[prop(into)]
    on_add: Callback<String>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let node = NodeRef::<html::Input>::new();
    let list = format!("{id}-offers");
    let show = Callback::new(move |()| {
        open.set(true);
        if let Some(on_open) = on_open {
            on_open.run(());
        }
    });
    Effect::new(move |_| {
        if open.get() && node.get().is_some() {
            focus::by_id(id);
        }
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let text = node.text().unwrap_or_default().trim().to_owned();
        if text.is_empty() {
            open.set(false);
        } else {
            node.put("");
            on_add.run(text);
        }
    };
    let keys = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            event.stop_propagation();
            open.set(false);
        }
    };
    let field = move || {
        let list = list.clone();
        let offered = move || offers.get().into_iter().map(|offer| view! { <option value=offer></option> }).collect_view();
        view! {
            <form class="adder" on:submit=submit>
                <input
                    class="input"
                    id=id
                    aria-label=label
                    placeholder=label
                    maxlength=max.to_string()
                    autocomplete="off"
                    list=list.clone()
                    node_ref=node
                    on:keydown=keys
                />
                <datalist id=list>{offered}</datalist>
                <Button submit=true size=Size::Small>"Add"</Button>
            </form>
        }
    };
    view! {
        <span class="needs-js">
            <Show when=move || open.get() fallback=move || view! { <AddChip on_press=show>{words}</AddChip> }>
                {field.clone()}
            </Show>
        </span>
    }
}
