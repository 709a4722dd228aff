//! Picks assets of a brand and adds them to a campaign.

use crate::api::{self, error::ApiError};
use crate::domain::asset::{Card, count_words};
use crate::domain::id::{AssetId, CampaignId};
use crate::domain::library::PAGE_MOST;
use crate::domain::query::LibraryQuery;
use crate::ui::browser::timer::{self, Slot};
use crate::ui::kit::{Button, Dialog, Look, Message, SearchField, Skeleton};
use crate::ui::parts::{failure::Failure, plain_card::ChoiceCard};
use crate::ui::state::selection::Selection;
use crate::ui::state::toasts::{Toast, Toasts};
use leptos::prelude::*;
use std::collections::HashSet;
use std::time::Duration;

/// How long to wait for another key before searching.
const PAUSE: Duration = Duration::from_millis(200);
/// Cards shown at once, and added by Show more.
const STEP: usize = 60;

/// The dialog behind Add assets.
#[component]
pub fn AssetPicker(
    /// Slug of the brand whose assets are offered.
    #[prop(into)]
    brand: Signal<String>,
    /// The campaign they are added to; those in it already are not offered.
    #[prop(into)]
    campaign: Signal<Option<CampaignId>>,
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// Hears that something was added.
    #[prop(into)]
    added: Callback<()>,
) -> impl IntoView {
    let toasts = Toasts::expect();
    let selection = Selection::new();
    let add = Action::new(move |assets: &Vec<AssetId>| {
        let assets = assets.clone();
        async move {
            let Some(campaign) = campaign.get_untracked() else { return };
            match api::campaigns::add(campaign, assets).await {
                Ok(outcome) => {
                    toasts.say(Toast::done(outcome.words("added to the campaign")));
                    open.set(false);
                    added.run(());
                }
                Err(error) => toasts.say(Toast::problem(error.to_string())),
            }
        }
    });
    let none = Signal::derive(move || (!selection.any()).then(|| "Pick at least one asset.".to_owned()));
    let count = move || match selection.count() {
        0 => "None picked".to_owned(),
        count => format!("{} picked", count_words(count as u64)),
    };
    let actions = move || {
        view! {
            <span class="grow muted num" role="status">
                {count}
            </span>
            <Button look=Look::Ghost closes="add-assets" on_press=move |_| open.set(false)>
                "Cancel"
            </Button>
            <Button look=Look::Primary off=none busy=add.pending() busy_words="Adding…" on_press=move |_| {
                add.dispatch(selection.ids());
            }>
                "Add to campaign"
            </Button>
        }
    };
    view! {
        <Dialog
            id="add-assets"
            open
            wide=true
            title="Add assets"
            on_close=move |()| selection.clear()
            actions
        >
            // Drawn anew each time it opens: what is in the campaign has changed.
            <Show when=move || open.get()>
                <Offer brand campaign selection/>
            </Show>
        </Dialog>
    }
}

/// The search and what it finds.
#[component]
fn Offer(brand: Signal<String>, campaign: Signal<Option<CampaignId>>, selection: Selection) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let words = RwSignal::new(String::new());
    let wanted = RwSignal::new(STEP);
    let pause = Slot::of_component();
    Effect::new(move |_| {
        let typed = typed.get();
        pause.set(timer::after(PAUSE, move || words.set(typed.trim().to_owned())));
    });
    let offer = LocalResource::new(move || find(brand.get(), campaign.get(), words.get(), wanted.get()));
    let found = move || {
        Suspend::new(async move {
            match offer.await {
                Ok(found) if found.cards.is_empty() => nothing(words),
                Ok(found) => cards(found, selection, wanted),
                Err(error) => {
                    let retry = move |()| offer.refetch();
                    view! { <Failure title="The assets did not arrive" error retry/> }.into_any()
                }
            }
        })
    };
    view! {
        <SearchField id="pick-words" label="Search by name or tag" value=typed/>
        <div class="offer">
            <Transition fallback=|| view! { <Skeleton height="240px"/> }>{found}</Transition>
        </div>
    }
}

fn cards(found: Offered, selection: Selection, wanted: RwSignal<usize>) -> AnyView {
    let cards = found.cards.into_iter().zip(0..).map(|(card, index)| view! { <ChoiceCard card index selection/> }).collect_view();
    let more = found.more.then(|| {
        view! {
            <div class="more-row">
                <Button on_press=move |_| wanted.update(|wanted| *wanted += STEP)>"Show more"</Button>
            </div>
        }
    });
    view! {
        <ul class="grid selecting" aria-label="Assets to add">
            {cards}
        </ul>
        {more}
    }
    .into_any()
}

fn nothing(words: RwSignal<String>) -> AnyView {
    let searched = words.get_untracked();
    if searched.is_empty() {
        return view! {
            <Message
                title="Nothing left to add"
                text="Every asset of this brand is in the campaign already. Upload more in the Library."
            />
        }
        .into_any();
    }
    view! { <Message title=format!("No asset matches “{searched}”") text="Assets already in the campaign are not shown."/> }
        .into_any()
}

/// Assets that can be added.
#[derive(Clone, Debug)]
struct Offered {
    cards: Vec<Card>,
    more: bool,
}

/// Asks for pages of the brand until `wanted` are found that are not in the campaign.
async fn find(brand: String, campaign: Option<CampaignId>, words: String, wanted: usize) -> Result<Offered, ApiError> {
    let whole = LibraryQuery::of_brand(Some(brand));
    let inside = LibraryQuery { campaign, words: words.clone(), ..whole.clone() };
    let inside: HashSet<AssetId> = pages(&inside, |_| true, usize::MAX).await?.cards.iter().map(|card| card.id).collect();
    pages(&LibraryQuery { words, ..whole }, |card| !inside.contains(&card.id), wanted).await
}

async fn pages(query: &LibraryQuery, fits: impl Fn(&Card) -> bool, wanted: usize) -> Result<Offered, ApiError> {
    let question = query.to_query_string();
    let mut found = Offered { cards: Vec::new(), more: false };
    let mut start = 0;
    loop {
        let page = api::library::page(question.clone(), start, PAGE_MOST).await?;
        start += page.cards.len() as u32;
        let last = page.cards.is_empty() || start >= page.total;
        found.cards.extend(page.cards.into_iter().filter(|card| fits(card)));
        if found.cards.len() > wanted {
            found.cards.truncate(wanted);
            found.more = true;
        }
        if last || found.more {
            return Ok(found);
        }
    }
}
