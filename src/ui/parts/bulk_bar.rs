//! What can be done with the picked assets at once.

pub mod deeds;
mod panels;

use std::time::Duration;

use leptos::prelude::*;

use self::deeds::Bulk;
use self::panels::{campaigns, collections, ratings, statuses, tag_form, targets};
use super::reason_dialog::ReasonDialog;
use super::trash::PurgeDialog;
use super::zip::ZipPicked;
use crate::domain::access::{Action, Scope};
use crate::domain::asset::count_words;
use crate::domain::query::Bucket;
use crate::domain::rendition::download_path;
use crate::domain::review::Move;
use crate::ui::browser::{popover, timer};
use crate::ui::kit::{Button, ButtonLink, Icon, IconName, Look};
use crate::ui::state::library::Library;
use crate::ui::state::session::Session;

/// Ids of the panels, which keys open too.
const TAGS: &str = "bulk-tags";
const COLLECTIONS: &str = "bulk-collections";
const CAMPAIGNS: &str = "bulk-campaigns";
const BRANDS: &str = "bulk-brands";
const STATUSES: &str = "bulk-statuses";
const RATINGS: &str = "bulk-ratings";

/// The bar at the bottom of the grid, while anything is picked.
#[component]
pub fn BulkBar(
    /// The page whose selection it acts on.
    library: Library,
) -> impl IntoView {
    let any = Memo::new(move |_| library.selection.any());
    view! {
        <Show when=move || any.get()>
            <Bar library/>
        </Show>
    }
}

#[component]
fn Bar(library: Library) -> impl IntoView {
    let bulk = Bulk::new(library);
    let rejecting = RwSignal::new(false);
    let purging = RwSignal::new(false);
    let purge = Callback::new(move |()| bulk.purge_picked());
    let count = Memo::new(move |_| library.selection.count());
    let sum = move || format!("{} selected", count_words(count.get() as u64));
    let trash = move || library.query.with(|query| query.bucket == Bucket::Trash);
    let may_fill = Memo::new(move |_| {
        let session = Session::expect();
        let cards = library.picked();
        cards.iter().any(|card| {
            let brand = session.brand_by_id(card.brand);
            brand.is_some_and(|brand| session.may(Action::FillCampaign, &Scope::Brand(brand.scope())))
        })
    });
    let single = move || library.selection.ids().first().copied().filter(|_| count.get() == 1);
    let reject = Callback::new(move |note: String| bulk.make(Move::Reject, note));
    view! {
        <div class="bulk" role="toolbar" aria-label=move || format!("With {}", sum())>
            <Button
                look=Look::Ghost
                icon=IconName::X
                label="Clear selection (Esc)"
                on_press=move |_| library.selection.clear()
            />
            <span class="sum" role="status">{sum}</span>
            {select_all(bulk)}
            <span class="sep"></span>
            <Show when=move || !trash()>
                {opener(TAGS, IconName::Tag, "Tags", "Add or remove tags (T)")}
                {opener(COLLECTIONS, IconName::FolderPlus, "Collection", "Add to collection (C)")}
                {move || may_fill.get().then(|| opener(CAMPAIGNS, IconName::Campaign, "Campaign", "Add to campaign"))}
                {opener(BRANDS, IconName::Brands, "Brand", "Move to brand")}
                {opener(STATUSES, IconName::Review, "Status", "Change status")}
                {opener(RATINGS, IconName::Star, "Rating", "Rate (1 to 5)")}
            </Show>
            {move || match single() {
                Some(id) => view! {
                    <ButtonLink
                        href=download_path(id)
                        external=true
                        look=Look::Ghost
                        icon=IconName::Download
                        label="Download"
                    />
                }
                .into_any(),
                None => view! { <ZipPicked library/> }.into_any(),
            }}
            <span class="sep"></span>
            {move || {
                if trash() {
                    view! {
                        <Button look=Look::Ghost icon=IconName::Restore label="Restore" on_press=move |_| bulk.restore_picked()/>
                        <Button look=Look::Danger icon=IconName::Trash label="Delete for good" on_press=move |_| purging.set(true)/>
                    }
                        .into_any()
                } else {
                    view! {
                        <Button look=Look::Danger icon=IconName::Trash label="Delete (Del)" on_press=move |_| bulk.trash_picked()/>
                    }
                        .into_any()
                }
            }}
        </div>
        {panel(TAGS, "Tags", tag_form(bulk))}
        {panel(COLLECTIONS, "Add to collection", collections(bulk))}
        {panel(CAMPAIGNS, "Add to campaign", campaigns(bulk))}
        {panel(BRANDS, "Move to brand", targets(bulk))}
        {panel(STATUSES, "Change status", statuses(bulk, rejecting))}
        {panel(RATINGS, "Rate", ratings(bulk))}
        <PurgeDialog
            id="purge-picked"
            open=purging
            count=Signal::derive(move || count.get() as u64)
            on_confirm=purge
        />
        <ReasonDialog id="reject-reasons" open=rejecting count on_reason=reject/>
    }
}

/// Opens the panel of tags or of collections by its key, once the bar stands.
pub fn open_panel(key: &str) {
    let panel = if key == "t" { TAGS } else { COLLECTIONS };
    timer::after(Duration::ZERO, move || popover::show(panel)).forget();
}

/// Picks everything that was found, loaded or not.
fn select_all(bulk: Bulk) -> AnyView {
    let more = move || {
        let total = bulk.library.shown()?.counts().total;
        (bulk.library.selection.count() < total as usize).then(|| format!("Select all {}", count_words(total.into())))
    };
    let button = move || {
        more()
            .map(|words| view! { <button class="link hide-xs" type="button" on:click=move |_| bulk.pick_all()>{words}</button> })
    };
    view! { {button} }.into_any()
}

/// A button that shows a panel; on narrow grids its words go.
fn opener(panel: &'static str, icon: IconName, words: &'static str, label: &'static str) -> AnyView {
    view! {
        <button class="btn ghost" type="button" aria-label=label title=label popovertarget=panel>
            <Icon name=icon/>
            <span class="lbl">{words}</span>
        </button>
    }
    .into_any()
}

fn panel(id: &'static str, label: &'static str, content: AnyView) -> AnyView {
    view! {
        <div class="menu choices" id=id popover="auto" role="group" aria-label=label>
            {content}
        </div>
    }
    .into_any()
}
