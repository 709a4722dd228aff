//! The campaign's assets by status, and taking some of them out.

use super::{Found, Place};
use crate::api;
use crate::domain::access::Action as Deed;
use crate::domain::asset::count_words;
use crate::domain::id::AssetId;
use crate::domain::library::PAGE_MOST;
use crate::domain::review::Status;
use crate::ui::kit::{Blank, Button, ButtonLink, IconName, Look, Message, Size, Tab, Tabs};
use crate::ui::parts::{plain_card::PlainCard, status::StatusGlyph};
use crate::ui::state::toasts::{Toast, Toasts};
use leptos::prelude::*;

/// The order of the tabs: what can be shown first.
const TABS: [Status; 5] = [Status::Approved, Status::InReview, Status::Draft, Status::Rejected, Status::Archived];

#[component]
pub(super) fn AssetList(
    /// The page.
    place: Place,
    /// Assets by status.
    counts: Vec<(Status, u32)>,
    /// The cards of the current tab.
    found: Found,
) -> impl IntoView {
    let all: u32 = counts.iter().map(|(_, count)| count).sum();
    let fills = untrack(|| place.may(Deed::FillCampaign));
    let body = match (all, found.cards.is_empty()) {
        (0, _) => nothing(place, fills),
        (_, true) => none_here(place),
        _ => cards(place, found, fills),
    };
    view! {
        {(all > 0).then(|| tabs(place, all, &counts))}
        {body}
    }
}

fn path(place: Place, status: Option<Status>) -> String {
    let campaign = place.campaign.get().map(|id| id.to_string()).unwrap_or_default();
    let base = format!("/brands/{}/campaigns/{campaign}", place.brand.get());
    match status {
        Some(status) => format!("{base}?status={}", status.as_str()),
        None => base,
    }
}

fn tabs(place: Place, all: u32, counts: &[(Status, u32)]) -> AnyView {
    let current = place.status.get_untracked();
    let count_of = |status| counts.iter().find(|(other, _)| *other == status).map_or(0, |(_, count)| *count);
    let shown = TABS.map(|status| (status, count_of(status)));
    let shown = shown.into_iter().filter(|(status, count)| *count > 0 || current == Some(*status));
    let tabs = shown.map(|(status, count)| tab(place, status, count)).collect_view();
    view! {
        <Tabs label="By status">
            <Tab
                href=Signal::derive(move || path(place, None))
                current=Signal::derive(move || place.status.get().is_none())
                count=Signal::stored(u64::from(all))
                noscroll=true
            >
                "All"
            </Tab>
            {tabs}
        </Tabs>
    }
    .into_any()
}

fn tab(place: Place, status: Status, count: u32) -> AnyView {
    view! {
        <Tab
            href=Signal::derive(move || path(place, Some(status)))
            current=Signal::derive(move || place.status.get() == Some(status))
            count=Signal::stored(u64::from(count))
            noscroll=true
        >
            <StatusGlyph status quiet=true/>
            {status.label()}
        </Tab>
    }
    .into_any()
}

fn cards(place: Place, found: Found, fills: bool) -> AnyView {
    let Found { cards, total } = found;
    let question = untrack(|| place.question());
    let shown = cards.len() as u32;
    let ids: Vec<AssetId> = cards.iter().map(|card| card.id).collect();
    place.selection.keep(|id| ids.contains(&id));
    let cards = cards
        .into_iter()
        .zip(0..)
        .map(|(card, index)| {
            let href = question.asset_path(card.id);
            view! { <PlainCard card href index selection=fills.then_some(place.selection)/> }
        })
        .collect_view();
    let more = (shown < total).then(|| {
        view! {
            <div class="more-row">
                <span class="faint num">{count_words(shown.into())} " of " {count_words(total.into())}</span>
                <Button class="needs-js" on_press=move |_| place.wanted.update(|wanted| *wanted += PAGE_MOST)>"Show more"</Button>
            </div>
        }
    });
    view! {
        <ul class="grid" class:selecting=move || place.selection.any() aria-label="Assets of the campaign">
            {cards}
        </ul>
        {more}
        {fills.then(|| view! { <PickedBar place/> })}
    }
    .into_any()
}

/// What can be done with the picked cards.
#[component]
fn PickedBar(
    /// The page.
    place: Place,
) -> impl IntoView {
    let toasts = Toasts::expect();
    let remove = Action::new(move |assets: &Vec<AssetId>| {
        let assets = assets.clone();
        async move {
            let Some(campaign) = place.campaign.get_untracked() else { return };
            match api::campaigns::remove(campaign, assets).await {
                Ok(outcome) => {
                    let words = outcome.words("removed from the campaign");
                    let done = outcome.done;
                    let back = Toast::done(words);
                    let again = move || {
                        let done = done.clone();
                        leptos::task::spawn_local(async move {
                            match api::campaigns::add(campaign, done).await {
                                Ok(outcome) => toasts.say(Toast::done(outcome.words("put back"))),
                                Err(error) => toasts.say(Toast::problem(error.to_string())),
                            }
                            place.refetch();
                        });
                    };
                    toasts.say(back.undo(again));
                    place.selection.clear();
                }
                Err(error) => toasts.say(Toast::problem(error.to_string())),
            }
            place.refetch();
        }
    });
    let press = move |_| {
        remove.dispatch(place.selection.ids());
    };
    let bar = move || {
        let count = place.selection.count();
        (count > 0).then(|| {
            view! {
                <section class="bulk" aria-label="Selection">
                    <span class="sum" role="status">
                        {count_words(count as u64)}
                        " selected"
                    </span>
                    <span class="sep"></span>
                    <Button look=Look::Ghost icon=IconName::Minus busy=remove.pending() on_press=press>
                        "Remove from campaign"
                    </Button>
                    <Button
                        look=Look::Ghost
                        icon=IconName::X
                        label="Clear selection"
                        on_press=move |_| place.selection.clear()
                    />
                </section>
            }
        })
    };
    view! { {bar} }
}

fn nothing(place: Place, fills: bool) -> AnyView {
    let text = "Pick assets of this brand at any stage of review. One asset can be in several campaigns.";
    if !fills {
        return view! { <Message icon=IconName::Campaign title="No assets in this campaign"/> }.into_any();
    }
    view! {
        <Blank icons=[IconName::Image, IconName::Film, IconName::File] title="Fill this campaign" text>
            <Button size=Size::Large icon=IconName::Plus class="needs-js" on_press=move |_| place.adding.set(true)>
                "Add assets"
            </Button>
        </Blank>
    }
    .into_any()
}

fn none_here(place: Place) -> AnyView {
    let word = place.status.get_untracked().map(|status| status.label().to_lowercase()).unwrap_or_default();
    view! {
        <Message title=format!("Nothing {word} in this campaign")>
            <ButtonLink href=Signal::derive(move || path(place, None))>"Show all"</ButtonLink>
        </Message>
    }
    .into_any()
}
