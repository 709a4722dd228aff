//! An asset's card outside the library: its picture, what it says of itself, and a check where it can be picked.

use crate::domain::asset::Card;
use crate::domain::id::AssetId;
use crate::ui::parts::scrub::Scrub;
use crate::ui::parts::status::{SourceGlyph, StatusGlyph};
use crate::ui::parts::thumb::{duration_badge, picture};
use crate::ui::state::selection::Selection;
use leptos::prelude::*;

/// Links to the lightbox.
#[component]
pub fn PlainCard(
    /// The asset.
    card: Card,
    /// Where it leads.
    href: String,
    /// Its place in the list.
    index: u32,
    /// What is picked, where cards can be.
    selection: Option<Selection>,
) -> impl IntoView {
    let id = card.id;
    let name = card.name.clone();
    let check = selection.map(|selection| check(selection, id, index, &name));
    let scrub = Scrub::of_card();
    let (under, timed) = (card.clone(), card.clone());
    view! {
        <li class="card" class:whole=card.whole()>
            <a
                class="shot"
                href=href
                aria-label=name.clone()
                on:pointermove=move |event| scrub.over(&event)
                on:pointerleave=move |_| scrub.left()
            >
                {picture(&card)}
                {move || scrub.frame(&under)}
            </a>
            {over(&card)}
            {move || scrub.time(&timed)}
            {check}
            {foot(&card)}
        </li>
    }
}

/// A card that is a choice: a press anywhere on it picks it.
#[component]
pub fn ChoiceCard(
    /// The asset.
    card: Card,
    /// Its place in the list.
    index: u32,
    /// What is picked.
    selection: Selection,
) -> impl IntoView {
    let id = card.id;
    let name = card.name.clone();
    view! {
        <li class="card" class:whole=card.whole()>
            // The check is the control; the picture is a larger place to press.
            <span class="shot" on:click=move |_| selection.toggle(id, index)>
                {picture(&card)}
            </span>
            {over(&card)}
            {duration_badge(&card, None)}
            {check(selection, id, index, &name)}
            {foot(&card)}
        </li>
    }
}

fn over(card: &Card) -> AnyView {
    view! {
        <div class="over" aria-hidden="true">
            <b>{card.name.clone()}</b>
            <span>{card.extent_words()}</span>
        </div>
    }
    .into_any()
}

fn foot(card: &Card) -> AnyView {
    view! {
        <div class="foot">
            <span class="marks">
                <StatusGlyph status=card.status/>
                <SourceGlyph source=card.source/>
            </span>
            <span class="who cut" title=card.creator.clone()>
                {card.creator.clone()}
            </span>
        </div>
    }
    .into_any()
}

fn check(selection: Selection, id: AssetId, index: u32, name: &str) -> AnyView {
    view! {
        <label class="pick needs-js">
            <input
                type="checkbox"
                aria-label=format!("Select {name}")
                prop:checked=move || selection.has(id)
                on:change=move |_| selection.toggle(id, index)
            />
        </label>
    }
    .into_any()
}
