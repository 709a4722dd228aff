//! An asset's picture at the size of a card, or what stands in its place.

mod hash;

use leptos::prelude::*;

use super::status::kind_icon;
use crate::domain::asset::{Card, Mat, duration_words};
use crate::domain::format::Format;
use crate::domain::rendition::{RenditionSize, Renditions, media_path, waveform_path};
use crate::ui::kit::{Icon, IconName};

/// Widths in pixels of a rendition of a picture so many pixels wide and high.
pub fn width_of(card: &Card, size: RenditionSize) -> u32 {
    let longest = card.width.max(card.height).max(1);
    let edge = size.edge().min(longest);
    u32::try_from(u64::from(card.width.max(1)) * u64::from(edge) / u64::from(longest)).unwrap_or(edge).max(1)
}

/// The class of what a picture is laid on.
pub fn mat_class(mat: Mat) -> Option<&'static str> {
    match mat {
        Mat::Plain => None,
        Mat::Light => Some("on-light"),
        Mat::Dark => Some("on-dark"),
        Mat::Middle => Some("on-middle"),
    }
}

/// A small blurred copy behind the picture until it arrives, exactly where it will be.
fn blur(card: &Card) -> Option<String> {
    if card.alpha || matches!(card.format, Format::Svg) || card.width == 0 || card.height == 0 {
        return None;
    }
    let picture = hash::data_url(card.thumbhash.as_deref()?)?;
    let ratio = f64::from(card.width) / f64::from(card.height);
    let size = match (card.whole(), ratio > 0.8) {
        (false, _) => "100% 100%".to_owned(),
        (true, true) => format!("100% {:.2}%", 80.0 / ratio),
        (true, false) => format!("{:.2}% 100%", ratio * 125.0),
    };
    Some(format!("background:url({picture}) center/{size} no-repeat"))
}

/// What fills the frame of a card: the picture, the shape of a sound, or a typed stand-in while or where there is none.
pub fn picture(card: &Card) -> AnyView {
    if card.heard() {
        return waveform(card, "wave");
    }
    match &card.renditions {
        Renditions::Ready => {
            let at = |size| media_path(card.id, size, &card.version);
            let set = [RenditionSize::S320, RenditionSize::S640]
                .map(|size| format!("{} {}w", at(size), width_of(card, size)))
                .join(", ");
            view! {
                <img
                    class=mat_class(card.mat)
                    src=at(RenditionSize::S320)
                    srcset=set
                    sizes="auto, (max-width: 767px) 34vw, 240px"
                    alt=""
                    width=card.width
                    height=card.height
                    loading="lazy"
                    decoding="async"
                    draggable="false"
                    style=blur(card)
                />
            }
            .into_any()
        }
        Renditions::Pending => stand_in(card, "Preparing…".to_owned(), None),
        Renditions::Placeholder(reason) => stand_in(card, card.format.label().to_owned(), Some(reason.clone())),
    }
}

/// Bars of a sound on a card.
const BARS: u16 = 40;

/// The shape of a sound in the ink of where it stands.
pub fn waveform(card: &Card, class: &'static str) -> AnyView {
    let style = mask(&waveform_path(card.id, BARS, &card.version));
    view! { <span class=class style=style></span> }.into_any()
}

/// Draws in one ink what lies at an address.
pub fn mask(address: &str) -> String {
    format!("mask-image:url({address})")
}

/// How long it plays, in the corner of its card.
pub fn duration_badge(card: &Card, now: Option<u32>) -> Option<AnyView> {
    let playback = card.playback.as_ref().filter(|playback| playback.duration > 0)?;
    let words = duration_words(now.unwrap_or(playback.duration));
    // What is heard has its shape; what is seen needs a sign that it moves.
    let sign = playback.picture.then(|| view! { <Icon name=IconName::Play/> });
    Some(view! { <span class="dur">{sign}<span class="sr">"Plays "</span>{words}</span> }.into_any())
}

fn stand_in(card: &Card, words: String, reason: Option<String>) -> AnyView {
    view! {
        <span class="typed" title=reason>
            <Icon name=kind_icon(card.kind())/>
            <span>{words}</span>
        </span>
    }
    .into_any()
}

/// The picture at the size of a filmstrip.
pub fn strip_picture(card: &Card) -> AnyView {
    match card.renditions {
        Renditions::Ready => {
            let src = media_path(card.id, RenditionSize::S320, &card.version);
            view! { <img class=mat_class(card.mat) src=src alt="" width=card.width height=card.height decoding="async"/> }
                .into_any()
        }
        _ if card.heard() => waveform(card, "wave"),
        _ => view! { <span class="typed"><Icon name=kind_icon(card.kind())/></span> }.into_any(),
    }
}
