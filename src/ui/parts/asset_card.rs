//! One asset in a grid: its picture, and the caption with status, source, brand and creator.

use leptos::{ev, prelude::*};

use super::brand_mark::BrandMark;
use super::bulk_bar::deeds::Bulk;
use super::found::{found_line, found_words};
use super::scrub::Scrub;
use super::status::{SourceGlyph, StatusGlyph};
use super::thumb::picture;
use crate::domain::asset::Card;
use crate::domain::library::Found;
use crate::ui::browser::{carry, keyboard};
use crate::ui::kit::{Cell, Icon, IconName};
use crate::ui::state::carrying::{Carried, Carrying};
use crate::ui::state::library::Library;
use crate::ui::state::results::Results;
use crate::ui::state::session::Session;

/// Draws the card of a place in the library's grid.
pub fn asset_card(bulk: Bulk, results: &Results, cell: &Cell) -> AnyView {
    let library = bulk.library;
    let Some((asset, card)) = cell.key.parse().ok().and_then(|asset| Some((asset, results.card(asset)?))) else {
        return ().into_any();
    };
    let (index, tab) = (cell.index, cell.tab);
    let href = move || library.query.with(|query| query.asset_path(asset));
    let name = {
        let card = card.clone();
        Signal::derive(move || card.with(|card| card.name.clone()))
    };
    let whole = {
        let card = card.clone();
        move || card.with(Card::whole)
    };
    let shot = {
        let card = card.clone();
        move || card.with(picture)
    };
    let size = {
        let card = card.clone();
        move || card.with(Card::extent_words)
    };
    let scrub = Scrub::of_card();
    let frame = {
        let card = card.clone();
        move || card.with(|card| scrub.frame(card))
    };
    let time = {
        let card = card.clone();
        move || card.with(|card| scrub.time(card))
    };
    let copy = {
        let card = card.clone();
        move || card.with(|card| card.near_duplicate).then(|| view! { <span class="copy">"Near-duplicate"</span> })
    };
    let results = results.clone();
    let why = {
        let results = results.clone();
        move || found_words(&results.found(asset))
    };
    let session = Session::expect();
    let caption = {
        let results = results.clone();
        move || card.with(|card| caption(library, session, card, &results.found(asset)))
    };
    let picked = {
        let results = results.clone();
        move |event: ev::MouseEvent| {
            if event.shift_key() {
                bulk.pick_range(&results, index.get_untracked());
            } else {
                library.selection.toggle(asset, index.get_untracked());
            }
        }
    };
    // As file managers do. With nothing picked Ctrl or ⌘ opens a tab, as on any link.
    let pressed = move |event: ev::MouseEvent| {
        if event.shift_key() {
            event.prevent_default();
            bulk.pick_range(&results, index.get_untracked());
        } else if (keyboard::has_command_on(&event) || keyboard::by_finger(&event)) && untrack(|| library.selection.any()) {
            event.prevent_default();
            library.selection.toggle(asset, index.get_untracked());
        }
    };
    let carrying = Carrying::expect();
    let take = move |event: ev::DragEvent| {
        let assets = if untrack(|| library.selection.has(asset)) { untrack(|| library.selection.ids()) } else { vec![asset] };
        let carried = Carried::Assets(assets);
        carry::begin(&event, &carried.words());
        carrying.take(carried);
    };
    let alike = move || library.query.with(|query| query.similar_to(asset).library_path());
    view! {
        <div class="card" class:whole=whole>
            <a
                class="shot"
                href=href
                data-main=""
                tabindex=move || tab.get()
                aria-label=move || name.get()
                data-noscroll=""
                draggable="true"
                on:click=pressed
                on:dragstart=take
                on:dragend=move |_| drop(carrying.end())
                on:pointermove=move |event| scrub.over(&event)
                on:pointerleave=move |_| scrub.left()
            >
                {shot}
                {frame}
            </a>
            <div class="over" aria-hidden="true">
                <b>{move || name.get()}</b>
                <span>{size}</span>
                {move || why().map(|words| view! { <span>{words}</span> })}
            </div>
            {time}
            <label class="pick needs-js">
                <input
                    type="checkbox"
                    tabindex=move || tab.get()
                    aria-label=move || format!("Select {}", name.get())
                    prop:checked=move || library.selection.has(asset)
                    on:click=picked
                />
            </label>
            <a class="alike" href=alike tabindex=move || tab.get() aria-label="Find similar" title="Find similar">
                <Icon name=IconName::Similar/>
            </a>
            {copy}
            <div class="foot">{caption}</div>
        </div>
    }
    .into_any()
}

fn caption(library: Library, session: Session, card: &Card, found: &[Found]) -> AnyView {
    let last = match found {
        [] => view! { <span class="who cut" title=card.creator.clone()>{card.creator.clone()}</span> }.into_any(),
        found => found_line(found),
    };
    let mark = library.query.with(|query| query.brand.is_none()).then(|| session.brand_by_id(card.brand)).flatten();
    view! {
        <span class="marks">
            <StatusGlyph status=card.status/>
            <SourceGlyph source=card.source/>
            {(card.versions > 1)
                .then(|| {
                    let words = format!("{} versions", card.versions);
                    view! {
                        <span class="ver" title=words.clone()>
                            <span aria-hidden="true">{format!("v{}", card.versions)}</span>
                            <span class="sr">{words.clone()}</span>
                        </span>
                    }
                })}
            {mark
                .map(|brand| {
                    view! {
                        <span title=brand.name.to_string()>
                            <BrandMark name=brand.name.to_string() colour=brand.colour personal=brand.personal_of.is_some()/>
                            <span class="sr">{brand.name.to_string()}</span>
                        </span>
                    }
                })}
        </span>
        {last}
    }
    .into_any()
}
