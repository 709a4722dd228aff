//! The panels of the bulk bar.

use std::collections::BTreeMap;
use std::time::Duration;

use leptos::task::spawn_local;
use leptos::{ev, html, prelude::*};

use super::deeds::Bulk;
use super::picked::{Known, Picked, brands};
use super::{BRANDS, CAMPAIGNS, COLLECTIONS, MORE, RATINGS, STATUSES, TAGS, enter_panel};
use crate::api;
use crate::api::error::ApiError;
use crate::domain::access::{Action, Scope};
use crate::domain::asset::count_words;
use crate::domain::brand::Brand;
use crate::domain::bulk::Alike;
use crate::domain::campaign::Campaign;
use crate::domain::library::RailCollection;
use crate::domain::review::Move;
use crate::ui::browser::input::Control;
use crate::ui::browser::{keyboard, popover, timer};
use crate::ui::kit::{Button, Icon, IconName, Look, StarsShown};
use crate::ui::parts::brand_mark::BrandMark;
use crate::ui::parts::review_bar::moves;
use crate::ui::state::rail::{RailState, path_words};
use crate::ui::state::session::Session;

/// One choice of a panel. Choosing hides it.
fn deed(panel: &'static str, words: AnyView, run: impl Fn() + 'static) -> AnyView {
    let press = move |_| {
        popover::hide(panel);
        run();
    };
    view! {
        <button type="button" on:click=press>
            {words}
        </button>
    }
    .into_any()
}

/// A field for a tag.
pub fn tag_form(bulk: Bulk) -> AnyView {
    let node = NodeRef::<html::Input>::new();
    let take = move || {
        let tag = node.text().unwrap_or_default().trim().to_owned();
        (!tag.is_empty()).then(|| {
            node.put("");
            popover::hide(TAGS);
            tag
        })
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if let Some(tag) = take() {
            bulk.add_tag(bulk.picked(), tag);
        }
    };
    let remove = move |_| {
        if let Some(tag) = take() {
            bulk.remove_tag(bulk.picked(), tag);
        }
    };
    view! {
        <h3>"Tags"</h3>
        <form class="tag-form" on:submit=submit>
            <input class="input" aria-label="Tag" placeholder="A tag" maxlength="60" autocomplete="off" autofocus=true node_ref=node/>
            <Button submit=true>"Add"</Button>
            <Button look=Look::Ghost on_press=remove>
                "Remove"
            </Button>
        </form>
    }
    .into_any()
}

/// Collections of the brands of what is picked, and the way out of the one that is shown.
pub fn collections(bulk: Bulk, picked: Picked) -> AnyView {
    let rail = RailState::get().and_then(RailState::shown);
    let draw = move |groups: Vec<Alike>| {
        let Some(rail) = rail.clone() else { return ().into_any() };
        let rows = rail.get().collections;
        let brands = brands(&groups);
        let fitting: Vec<&RailCollection> = rows.iter().filter(|row| brands.contains(&row.brand)).collect();
        if fitting.is_empty() {
            return view! { <p class="faint pad">"No collections yet."</p> }.into_any();
        }
        let here = bulk.library.query.with(|query| query.collection);
        let out = here.and_then(|id| rows.iter().find(|row| row.id == id)).map(|row| {
            let (id, name) = (row.id, row.name.clone());
            let words = format!("Take out of {name}");
            let words = view! {
                <Icon name=IconName::Out/>
                <span class="cut">{words}</span>
            };
            deed(COLLECTIONS, words.into_any(), move || bulk.unfile(bulk.picked(), id, name.clone()))
        });
        let into = fitting
            .into_iter()
            .map(|row| {
                let (id, name) = (row.id, path_words(&rows, row.id));
                let words = view! {
                    <Icon name=IconName::Folder/>
                    <span class="cut" title=name.clone()>{name.clone()}</span>
                };
                deed(COLLECTIONS, words.into_any(), move || bulk.file(bulk.picked(), id, name.clone()))
            })
            .collect_view();
        view! {
            {out}
            {into}
        }
        .into_any()
    };
    view! {
        <h3>"Add to collection"</h3>
        {move || picked.draw(draw.clone())}
    }
    .into_any()
}

/// Brands that something of what is picked could move to.
pub fn targets(bulk: Bulk, picked: Picked) -> AnyView {
    let session = Session::expect();
    let draw = move |groups: Vec<Alike>| {
        let from = brands(&groups);
        let fits = |brand: &Brand| {
            brand.personal_of.is_none()
                && from.iter().any(|id| *id != brand.id)
                && session.may(Action::Upload, &Scope::Brand(brand.scope()))
        };
        let targets: Vec<Brand> = session.brands().into_iter().map(|face| face.brand).filter(fits).collect();
        if targets.is_empty() {
            return view! { <p class="faint pad">"There is no other brand you may add to."</p> }.into_any();
        }
        targets
            .into_iter()
            .map(|brand| {
                let words = view! {
                    <BrandMark name=brand.name.to_string() colour=brand.colour personal=false/>
                    <span class="cut">{brand.name.to_string()}</span>
                };
                deed(BRANDS, words.into_any(), move || bulk.move_to_brand(bulk.picked(), brand.clone()))
            })
            .collect_view()
            .into_any()
    };
    view! {
        <h3>"Move to brand"</h3>
        <p class="faint pad">"They leave their collections and campaigns and are drafts again."</p>
        {move || picked.draw(draw)}
    }
    .into_any()
}

/// Campaigns of the brands of what is picked, asked for when it is known which those are.
pub fn campaigns(bulk: Bulk, picked: Picked) -> AnyView {
    let session = Session::expect();
    let known = RwSignal::new(None::<Result<Vec<Campaign>, ApiError>>);
    let wanted = Memo::new(move |_| match picked.known() {
        Known::Told(groups) => {
            let brands = brands(&groups).into_iter().filter_map(|id| session.brand_by_id(id));
            Some(brands.map(|brand| brand.slug).collect::<Vec<_>>())
        }
        Known::Asking | Known::Failed(_) => None,
    });
    Effect::new(move |_| {
        let Some(slugs) = wanted.get() else { return };
        spawn_local(async move {
            let all = async {
                let mut all = Vec::new();
                for slug in slugs {
                    all.extend(api::campaigns::list(slug).await?.into_iter().map(|face| face.campaign));
                }
                Ok(all)
            };
            known.try_set(Some(all.await));
            timer::after(Duration::ZERO, || enter_panel(CAMPAIGNS)).forget();
        });
    });
    let list = move || match known.get() {
        None => view! { <p class="faint pad" role="status">"Fetching…"</p> }.into_any(),
        Some(Err(error)) => view! { <p class="faint pad" role="alert">{error.to_string()}</p> }.into_any(),
        Some(Ok(campaigns)) if campaigns.is_empty() => view! { <p class="faint pad">"No campaigns yet."</p> }.into_any(),
        Some(Ok(campaigns)) => campaigns
            .into_iter()
            .map(|campaign| {
                let (id, name) = (campaign.id, campaign.name.to_string());
                let words = view! {
                    <Icon name=IconName::Campaign/>
                    <span class="cut" title=name.clone()>{name.clone()}</span>
                };
                deed(CAMPAIGNS, words.into_any(), move || bulk.join(bulk.picked(), id, name.clone()))
            })
            .collect_view()
            .into_any(),
    };
    view! {
        <h3>"Add to campaign"</h3>
        {move || picked.draw(|_| view! { {list} }.into_any())}
    }
    .into_any()
}

/// The moves that can be made on at least one of what is picked, with on how many.
pub fn statuses(bulk: Bulk, picked: Picked, rejecting: RwSignal<bool>) -> AnyView {
    let session = Session::expect();
    let draw = move |groups: Vec<Alike>| {
        let Some(actor) = session.actor() else { return ().into_any() };
        let mut counts: BTreeMap<Move, u32> = BTreeMap::new();
        for group in groups {
            let Some(brand) = session.brand_by_id(group.brand) else { continue };
            for step in moves(&actor, group.status, &group.scope(brand.scope())) {
                *counts.entry(step).or_default() += group.count;
            }
        }
        if counts.is_empty() {
            return view! { <p class="faint pad">"There is no move you may make on these."</p> }.into_any();
        }
        counts
            .into_iter()
            .map(|(step, count)| {
                let words = view! {
                    {step.label()}
                    <span class="k">{count_words(count.into())}</span>
                };
                deed(STATUSES, words.into_any(), move || match step {
                    Move::Reject => rejecting.set(true),
                    step => bulk.make(step, String::new()),
                })
            })
            .collect_view()
            .into_any()
    };
    view! {
        <h3>"Change status"</h3>
        {move || picked.draw(draw)}
    }
    .into_any()
}

/// Five to no stars.
pub fn ratings(bulk: Bulk) -> AnyView {
    let list = (0..=5u8)
        .rev()
        .map(|stars| {
            let words = match stars {
                0 => "No rating".into_any(),
                stars => view! { <StarsShown value=Signal::stored(stars)/> }.into_any(),
            };
            let key = view! {
                {words}
                <span class="k">{stars}</span>
            };
            deed(RATINGS, key.into_any(), move || bulk.rate(bulk.picked(), stars))
        })
        .collect_view();
    let pressed = move |event: ev::KeyboardEvent| {
        if let key @ ("0" | "1" | "2" | "3" | "4" | "5") = event.key().as_str()
            && !keyboard::has_modifier(&event)
        {
            event.prevent_default();
            popover::hide(RATINGS);
            bulk.rate(bulk.picked(), key.parse().unwrap_or_default());
        }
    };
    view! {
        <h3>"Rate"</h3>
        <div on:keydown=pressed>{list}</div>
    }
    .into_any()
}

/// What the bar of a phone has no room for: each leads to its panel.
pub fn more(may_fill: Memo<bool>) -> AnyView {
    let further = |panel: &'static str, icon: IconName, words: &'static str| {
        let words = view! {
            <Icon name=icon/>
            {words}
        };
        deed(MORE, words.into_any(), move || popover::show_by_button(panel))
    };
    view! {
        <h3>"More actions"</h3>
        {move || may_fill.get().then(|| further(CAMPAIGNS, IconName::Campaign, "Add to campaign"))}
        {further(BRANDS, IconName::Brands, "Move to brand")}
        {further(RATINGS, IconName::Star, "Rate")}
    }
    .into_any()
}
