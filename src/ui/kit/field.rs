//! Labelled fields: the label above, the error below with an icon and words.

use leptos::{ev, html, prelude::*};

use super::icon::{Icon, IconName};
use crate::ui::browser;

/// The frame every field shares. `TextField`, `PasswordField`, `TextArea` and `SelectField` use it;
/// take it alone for a control of another sort.
#[component]
pub fn Field(
    /// The id of the control inside; the words under it have `{id}-say`.
    #[prop(into)]
    id: String,
    /// What the field asks for.
    #[prop(into)]
    label: Signal<String>,
    /// Shows the label only to those who do not see the page.
    #[prop(optional)]
    bare: bool,
    /// What is wrong with what stands in it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// A word of help, which gives way to the error.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// Stands at the right of the label: a link, a count.
    #[prop(optional, into)]
    aside: Option<ViewFn>,
    /// The control.
    children: Children,
) -> impl IntoView {
    let say = format!("{id}-say");
    let below = move || {
        let error = error.get();
        match error {
            Some(error) => Some(
                view! {
                    <span class="err" role="alert">
                        <Icon name=IconName::Alert/>
                        {error}
                    </span>
                }
                .into_any(),
            ),
            None => hint.get().map(|hint| view! { <span class="hint">{hint}</span> }.into_any()),
        }
    };
    let words = view! { <label class:sr=bare for=id>{move || label.get()}</label> };
    let head = match aside {
        Some(aside) => view! { <div class="lab pw">{words} {aside.run()}</div> }.into_any(),
        None => words.into_any(),
    };
    view! {
        <div class="field">
            {head}
            {children()}
            <div class="says" id=say>{below}</div>
        </div>
    }
}

/// One line of text.
#[component]
pub fn TextField(
    /// Unique in the page, and the same on the server.
    #[prop(into)]
    id: String,
    /// What the field asks for.
    #[prop(into)]
    label: Signal<String>,
    /// Its name in a form that is posted.
    #[prop(optional, into)]
    name: Option<String>,
    /// The sort of text: `text`, `email`, `url`, `number`, `date`.
    #[prop(default = "text")]
    kind: &'static str,
    /// The text, written and read as it changes.
    #[prop(optional)]
    value: Option<RwSignal<String>>,
    /// The text at first, where no signal holds it.
    #[prop(optional, into)]
    initial: Option<String>,
    /// An example, never the label.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// What the browser may fill in: `username`, `email`, `off`.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// Must not stay empty.
    #[prop(optional)]
    required: bool,
    /// The most characters it takes.
    #[prop(optional)]
    max: Option<u32>,
    /// Takes the focus when its page or dialog opens.
    #[prop(optional)]
    autofocus: bool,
    /// 40 px tall, for forms.
    #[prop(optional)]
    large: bool,
    /// Shows the label only to those who do not see the page.
    #[prop(optional)]
    bare: bool,
    /// What is wrong with the text.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// A word of help.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// Reaches the control itself.
    #[prop(optional)]
    node: NodeRef<html::Input>,
) -> impl IntoView {
    let first = value.map(|value| value.get_untracked()).or(initial);
    if let Some(value) = value {
        browser::input::follow(node, value);
    }
    let typed = move |event| {
        if let Some(value) = value {
            value.set(event_target_value(&event));
        }
    };
    view! {
        <Field id=id.clone() label bare error hint>
            <input
                class="input"
                class:lg=large
                id=id.clone()
                name=name
                type=kind
                value=first
                placeholder=placeholder
                autocomplete=autocomplete
                required=required
                maxlength=max.map(|max| max.to_string())
                autofocus=autofocus
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=format!("{id}-say")
                node_ref=node
                on:input=typed
            />
        </Field>
    }
}

/// A password, hidden until asked to show.
#[component]
pub fn PasswordField(
    /// Unique in the page, and the same on the server.
    #[prop(into)]
    id: String,
    /// What the field asks for.
    #[prop(into)]
    label: Signal<String>,
    /// Its name in a form that is posted.
    #[prop(optional, into)]
    name: Option<String>,
    /// The text, written and read as it changes.
    #[prop(optional)]
    value: Option<RwSignal<String>>,
    /// `current-password` to sign in, `new-password` to choose one.
    #[prop(default = "current-password")]
    autocomplete: &'static str,
    /// Must not stay empty.
    #[prop(optional)]
    required: bool,
    /// The fewest characters a form takes.
    #[prop(optional)]
    min: Option<u32>,
    /// What is wrong with the text.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// A word of help.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// Stands at the right of the label, such as a link for those who forgot.
    #[prop(optional, into)]
    aside: Option<ViewFn>,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    let shown = RwSignal::new(false);
    if let Some(value) = value {
        browser::input::follow(node, value);
    }
    let typed = move |event| {
        if let Some(value) = value {
            value.set(event_target_value(&event));
        }
    };
    let aside = move || aside.as_ref().map(ViewFn::run);
    view! {
        <Field id=id.clone() label error hint aside>
            <div class="eye">
                <input
                    class="input lg"
                    id=id.clone()
                    name=name
                    type=move || if shown.get() { "text" } else { "password" }
                    autocomplete=autocomplete
                    required=required
                    minlength=min.map(|min| min.to_string())
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=format!("{id}-say")
                    node_ref=node
                    on:input=typed
                />
                <button
                    class="btn ghost sm"
                    type="button"
                    aria-pressed=move || if shown.get() { "true" } else { "false" }
                    aria-controls=id.clone()
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    {move || if shown.get() { "Hide" } else { "Show" }}
                </button>
            </div>
        </Field>
    }
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// Unique in the page, and the same on the server.
    #[prop(into)]
    id: String,
    /// What the field asks for.
    #[prop(into)]
    label: Signal<String>,
    /// Its name in a form that is posted.
    #[prop(optional, into)]
    name: Option<String>,
    /// The text, written and read as it changes.
    #[prop(optional)]
    value: Option<RwSignal<String>>,
    /// The text at first, where no signal holds it.
    #[prop(optional, into)]
    initial: Option<String>,
    /// An example, never the label.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// How many lines show.
    #[prop(default = 3)]
    rows: u32,
    /// The most characters it takes.
    #[prop(optional)]
    max: Option<u32>,
    /// Must not stay empty.
    #[prop(optional)]
    required: bool,
    /// Can be read and copied, not changed.
    #[prop(optional)]
    readonly: bool,
    /// Shows the label only to those who do not see the page.
    #[prop(optional)]
    bare: bool,
    /// What is wrong with the text.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// A word of help.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// Hears Ctrl/⌘ Enter, the deed of the form it is in.
    #[prop(optional, into)]
    on_enter: Option<Callback<()>>,
    /// Reaches the control itself.
    #[prop(optional)]
    node: NodeRef<html::Textarea>,
) -> impl IntoView {
    let first = value.map(|value| value.get_untracked()).or(initial).unwrap_or_default();
    if let Some(value) = value {
        browser::input::follow(node, value);
    }
    let typed = move |event| {
        if let Some(value) = value {
            value.set(event_target_value(&event));
        }
    };
    let keys = move |event: ev::KeyboardEvent| {
        if let Some(on_enter) = on_enter
            && event.key() == "Enter"
            && (event.ctrl_key() || event.meta_key())
        {
            event.prevent_default();
            on_enter.run(());
        }
    };
    view! {
        <Field id=id.clone() label bare error hint>
            <textarea
                class="input"
                id=id.clone()
                name=name
                rows=rows.to_string()
                placeholder=placeholder
                maxlength=max.map(|max| max.to_string())
                required=required
                readonly=readonly
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=format!("{id}-say")
                node_ref=node
                on:input=typed
                on:keydown=keys
            >
                {first}
            </textarea>
        </Field>
    }
}

/// A search: filled, borderless, with its glass and the key that reaches it.
#[component]
pub fn SearchField(
    /// Unique in the page, and the same on the server.
    #[prop(into)]
    id: String,
    /// What is searched, as name and placeholder.
    #[prop(into)]
    label: Signal<String>,
    /// Its name in a form, so that Enter searches without scripts.
    #[prop(optional, into)]
    name: Option<String>,
    /// The words, written and read as they change.
    value: RwSignal<String>,
    /// 28 px tall.
    #[prop(optional)]
    small: bool,
    /// The key that gives it the focus.
    #[prop(optional)]
    key_hint: &'static str,
    /// Hears Enter, Escape and the arrows before the browser does.
    #[prop(optional, into)]
    on_key: Option<Callback<ev::KeyboardEvent>>,
    /// Reaches the control itself.
    #[prop(optional)]
    node: NodeRef<html::Input>,
) -> impl IntoView {
    browser::input::follow(node, value);
    let keys = move |event: ev::KeyboardEvent| {
        if let Some(on_key) = on_key {
            on_key.run(event);
        }
    };
    view! {
        <label class="search" class:sm=small>
            <Icon name=IconName::Search/>
            <input
                type="search"
                id=id
                name=name
                value=value.get_untracked()
                placeholder=move || label.get()
                aria-label=move || label.get()
                autocomplete="off"
                node_ref=node
                on:input=move |event| value.set(event_target_value(&event))
                on:keydown=keys
            />
            {(!key_hint.is_empty()).then(|| view! { <kbd class="hide-xs">{key_hint}</kbd> })}
        </label>
    }
}
