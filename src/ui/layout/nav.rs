//! Where one can go: the sidebar, and on phones the bar at the bottom. Only what exists stands here.

use leptos::prelude::*;

use super::place::{Covered, Place};
use crate::ui::kit::{Icon, IconName};
use crate::ui::state::session::Session;

/// The sidebar.
#[component]
pub fn SideNav(
    /// Where we are.
    place: Place,
    /// Whether the viewer lies over it.
    covered: Covered,
) -> impl IntoView {
    let studio = Session::expect().studio().unwrap_or_default();
    view! {
        <nav class="nav" aria-label="Studio" inert=move || covered.get()>
            <a class="home" href="/library" aria-label=studio.clone() title=studio>
                <svg aria-hidden="true">
                    <use href="/icons.svg#sign"></use>
                </svg>
            </a>
            {library(place, "to")}
            {brands(place, "to")}
            <span class="gap"></span>
            {settings(place, "to")}
        </nav>
    }
}

/// The bar at the bottom of phones.
#[component]
pub fn TabBar(
    /// Where we are.
    place: Place,
    /// Whether the viewer lies over it.
    covered: Covered,
) -> impl IntoView {
    view! {
        <nav class="tabbar" aria-label="Studio, short" inert=move || covered.get()>
            {library(place, "")}
            {brands(place, "")}
            {settings(place, "")}
        </nav>
    }
}

fn library(place: Place, class: &'static str) -> AnyView {
    let href = Signal::derive(move || place.library_path());
    entry(class, href, Signal::derive(move || place.library()), IconName::Library, "Library")
}

fn brands(place: Place, class: &'static str) -> AnyView {
    entry(class, Signal::stored("/brands".to_owned()), Signal::derive(move || place.brands()), IconName::Brands, "Brands")
}

fn settings(place: Place, class: &'static str) -> AnyView {
    entry(class, Signal::stored("/settings".to_owned()), Signal::derive(move || place.settings()), IconName::Settings, "Settings")
}

fn entry(class: &'static str, href: Signal<String>, current: Signal<bool>, icon: IconName, words: &'static str) -> AnyView {
    view! {
        <a class=class href=move || href.get() aria-current=move || current.get().then_some("page")>
            <Icon name=icon large=true/>
            {words}
        </a>
    }
    .into_any()
}
