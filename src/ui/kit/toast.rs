//! The corner where deeds say what they did.

use leptos::prelude::*;

use super::{
    button::{Button, Look, Size},
    icon::{Icon, IconName},
};
use crate::ui::state::toasts::{Hold, Toast, Toasts};

/// Shows what `Toasts` holds, one at a time. Stands once, in the frame of the studio.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = Toasts::expect();
    let shown = move || toasts.current().map(|toast| card(toasts, toast));
    view! {
        <div
            class="toasts"
            role="status"
            on:pointerover=move |_| toasts.hold(Hold::Pointer, true)
            on:pointerleave=move |_| toasts.hold(Hold::Pointer, false)
            on:focusin=move |_| toasts.hold(Hold::Focus, true)
            on:focusout=move |_| toasts.hold(Hold::Focus, false)
        >
            {shown}
        </div>
    }
}

fn card(toasts: Toasts, toast: Toast) -> AnyView {
    let Toast { text, problem, link, undo, .. } = toast;
    let link = link.map(|(words, href)| {
        view! { <a class="btn ghost sm" href=href on:click=move |_| toasts.dismiss()>{words}</a> }
    });
    let undo = undo.map(|undo| {
        let press = move |_| {
            toasts.dismiss();
            undo.run(());
        };
        view! { <Button size=Size::Small on_press=press>"Undo"</Button> }
    });
    view! {
        <div class="toast">
            {problem.then(|| view! { <Icon name=IconName::Alert/> })}
            <span class="grow">{text}</span>
            {link}
            {undo}
            <Button
                look=Look::Ghost
                size=Size::Small
                icon=IconName::X
                label="Close"
                on_press=move |_| toasts.dismiss()
            />
        </div>
    }
    .into_any()
}
