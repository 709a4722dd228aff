//! Deeds on several assets: each says what it did and what it skipped, and can be taken back where
//! a way back exists.

mod picking;
mod purge;

use std::collections::{BTreeMap, HashSet};

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api;
use crate::api::error::ApiError;
use crate::domain::asset::{Card, Rating, Standing};
use crate::domain::brand::Brand;
use crate::domain::bulk::Outcome;
use crate::domain::id::{AssetId, BrandId, CampaignId, CollectionId};
use crate::domain::review::{Move, Status};
use crate::ui::parts::review_bar::inverse;
use crate::ui::state::library::Library;
use crate::ui::state::live::Live;
use crate::ui::state::session::Session;
use crate::ui::state::toasts::{Toast, Toasts, Undo};

type Answer = Result<Outcome, ApiError>;

/// Everything a deed needs, so that it can go on after its bar is gone.
#[derive(Clone, Copy)]
pub struct Bulk {
    /// The page it acts on.
    pub library: Library,
    session: Session,
    toasts: Toasts,
    live: Live,
}

impl Bulk {
    /// For the selection of that page.
    pub fn new(library: Library) -> Self {
        Self { library, session: Session::expect(), toasts: Toasts::expect(), live: Live::expect() }
    }

    /// The picked assets, not tracked.
    pub fn picked(self) -> Vec<AssetId> {
        untrack(|| self.library.selection.ids())
    }

    /// How each stands, without what it is in: from the cards, or from the server where some were never scrolled to.
    async fn standing(self, assets: Vec<AssetId>) -> Result<Vec<Standing>, ApiError> {
        let cards = untrack(|| self.library.shown().map(|results| results.cards(&assets)).unwrap_or_default());
        if cards.len() < assets.len() {
            return api::library::standings(assets).await;
        }
        let standing = |card: &Card| Standing {
            asset: card.id,
            brand: card.brand,
            status: card.status,
            rating: card.rating,
            collections: Vec::new(),
            campaigns: Vec::new(),
        };
        Ok(cards.iter().map(standing).collect())
    }

    /// Says what was done; `undo` gets the assets that were changed.
    fn told(self, answer: Answer, done: &str, undo: Option<Undo<Vec<AssetId>>>) {
        let toast = match answer {
            Ok(outcome) if outcome.done.is_empty() => Toast::problem(outcome.words(done)),
            Ok(outcome) => {
                let toast = Toast::done(outcome.words(done));
                match undo {
                    // Nothing changed: nothing to take back.
                    Some(undo) if !outcome.changed.is_empty() => toast.undo(move || undo.run(outcome.changed.clone())),
                    _ => toast,
                }
            }
            Err(error) => Toast::problem(error.to_string()),
        };
        self.toasts.say(toast);
        self.live.poke();
    }

    /// Adds a tag.
    pub fn add_tag(self, assets: Vec<AssetId>, tag: String) {
        let name = tag.clone();
        let undo = Undo::new(move |done| self.remove_tag(done, name.clone()));
        spawn_local(async move {
            let answer = api::assets::add_tags(assets, vec![tag.clone()]).await;
            self.told(answer, &format!("tagged “{tag}”"), Some(undo));
        });
    }

    /// Takes a tag off.
    pub fn remove_tag(self, assets: Vec<AssetId>, tag: String) {
        let name = tag.clone();
        let undo = Undo::new(move |done| self.add_tag(done, name.clone()));
        spawn_local(async move {
            let answer = api::assets::remove_tags(assets, vec![tag.clone()]).await;
            self.told(answer, &format!("freed of the tag “{tag}”"), Some(undo));
        });
    }

    /// Files into a collection.
    pub fn file(self, assets: Vec<AssetId>, collection: CollectionId, name: String) {
        let words = name.clone();
        let undo = Undo::new(move |done| self.unfile(done, collection, words.clone()));
        spawn_local(async move {
            let answer = api::assets::file(assets, collection).await;
            self.told(answer, &format!("filed into {name}"), Some(undo));
        });
    }

    /// Takes out of a collection.
    pub fn unfile(self, assets: Vec<AssetId>, collection: CollectionId, name: String) {
        let words = name.clone();
        let undo = Undo::new(move |done| self.file(done, collection, words.clone()));
        spawn_local(async move {
            let answer = api::assets::unfile(assets, collection).await;
            self.told(answer, &format!("taken out of {name}"), Some(undo));
        });
    }

    /// Adds to a campaign.
    pub fn join(self, assets: Vec<AssetId>, campaign: CampaignId, name: String) {
        let words = name.clone();
        let undo = Undo::new(move |done| self.leave(done, campaign, words.clone()));
        spawn_local(async move {
            let answer = api::campaigns::add(campaign, assets).await;
            self.told(answer, &format!("added to {name}"), Some(undo));
        });
    }

    fn leave(self, assets: Vec<AssetId>, campaign: CampaignId, name: String) {
        let words = name.clone();
        let undo = Undo::new(move |done| self.join(done, campaign, words.clone()));
        spawn_local(async move {
            let answer = api::campaigns::remove(campaign, assets).await;
            self.told(answer, &format!("taken out of {name}"), Some(undo));
        });
    }

    /// Gives 1 to 5 stars; 0 takes ratings away. Undo gives each its own back.
    pub fn rate(self, assets: Vec<AssetId>, stars: u8) {
        let Some(rating) = Rating::new(stars) else { return };
        let words = match stars {
            0 => "no longer rated".to_owned(),
            1 => "rated 1 star".to_owned(),
            stars => format!("rated {stars} stars"),
        };
        spawn_local(async move {
            let before = match self.standing(assets.clone()).await {
                Ok(before) => before,
                Err(error) => return self.told(Err(error), "", None),
            };
            let undo = Undo::new(move |done: Vec<AssetId>| self.rate_back(&before, &done));
            let answer = api::assets::rate(assets, rating).await;
            self.told(answer, &words, Some(undo));
        });
    }

    fn rate_back(self, before: &[Standing], done: &[AssetId]) {
        let done: HashSet<AssetId> = done.iter().copied().collect();
        let mut groups: BTreeMap<Rating, Vec<AssetId>> = BTreeMap::new();
        for one in before.iter().filter(|one| done.contains(&one.asset)) {
            groups.entry(one.rating).or_default().push(one.asset);
        }
        spawn_local(async move {
            let mut whole = Outcome::default();
            for (rating, assets) in groups {
                match api::assets::rate(assets, rating).await {
                    Ok(outcome) => whole.extend(outcome),
                    Err(error) => return self.told(Err(error), "", None),
                }
            }
            self.told(Ok(whole), "rated as before", None);
        });
    }

    /// Makes a move of the review machine on the picked assets.
    pub fn make(self, step: Move, note: String) {
        let picked = self.picked();
        spawn_local(async move {
            match self.standing(picked).await {
                Ok(seen) => self.move_all(seen.iter().map(|one| (one.asset, one.status)).collect(), step, note),
                Err(error) => self.told(Err(error), "", None),
            }
        });
    }

    fn move_all(self, seen: Vec<(AssetId, Status)>, step: Move, note: String) {
        // One way back for all, or none is offered.
        let backs: Vec<Option<Move>> =
            seen.iter().filter(|(_, status)| status.after(step).is_some()).map(|(_, status)| inverse(step, *status)).collect();
        let back = backs.first().copied().flatten().filter(|back| backs.iter().all(|other| *other == Some(*back)));
        let after = seen.iter().find_map(|(_, status)| status.after(step));
        let undo = back.zip(after).map(|(back, after)| {
            Undo::new(move |done: Vec<AssetId>| {
                let seen = done.into_iter().map(|asset| (asset, after)).collect();
                self.move_all(seen, back, String::new());
            })
        });
        spawn_local(async move {
            let answer = api::review::make_move(seen, step, note).await;
            self.told(answer, step.done(), undo);
        });
    }

    /// Moves to another brand. Undo takes each back to its own, and into what it was in there.
    pub fn move_to_brand(self, assets: Vec<AssetId>, brand: Brand) {
        spawn_local(async move {
            let before = match api::library::standings(assets.clone()).await {
                Ok(before) => before,
                Err(error) => return self.told(Err(error), "", None),
            };
            // Nothing goes back into a Personal brand.
            let personal = |id| untrack(|| self.session.brand_by_id(id)).is_none_or(|brand| brand.personal_of.is_some());
            let undo = (!before.iter().any(|one| personal(one.brand)))
                .then(|| Undo::new(move |done: Vec<AssetId>| self.move_back(&before, &done)));
            let answer = api::assets::move_to_brand(assets, brand.slug.clone()).await;
            self.let_go(&answer);
            self.told(answer, &format!("moved to {}", brand.name), undo);
        });
    }

    fn move_back(self, before: &[Standing], done: &[AssetId]) {
        let done: HashSet<AssetId> = done.iter().copied().collect();
        let mut brands: BTreeMap<BrandId, Vec<AssetId>> = BTreeMap::new();
        let mut collections: BTreeMap<CollectionId, Vec<AssetId>> = BTreeMap::new();
        let mut campaigns: BTreeMap<CampaignId, Vec<AssetId>> = BTreeMap::new();
        for one in before.iter().filter(|one| done.contains(&one.asset)) {
            brands.entry(one.brand).or_default().push(one.asset);
            one.collections.iter().for_each(|id| collections.entry(*id).or_default().push(one.asset));
            one.campaigns.iter().for_each(|id| campaigns.entry(*id).or_default().push(one.asset));
        }
        spawn_local(async move {
            let mut whole = Outcome::default();
            let back = async {
                for (brand, assets) in brands {
                    let Some(brand) = untrack(|| self.session.brand_by_id(brand)) else { continue };
                    whole.extend(api::assets::move_to_brand(assets, brand.slug).await?);
                }
                for (collection, assets) in collections {
                    api::assets::file(assets, collection).await?;
                }
                for (campaign, assets) in campaigns {
                    api::campaigns::add(campaign, assets).await?;
                }
                Ok(whole)
            };
            self.told(back.await, "moved back, as drafts", None);
        });
    }

    /// Deletes the picked assets to the trash.
    pub fn trash_picked(self) {
        self.trash(self.picked());
    }

    /// Deletes to the trash.
    pub fn trash(self, assets: Vec<AssetId>) {
        let undo = Undo::new(move |done| self.restore(done));
        spawn_local(async move {
            let answer = api::assets::trash(assets).await;
            self.let_go(&answer);
            self.told(answer, "deleted", Some(undo));
        });
    }

    /// Takes the picked assets out of the trash.
    pub fn restore_picked(self) {
        self.restore(self.picked());
    }

    fn restore(self, assets: Vec<AssetId>) {
        let undo = Undo::new(move |done| self.trash(done));
        spawn_local(async move {
            let answer = api::assets::restore(assets).await;
            self.let_go(&answer);
            self.told(answer, "restored", Some(undo));
        });
    }

    /// What left the place is not picked any more.
    fn let_go(self, answer: &Answer) {
        if let Ok(outcome) = answer {
            let gone: HashSet<AssetId> = outcome.done.iter().copied().collect();
            self.library.selection.keep(|asset| !gone.contains(&asset));
        }
    }
}
