//! Deeds on collections: renamed, moved and deleted, each with a way back.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::tree::link_id;
use crate::api;
use crate::api::error::ApiError;
use crate::domain::access::{Action, Scope};
use crate::domain::asset::count_words;
use crate::domain::collection::{Dissolved, Side};
use crate::domain::id::CollectionId;
use crate::domain::library::RailCollection;
use crate::domain::query::LibraryQuery;
use crate::ui::browser::focus;
use crate::ui::parts::bulk_bar::deeds::Bulk;
use crate::ui::state::carrying::{Carried, Carrying};
use crate::ui::state::library::Library;
use crate::ui::state::live::Live;
use crate::ui::state::rail::RailState;
use crate::ui::state::session::Session;
use crate::ui::state::toasts::{Toast, Toasts};

/// Most assets that one request files.
const FILED_AT_ONCE: usize = 20_000;

/// The siblings before and after a collection, as far as it has some; nothing while the rail is not known.
type Siblings = Option<(Option<RailCollection>, Option<RailCollection>)>;

/// What a dialog asks about the collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    Name,
    Parent,
}

/// Which collection the menu is about, and everything its deeds need.
#[derive(Clone, Copy)]
pub struct Arranging {
    pub library: Library,
    /// What the menu or a dialog is about.
    pub row: RwSignal<Option<RailCollection>>,
    /// The dialog that stands open.
    pub asked: RwSignal<Option<Asked>>,
    pub carrying: Carrying,
    /// The row that gets the focus once the tree is drawn anew.
    focused: StoredValue<Option<CollectionId>>,
    session: Session,
    rail: Option<RailState>,
    toasts: Toasts,
    live: Live,
}

impl Arranging {
    /// For the rail of that page.
    pub fn new(library: Library) -> Self {
        Self {
            library,
            row: RwSignal::new(None),
            asked: RwSignal::new(None),
            carrying: Carrying::expect(),
            focused: StoredValue::new(None),
            session: Session::expect(),
            rail: RailState::get(),
            toasts: Toasts::expect(),
            live: Live::expect(),
        }
    }

    /// Whether the person may change this collection.
    pub fn may(self, row: &RailCollection) -> bool {
        let brand = self.session.brand_by_id(row.brand);
        brand.is_some_and(|brand| self.session.may(Action::ArrangeCollections, &Scope::Brand(brand.scope())))
    }

    /// Gives another name. Answers what is wrong with it.
    pub async fn rename(self, row: RailCollection, name: String) -> Result<(), ApiError> {
        api::collections::rename(row.id, name.clone()).await?;
        let back = row.clone();
        let name = name.trim().to_owned();
        let undo = move || {
            let (row, before) = (RailCollection { name: name.clone(), ..back.clone() }, back.name.clone());
            spawn_local(async move {
                let answer = self.rename(row, before).await;
                self.or_problem(answer);
            });
        };
        self.say(Toast::done(format!("“{}” has another name now.", row.name)).undo(undo));
        Ok(())
    }

    /// Moves it into `parent`, or to the top. Answers why not.
    pub async fn move_into(self, row: RailCollection, parent: Option<RailCollection>) -> Result<(), ApiError> {
        let (from, to) = (row.parent, parent.as_ref().map(|parent| parent.id));
        if from == to {
            return Ok(());
        }
        // Looked up now: by then the rail may be that of another brand.
        let before = from.and_then(|id| self.find(id));
        api::collections::move_into(row.id, to).await?;
        let words = match &parent {
            Some(parent) => format!("“{}” moved into “{}”.", row.name, parent.name),
            None => format!("“{}” moved to the top.", row.name),
        };
        let undo = move || {
            let row = RailCollection { parent: to, ..row.clone() };
            let before = before.clone();
            spawn_local(async move {
                let answer = self.move_into(row, before).await;
                self.or_problem(answer);
            });
        };
        self.say(Toast::done(words).undo(undo));
        Ok(())
    }

    /// Deletes the grouping; its assets stay, what lies in it moves up.
    pub fn delete(self, row: RailCollection) {
        spawn_local(async move {
            match api::collections::delete(row.id).await {
                Ok(dissolved) => {
                    self.leave(&row);
                    let words = match dissolved.assets.len() {
                        0 => format!("Collection “{}” deleted.", row.name),
                        1 => format!("Collection “{}” deleted. Its asset stays.", row.name),
                        count => format!("Collection “{}” deleted. Its {} assets stay.", row.name, count_words(count as u64)),
                    };
                    let undo = move || {
                        let (row, dissolved) = (row.clone(), dissolved.clone());
                        spawn_local(async move {
                            let answer = self.make_again(row, dissolved).await;
                            self.or_problem(answer);
                        });
                    };
                    self.say(Toast::done(words).undo(undo));
                }
                Err(error) => self.say(Toast::problem(error.to_string())),
            }
        });
    }

    /// Lets go of what is carried over a collection, or over the top of the tree.
    pub fn drop_on(self, target: Option<RailCollection>) {
        match (self.carrying.end(), target) {
            (Some(Carried::Assets(assets)), Some(target)) => Bulk::new(self.library).file(assets, target.id, target.name),
            (Some(Carried::Collection(id, _)), target) => {
                let Some(row) = self.find(id) else { return };
                spawn_local(async move {
                    let answer = self.move_into(row, target).await;
                    self.or_problem(answer);
                });
            }
            _ => {}
        }
    }

    /// Lets go of a collection that is carried beside another.
    pub fn drop_beside(self, sibling: &RailCollection, side: Side) {
        let Some(Carried::Collection(id, _)) = self.carrying.end() else { return };
        let Some(row) = self.find(id) else { return };
        // Asked now: what runs later has no page around it.
        let back = self.siblings(&row);
        let sibling = sibling.clone();
        spawn_local(async move {
            let answer = self.put_beside(row, sibling, side, back).await;
            self.or_problem(answer);
        });
    }

    /// Puts it on the other side of the sibling before or after it; nothing at the end of its siblings.
    pub fn step(self, row: &RailCollection, side: Side) {
        let Some(sibling) = self.siblings(row).and_then(|(before, after)| if side == Side::Before { before } else { after })
        else {
            return;
        };
        let row = row.id;
        spawn_local(async move {
            self.focused.set_value(Some(row));
            let answer = api::collections::put_beside(row, sibling.id, side).await;
            self.live.poke();
            self.or_problem(answer);
        });
    }

    /// Whether there is a sibling on that side of what the menu is about.
    pub fn can_step(self, side: Side) -> bool {
        let siblings = self.row.get().and_then(|row| self.siblings(&row));
        siblings.is_some_and(|(before, after)| if side == Side::Before { before.is_some() } else { after.is_some() })
    }

    /// Gives the focus back to the row that was put elsewhere by a key, once.
    pub fn give_back_focus(self) {
        if let Some(row) = self.focused.try_update_value(Option::take).flatten() {
            focus::by_id(&link_id(row));
        }
    }

    async fn put_beside(self, row: RailCollection, sibling: RailCollection, side: Side, back: Siblings) -> Result<(), ApiError> {
        api::collections::put_beside(row.id, sibling.id, side).await?;
        let way = if side == Side::Before { "before" } else { "behind" };
        let toast = Toast::done(format!("“{}” stands {way} “{}”.", row.name, sibling.name));
        let back = back.and_then(|(before, after)| match (before, after) {
            (Some(before), _) => Some((before, Side::After)),
            (None, after) => after.map(|after| (after, Side::Before)),
        });
        let undo = move || {
            let (row, back) = (row.clone(), back.clone());
            spawn_local(async move {
                let answer = match back {
                    Some((sibling, side)) => api::collections::put_beside(row.id, sibling.id, side).await,
                    // It was alone there.
                    None => api::collections::move_into(row.id, row.parent).await,
                };
                self.live.poke();
                self.or_problem(answer);
            });
        };
        self.say(toast.undo(undo));
        Ok(())
    }

    /// The siblings before and after a collection.
    fn siblings(self, row: &RailCollection) -> Siblings {
        let rail = RailState::get()?.shown()?;
        rail.with_untracked(|rail| {
            let alike = |one: &&RailCollection| one.parent == row.parent && one.brand == row.brand;
            let siblings: Vec<&RailCollection> = rail.collections.iter().filter(alike).collect();
            let at = siblings.iter().position(|one| one.id == row.id)?;
            let sibling = |at: Option<usize>| at.and_then(|at| siblings.get(at)).map(|one| (*one).clone());
            Some((sibling(at.checked_sub(1)), sibling(Some(at + 1))))
        })
    }

    async fn make_again(self, row: RailCollection, dissolved: Dissolved) -> Result<(), ApiError> {
        let Some(brand) = self.session.brand_by_id(row.brand) else { return Ok(()) };
        let id = api::collections::create(brand.slug, row.name.clone(), row.parent).await?;
        for assets in dissolved.assets.chunks(FILED_AT_ONCE) {
            api::assets::file(assets.to_vec(), id).await?;
        }
        for child in dissolved.children {
            api::collections::move_into(child, Some(id)).await?;
        }
        self.say(Toast::done(format!("Collection “{}” is back.", row.name)));
        Ok(())
    }

    /// The page does not stay at a collection that is gone.
    fn leave(self, row: &RailCollection) {
        let Some(query) = self.library.query.try_get_untracked() else { return };
        if query.collection == Some(row.id) {
            self.library.ask_in_place(&LibraryQuery { collection: row.parent, ..query });
        }
    }

    fn find(self, id: CollectionId) -> Option<RailCollection> {
        let rail = self.rail?.shown()?;
        rail.with_untracked(|rail| rail.collections.iter().find(|row| row.id == id).cloned())
    }

    fn say(self, toast: Toast) {
        self.toasts.say(toast);
        self.live.poke();
    }

    fn or_problem(self, answer: Result<(), ApiError>) {
        if let Err(error) = answer {
            self.say(Toast::problem(error.to_string()));
        }
    }
}
