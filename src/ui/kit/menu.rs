//! Menus: native popovers, so a button shows them and Escape hides them without scripts.

use leptos::{ev, prelude::*};

use super::{
    button::{Button, Look, Size},
    icon::{Icon, IconName},
};
use crate::ui::browser::{self, focus::Step};

const ITEMS: &str = "[role=menuitem]:not([aria-disabled=true])";

/// The list a menu button shows. Arrows, Home and End step through it; Tab and Escape leave it.
///
/// By right click or Shift+F10 show it with `browser::popover::show_at` or `show_by`.
#[component]
pub fn Menu(
    /// Unique in the page, and the same on the server; the button names it.
    #[prop(into)]
    id: String,
    /// Accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// Hears that it was shown (`true`) or hidden (`false`).
    #[prop(optional, into)]
    on_toggle: Option<Callback<bool>>,
    /// `MenuItem`, `MenuLink` and `MenuLine`, or other content in place of them.
    children: Children,
) -> impl IntoView {
    let list = StoredValue::new(id.clone());
    let keys = move |event: ev::KeyboardEvent| {
        if event.key() == "Tab" {
            return list.with_value(|id| browser::popover::hide(id));
        }
        let Some(step) = Step::of(&event.key()) else { return };
        event.prevent_default();
        // The keys of the page below are not meant.
        event.stop_propagation();
        list.with_value(|id| browser::focus::step(id, ITEMS, step));
    };
    let toggled = move |_| {
        list.with_value(|id| {
            let shown = browser::popover::is_shown(id);
            if shown {
                browser::popover::settle(id);
                browser::focus::step(id, ITEMS, Step::First);
            } else {
                browser::popover::release(id);
            }
            if let Some(on_toggle) = on_toggle {
                on_toggle.run(shown);
            }
        });
    };
    view! {
        <div
            class="menu"
            id=id
            popover="auto"
            role="menu"
            aria-label=move || label.get()
            on:keydown=keys
            on:toggle=toggled
        >
            {children()}
        </div>
    }
}

/// A button that shows a menu: three dots, unless told otherwise.
#[component]
pub fn MenuButton(
    /// The id of the menu.
    #[prop(into)]
    menu: String,
    /// Accessible name and tooltip.
    #[prop(into)]
    label: Signal<String>,
    /// Its drawing.
    #[prop(default = IconName::More)]
    icon: IconName,
    /// How loud it is.
    #[prop(default = Look::Ghost)]
    look: Look,
    /// How tall it is.
    #[prop(optional)]
    size: Size,
    /// Further classes.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    view! { <Button look size icon label=label menu class/> }
}

/// A deed in a menu. Choosing it hides the menu.
#[component]
pub fn MenuItem(
    /// The id of the menu it stands in.
    #[prop(into)]
    menu: String,
    /// Drawn before the words.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// The key that does the same.
    #[prop(optional)]
    key_hint: &'static str,
    /// In the colour of danger; stands last, after a line.
    #[prop(optional)]
    danger: bool,
    /// Why it cannot be chosen now, shown as its tooltip; `None` when it can.
    #[prop(optional, into)]
    off: Signal<Option<String>>,
    /// Keeps the menu shown, for a row of choices.
    #[prop(optional)]
    stay: bool,
    /// The id of the dialog it opens, natively where the page's code has not run.
    #[prop(optional, into)]
    dialog: Option<String>,
    /// What choosing it does.
    #[prop(optional, into)]
    on_choose: Option<Callback<()>>,
    /// The words.
    children: Children,
) -> impl IntoView {
    let list = StoredValue::new(menu);
    let commands = dialog.is_some();
    let chosen = move |event: ev::MouseEvent| {
        if off.with_untracked(Option::is_some) {
            event.prevent_default();
            return;
        }
        if !stay {
            // Before the deed: a dialog it opens must give the focus back to the page, not to this.
            list.with_value(|id| browser::popover::hide(id));
        }
        if let Some(on_choose) = on_choose {
            if commands {
                // The deed opens the dialog; the attribute is for when this does not run.
                event.prevent_default();
            }
            on_choose.run(());
        }
    };
    let command = dialog.is_some().then_some("show-modal");
    view! {
        <button
            type="button"
            role="menuitem"
            class:danger=danger
            title=move || off.get()
            aria-disabled=move || off.with(Option::is_some).then_some("true")
            commandfor=dialog
            command=command
            on:click=chosen
        >
            {icon.map(|name| view! { <Icon name/> })}
            {children()}
            {(!key_hint.is_empty()).then(|| view! { <span class="k">{key_hint}</span> })}
        </button>
    }
}

/// A place to go, in a menu; works without scripts.
#[component]
pub fn MenuLink(
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// The id of the menu it stands in.
    #[prop(into)]
    menu: String,
    /// Drawn before the words.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// Where we are already.
    #[prop(optional, into)]
    current: Signal<bool>,
    /// Answered by the server and not by a page of ours.
    #[prop(optional)]
    external: bool,
    /// The words.
    children: Children,
) -> impl IntoView {
    let list = StoredValue::new(menu);
    view! {
        <a
            role="menuitem"
            href=move || href.get()
            rel=external.then_some("external")
            aria-current=move || current.get().then_some("true")
            on:click=move |_| list.with_value(|id| browser::popover::hide(id))
        >
            {icon.map(|name| view! { <Icon name/> })}
            {children()}
            {move || current.get().then(|| view! { <span class="k"><Icon name=IconName::Check/></span> })}
        </a>
    }
}

/// The hairline before the dangerous item.
#[component]
pub fn MenuLine() -> impl IntoView {
    view! { <hr role="separator"/> }
}
