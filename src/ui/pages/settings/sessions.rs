//! The member's signed-in browsers, each of which can be signed out from here.

use crate::api;
use crate::domain::id::SessionId;
use crate::domain::session::SessionFace;
use crate::ui::browser::focus;
use crate::ui::kit::{Button, Icon, IconName, Size, Skeleton};
use crate::ui::parts::{failure::Failure, when::When};
use crate::ui::state::session::Session;
use crate::ui::state::toasts::{Toast, Toasts};
use leptos::prelude::*;

const HEADING: &str = "sessions";

/// The list; this browser is marked.
#[component]
pub fn SessionsSection() -> impl IntoView {
    let sessions = Resource::new(|| (), |()| api::session::mine());
    let toasts = Toasts::expect();
    let revoke = Action::new(move |id: &SessionId| {
        let id = *id;
        async move {
            match api::session::revoke(id).await {
                Ok(()) => {
                    // The button goes with its row; the keyboard stays in the section.
                    focus::by_id(HEADING);
                    toasts.say(Toast::done("That browser is signed out."));
                }
                Err(error) => toasts.say(Toast::problem(error.to_string())),
            }
            sessions.refetch();
        }
    });
    let list = move || {
        Suspend::new(async move {
            match sessions.await {
                Ok(faces) => {
                    let rows = faces.into_iter().map(|face| row(face, revoke)).collect_view();
                    view! { <ul class="rows">{rows}</ul> }.into_any()
                }
                Err(error) => {
                    let retry = move |()| sessions.refetch();
                    view! { <Failure title="Your sessions did not arrive" error retry/> }.into_any()
                }
            }
        })
    };
    view! {
        <section class="panel" aria-labelledby=HEADING>
            <h2 id=HEADING tabindex="-1">
                "Sessions"
            </h2>
            <p class="muted">"Browsers signed in with your account."</p>
            <Transition fallback=|| view! { <Skeleton height="96px"/> }>{list}</Transition>
        </section>
    }
}

fn row(face: SessionFace, revoke: Action<SessionId, ()>) -> AnyView {
    let now = Session::expect().now();
    let SessionFace { id, current, agent, address, created, seen } = face;
    let name = browser_words(&agent);
    let label = format!("Revoke {name}, {address}");
    let busy = move || revoke.pending().get() && revoke.input().get() == Some(id);
    // This browser signs out by the button above.
    let deed = (!current).then(|| {
        view! {
            <Button label size=Size::Small class="needs-js" busy=Signal::derive(busy) on_press=move |_| {
                revoke.dispatch(id);
            }>
                "Revoke"
            </Button>
        }
    });
    view! {
        <li>
            <Icon name=IconName::Device large=true/>
            <div class="grow">
                <b title=agent>{name}</b>
                {current.then(|| view! { <span class="chip">"This browser"</span> })}
                <p class="faint num">
                    {address} ", seen " <When at=seen now/> ", signed in " <When at=created now/>
                </p>
            </div>
            {deed}
        </li>
    }
    .into_any()
}

/// "Firefox on Linux", from what a browser calls itself.
fn browser_words(agent: &str) -> String {
    let first = |pairs: &[(&str, &'static str)]| pairs.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    // Most browsers also claim to be the ones before them, so the order decides.
    let browser = first(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS", "Firefox"),
        ("CriOS", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(browser), None) => browser.to_owned(),
        (None, Some(system)) => format!("A browser on {system}"),
        (None, None) => "A browser".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_told_apart() {
        for (agent, expected) in [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
            ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
            ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1", "Safari on iPhone"),
            ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/19.0 Safari/605.1", "Safari on macOS"),
            ("curl/8.5", "A browser"),
        ] {
            assert_eq!(browser_words(agent), expected);
        }
    }
}
