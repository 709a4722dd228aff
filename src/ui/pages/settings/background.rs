//! Background work: what waits, what runs, and what was given up.

use crate::api;
use crate::domain::access::{Action as Deed, Scope};
use crate::domain::asset::count_words;
use crate::domain::id::JobId;
use crate::domain::job::{Poisoned, Progress};
use crate::ui::browser::timer::{self, Slot};
use crate::ui::kit::{Button, IconName, Note, Size, Skeleton};
use crate::ui::parts::{failure::Failure, when::When};
use crate::ui::state::session::Session;
use crate::ui::state::toasts::{Toast, Toasts};
use leptos::prelude::*;
use std::time::Duration;

/// How often it is asked again while there is work.
const AGAIN: Duration = Duration::from_secs(3);

/// The state of the work; asks again by itself while some is left.
#[component]
pub fn BackgroundSection() -> impl IntoView {
    let progress = Resource::new(|| (), |()| api::jobs::progress());
    let toasts = Toasts::expect();
    let retry = Action::new(move |id: &JobId| {
        let id = *id;
        async move {
            match api::jobs::retry(id).await {
                Ok(()) => toasts.say(Toast::done("It is tried again.")),
                Err(error) => toasts.say(Toast::problem(error.to_string())),
            }
            progress.refetch();
        }
    });
    let timer = Slot::of_component();
    Effect::new(move |_| {
        let working = progress.with(|answer| matches!(answer, Some(Ok(now)) if now.waiting + now.running > 0));
        if working {
            timer.set(timer::after(AGAIN, move || progress.refetch()));
        }
    });
    let state = move || {
        Suspend::new(async move {
            match progress.await {
                Ok(now) => work(now, retry),
                Err(error) => {
                    let again = move |()| progress.refetch();
                    view! { <Failure title="The state of the work did not arrive" error retry=again/> }.into_any()
                }
            }
        })
    };
    view! {
        <section class="panel" aria-labelledby="work">
            <h2 id="work">"Background work"</h2>
            <Transition fallback=|| view! { <Skeleton height="40px"/> }>{state}</Transition>
        </section>
    }
}

fn work(progress: Progress, retry: Action<JobId, ()>) -> AnyView {
    let Progress { waiting, running, poisoned } = progress;
    let words = match (running, waiting) {
        (0, 0) => "Nothing is waiting.".to_owned(),
        _ => format!("{} running, {} waiting.", count_words(running.into()), count_words(waiting.into())),
    };
    let failed = (!poisoned.is_empty()).then(|| {
        let rows = poisoned.into_iter().map(|job| row(job, retry)).collect_view();
        view! {
            <h3>"Given up"</h3>
            <ul class="rows">{rows}</ul>
        }
    });
    view! {
        <p class="muted num">{words}</p>
        {failed}
    }
    .into_any()
}

fn row(job: Poisoned, retry: Action<JobId, ()>) -> AnyView {
    let session = Session::expect();
    let Poisoned { id, kind, asset, attempts, reason, at } = job;
    let busy = move || retry.pending().get() && retry.input().get() == Some(id);
    let again = move || {
        session.may(Deed::ManageStudio, &Scope::Studio).then(|| {
            view! {
                <Button size=Size::Small icon=IconName::Again class="needs-js" busy=Signal::derive(busy) on_press=move |_| {
                    retry.dispatch(id);
                }>
                    "Retry"
                </Button>
            }
        })
    };
    let tries = if attempts == 1 { "1 try".to_owned() } else { format!("{attempts} tries") };
    view! {
        <li>
            <div class="grow">
                <b>{kind.label()}</b>
                <p class="faint num">{tries} ", last " <When at now=session.now()/></p>
                {(!reason.is_empty()).then(|| view! { <Note icon=IconName::Alert>{reason}</Note> })}
            </div>
            {asset.map(|asset| view! { <a class="btn ghost sm" href=format!("/library/{asset}")>"Show"</a> })}
            {again}
        </li>
    }
    .into_any()
}
