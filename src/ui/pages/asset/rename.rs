//! The file name: changed in place, kept on Enter or when the field is left.

use leptos::task::spawn_local;
use leptos::{ev, html, prelude::*};

use crate::api;
use crate::domain::access::Action;
use crate::domain::text::FileName;
use crate::ui::browser::input::Control;
use crate::ui::kit::Field;
use crate::ui::state::toasts::Toast;
use crate::ui::state::viewed::Viewed;

/// The field.
pub fn rename_field(viewed: &Viewed) -> AnyView {
    let node = NodeRef::<html::Input>::new();
    let error = RwSignal::new(None::<String>);
    let name = viewed.part(|detail| detail.card.name.clone());
    let locked = viewed.part(|detail| detail.card.status.locked());
    let may = {
        let viewed = viewed.clone();
        Memo::new(move |_| viewed.may(Action::Edit))
    };
    let hint = Signal::derive(move || locked.get().then(|| "Approved work keeps its name.".to_owned()));
    let save = {
        let viewed = viewed.clone();
        move || {
            let before = name.get_untracked();
            let wanted = node.text().unwrap_or_default();
            match FileName::new(&wanted) {
                Err(refused) => error.set(Some(refused.reason)),
                Ok(wanted) if wanted.as_str() == before => {
                    error.set(None);
                    node.put(&before);
                }
                Ok(wanted) => {
                    error.set(None);
                    rename(&viewed, wanted, error, node);
                }
            }
        }
    };
    let submit = {
        let save = save.clone();
        move |event: ev::SubmitEvent| {
            event.prevent_default();
            save();
        }
    };
    let keys = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            // Back to what it was; the viewer stays.
            event.prevent_default();
            node.put(&name.get_untracked());
            error.set(None);
        }
    };
    view! {
        <form on:submit=submit>
            <Field id="file-name" label="File name" error hint>
                <input
                    class="input"
                    id="file-name"
                    maxlength="200"
                    autocomplete="off"
                    value=name.get_untracked()
                    prop:value=move || name.get()
                    readonly=move || locked.get() || !may.get()
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby="file-name-say"
                    node_ref=node
                    on:change=move |_| save()
                    on:keydown=keys
                />
            </Field>
        </form>
    }
    .into_any()
}

fn rename(viewed: &Viewed, wanted: FileName, error: RwSignal<Option<String>>, node: NodeRef<html::Input>) {
    let before = untrack(|| viewed.card().name);
    let deed = viewed.clone();
    spawn_local(async move {
        match api::assets::rename(deed.id(), wanted.to_string()).await {
            Ok(()) => {
                node.put(wanted.as_str());
                deed.change(|detail| detail.card.name = wanted.to_string());
                let back = deed.clone();
                let undo = move || {
                    if let Ok(before) = FileName::new(&before) {
                        rename(&back, before, error, node);
                    }
                };
                deed.toasts().say(Toast::done(format!("Renamed to {wanted}.")).undo(undo));
                deed.after();
            }
            Err(refused) => {
                error.set(Some(refused.about("name").unwrap_or_else(|| refused.to_string())));
                deed.refresh();
            }
        }
    });
}
