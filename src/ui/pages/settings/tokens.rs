//! The member's tokens for scripts and other programs: made here, copied once, revoked here.

use crate::api;
use crate::domain::id::TokenId;
use crate::domain::time::Timestamp;
use crate::domain::token::{LIVES, Token, TokenScope};
use crate::ui::browser::{clipboard, focus, input};
use crate::ui::kit::{
    Button, ButtonLink, Choice, Field, Icon, IconName, Look, Note, SelectField, Size, Skeleton, Switch, TextField,
};
use crate::ui::parts::fault::fault_words;
use crate::ui::parts::{failure::Failure, when::When};
use crate::ui::state::session::Session;
use crate::ui::state::toasts::{Toast, Toasts};
use leptos::{ev, html, prelude::*};

/// The heading, which addresses of the page lead to.
const HEADING: &str = "tokens";

/// The list and the form for another one.
#[component]
pub fn TokensSection() -> impl IntoView {
    let tokens = Resource::new(|| (), |()| api::tokens::mine());
    let toasts = Toasts::expect();
    let revoke = Action::new(move |id: &TokenId| {
        let id = *id;
        async move {
            match api::tokens::revoke(id).await {
                Ok(()) => {
                    // The button goes with its row; the keyboard stays in the section.
                    focus::by_id(HEADING);
                    toasts.say(Toast::done("The token is revoked. It no longer works."));
                }
                Err(error) => toasts.say(Toast::problem(error.to_string())),
            }
            tokens.refetch();
        }
    });
    let list = move || {
        Suspend::new(async move {
            match tokens.await {
                Ok(tokens) if tokens.is_empty() => view! { <p class="faint">"No tokens."</p> }.into_any(),
                Ok(tokens) => {
                    let rows = tokens.into_iter().map(|token| row(token, revoke)).collect_view();
                    view! { <ul class="rows">{rows}</ul> }.into_any()
                }
                Err(error) => {
                    let retry = move |()| tokens.refetch();
                    view! { <Failure title="Your tokens did not arrive" error retry/> }.into_any()
                }
            }
        })
    };
    view! {
        <section class="panel" aria-labelledby=HEADING>
            <header>
                <h2 id=HEADING tabindex="-1">
                    "API tokens"
                </h2>
                <ButtonLink href="/api/v1/docs" external=true look=Look::Line>
                    "API reference"
                </ButtonLink>
            </header>
            <p class="muted">
                "For scripts and other programs. A token does in your name what its scopes say, and never more than you may."
            </p>
            <Transition fallback=|| view! { <Skeleton height="56px"/> }>{list}</Transition>
            <NewTokenForm on_made=move |()| tokens.refetch()/>
        </section>
    }
}

fn row(token: Token, revoke: Action<TokenId, ()>) -> AnyView {
    let now = Session::expect().now();
    let live = token.live(now);
    let Token { id, name, scopes, created, expires, used, .. } = token;
    let label = format!("Revoke {name}");
    let busy = move || revoke.pending().get() && revoke.input().get() == Some(id);
    let chips = scopes.into_iter().map(|scope| view! { <span class="chip" title=scope.words()>{scope.as_str()}</span> });
    view! {
        <li>
            <Icon name=IconName::Key large=true/>
            <div class="grow">
                <b>{name.to_string()}</b>
                {chips.collect_view()}
                <p class="faint num">
                    {match used {
                        Some(at) => view! { "Used " <When at now/> }.into_any(),
                        None => "Never used".into_any(),
                    }} ", made " <When at=created now/> ", " {ending(expires, live)}
                </p>
            </div>
            <Button label size=Size::Small class="needs-js" busy=Signal::derive(busy) on_press=move |_| {
                revoke.dispatch(id);
            }>
                "Revoke"
            </Button>
        </li>
    }
    .into_any()
}

/// When it ends, or that it did.
fn ending(expires: Option<Timestamp>, live: bool) -> String {
    match expires {
        None => "never expires".to_owned(),
        Some(end) if live => format!("expires {}", end.day_words()),
        Some(end) => format!("expired {}", end.day_words()),
    }
}

/// Asks for a name, scopes and a life; shows the secret once.
#[component]
fn NewTokenForm(
    /// Hears of each new token.
    #[prop(into)]
    on_made: Callback<()>,
) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let chosen = RwSignal::new(vec![TokenScope::Write]);
    let days = RwSignal::new(LIVES[1].to_string());
    let secret = RwSignal::new(None::<String>);
    let create = Action::new(move |(): &()| {
        let (wanted, scopes) = (name.get_untracked(), chosen.get_untracked());
        let life = days.get_untracked().parse().ok();
        async move {
            let answer = api::tokens::create(wanted, scopes, life).await;
            answer.map(|made| {
                secret.set(Some(made.secret));
                name.set(String::new());
                on_made.run(());
            })
        }
    });
    let error = fault_words(create);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        secret.set(None);
        create.dispatch(());
    };
    let switches = TokenScope::ALL.into_iter().filter(|scope| *scope != TokenScope::Read).map(|scope| {
        let on = Signal::derive(move || chosen.with(|chosen| chosen.contains(&scope)));
        let change = move |on: bool| {
            chosen.update(|chosen| {
                chosen.retain(|other| *other != scope);
                chosen.extend(on.then_some(scope));
            });
        };
        view! { <Switch on on_change=change>{scope.words()}</Switch> }
    });
    let lives = LIVES.map(|days| Choice::new(days.to_string(), format!("After {days} days")));
    let lives: Vec<Choice> = lives.into_iter().chain([Choice::new("never", "Never")]).collect();
    view! {
        {move || secret.get().map(|secret| view! { <Secret secret/> })}
        <form class="token-form needs-js" on:submit=submit aria-label="New token">
            <div class="pair">
                <TextField id="token-name" label="Name" value=name required=true max=120 placeholder="Nightly import" error/>
                <SelectField
                    id="token-life"
                    label="Expires"
                    choices=lives
                    value=days
                    on_change=move |value: String| days.set(value)
                />
            </div>
            <fieldset>
                <legend class="sr">"Scopes"</legend>
                <p class="muted">"Every token can see and download what you can. It can also:"</p>
                {switches.collect_view()}
            </fieldset>
            <div>
                <Button submit=true icon=IconName::Plus busy=create.pending() busy_words="Creating…">
                    "Create token"
                </Button>
            </div>
        </form>
    }
}

/// The secret of a new token, this once.
#[component]
fn Secret(secret: String) -> impl IntoView {
    let toasts = Toasts::expect();
    let shown = secret.clone();
    // Whoever waited for it is led to it, and can copy it by hand.
    let node = NodeRef::<html::Input>::new();
    Effect::new(move || {
        node.track();
        input::select_all(node);
    });
    let copy = move |_| {
        let secret = secret.clone();
        leptos::task::spawn_local(async move {
            let toast = match clipboard::write_text(&secret).await {
                Ok(()) => Toast::done("Token copied."),
                Err(error) => Toast::problem(format!("Not copied: {error}. Select the token and copy it by hand.")),
            };
            toasts.say(toast);
        });
    };
    view! {
        <div class="token-new" role="status">
            <Note icon=IconName::Key>"Copy the token now. It is not shown again."</Note>
            <Field id="token-secret" label="New token" bare=true>
                <input node_ref=node class="input" id="token-secret" type="text" readonly spellcheck="false" value=shown/>
            </Field>
            <Button look=Look::Primary icon=IconName::Copy on_press=copy>
                "Copy"
            </Button>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::DAY;

    #[test]
    fn endings() {
        assert_eq!(ending(None, true), "never expires");
        assert_eq!(ending(Some(Timestamp(20_770 * DAY)), true), "expires 13 Nov 2026");
        assert_eq!(ending(Some(Timestamp(20_770 * DAY)), false), "expired 13 Nov 2026");
    }
}
