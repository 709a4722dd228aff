//! The active brand, and the way to another.

use leptos::prelude::*;

use super::place::Place;
use crate::domain::brand::Brand;
use crate::domain::query::LibraryQuery;
use crate::ui::kit::{Icon, IconName, Menu, MenuLine, MenuLink};
use crate::ui::parts::brand_mark::BrandMark;
use crate::ui::state::session::Session;

const ID: &str = "brands-menu";

/// Shows the active brand and lists all; choosing one shows the same area of it.
#[component]
pub fn BrandSwitcher(
    /// Where we are.
    place: Place,
) -> impl IntoView {
    let session = Session::expect();
    let active = Memo::new(move |_| place.brand().and_then(|slug| session.brand(&slug)));
    let name =
        move || active.with(|brand| brand.as_ref().map_or_else(|| "All brands".to_owned(), |brand| brand.name.to_string()));
    let active_mark = move || active.with(|brand| brand.as_ref().map(mark));
    let links = move || {
        session
            .brands()
            .into_iter()
            .map(|face| {
                let brand = face.brand;
                let slug = brand.slug.clone();
                let here = slug.clone();
                let current = Signal::derive(move || place.brand().as_deref() == Some(here.as_str()));
                let href = Signal::derive(move || path(place, Some(slug.clone())));
                view! {
                    <MenuLink href menu=ID current>
                        {mark(&brand)}
                        <span class="cut">{brand.name.to_string()}</span>
                    </MenuLink>
                }
            })
            .collect_view()
    };
    view! {
        <button
            class="brand"
            type="button"
            aria-haspopup="menu"
            aria-label=move || format!("Brand: {}. Switch brand", name())
            popovertarget=ID
        >
            {active_mark}
            <span class="cut">{name}</span>
            <Icon name=IconName::UpDown/>
        </button>
        <Menu id=ID label="Brands">
            <MenuLink
                href=Signal::derive(move || path(place, None))
                menu=ID
                icon=IconName::All
                current=Signal::derive(move || place.brand().is_none())
            >
                "All brands"
            </MenuLink>
            <MenuLine/>
            {links}
        </Menu>
    }
}

fn mark(brand: &Brand) -> AnyView {
    view! { <BrandMark name=brand.name.to_string() colour=brand.colour personal=brand.personal_of.is_some()/> }.into_any()
}

/// The same area, of another brand.
fn path(place: Place, brand: Option<String>) -> String {
    match brand {
        Some(slug) if place.in_brand() => format!("/brands/{slug}/campaigns"),
        None if place.in_brand() => "/brands".to_owned(),
        brand => LibraryQuery::of_brand(brand).library_path(),
    }
}
