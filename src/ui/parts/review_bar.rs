//! Where an asset stands in review, and the moves its viewer may make.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::reason_dialog::ReasonDialog;
use super::status::StatusMark;
use crate::api;
use crate::api::error::ApiError;
use crate::domain::access::{Actor, Scope};
use crate::domain::review::{Move, Status};
use crate::ui::kit::{Button, IconName, Look, Note, Size};
use crate::ui::state::toasts::Undo;
use crate::ui::state::viewed::Viewed;

/// The moves this actor may make from that status, in the order they are offered.
pub fn moves(actor: &Actor, status: Status, scope: &Scope) -> Vec<Move> {
    status.moves().filter(|step| actor.may(step.action(status), scope)).collect()
}

/// The move that takes `step` back, where one leads exactly to where it began.
pub fn inverse(step: Move, before: Status) -> Option<Move> {
    let after = before.after(step)?;
    // A decision is never an undo: it would stand in the history as one, and a rejection needs its reason.
    let undoes = |back: &Move| !matches!(back, Move::Approve | Move::Reject) && after.after(*back) == Some(before);
    Move::ALL.into_iter().find(undoes)
}

/// The bar of the viewer's panel.
pub fn review_bar(viewed: &Viewed) -> AnyView {
    let conflict = RwSignal::new(None::<String>);
    let asking = RwSignal::new(false);
    let status = viewed.part(|detail| detail.card.status);
    let trashed = viewed.part(|detail| detail.trashed.is_some());
    let offered = {
        let viewed = viewed.clone();
        Memo::new(move |_| {
            let (Some(actor), Some(brand)) = (viewed.session().actor(), viewed.brand()) else { return Vec::new() };
            let card = viewed.card();
            if trashed.get() { Vec::new() } else { moves(&actor, card.status, &card.scope(brand.scope())) }
        })
    };
    let buttons = {
        let viewed = viewed.clone();
        move || {
            let buttons = offered.get().into_iter().map(|step| {
                let viewed = viewed.clone();
                let look = if step == Move::Archive { Look::Ghost } else { Look::Default };
                let press = move |_| match step {
                    Move::Reject => asking.set(true),
                    step => make(&viewed, step, String::new(), conflict),
                };
                view! {
                    <Button look size=Size::Small on_press=press>
                        {step.label()}
                    </Button>
                }
            });
            buttons.collect_view()
        }
    };
    let reject = {
        let viewed = viewed.clone();
        Callback::new(move |note: String| make(&viewed, Move::Reject, note, conflict))
    };
    view! {
        <div class="verdict">
            {move || view! { <StatusMark status=status.get()/> }}
            <span class="moves needs-js">{buttons}</span>
        </div>
        <div role="status">
            {move || conflict.get().map(|words| view! { <Note icon=IconName::Alert>{words}</Note> })}
        </div>
        <ReasonDialog id="reject-reason" open=asking count=Signal::stored(1) on_reason=reject/>
    }
    .into_any()
}

fn make(viewed: &Viewed, step: Move, note: String, conflict: RwSignal<Option<String>>) {
    let before = untrack(|| viewed.card().status);
    let deed = viewed.clone();
    conflict.set(None);
    spawn_local(async move {
        match api::review::make_move(vec![(deed.id(), before)], step, note).await {
            Err(ApiError::Conflict { reason, current }) => {
                if let Some(current) = current {
                    deed.change(|detail| detail.card.status = current);
                }
                conflict.set(Some(reason));
                deed.after();
            }
            answer => {
                let undo = inverse(step, before).map(|back| {
                    let viewed = deed.clone();
                    Undo::new(move |()| make(&viewed, back, String::new(), conflict))
                });
                deed.told(answer, step.done(), undo);
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_exact_ways_back_are_offered() {
        assert_eq!(inverse(Move::Submit, Status::Draft), Some(Move::Withdraw));
        assert_eq!(inverse(Move::Submit, Status::Rejected), None);
        assert_eq!(inverse(Move::Archive, Status::Draft), Some(Move::Unarchive));
        assert_eq!(inverse(Move::Archive, Status::Approved), None);
        assert_eq!(inverse(Move::Approve, Status::InReview), None);
        assert_eq!(inverse(Move::Withdraw, Status::InReview), Some(Move::Submit));
    }
}
