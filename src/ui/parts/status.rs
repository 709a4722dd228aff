//! Where an asset stands and how it came, as glyphs that read without colour.

use leptos::prelude::*;

use crate::domain::asset::Source;
use crate::domain::format::Kind;
use crate::domain::review::Status;
use crate::ui::kit::{Icon, IconName};

/// The status as its glyph alone, which says its word to those who do not see it.
#[component]
pub fn StatusGlyph(
    /// Which one.
    status: Status,
    /// The word stands beside it.
    #[prop(optional)]
    quiet: bool,
) -> impl IntoView {
    let (class, glyph) = match status {
        Status::Draft => ("st st-draft", "/icons.svg#st-draft"),
        Status::InReview => ("st st-review", "/icons.svg#st-review"),
        Status::Approved => ("st st-approved", "/icons.svg#st-approved"),
        Status::Rejected => ("st st-rejected", "/icons.svg#st-rejected"),
        Status::Archived => ("st st-archived", "/icons.svg#st-archived"),
    };
    view! {
        <svg
            class=class
            role=(!quiet).then_some("img")
            aria-label=(!quiet).then(|| status.label())
            aria-hidden=quiet.then_some("true")
        >
            <use href=glyph></use>
        </svg>
    }
}

/// The status as glyph and word.
#[component]
pub fn StatusMark(
    /// Which one.
    status: Status,
) -> impl IntoView {
    view! {
        <span class="status">
            <StatusGlyph status quiet=true/>
            {status.label()}
        </span>
    }
}

/// The drawing of how an asset came.
pub fn source_icon(source: Source) -> IconName {
    match source {
        Source::Uploaded => IconName::Upload,
        Source::Generated => IconName::Gallery,
        Source::Imported => IconName::Imported,
    }
}

/// How an asset came, said to those who do not see it.
#[component]
pub fn SourceGlyph(
    /// Which way.
    source: Source,
) -> impl IntoView {
    view! { <Icon name=source_icon(source) label=source.label()/> }
}

/// The drawing of a kind of file.
pub fn kind_icon(kind: Kind) -> IconName {
    match kind {
        Kind::Image => IconName::Image,
        Kind::Video => IconName::Film,
        Kind::Audio => IconName::Music,
        Kind::Document => IconName::File,
    }
}
