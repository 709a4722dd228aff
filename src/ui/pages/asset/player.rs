//! What plays on the stage: a film in the browser's own player, a sound along its shape.

use leptos::{ev, prelude::*};

use crate::domain::asset::{Card, duration_words};
use crate::domain::format::Kind;
use crate::domain::rendition::{RenditionSize, Renditions, download_path, media_path, original_path, waveform_path};
use crate::ui::browser::player::{self, Standing};
use crate::ui::browser::stage;
use crate::ui::kit::{Button, ButtonLink, Icon, IconName, Look};
use crate::ui::parts::status::kind_icon;
use crate::ui::parts::thumb::{mask, mat_class};

/// The element that plays; there is one at a time.
const ID: &str = "player";
/// Bars of the shape along which a sound is played.
const BARS: u16 = 180;
/// A frame of film, in seconds: what one of the usual 30 in a second takes.
const FRAME: f64 = 1.0 / 30.0;
/// What J and L go by, in seconds.
const LEAP: f64 = 10.0;
/// What an arrow goes by on the shape of a sound, in seconds.
const STEP: f64 = 5.0;

/// Whether the asset plays.
pub fn plays(card: &Card) -> bool {
    matches!(card.kind(), Kind::Video | Kind::Audio)
}

/// The player's own keys. Answers whether this was one.
pub fn key(event: &ev::KeyboardEvent) -> bool {
    match event.key().as_str() {
        // A button that has the focus is meant.
        " " if player::presses(event) => return false,
        " " | "k" => player::toggle(ID),
        "j" => player::go_by(ID, -LEAP),
        "l" => player::go_by(ID, LEAP),
        "m" => player::toggle_sound(ID),
        "," => step(-FRAME),
        "." => step(FRAME),
        _ => return false,
    }
    true
}

fn step(seconds: f64) {
    player::pause(ID);
    player::go_by(ID, seconds);
}

/// The player of an asset that plays.
pub fn on_stage(card: &Card) -> AnyView {
    let failed = RwSignal::new(false);
    // The element may have given up before this page woke up.
    Effect::new(move |_| failed.set(player::failed(ID)));
    let moves = card.kind() == Kind::Video && card.playback.as_ref().is_none_or(|playback| playback.picture);
    let (player, other) = (if moves { film(card, failed) } else { sound(card, failed) }, cannot(card));
    view! {
        <div class="plays" class:moves=moves class:mute=move || failed.get()>
            {player}
            {move || failed.get().then(|| other.clone()())}
        </div>
    }
    .into_any()
}

/// In place of a player that cannot play the file.
fn cannot(card: &Card) -> impl Fn() -> AnyView + Clone + 'static {
    let codecs = card.playback.as_ref().map(|playback| playback.codecs.clone()).filter(|codecs| !codecs.is_empty());
    let format = card.format.label();
    let what = codecs.map_or_else(|| format.to_owned(), |codecs| format!("{format} with {codecs}"));
    let (id, icon) = (card.id, kind_icon(card.kind()));
    move || {
        view! {
            <div class="absent" role="status">
                <Icon name=icon large=true/>
                <b>"This browser cannot play it"</b>
                <span>{format!("The file is {what}. Download it to play it in another program.")}</span>
                <ButtonLink href=download_path(id) external=true icon=IconName::Download>
                    "Download"
                </ButtonLink>
            </div>
        }
        .into_any()
    }
}

fn film(card: &Card, failed: RwSignal<bool>) -> AnyView {
    let poster = (card.renditions == Renditions::Ready).then(|| media_path(card.id, RenditionSize::S2048, &card.version));
    let size = (card.width > 0 && card.height > 0).then_some((card.width, card.height));
    view! {
        <video
            id=ID
            src=original_path(card.id, &card.version)
            poster=poster
            width=size.map(|size| size.0)
            height=size.map(|size| size.1)
            controls=true
            playsinline=true
            preload="metadata"
            aria-label=card.name.clone()
            on:error=move |_| failed.set(true)
            // A finger on the player's own bar does not turn to the neighbour.
            on:pointerdown=move |event| event.stop_propagation()
            on:wheel=move |event| event.stop_propagation()
        ></video>
    }
    .into_any()
}

fn sound(card: &Card, failed: RwSignal<bool>) -> AnyView {
    let known = card.playback.as_ref().map(|playback| f64::from(playback.duration) / 1_000.0).filter(|known| *known > 0.0);
    let standing = RwSignal::new(Standing::default());
    let look = move || standing.set(player::standing(ID));
    let duration = move || known.or(standing.get().duration).unwrap_or_default();
    let shape = card.playback.as_ref().is_some_and(|playback| playback.waveform);
    let shape = shape.then(|| mask(&waveform_path(card.id, BARS, &card.version)));
    let cover = (card.renditions == Renditions::Ready).then(|| {
        let src = media_path(card.id, RenditionSize::S640, &card.version);
        view! { <img class=mat_class(card.mat) src=src width=card.width height=card.height alt="" decoding="async"/> }
    });
    let name = card.name.clone();
    view! {
        <figure class="sound">
            {cover}
            <audio
                id=ID
                class="no-js"
                src=original_path(card.id, &card.version)
                controls=true
                preload="metadata"
                aria-label=name.clone()
                on:timeupdate=move |_| look()
                on:seeking=move |_| look()
                on:play=move |_| look()
                on:pause=move |_| look()
                on:ended=move |_| look()
                on:volumechange=move |_| look()
                on:loadedmetadata=move |_| look()
                on:error=move |_| failed.set(true)
            ></audio>
            <div class="desk needs-js">
                <button
                    class="go"
                    type="button"
                    aria-label=move || if standing.get().playing { "Pause (Space)" } else { "Play (Space)" }
                    title=move || if standing.get().playing { "Pause (Space)" } else { "Play (Space)" }
                    on:click=move |_| player::toggle(ID)
                >
                    {move || {
                        let name = if standing.get().playing { IconName::Pause } else { IconName::Play };
                        view! { <Icon name large=true/> }
                    }}
                </button>
                {bar(name, shape, standing, Signal::derive(duration))}
                <span class="times num">
                    {move || words(standing.get().at)}<span class="faint">{move || format!(" / {}", words(duration()))}</span>
                </span>
                <Button
                    look=Look::Ghost
                    icon=IconName::Volume
                    pressed=Signal::derive(move || standing.get().muted)
                    label=Signal::derive(move || {
                        if standing.get().muted { "Sound on (M)".to_owned() } else { "Mute (M)".to_owned() }
                    })
                    on_press=move |_| player::toggle_sound(ID)
                />
            </div>
        </figure>
    }
    .into_any()
}

fn words(seconds: f64) -> String {
    duration_words((seconds.max(0.0).floor() * 1_000.0) as u32)
}

/// The shape of the sound, which is how one goes through it; a line where it was not drawn.
fn bar(name: String, shape: Option<String>, standing: RwSignal<Standing>, duration: Signal<f64>) -> AnyView {
    let held = StoredValue::new(false);
    let go = move |event: &ev::PointerEvent| {
        if let Some(share) = stage::share_across(event) {
            let at = share * duration.get_untracked();
            player::go_to(ID, at);
            standing.update(|standing| standing.at = at);
        }
    };
    let keys = move |event: ev::KeyboardEvent| {
        let at = standing.get_untracked().at;
        let to = match event.key().as_str() {
            "ArrowLeft" | "ArrowDown" => at - STEP,
            "ArrowRight" | "ArrowUp" => at + STEP,
            "PageDown" => at - duration.get_untracked() / 10.0,
            "PageUp" => at + duration.get_untracked() / 10.0,
            "Home" => 0.0,
            "End" => duration.get_untracked(),
            _ => return,
        };
        event.prevent_default();
        player::go_to(ID, to);
    };
    let drawn = shape.is_some();
    let (all, shape) = (shape.clone(), shape.unwrap_or_default());
    let share = move || {
        let duration = duration.get();
        if duration > 0.0 { (standing.get().at / duration).clamp(0.0, 1.0) * 100.0 } else { 0.0 }
    };
    view! {
        <div
            class="bar"
            class:drawn=drawn
            role="slider"
            tabindex="0"
            aria-label=format!("Position in {name}")
            aria-valuemin="0"
            aria-valuemax=move || format!("{:.0}", duration.get())
            aria-valuenow=move || format!("{:.0}", standing.get().at)
            aria-valuetext=move || format!("{} of {}", words(standing.get().at), words(duration.get()))
            on:pointerdown=move |event| {
                event.stop_propagation();
                held.set_value(true);
                stage::keep_pointer(&event);
                go(&event);
            }
            on:pointermove=move |event| {
                if held.get_value() {
                    go(&event);
                }
            }
            on:pointerup=move |_| held.set_value(false)
            on:pointercancel=move |_| held.set_value(false)
            on:keydown=keys
        >
            <span class="all" style=all></span>
            <span class="done" style=move || format!("{shape};clip-path:inset(0 {:.2}% 0 0)", 100.0 - share())></span>
            <i style=move || format!("left:{:.2}%", share())></i>
        </div>
    }
    .into_any()
}
