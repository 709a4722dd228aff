//! The tray in the corner: each file on its way, and what became of it.

mod row;

use leptos::prelude::*;

use self::row::Row;
use crate::ui::browser::focus;
use crate::ui::kit::{Button, IconName, Look, Progress, Size};
use crate::ui::state::uploads::{Phase, Tally, Upload, Uploads, figures};

/// The list of files, which takes the focus when a row has lost its buttons.
const LIST: &str = "upload-files";

/// Shows what [`Uploads`] holds, when it holds something. Stands once, in the frame of the studio.
#[component]
pub fn UploadTray() -> impl IntoView {
    let uploads = Uploads::expect();
    let any = Memo::new(move |_| uploads.any());
    view! {
        // Said in few words, and not at each file.
        <p class="sr" role="status">
            {move || any.get().then(|| announcement(uploads))}
        </p>
        <Show when=move || any.get()>
            <div class="dock">
                <Tray/>
            </div>
        </Show>
    }
}

/// Changes at the start and at the end of a rush, and where something asks, alone.
fn announcement(uploads: Uploads) -> impl IntoView {
    let active = Memo::new(move |_| uploads.tally().active > 0);
    let asks = Memo::new(move |_| uploads.tally().identical + uploads.tally().alike > 0);
    move || {
        asks.track();
        let tally = untrack(move || uploads.tally());
        if active.get() {
            format!("{}{}", tally.title(), into_words(&untrack(move || uploads.brands())))
        } else {
            format!("{}. {}", tally.title(), tally.exceptions())
        }
    }
}

fn into_words(brands: &[String]) -> String {
    match brands {
        [] => String::new(),
        [one] => format!(" into {one}"),
        [first, rest @ ..] => format!(" into {first} and {} more", rest.len()),
    }
}

#[component]
fn Tray() -> impl IntoView {
    let uploads = Uploads::expect();
    let folded = RwSignal::new(false);
    let tally = move || uploads.tally();
    let active = Memo::new(move |_| tally().active > 0);
    let paused = Memo::new(move |_| tally().paused > 0);
    let open = Memo::new(move |_| tally().open() > 0);
    let brands = Memo::new(move |_| uploads.brands());
    let title = Memo::new(move |_| format!("{}{}", tally().title(), brands.with(|brands| into_words(brands))));
    let shown = Memo::new(move |_| Shown(uploads.shown()));
    let hidden = move || match shown.with(|shown| shown.0.1) {
        0 => None,
        hidden => Some(view! { <p class="sub rest">{format!("and {hidden} more")}</p> }),
    };
    let halt = move || match (active.get(), paused.get()) {
        (true, _) => Some((IconName::Pause, "Pause all")),
        (false, true) => Some((IconName::Play, "Resume all")),
        _ => None,
    };
    let halt = move || {
        halt().map(|(icon, label)| {
            let press = move |_| if icon == IconName::Pause { uploads.pause_all() } else { uploads.resume_all() };
            view! { <Button look=Look::Ghost size=Size::Small icon label on_press=press/> }
        })
    };
    let end = move || {
        if open.get() {
            view! {
                <Button look=Look::Ghost size=Size::Small on_press=move |_| uploads.cancel_all()>
                    "Cancel all"
                </Button>
            }
            .into_any()
        } else {
            view! {
                <Button
                    look=Look::Ghost
                    size=Size::Small
                    icon=IconName::X
                    label="Dismiss"
                    on_press=move |_| uploads.clear()
                />
            }
            .into_any()
        }
    };
    view! {
        <section class="tray" aria-label="Uploads">
            <header>
                <div>
                    <h2>{title}</h2>
                    <p class="sub">{move || summary(uploads, &tally())}</p>
                </div>
                {halt}
                <button
                    class="btn icon ghost sm"
                    type="button"
                    aria-expanded=move || if folded.get() { "false" } else { "true" }
                    aria-label=move || if folded.get() { "Unfold" } else { "Fold away" }
                    title=move || if folded.get() { "Unfold" } else { "Fold away" }
                    on:click=move |_| folded.update(|folded| *folded = !*folded)
                >
                    {move || {
                        let name = if folded.get() { IconName::Up } else { IconName::Down };
                        view! { <crate::ui::kit::Icon name/> }
                    }}
                </button>
                {end}
            </header>
            <Show when=move || active.get()>
                <Progress value=Signal::derive(move || Some(tally().fraction())) label="All files"/>
            </Show>
            {for_all(uploads)}
            <Show when=move || !folded.get()>
                <ul id=LIST tabindex="0" aria-label="Files">
                    <For each=move || shown.with(|shown| shown.0.0.clone()) key=|upload| upload.id let:upload>
                        <Row upload/>
                    </For>
                </ul>
                {hidden}
            </Show>
        </section>
    }
}

/// Where several files ask the same, one answer for all of them.
fn for_all(uploads: Uploads) -> impl IntoView {
    let identical = Memo::new(move |_| uploads.tally().identical);
    let alike = Memo::new(move |_| uploads.tally().alike);
    move || {
        let (identical, alike) = (identical.get(), alike.get());
        let deed = move |words: &'static str, about: String, phase: Phase, deed: fn(Uploads, Vec<Upload>)| {
            let press = move |_| {
                focus::by_id(LIST);
                deed(uploads, uploads.questions(phase));
            };
            view! {
                <Button size=Size::Small label=format!("{words} {about}") on_press=press>
                    {words}
                </Button>
            }
        };
        let same = (identical > 1).then(|| {
            let about = || format!("{identical} identical files");
            view! {
                <div class="all">
                    <span>{format!("{identical} are identical to others")}</span>
                    {deed("Skip all", about(), Phase::Identical, Uploads::skip)}
                    {deed("Keep all", about(), Phase::Identical, Uploads::keep)}
                </div>
            }
        });
        let like = (alike > 1).then(|| {
            let about = || format!("{alike} look-alikes");
            view! {
                <div class="all">
                    <span>{format!("{alike} look like others")}</span>
                    {deed("Skip all", about(), Phase::Alike, Uploads::skip)}
                    {deed("Keep all", about(), Phase::Alike, Uploads::keep)}
                    {deed("Add all as versions", about(), Phase::Alike, Uploads::add_as_versions)}
                </div>
            }
        });
        view! {
            {same}
            {like}
        }
    }
}

/// Rows are the same when they are the same files in the same order.
#[derive(Clone)]
struct Shown((Vec<Upload>, usize));

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        let ids = |shown: &Self| shown.0.0.iter().map(|upload| upload.id).collect::<Vec<_>>();
        self.0.1 == other.0.1 && ids(self) == ids(other)
    }
}

/// "148.0 of 412.0 MB, about 2 min left", then what did not go as wished.
fn summary(uploads: Uploads, tally: &Tally) -> String {
    let exceptions = tally.exceptions();
    if tally.active == 0 {
        return exceptions;
    }
    let mut words = figures(tally.sent, tally.bytes);
    if let Some(left) = uploads.time_left() {
        words.push_str(", ");
        words.push_str(&left);
    }
    if !exceptions.is_empty() {
        words.push_str(". ");
        words.push_str(&exceptions);
    }
    words
}
