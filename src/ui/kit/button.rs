//! Buttons, and links that look like them.

use leptos::{ev, prelude::*};

use super::icon::{Icon, IconName};

/// How loud a button is. One `Primary` per view; `Destroy` only inside the dialog that confirms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// Ink: the one deed a view is for.
    Primary,
    /// Quiet fill.
    #[default]
    Default,
    /// Outlined.
    Line,
    /// Bare until hovered.
    Ghost,
    /// Bare, in the colour of danger: asks before it destroys.
    Danger,
    /// Solid, in the colour of danger: destroys.
    Destroy,
}

/// How tall a control is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// 28 px.
    Small,
    /// 32 px.
    #[default]
    Medium,
    /// 40 px: forms and touch.
    Large,
}

fn classes(look: Look, size: Size, bare: bool, wide: bool, more: &str) -> String {
    let mut classes = String::from("btn");
    let mut add = |class: &str| {
        if !class.is_empty() {
            classes.push(' ');
            classes.push_str(class);
        }
    };
    add(match look {
        Look::Primary => "primary",
        Look::Default => "",
        Look::Line => "line",
        Look::Ghost => "ghost",
        Look::Danger => "danger",
        Look::Destroy => "destroy",
    });
    add(match size {
        Size::Small => "sm",
        Size::Medium => "",
        Size::Large => "lg",
    });
    add(if bare { "icon" } else { "" });
    add(if wide { "wide" } else { "" });
    add(more);
    classes
}

/// A button. Without children it shows its icon alone, and `label` names it.
///
/// While busy or switched off it stays focusable, says so (`aria-disabled`) and swallows presses,
/// submits included. Listen by `on_press`, not `on:click`, which would hear swallowed presses too.
#[component]
pub fn Button(
    /// How loud it is.
    #[prop(optional)]
    look: Look,
    /// How tall it is.
    #[prop(optional)]
    size: Size,
    /// Drawn before the words.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// Accessible name and tooltip; needed where there are no words.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// The key that does the same, shown after the words.
    #[prop(optional)]
    key_hint: &'static str,
    /// Submits its form.
    #[prop(optional)]
    submit: bool,
    /// As wide as what it is in.
    #[prop(optional)]
    wide: bool,
    /// At work: swallows presses and shows `busy_words`.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// What it says while busy ("Saving…"). Its width has room for both from the start.
    #[prop(optional, into)]
    busy_words: Option<String>,
    /// Why it cannot be pressed now, shown as its tooltip; `None` when it can.
    #[prop(optional, into)]
    off: Signal<Option<String>>,
    /// For a button that is switched on and off: whether it is on.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    /// The id of the menu it shows, which works without scripts.
    #[prop(optional, into)]
    menu: Option<String>,
    /// The id of the popover it shows, which works without scripts.
    #[prop(optional, into)]
    popover: Option<String>,
    /// The id of the dialog it shows, natively where the page's code has not run.
    #[prop(optional, into)]
    dialog: Option<String>,
    /// The id of the dialog it closes, natively where the page's code has not run.
    #[prop(optional, into)]
    closes: Option<String>,
    /// Further classes, such as `only-m`.
    #[prop(optional)]
    class: &'static str,
    /// What a press does.
    #[prop(optional, into)]
    on_press: Option<Callback<ev::MouseEvent>>,
    /// The words.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let stopped = move || busy.get() || off.with(Option::is_some);
    let commands = dialog.is_some() || closes.is_some();
    let press = move |event: ev::MouseEvent| {
        // Where the page is about to draw it anew, what it would do may be gone already.
        let idle = busy.try_get_untracked() == Some(false) && off.try_with_untracked(Option::is_none) == Some(true);
        if !idle {
            event.prevent_default();
            event.stop_propagation();
        } else if let Some(on_press) = on_press {
            if commands {
                // The deed opens or closes the dialog; the attribute is for when this does not run.
                event.prevent_default();
            }
            on_press.try_run(event);
        }
    };
    let popup = if menu.is_some() { Some("menu") } else { (popover.is_some() || dialog.is_some()).then_some("dialog") };
    let command = match (&dialog, &closes) {
        (Some(_), _) => Some("show-modal"),
        (None, Some(_)) => Some("close"),
        (None, None) => None,
    };
    let words = children.map(|children| match busy_words {
        Some(busy_words) => view! {
            <span class="both">
                <span class="say">{children()}</span>
                <span class="say">{busy_words}</span>
            </span>
        }
        .into_any(),
        None => children().into_any(),
    });
    let class = classes(look, size, words.is_none(), wide, class);
    view! {
        <button
            class=class
            type=if submit { "submit" } else { "button" }
            title=move || off.get().or_else(|| label.get())
            aria-label=move || label.get()
            aria-disabled=move || stopped().then_some("true")
            aria-pressed=pressed.map(|pressed| move || if pressed.get() { "true" } else { "false" })
            aria-haspopup=popup
            data-busy=move || busy.get().then_some("true")
            popovertarget=menu.or(popover)
            commandfor=dialog.or(closes)
            command=command
            on:click=press
        >
            {icon.map(|name| view! { <Icon name/> })}
            {words}
            {(!key_hint.is_empty()).then(|| view! { <kbd>{key_hint}</kbd> })}
        </button>
    }
}

/// A link that looks like a button: for going somewhere, or fetching a file.
#[component]
pub fn ButtonLink(
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// How loud it is.
    #[prop(optional)]
    look: Look,
    /// How tall it is.
    #[prop(optional)]
    size: Size,
    /// Drawn before the words.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// Accessible name and tooltip; needed where there are no words.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// As wide as what it is in.
    #[prop(optional)]
    wide: bool,
    /// Answered by the server and not by a page of ours: a file, a zip, another site.
    #[prop(optional)]
    external: bool,
    /// Saves what it leads to, under this name; an empty one leaves the name to the server.
    #[prop(optional, into)]
    download: Option<String>,
    /// Opens in a tab of its own.
    #[prop(optional)]
    new_tab: bool,
    /// Further classes, such as `only-m`.
    #[prop(optional)]
    class: &'static str,
    /// The words.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let words = children.map(|children| children());
    // `external` keeps the client router from taking the link and finding no page.
    let rel = match (external || download.is_some(), new_tab) {
        (true, true) => Some("external noopener"),
        (true, false) => Some("external"),
        (false, true) => Some("noopener"),
        (false, false) => None,
    };
    let class = classes(look, size, words.is_none(), wide, class);
    view! {
        <a
            class=class
            href=move || href.get()
            title=move || label.get()
            aria-label=move || label.get()
            rel=rel
            target=new_tab.then_some("_blank")
            download=download
        >
            {icon.map(|name| view! { <Icon name/> })}
            {words}
        </a>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_those_of_the_style() {
        assert_eq!(classes(Look::Default, Size::Medium, false, false, ""), "btn");
        assert_eq!(classes(Look::Ghost, Size::Small, true, false, "bell"), "btn ghost sm icon bell");
        assert_eq!(classes(Look::Primary, Size::Large, false, true, ""), "btn primary lg wide");
    }
}
