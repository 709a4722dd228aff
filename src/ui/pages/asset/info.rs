//! The panel: status and review, what people say of the asset, what its file says, and its history.

use leptos::prelude::*;

use super::memberships::{campaign_editor, collection_editor};
use super::rename::rename_field;
use super::tags::tag_editor;
use super::versions::versions;
use super::{Room, deeds};
use crate::domain::access::Action;
use crate::domain::asset::{Detail, bytes_words, count_words, duration_words, size_words};
use crate::domain::brand::css_colour;
use crate::domain::format::Kind;
use crate::domain::review::Step;
use crate::domain::time::Timestamp;
use crate::ui::kit::{IconName, Note, Stars};
use crate::ui::parts::review_bar::review_bar;
use crate::ui::parts::when::When;
use crate::ui::state::viewed::Viewed;

/// The whole panel.
pub fn panel(room: Room, viewed: &Viewed) -> AnyView {
    let trashed = viewed.part(|detail| detail.trashed);
    let now = viewed.session().now();
    let trash = move || {
        trashed.get().map(|since| {
            view! {
                <Note icon=IconName::Trash>"In the trash since " <When at=since now/> "."</Note>
            }
        })
    };
    view! {
        <aside class="side" aria-label="Info">
            <div class="pane">
                {trash}
                {review_bar(viewed)}
                {rename_field(viewed)}
                {rating(viewed)}
                {tag_editor(viewed)}
                {collection_editor(viewed)}
                {campaign_editor(viewed)}
                <hr/>
                {facts(viewed)}
                {versions(room, viewed)}
                {history(viewed, now)}
            </div>
        </aside>
    }
    .into_any()
}

fn rating(viewed: &Viewed) -> AnyView {
    let stars = viewed.part(|detail| detail.card.rating.stars());
    let off = {
        let viewed = viewed.clone();
        Signal::derive(move || !viewed.may(Action::Edit))
    };
    let rate = {
        let viewed = viewed.clone();
        Callback::new(move |stars| deeds::rate(&viewed, stars))
    };
    view! {
        <div class="group">
            <span class="lab">"Rating"</span>
            <Stars name="rating" value=stars on_change=rate off/>
        </div>
    }
    .into_any()
}

fn facts(viewed: &Viewed) -> AnyView {
    // Nothing else of the detail shows here, and a rating must not draw it anew.
    let facts = viewed.part(|detail| Detail { history: Vec::new(), versions: Vec::new(), tags: Vec::new(), ..detail.clone() });
    let rows = move || {
        facts.with(|detail| {
            let card = &detail.card;
            // A cover's size is not the song's.
            let shown = !matches!(card.kind(), Kind::Audio | Kind::Document);
            let size = if shown { size_words(card.width, card.height) } else { String::new() };
            let mut rows = Vec::new();
            let mut row = |name: &'static str, value: AnyView| {
                rows.push(view! { <dt>{name}</dt><dd>{value}</dd> });
            };
            if !size.is_empty() {
                row("Dimensions", size.into_any());
            }
            if let Some(playback) = &card.playback {
                if playback.duration > 0 {
                    row("Duration", duration_words(playback.duration).into_any());
                }
                if !playback.codecs.is_empty() {
                    let silent = if playback.picture && !playback.sound { ", no sound" } else { "" };
                    row("Coded as", format!("{}{silent}", playback.codecs).into_any());
                }
            }
            if let Some(pages) = card.pages {
                row("Pages", count_words(pages.into()).into_any());
            }
            row("Size", format!("{}, {}", bytes_words(detail.bytes), card.format.label()).into_any());
            row("Source", card.source.label().into_any());
            row("Creator", card.creator.clone().into_any());
            row("Added", time(detail.added));
            if let Some(taken) = detail.taken {
                row("Taken", time(taken));
            }
            if !detail.colours.is_empty() {
                row("Colours", swatches(&detail.colours));
            }
            rows.collect_view()
        })
    };
    view! { <dl class="kv">{rows}</dl> }.into_any()
}

fn time(at: Timestamp) -> AnyView {
    view! { <time datetime=at.iso()>{at.words()}</time> }.into_any()
}

fn swatches(colours: &[u32]) -> AnyView {
    let names: Vec<String> = colours.iter().map(|colour| css_colour(*colour)).collect();
    let drawn = names.iter().map(|name| view! { <i style=format!("background:{name}") title=name.clone()></i> }).collect_view();
    view! {
        <span class="swatches" role="img" aria-label=names.join(", ")>
            {drawn}
        </span>
    }
    .into_any()
}

fn history(viewed: &Viewed, now: Timestamp) -> AnyView {
    let steps = viewed.part(|detail| detail.history.clone());
    let list = move || {
        let steps = steps.get();
        if steps.is_empty() {
            return view! { <p class="faint">"Not reviewed yet."</p> }.into_any();
        }
        let rows = steps.into_iter().rev().map(|step| line(step, now)).collect_view();
        view! { <ol class="history">{rows}</ol> }.into_any()
    };
    view! {
        <hr/>
        <section class="group" aria-label="History">
            <span class="lab">"History"</span>
            {list}
        </section>
    }
    .into_any()
}

fn line(step: Step, now: Timestamp) -> AnyView {
    let Step { by_name, at, note, .. } = step;
    let done = step.step.done();
    let note = (!note.is_empty()).then(|| view! { <blockquote>{note}</blockquote> });
    view! {
        <li>
            <b>{by_name}</b>
            {format!(" {done} ")}
            <span class="faint"><When at now/></span>
            {note}
        </li>
    }
    .into_any()
}
