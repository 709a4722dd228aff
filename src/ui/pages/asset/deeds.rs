//! What can be done to the asset in the viewer, each with its Undo.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api;
use crate::domain::asset::Rating;
use crate::domain::bulk::Outcome;
use crate::domain::library::Place;
use crate::domain::text::{Tag, fold};
use crate::ui::state::toasts::{Toast, Undo};
use crate::ui::state::viewed::Viewed;

/// Gives 1 to 5 stars; 0 takes the rating away.
pub fn rate(viewed: &Viewed, stars: u8) {
    let Some(rating) = Rating::new(stars) else { return };
    let before = untrack(|| viewed.card().rating);
    if before == rating {
        return;
    }
    viewed.change(|detail| detail.card.rating = rating);
    let done = match stars {
        0 => "no longer rated".to_owned(),
        1 => "rated 1 star".to_owned(),
        stars => format!("rated {stars} stars"),
    };
    let (deed, back) = (viewed.clone(), viewed.clone());
    let undo = Undo::new(move |()| rate(&back, before.stars()));
    spawn_local(async move {
        let answer = api::assets::rate(vec![deed.id()], rating).await;
        deed.told(answer, &done, Some(undo));
    });
}

/// Adds a tag, unless it is there.
pub fn add_tag(viewed: &Viewed, text: &str) {
    let tag = match Tag::new(text) {
        Ok(tag) => tag,
        Err(refused) => return viewed.toasts().say(Toast::problem(refused.reason)),
    };
    let there = untrack(|| viewed.detail().tags.iter().any(|other| other.folded() == tag.folded()));
    if there {
        return viewed.toasts().say(Toast::done(format!("“{tag}” is there already.")));
    }
    viewed.change(|detail| detail.tags.push(tag.clone()));
    let (deed, back) = (viewed.clone(), viewed.clone());
    let undone = tag.clone();
    let undo = Undo::new(move |()| remove_tag(&back, undone.clone()));
    spawn_local(async move {
        let answer = api::assets::add_tags(vec![deed.id()], vec![tag.to_string()]).await;
        deed.told(answer, &format!("tagged “{tag}”"), Some(undo));
    });
}

/// Takes a tag off.
pub fn remove_tag(viewed: &Viewed, tag: Tag) {
    viewed.change(|detail| detail.tags.retain(|other| *other != tag));
    let (deed, back) = (viewed.clone(), viewed.clone());
    let undone = tag.clone();
    let undo = Undo::new(move |()| add_tag(&back, undone.as_str()));
    spawn_local(async move {
        let answer = api::assets::remove_tags(vec![deed.id()], vec![tag.to_string()]).await;
        deed.told(answer, &format!("freed of the tag “{tag}”"), Some(undo));
    });
}

/// Deletes to the trash and goes on to a neighbour, or back to the grid.
pub fn trash(viewed: &Viewed) {
    delete(viewed, true);
}

/// Deletes to the trash. Who takes a restoring back may be anywhere by then, and stays there.
fn delete(viewed: &Viewed, goes_on: bool) {
    let (deed, back) = (viewed.clone(), viewed.clone());
    let undo = Undo::new(move |()| restore(&back));
    spawn_local(async move {
        let place = untrack(|| deed.place());
        let answer = api::assets::trash(vec![deed.id()]).await;
        let gone = answer.as_ref().is_ok_and(|outcome: &Outcome| !outcome.done.is_empty());
        deed.told(answer, "deleted", Some(undo));
        if gone && goes_on {
            go_on(&deed, &place);
        }
    });
}

/// Deletes it for good and goes on to a neighbour, or back to the grid.
pub fn purge(viewed: &Viewed) {
    let deed = viewed.clone();
    spawn_local(async move {
        let place = untrack(|| deed.place());
        let answer = api::assets::purge(vec![deed.id()]).await;
        let gone = answer.as_ref().is_ok_and(|outcome: &Outcome| !outcome.done.is_empty());
        deed.told(answer, "deleted for good", None);
        if gone {
            go_on(&deed, &place);
        }
    });
}

/// Brings an earlier version back; Undo brings back the one that was current.
pub fn restore_version(viewed: &Viewed, number: u32) {
    let (deed, back) = (viewed.clone(), viewed.clone());
    let before = untrack(|| viewed.card().versions);
    spawn_local(async move {
        let toast = match api::versions::restore(deed.id(), number).await {
            Ok(now) => Toast::done(format!("Version {number} is current again, as version {now}."))
                .undo(move || restore_version(&back, before)),
            Err(error) => Toast::problem(error.to_string()),
        };
        deed.toasts().say(toast);
        deed.after();
    });
}

fn go_on(viewed: &Viewed, place: &Place) {
    match place.next.or(place.previous) {
        Some(neighbour) => viewed.library().turn_to(neighbour),
        None => viewed.library().close(),
    }
}

/// Takes it out of the trash.
pub fn restore(viewed: &Viewed) {
    let (deed, back) = (viewed.clone(), viewed.clone());
    let undo = Undo::new(move |()| delete(&back, false));
    spawn_local(async move {
        let answer = api::assets::restore(vec![deed.id()]).await;
        deed.told(answer, "restored", Some(undo));
    });
}

/// Whether two names are the same to a person.
pub fn same(one: &str, other: &str) -> bool {
    fold(one) == fold(other)
}
