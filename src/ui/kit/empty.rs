//! What stands where there is nothing: an empty place, nothing found, a failure, a note.

use leptos::prelude::*;

use super::icon::{Icon, IconName};

/// An empty place: what belongs here and the one deed that starts it.
#[component]
pub fn Blank(
    /// Up to three drawings of what belongs here; the second stands out.
    #[prop(optional, into)]
    icons: Vec<IconName>,
    /// "Nothing in the library yet".
    #[prop(into)]
    title: Signal<String>,
    /// One sentence on what belongs here.
    #[prop(optional, into)]
    text: MaybeProp<String>,
    /// A line of small print under the deeds.
    #[prop(optional, into)]
    small: MaybeProp<String>,
    /// The deeds.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let ghosts = (!icons.is_empty()).then(|| {
        let frames = icons.into_iter().map(|name| view! { <i><Icon name/></i> }).collect_view();
        view! { <div class="ghosts" aria-hidden="true">{frames}</div> }
    });
    view! {
        <div class="blank">
            {ghosts}
            <h2>{move || title.get()}</h2>
            {move || text.get().map(|text| view! { <p>{text}</p> })}
            {children.map(|children| view! { <div class="go">{children()}</div> })}
            {move || small.get().map(|small| view! { <small>{small}</small> })}
        </div>
    }
}

/// Nothing found, or a failure: what was asked or lost, and what can be done.
#[component]
pub fn Message(
    /// What it is about.
    #[prop(default = IconName::Search)]
    icon: IconName,
    /// "Nothing matches “wool hat”".
    #[prop(into)]
    title: Signal<String>,
    /// What is kept, how many match without filters.
    #[prop(optional, into)]
    text: MaybeProp<String>,
    /// The deeds: Clear all, Try again.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="message">
            <Icon name=icon large=true/>
            <h2>{move || title.get()}</h2>
            {move || text.get().map(|text| view! { <p>{text}</p> })}
            {children.map(|children| view! { <div class="go">{children()}</div> })}
        </div>
    }
}

/// A remark beside what it concerns.
#[component]
pub fn Note(
    /// What sort of remark.
    #[prop(default = IconName::Info)]
    icon: IconName,
    /// The remark.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="note">
            <Icon name=icon/>
            <span>{children()}</span>
        </div>
    }
}
