//! One file of the tray.

use std::time::Duration;

use leptos::prelude::*;

use super::LIST;
use crate::domain::access::Action;
use crate::domain::asset::Card;
use crate::domain::format::Format;
use crate::domain::query::LibraryQuery;
use crate::ui::browser::drag::chosen;
use crate::ui::browser::focus;
use crate::ui::browser::timer;
use crate::ui::browser::upload::Glimpse;
use crate::ui::kit::{Button, ButtonLink, Icon, IconName, Look, Progress, Size};
use crate::ui::parts::status::kind_icon;
use crate::ui::parts::thumb::strip_picture;
use crate::ui::state::session::Session;
use crate::ui::state::uploads::{Phase, State, Upload, Uploads, figures};

/// Largest picture that is shown from the disk while it travels, in bytes.
const MOST_GLIMPSED: u64 = 24_000_000;
/// How long its address holds after its row has gone.
const LINGER: Duration = Duration::from_secs(30);

/// Name, how far or what became of it, and what can be done now.
#[component]
pub fn Row(
    /// Which file.
    upload: Upload,
) -> impl IntoView {
    let uploads = Uploads::expect();
    let phase = upload.phase();
    // Its kind is known from here on; and a picture once shown stays as it is.
    let known = Memo::new(move |_| phase.get() != Phase::Waiting);
    view! {
        <li class:ask=move || matches!(phase.get(), Phase::Identical | Phase::Alike)>
            {move || mark(upload, known.get())}
            <span class="nm cut" title=upload.name()>{upload.name()}</span>
            {move || note(upload, phase.get())}
            <span class="ac">{move || deeds(uploads, upload, phase.get())}</span>
        </li>
    }
}

/// The picture itself where a browser can show it, else a drawing of its kind.
fn mark(upload: Upload, known: bool) -> AnyView {
    let format = upload.format().filter(|_| known);
    let drawn = matches!(format, Some(Format::Jpeg | Format::Png | Format::WebP | Format::Gif | Format::Avif));
    let glimpse = (drawn && upload.bytes <= MOST_GLIMPSED).then(|| upload.with_file(Glimpse::of)).flatten().flatten();
    match glimpse {
        Some(glimpse) => {
            let address = glimpse.address();
            let kept = StoredValue::new_local(Some(glimpse));
            on_cleanup(move || {
                // The browser may be about to read it.
                let last = kept.try_update_value(Option::take).flatten();
                timer::after(LINGER, move || drop(last)).forget();
            });
            view! { <img src=address alt="" decoding="async"/> }.into_any()
        }
        None => {
            let name = format.map_or(IconName::File, |format| kind_icon(format.kind()));
            view! {
                <span class="ph">
                    <Icon name/>
                </span>
            }
            .into_any()
        }
    }
}

fn note(upload: Upload, phase: Phase) -> AnyView {
    match phase {
        Phase::Waiting => view! {
            <span class="nt">
                {move || if matches!(upload.state(), State::Hashing) { "Reading" } else { "Waiting" }}
            </span>
        }
        .into_any(),
        Phase::Busy => {
            let label = format!("{}, uploading", upload.name());
            let value = Signal::derive(move || upload.sent().map(|sent| part(sent, upload.bytes)));
            let words = move || match upload.state() {
                State::Sending { sent } => figures(sent, upload.bytes),
                _ => "Finishing".to_owned(),
            };
            view! {
                <span class="nt">
                    <Progress value label/>
                    <span class="fig">{words}</span>
                </span>
            }
            .into_any()
        }
        Phase::Paused => {
            let sent = untrack(move || upload.sent()).unwrap_or(0);
            let label = format!("{}, paused", upload.name());
            view! {
                <span class="nt">
                    <Progress value=Signal::stored(Some(part(sent, upload.bytes))) label still=Signal::stored(true)/>
                    <span class="fig">"Paused"</span>
                </span>
            }
            .into_any()
        }
        Phase::Awaited => view! {
            <span class="nt">
                <span>
                    "Choose the file again to go on"
                    {move || upload.sent().filter(|sent| *sent > 0).map(|sent| format!(", {} sent", figures(sent, upload.bytes)))}
                </span>
            </span>
        }
        .into_any(),
        Phase::Done => quiet(match untrack(move || upload.state()) {
            State::Version { name, .. } => format!("Added as a new version of {name}"),
            _ => "Uploaded".to_owned(),
        }),
        Phase::Identical => match untrack(move || upload.state()) {
            State::Identical { name, .. } => identical(upload, &name),
            _ => ().into_any(),
        },
        Phase::Alike => match untrack(move || upload.state()) {
            State::Alike { like, .. } => alike(upload, &like),
            _ => ().into_any(),
        },
        Phase::Skipped => quiet("Skipped, in the trash".to_owned()),
        Phase::Cancelled => quiet("Cancelled".to_owned()),
        Phase::AlreadyHere => {
            let known = untrack(move || upload.state());
            quiet(match known {
                State::AlreadyHere { .. } if upload.target().version_of.is_some() => {
                    "The current version is the same file".to_owned()
                }
                State::AlreadyHere { name, .. } if name != upload.name() => format!("Already here, as {name}"),
                _ => "Already here".to_owned(),
            })
        }
        Phase::Lost => bad("Connection lost, nothing is lost".to_owned()),
        Phase::Refused => bad(match untrack(move || upload.state()) {
            State::Refused { reason, .. } => reason,
            _ => "Refused".to_owned(),
        }),
    }
}

/// What it is the same as; a link where that is an asset, so that a person can look before deciding.
fn identical(upload: Upload, name: &str) -> AnyView {
    let name = name.to_owned();
    let path = untrack(move || upload.asset_path());
    let named = match path {
        Some(path) => view! { <a href=path>{name.clone()}</a> }.into_any(),
        None => name.clone().into_any(),
    };
    view! {
        <span class="nt">
            <span class="cut" title=name>"Identical to " {named}</span>
        </span>
    }
    .into_any()
}

/// What it looks like, with its picture.
fn alike(upload: Upload, like: &Card) -> AnyView {
    let path = LibraryQuery::of_brand(Some(upload.target().brand)).asset_path(like.id);
    let name = like.name.clone();
    view! {
        <span class="nt">
            <span class="like">{strip_picture(like)}</span>
            <span class="cut" title=name.clone()>"Uploaded. Looks like " <a href=path>{name.clone()}</a></span>
        </span>
    }
    .into_any()
}

fn part(sent: u64, whole: u64) -> f64 {
    sent as f64 / whole.max(1) as f64
}

fn quiet(words: String) -> AnyView {
    view! {
        <span class="nt">
            <span class="cut">{words}</span>
        </span>
    }
    .into_any()
}

fn bad(words: String) -> AnyView {
    view! {
        <span class="nt bad">
            <Icon name=IconName::Alert/>
            <span>{words}</span>
        </span>
    }
    .into_any()
}

fn deeds(uploads: Uploads, upload: Upload, phase: Phase) -> AnyView {
    let name = upload.name();
    let retry = {
        let label = format!("Retry {name}");
        move || {
            view! {
                <Button size=Size::Small label=label.clone() on_press=move |_| uploads.retry(upload)>
                    "Retry"
                </Button>
            }
        }
    };
    let cancel = {
        let label = format!("Cancel {name}");
        move || {
            view! {
                <Button
                    look=Look::Ghost
                    size=Size::Small
                    icon=IconName::X
                    label
                    on_press=move |_| uploads.cancel(upload)
                />
            }
        }
    };
    match phase {
        Phase::Waiting | Phase::Busy => view! {
            <Button
                look=Look::Ghost
                size=Size::Small
                icon=IconName::Pause
                label=format!("Pause {name}")
                on_press=move |_| uploads.pause(upload)
            />
            {cancel()}
        }
        .into_any(),
        Phase::Paused => view! {
            <Button
                look=Look::Ghost
                size=Size::Small
                icon=IconName::Play
                label=format!("Resume {name}")
                on_press=move |_| uploads.retry(upload)
            />
            {cancel()}
        }
        .into_any(),
        Phase::Awaited => view! {
            <label class="btn sm pick">
                <input
                    class="sr"
                    type="file"
                    aria-label=format!("Choose {name}")
                    on:change=move |event| uploads.add(chosen(&event), &upload.target())
                />
                "Choose"
            </label>
            {cancel()}
        }
        .into_any(),
        Phase::Identical => questions(uploads, upload, "Keep both", None),
        Phase::Alike => match untrack(move || upload.state()) {
            State::Alike { like, .. } => questions(uploads, upload, "Keep", Some(&like)),
            _ => ().into_any(),
        },
        Phase::Skipped => view! {
            <Button size=Size::Small label=format!("Undo: keep {name}") on_press=move |_| uploads.take_back(upload)>
                "Undo"
            </Button>
        }
        .into_any(),
        Phase::Lost | Phase::Cancelled => retry().into_any(),
        Phase::Refused => view! {
            {untrack(move || matches!(upload.state(), State::Refused { hope: true, .. })).then(retry)}
            <Button
                look=Look::Ghost
                size=Size::Small
                icon=IconName::X
                label=format!("Dismiss {name}")
                on_press=move |_| uploads.dismiss(upload)
            />
        }
        .into_any(),
        Phase::Done | Phase::AlreadyHere => {
            let path = untrack(move || upload.asset_path());
            path.map(|path| {
                view! {
                    <ButtonLink look=Look::Ghost size=Size::Small href=path label=format!("Show {name}")>
                        "Show"
                    </ButtonLink>
                }
            })
            .into_any()
        }
    }
}

/// Skip, keep, and where it looks like an asset, add it as a version of that.
fn questions(uploads: Uploads, upload: Upload, keep: &'static str, like: Option<&Card>) -> AnyView {
    let name = upload.name();
    // The buttons go with the question; the list keeps the keyboard's place.
    let decide = move |deed: fn(Uploads, Vec<Upload>)| {
        focus::by_id(LIST);
        deed(uploads, vec![upload]);
    };
    let version = like.map(|like| {
        view! {
            <Button
                size=Size::Small
                label=format!("Add as a new version of {}", like.name)
                off=Signal::stored(no_version(like))
                on_press=move |_| decide(Uploads::add_as_versions)
            >
                "Add as a new version"
            </Button>
        }
    });
    view! {
        <Button size=Size::Small label=format!("Skip {name}") on_press=move |_| decide(Uploads::skip)>
            "Skip"
        </Button>
        <Button size=Size::Small label=format!("{keep}, {name}") on_press=move |_| decide(Uploads::keep)>
            {keep}
        </Button>
        {version}
    }
    .into_any()
}

/// Why nothing becomes a version of it now.
fn no_version(like: &Card) -> Option<String> {
    let session = Session::expect();
    let brand = session.brand_by_id(like.brand);
    let may = brand.is_some_and(|brand| session.may(Action::AddVersion, &like.scope(brand.scope())));
    if may { like.status.keeps_bytes().map(str::to_owned) } else { Some("You may not add versions to it.".to_owned()) }
}
