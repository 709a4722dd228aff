//! What can be done with the picked assets at once.

pub mod deeds;
mod panels;
mod picked;

use std::time::Duration;

use leptos::{ev, prelude::*};

use self::deeds::Bulk;
use self::panels::{campaigns, collections, more, ratings, statuses, tag_form, targets};
use self::picked::Picked;
use super::reason_dialog::ReasonDialog;
use super::trash::PurgeDialog;
use super::zip::ZipPicked;
use crate::domain::access::{Action, Scope};
use crate::domain::asset::count_words;
use crate::domain::query::Bucket;
use crate::domain::rendition::download_path;
use crate::domain::review::Move;
use crate::ui::browser::focus::{self, Step};
use crate::ui::browser::{keyboard, popover, timer};
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
const MORE: &str = "bulk-more";

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
    let picked = Picked::new(library);
    let rejecting = RwSignal::new(false);
    let purging = RwSignal::new(false);
    let purge = Callback::new(move |()| bulk.purge_picked());
    let count = Memo::new(move |_| library.selection.count());
    let sum = move || format!("{} selected", count_words(count.get() as u64));
    let trash = Memo::new(move |_| library.query.with(|query| query.bucket == Bucket::Trash));
    let may_fill = may_fill(library);
    let reject = Callback::new(move |note: String| bulk.make(Move::Reject, note));
    let last = move || {
        if trash.get() {
            view! {
                <Button look=Look::Ghost icon=IconName::Restore label="Restore" on_press=move |_| bulk.restore_picked()>
                    {words("Restore")}
                </Button>
                <Button look=Look::Danger icon=IconName::Trash label="Delete for good" on_press=move |_| purging.set(true)>
                    {words("Delete for good")}
                </Button>
            }
            .into_any()
        } else {
            view! {
                <Button look=Look::Danger icon=IconName::Trash label="Delete (Del)" on_press=move |_| bulk.trash_picked()>
                    {words("Delete")}
                </Button>
            }
            .into_any()
        }
    };
    view! {
        <div class="bulk" role="toolbar" aria-label=move || format!("With {}", sum())>
            <div class="picked">
                <Button
                    look=Look::Ghost
                    icon=IconName::X
                    label="Clear selection (Esc)"
                    on_press=move |_| library.selection.clear()
                />
                <span class="sum" role="status">{sum}</span>
                {select_all(bulk)}
            </div>
            <span class="sep"></span>
            <div class="deeds">
                <Show when=move || !trash.get()>
                    {opener(TAGS, IconName::Tag, "Tags", "Add or remove tags (T)")}
                    {opener(COLLECTIONS, IconName::FolderPlus, "Collection", "Add to collection (C)")}
                    {move || {
                        may_fill.get().then(|| folded(opener(CAMPAIGNS, IconName::Campaign, "Campaign", "Add to campaign")))
                    }}
                    {folded(opener(BRANDS, IconName::Brands, "Brand", "Move to brand"))}
                    {opener(STATUSES, IconName::Review, "Status", "Change status")}
                    {folded(opener(RATINGS, IconName::Star, "Rating", "Rate (1 to 5)"))}
                </Show>
                {download(library, count)}
                <Show when=move || !trash.get()>
                    <span class="only-m">{opener(MORE, IconName::More, "More", "More actions")}</span>
                </Show>
                <span class="sep"></span>
                {last}
            </div>
        </div>
        {panel(TAGS, "Tags", None, move || tag_form(bulk))}
        {panel(COLLECTIONS, "Add to collection", Some(picked), move || collections(bulk, picked))}
        {panel(CAMPAIGNS, "Add to campaign", Some(picked), move || campaigns(bulk, picked))}
        {panel(BRANDS, "Move to brand", Some(picked), move || targets(bulk, picked))}
        {panel(STATUSES, "Change status", Some(picked), move || statuses(bulk, picked, rejecting))}
        {panel(RATINGS, "Rate", None, move || ratings(bulk))}
        {panel(MORE, "More actions", None, move || more(may_fill))}
        <PurgeDialog
            id="purge-picked"
            open=purging
            count=Signal::derive(move || count.get() as u64)
            on_confirm=purge
        />
        <ReasonDialog id="reject-reasons" open=rejecting count on_reason=reject/>
    }
}

/// Whether something of what is picked may be in a campaign. Where that is not known of all, whether anything may.
fn may_fill(library: Library) -> Memo<bool> {
    let session = Session::expect();
    Memo::new(move |_| {
        let cards = library.picked();
        if cards.len() < library.selection.count() {
            return session.may_somewhere(Action::FillCampaign);
        }
        cards.iter().any(|card| {
            let brand = session.brand_by_id(card.brand);
            brand.is_some_and(|brand| session.may(Action::FillCampaign, &Scope::Brand(brand.scope())))
        })
    })
}

/// One file as it is, several as a zip.
fn download(library: Library, count: Memo<usize>) -> AnyView {
    let single = Memo::new(move |_| (count.get() == 1).then(|| library.selection.ids().first().copied()).flatten());
    let button = move || match single.get() {
        Some(id) => view! {
            <ButtonLink
                href=download_path(id)
                external=true
                look=Look::Ghost
                icon=IconName::Download
                label="Download"
            >
                {words("Download")}
            </ButtonLink>
        }
        .into_any(),
        None => view! { <ZipPicked library/> }.into_any(),
    };
    view! { {button} }.into_any()
}

/// Opens the panel of tags or of collections by its key, once the bar stands.
pub fn open_panel(key: &str) {
    let panel = if key == "t" { TAGS } else { COLLECTIONS };
    timer::after(Duration::ZERO, move || popover::show_by_button(panel)).forget();
}

/// Picks everything that was found, loaded or not.
fn select_all(bulk: Bulk) -> AnyView {
    let more = move || {
        let total = bulk.library.shown()?.counts().total;
        (bulk.library.selection.count() < total as usize).then(|| format!("Select all {}", count_words(total.into())))
    };
    let button = move || {
        more().map(|words| view! { <button class="link" type="button" on:click=move |_| bulk.pick_all()>{words}</button> })
    };
    view! { {button} }.into_any()
}

/// A button that shows a panel; on narrow grids its words go.
fn opener(panel: &'static str, icon: IconName, short: &'static str, label: &'static str) -> AnyView {
    view! {
        <button class="btn ghost" type="button" aria-label=label title=label popovertarget=panel>
            <Icon name=icon/>
            {words(short)}
        </button>
    }
    .into_any()
}

/// What stands behind More on a phone.
fn folded(opener: AnyView) -> AnyView {
    view! { <span class="hide-xs">{opener}</span> }.into_any()
}

fn words(words: &'static str) -> AnyView {
    view! { <span class="lbl">{words}</span> }.into_any()
}

/// What a button shows. It is drawn while it is shown, and takes the focus. Where it goes by `picked`, that is asked for.
fn panel(
    id: &'static str,
    label: &'static str,
    picked: Option<Picked>,
    content: impl Fn() -> AnyView + Copy + Send + Sync + 'static,
) -> AnyView {
    let shown = RwSignal::new(false);
    let ready = move || enter_panel(id);
    let toggled = move |_| {
        if popover::is_shown(id) {
            if let Some(picked) = picked {
                picked.ask(ready);
            }
            shown.set(true);
            timer::after(Duration::ZERO, ready).forget();
        } else {
            popover::release(id);
            shown.set(false);
        }
    };
    view! {
        <div
            class="menu choices"
            id=id
            popover="auto"
            role="group"
            tabindex="-1"
            aria-label=label
            on:toggle=toggled
            on:keydown=move |event| step_in_panel(id, &event)
        >
            {move || shown.get().then(content)}
        </div>
    }
    .into_any()
}

/// Gives a panel the focus as soon as there is something in it to take it.
fn enter_panel(id: &'static str) {
    if popover::is_shown(id) {
        popover::settle(id);
        focus::enter(id);
    }
}

/// Arrows, Home and End go through the choices, as in a menu.
fn step_in_panel(id: &'static str, event: &ev::KeyboardEvent) {
    let Some(step) = Step::of(&event.key()) else { return };
    if !keyboard::is_typing() {
        event.prevent_default();
        focus::step(id, "button", step);
    }
}
