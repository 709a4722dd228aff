//! Who can view a campaign: the studio, or anyone with its public link.

use crate::api::{self, error::ApiError};
use crate::domain::campaign::{CampaignDetail, PRIVATE_SENTENCE, PUBLIC_SENTENCE};
use crate::domain::id::CampaignId;
use crate::ui::browser::{clipboard, focus, response};
use crate::ui::kit::{Button, ButtonLink, Field, Icon, IconName, Look, Note};
use crate::ui::state::toasts::{Toast, Toasts};
use leptos::{ev, prelude::*};

/// Said where the studio does not allow public links.
const NOT_SET_UP: &str = "Public sharing isn’t set up for your studio yet. Ask your studio admin.";

/// The section beside a campaign's assets.
#[component]
pub fn Visibility(
    /// The campaign; what changes is written back.
    detail: RwSignal<CampaignDetail>,
    /// The member may turn the link on and off.
    manages: bool,
) -> impl IntoView {
    let public = Signal::derive(move || detail.with(|detail| detail.campaign.link.public));
    let allowed = Signal::derive(move || detail.with(|detail| detail.sharing_allowed));
    let body = move || match (manages, allowed.get()) {
        (true, true) => view! { <Controls detail public/> }.into_any(),
        (_, allowed) => {
            let icon = if public.get() && allowed { IconName::Globe } else { IconName::Lock };
            let sentence = if public.get() && allowed { PUBLIC_SENTENCE } else { PRIVATE_SENTENCE };
            let hint = (manages && !allowed).then_some(view! { <p class="muted">{NOT_SET_UP}</p> });
            view! {
                <Note icon>{sentence}</Note>
                {hint}
            }
            .into_any()
        }
    };
    view! {
        <section class="panel vis" aria-labelledby="visibility">
            <h2 id="visibility">"Visibility"</h2>
            {body}
        </section>
    }
}

/// Turns the link on or off, or makes a new one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Public,
    Private,
    Regenerate,
}

#[component]
fn Controls(
    /// The campaign.
    detail: RwSignal<CampaignDetail>,
    /// Whether it is public.
    public: Signal<bool>,
) -> impl IntoView {
    let toasts = Toasts::expect();
    let fault = RwSignal::new(None::<String>);
    let turn = Action::new_local(move |turn: &Turn| {
        let turn = *turn;
        async move {
            let campaign = detail.with_untracked(|detail| detail.campaign.id);
            match make(campaign, turn).await {
                Ok(new) => {
                    fault.set(None);
                    let link = whole(new.link.as_deref());
                    detail.set(new);
                    toasts.say(said(turn, link).await);
                    if turn == Turn::Private {
                        // The button that had the focus is gone.
                        focus::by_id("visibility-switch");
                    }
                }
                Err(error) => {
                    // A refused switch must not stand as if it had been turned.
                    detail.notify();
                    fault.set(Some(error.to_string()));
                }
            }
        }
    });
    let flip = move |event| {
        let on = event_target_checked(&event);
        turn.dispatch_local(if on { Turn::Public } else { Turn::Private });
    };
    // Not switched off meanwhile, which would take the focus away.
    let wait = move |event: ev::MouseEvent| {
        if turn.pending().get_untracked() {
            event.prevent_default();
        }
    };
    let sentence = move || if public.get() { PUBLIC_SENTENCE } else { PRIVATE_SENTENCE };
    view! {
        <label class="switch lg state">
            <div>
                <strong>{move || if public.get() { "Public" } else { "Private" }}</strong>
                <p class="muted" id="visibility-sentence">
                    {sentence}
                </p>
            </div>
            <input
                class="needs-js"
                id="visibility-switch"
                type="checkbox"
                role="switch"
                aria-label="Public"
                aria-describedby="visibility-sentence"
                checked=public.get_untracked()
                prop:checked=move || {
                    detail.track();
                    public.get()
                }
                on:click=wait
                on:change=flip
            />
        </label>
        {move || fault.get().map(|fault| view! { <p class="refused" role="alert"><Icon name=IconName::Alert/>{fault}</p> })}
        {move || public.get().then(|| view! { <Shared detail turn/> })}
    }
}

/// The link and what can be done with it.
#[component]
fn Shared(
    /// The campaign.
    detail: RwSignal<CampaignDetail>,
    /// Makes the changes.
    turn: Action<Turn, ()>,
) -> impl IntoView {
    let toasts = Toasts::expect();
    let link = Memo::new(move |_| detail.with(|detail| whole(detail.link.as_deref())));
    let copy = move |_| {
        leptos::task::spawn_local(async move {
            let toast = match clipboard::write_text(&link.get_untracked()).await {
                Ok(()) => Toast::done("Link copied."),
                Err(error) => Toast::problem(format!("Not copied: {error}. Select the link and copy it by hand.")),
            };
            toasts.say(toast);
        });
    };
    let busy = move |which: Turn| Signal::derive(move || turn.pending().get() && turn.input().get() == Some(which));
    view! {
        <Field id="public-link" label="Public link">
            <textarea class="input" id="public-link" readonly rows="2" prop:value=move || link.get()>
                {link.get_untracked()}
            </textarea>
        </Field>
        <div class="end needs-js">
            <Button look=Look::Primary icon=IconName::Copy on_press=copy>
                "Copy"
            </Button>
            <Button busy=busy(Turn::Regenerate) on_press=move |_| {
                turn.dispatch_local(Turn::Regenerate);
            }>
                "Regenerate"
            </Button>
            <Button busy=busy(Turn::Private) on_press=move |_| {
                turn.dispatch_local(Turn::Private);
            }>
                "Make private"
            </Button>
        </div>
        <ButtonLink href=link look=Look::Line wide=true icon=IconName::Out external=true new_tab=true>
            "Open public page"
        </ButtonLink>
    }
}

async fn make(campaign: CampaignId, turn: Turn) -> Result<CampaignDetail, ApiError> {
    match turn {
        Turn::Public => api::campaigns::set_public(campaign, true).await,
        Turn::Private => api::campaigns::set_public(campaign, false).await,
        Turn::Regenerate => api::campaigns::regenerate(campaign).await,
    }
}

/// What happened, in words; a new link is copied on the way.
async fn said(turn: Turn, link: String) -> Toast {
    match turn {
        Turn::Public => Toast::done("The campaign is public. Copy its link to share it."),
        Turn::Private => Toast::done("The campaign is private. Its public link no longer works."),
        Turn::Regenerate => match clipboard::write_text(&link).await {
            Ok(()) => Toast::done("New link copied. The old one stopped working."),
            Err(error) => Toast::problem(format!("The old link stopped working. The new one was not copied: {error}.")),
        },
    }
}

/// The link with scheme and host: the studio may not know under which it is reached.
fn whole(link: Option<&str>) -> String {
    match link {
        Some(path) if path.starts_with('/') => format!("{}{path}", response::origin().unwrap_or_default()),
        Some(link) => link.to_owned(),
        None => String::new(),
    }
}
