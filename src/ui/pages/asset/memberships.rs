//! The collections and campaigns the asset is in.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::deeds::same;
use crate::api;
use crate::api::error::ApiError;
use crate::domain::access::{Action, Scope};
use crate::domain::asset::Membership;
use crate::domain::bulk::Outcome;
use crate::domain::id::{CampaignId, CollectionId};
use crate::domain::query::LibraryQuery;
use crate::ui::kit::{Chip, Icon, IconName};
use crate::ui::parts::chip_adder::ChipAdder;
use crate::ui::state::rail::path_words;
use crate::ui::state::toasts::{Toast, Undo};
use crate::ui::state::viewed::Viewed;

/// What may be chosen: its id and its name with its parents.
type Offers<I> = RwSignal<Vec<Membership<I>>>;

fn names<I: Clone + Send + Sync + 'static>(offers: Offers<I>) -> Signal<Vec<String>> {
    Signal::derive(move || offers.with(|offers| offers.iter().map(|offer| offer.name.clone()).collect()))
}

/// The one meant: by its whole name, or by its last part where only one has it.
fn find<I: Copy>(offers: &[Membership<I>], text: &str) -> Option<Membership<I>>
where
    Membership<I>: Clone,
{
    let whole = offers.iter().find(|offer| same(&offer.name, text));
    let last = |offer: &&Membership<I>| offer.name.rsplit(" › ").next().is_some_and(|last| same(last, text));
    whole.or_else(|| offers.iter().find(last)).cloned()
}

fn chip(name: String, href: String, remove: Option<Callback<()>>) -> AnyView {
    let link = view! { <a class="cut" href=href title=name.clone()>{name.clone()}</a> };
    match remove {
        Some(remove) => view! { <Chip remove_label=format!("Remove from {name}") on_remove=remove>{link}</Chip> }.into_any(),
        None => view! { <Chip>{link}</Chip> }.into_any(),
    }
}

/// Its press takes the asset out, as that of no other chip does: the way to the campaign stands at its end.
fn campaign_chip(name: String, href: String, leave: Callback<()>) -> AnyView {
    view! {
        <span class="chip leaves">
            <button
                type="button"
                class="needs-js"
                aria-label=format!("Remove from {name}")
                title=format!("Remove from {name}")
                on:click=move |_| leave.run(())
            >
                <span class="cut">{name.clone()}</span>
                <Icon name=IconName::X/>
            </button>
            <span class="cut no-js">{name.clone()}</span>
            <a href=href aria-label=format!("Open {name}") title=format!("Open {name}")>
                <Icon name=IconName::Out/>
            </a>
        </span>
    }
    .into_any()
}

/// Collections: chips, and a field that files into one by its name or makes it.
pub fn collection_editor(viewed: &Viewed) -> AnyView {
    let list = viewed.part(|detail| detail.collections.clone());
    let may = {
        let viewed = viewed.clone();
        Memo::new(move |_| viewed.may(Action::Edit))
    };
    let offers: Offers<CollectionId> = RwSignal::new(Vec::new());
    let fetch = {
        let viewed = viewed.clone();
        Callback::new(move |()| {
            let Some(brand) = untrack(|| viewed.brand()) else { return };
            spawn_local(async move {
                if let Ok(rail) = api::library::rail(brand.slug).await {
                    let rows = rail.collections.iter();
                    offers.set(rows.map(|row| Membership { id: row.id, name: path_words(&rail.collections, row.id) }).collect());
                }
            });
        })
    };
    let chips = {
        let viewed = viewed.clone();
        move || {
            let brand = viewed.brand().map(|brand| brand.slug);
            let chips = list.get().into_iter().map(|membership| {
                let query = LibraryQuery { collection: Some(membership.id), ..LibraryQuery::of_brand(brand.clone()) };
                let viewed = viewed.clone();
                let name = membership.name.clone();
                let remove = may.get().then(|| Callback::new(move |()| unfile(&viewed, membership.clone())));
                chip(name, query.library_path(), remove)
            });
            chips.collect_view()
        }
    };
    let add = {
        let viewed = viewed.clone();
        Callback::new(move |text: String| {
            let known = offers.with_untracked(|offers| find(offers, &text));
            file(&viewed, known, text);
        })
    };
    let none = move || (list.with(Vec::is_empty) && !may.get()).then(|| view! { <span class="faint">"None"</span> });
    view! {
        <div class="group">
            <span class="lab">"Collections"</span>
            <div class="chips">
                {chips}
                {none}
                {move || {
                    may.get()
                        .then(|| {
                            view! {
                                <ChipAdder
                                    id="add-collection"
                                    words="Add to collection…"
                                    label="Collection"
                                    max=120
                                    offers=names(offers)
                                    on_open=fetch
                                    on_add=add
                                />
                            }
                        })
                }}
            </div>
        </div>
    }
    .into_any()
}

/// Files into a known collection, or into a new one of that name.
fn file(viewed: &Viewed, known: Option<Membership<CollectionId>>, text: String) {
    let deed = viewed.clone();
    let brand = untrack(|| viewed.brand());
    spawn_local(async move {
        let membership = match (known, brand) {
            (Some(known), _) => Ok(known),
            (None, Some(brand)) => {
                let made = api::collections::create(brand.slug, text.clone(), None).await;
                made.map(|id| Membership { id, name: text })
            }
            (None, None) => Err(ApiError::Missing("The brand is gone.".to_owned())),
        };
        match membership {
            Ok(membership) => {
                let answer = api::assets::file(vec![deed.id()], membership.id).await;
                let (back, name) = (deed.clone(), membership.name.clone());
                let undo = Undo::new(move |()| unfile(&back, membership.clone()));
                deed.told(answer, &format!("filed into {name}"), Some(undo));
            }
            Err(error) => deed.toasts().say(Toast::problem(error.about("name").unwrap_or_else(|| error.to_string()))),
        }
    });
}

fn unfile(viewed: &Viewed, membership: Membership<CollectionId>) {
    viewed.change(|detail| detail.collections.retain(|other| other.id != membership.id));
    let deed = viewed.clone();
    spawn_local(async move {
        let answer = api::assets::unfile(vec![deed.id()], membership.id).await;
        let (back, name) = (deed.clone(), membership.name.clone());
        let undo = Undo::new(move |()| file(&back, Some(membership.clone()), String::new()));
        deed.told(answer, &format!("taken out of {name}"), Some(undo));
    });
}

/// Campaigns: chips, and a field that adds to one by its name or makes it. Not there for who may not fill them.
pub fn campaign_editor(viewed: &Viewed) -> AnyView {
    let list = viewed.part(|detail| detail.campaigns.clone());
    let may = {
        let viewed = viewed.clone();
        Memo::new(move |_| {
            let brand = viewed.brand();
            brand.is_some_and(|brand| viewed.session().may(Action::FillCampaign, &Scope::Brand(brand.scope())))
        })
    };
    let offers: Offers<CampaignId> = RwSignal::new(Vec::new());
    let fetch = {
        let viewed = viewed.clone();
        Callback::new(move |()| {
            let Some(brand) = untrack(|| viewed.brand()) else { return };
            spawn_local(async move {
                if let Ok(faces) = api::campaigns::list(brand.slug).await {
                    let offered = faces.into_iter().map(|face| face.campaign);
                    offers.set(offered.map(|campaign| Membership { id: campaign.id, name: campaign.name.to_string() }).collect());
                }
            });
        })
    };
    let chips = {
        let viewed = viewed.clone();
        move || {
            let slug = viewed.brand().map(|brand| brand.slug).unwrap_or_default();
            let chips = list.get().into_iter().map(|membership| {
                let href = format!("/brands/{slug}/campaigns/{}", membership.id);
                let viewed = viewed.clone();
                let name = membership.name.clone();
                let leave = Callback::new(move |()| leave(&viewed, membership.clone()));
                campaign_chip(name, href, leave)
            });
            chips.collect_view()
        }
    };
    let add = {
        let viewed = viewed.clone();
        Callback::new(move |text: String| {
            let known = offers.with_untracked(|offers| find(offers, &text));
            join(&viewed, known, text);
        })
    };
    let group = move || {
        view! {
            <div class="group">
                <span class="lab">"Campaigns"</span>
                <div class="chips">
                    {chips.clone()}
                    <ChipAdder
                        id="add-campaign"
                        words="Add to campaign…"
                        label="Campaign"
                        max=120
                        offers=names(offers)
                        on_open=fetch
                        on_add=add
                    />
                </div>
            </div>
        }
    };
    view! { <Show when=move || may.get()>{group.clone()}</Show> }.into_any()
}

fn join(viewed: &Viewed, known: Option<Membership<CampaignId>>, text: String) {
    let deed = viewed.clone();
    let brand = untrack(|| viewed.brand());
    spawn_local(async move {
        let membership = match (known, brand) {
            (Some(known), _) => Ok(known),
            (None, Some(brand)) => {
                let made = api::campaigns::create(brand.slug, text.clone(), String::new()).await;
                made.map(|id| Membership { id, name: text })
            }
            (None, None) => Err(ApiError::Missing("The brand is gone.".to_owned())),
        };
        match membership {
            Ok(membership) => {
                let answer: Result<Outcome, ApiError> = api::campaigns::add(membership.id, vec![deed.id()]).await;
                let (back, name) = (deed.clone(), membership.name.clone());
                let undo = Undo::new(move |()| leave(&back, membership.clone()));
                deed.told(answer, &format!("added to {name}"), Some(undo));
            }
            Err(error) => deed.toasts().say(Toast::problem(error.about("name").unwrap_or_else(|| error.to_string()))),
        }
    });
}

fn leave(viewed: &Viewed, membership: Membership<CampaignId>) {
    viewed.change(|detail| detail.campaigns.retain(|other| other.id != membership.id));
    let deed = viewed.clone();
    spawn_local(async move {
        let answer = api::campaigns::remove(membership.id, vec![deed.id()]).await;
        let (back, name) = (deed.clone(), membership.name.clone());
        let undo = Undo::new(move |()| join(&back, Some(membership.clone()), String::new()));
        deed.told(answer, &format!("taken out of {name}"), Some(undo));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn found_by_whole_name_first() {
        let offers: Vec<Membership<u8>> = ["Coats", "Autumn › Coats", "Autumn › Hats"]
            .iter()
            .enumerate()
            .map(|(id, name)| Membership { id: id as u8, name: (*name).to_owned() })
            .collect();
        let id = |text: &str| find(&offers, text).map(|found| found.id);
        assert_eq!(id("coats"), Some(0));
        assert_eq!(id("Autumn › coats"), Some(1));
        assert_eq!(id("hats "), Some(2));
        assert_eq!(id("gloves"), None);
    }
}
