//! The pictures in rows of true ratio, each with its name, its creator and its download.

use super::{download_path, picture_path, scaled, viewer_id};
use crate::domain::asset::duration_words;
use crate::domain::share::{PublicAsset, public_media_path};
use crate::ui::kit::{ButtonLink, Icon, IconName, Look};
use crate::ui::parts::thumb::{mask, mat_class};
use leptos::prelude::*;

/// Pictures that are fetched at once; the others as they come near.
const EAGER: usize = 3;

#[component]
pub(super) fn Wall(
    /// Approved assets.
    assets: Vec<PublicAsset>,
    /// Path of the page.
    page: String,
) -> impl IntoView {
    let items = assets.into_iter().enumerate().map(|(place, asset)| item(asset, &page, place < EAGER)).collect_view();
    view! {
        <ul class="wall">
            {items}
            <li class="fill" aria-hidden="true"></li>
        </ul>
    }
}

fn item(asset: PublicAsset, page: &str, eager: bool) -> AnyView {
    let shown = asset.pictured && asset.width > 0 && asset.height > 0;
    // Very wide and very tall pictures would make rows of their own or slivers.
    let ratio = if shown { (f64::from(asset.width) / f64::from(asset.height)).clamp(0.4, 3.2) } else { 0.8 };
    let face = match asset.playback.as_ref().filter(|_| asset.handed_out) {
        Some(playback) if playback.picture => film(&asset, page, ratio),
        Some(playback) => sound(&asset, page, playback.waveform),
        None if shown => picture(&asset, page, ratio, eager),
        None => stand_in(&asset),
    };
    let name = asset.name.clone();
    let duration = asset.playback.as_ref().filter(|playback| playback.duration > 0);
    let about = match duration.map(|playback| duration_words(playback.duration)) {
        Some(duration) => format!("{}, {duration}", asset.creator),
        None => asset.creator.clone(),
    };
    let download = asset.handed_out.then(|| {
        view! {
            <ButtonLink
                href=download_path(page, &asset)
                look=Look::Ghost
                icon=IconName::Download
                label=format!("Download {name}")
                download=""
            />
        }
    });
    view! {
        <li style=format!("--g:{ratio:.3}")>
            <figure>
                {face}
                <figcaption>
                    <div>
                        <b class="cut" title=name.clone()>
                            {name.clone()}
                        </b>
                        <span class="cut">{about}</span>
                    </div>
                    {download}
                </figcaption>
            </figure>
        </li>
    }
    .into_any()
}

fn picture(asset: &PublicAsset, page: &str, ratio: f64, eager: bool) -> AnyView {
    let set = [320, 640, 2_048]
        .map(|edge| format!("{} {}w", picture_path(page, asset, &edge.to_string()), scaled(asset, edge).0))
        .join(", ");
    // Rows are some 300 px high and stretch by up to a half.
    let sizes = format!("(max-width: 767px) 94vw, {:.0}px", ratio * 420.0);
    view! {
        <button class="pic" type="button" popovertarget=viewer_id(asset) aria-label=format!("Show {}", asset.name)>
            <img
                class=mat_class(asset.mat)
                src=picture_path(page, asset, "640")
                srcset=set
                sizes=sizes
                width=asset.width
                height=asset.height
                style=format!("--ar:{ratio:.4}")
                alt=asset.name.clone()
                loading=if eager { "eager" } else { "lazy" }
                decoding="async"
            />
        </button>
    }
    .into_any()
}

/// Played where it hangs: no script is here to stop what plays behind something that was closed.
fn film(asset: &PublicAsset, page: &str, ratio: f64) -> AnyView {
    let poster = asset.pictured.then(|| picture_path(page, asset, if ratio > 1.4 { "2048" } else { "640" }));
    view! {
        <video
            class="pic"
            src=public_media_path(page, asset.id, "play")
            poster=poster
            width=asset.width.max(1)
            height=asset.height.max(1)
            style=format!("--ar:{ratio:.4}")
            controls=true
            playsinline=true
            preload="none"
            aria-label=asset.name.clone()
        ></video>
    }
    .into_any()
}

/// Its cover, or its shape, over the browser's own player.
fn sound(asset: &PublicAsset, page: &str, shaped: bool) -> AnyView {
    let face = if asset.pictured {
        let src = picture_path(page, asset, "640");
        view! {
            <img class=mat_class(asset.mat) src=src width=asset.width height=asset.height alt="" loading="lazy" decoding="async"/>
        }
        .into_any()
    } else if shaped {
        view! { <span class="wave" style=mask(&picture_path(page, asset, "waveform"))></span> }.into_any()
    } else {
        view! { <Icon name=IconName::Music large=true/> }.into_any()
    };
    view! {
        <div class="pic tune">
            {face}
            <audio
                src=public_media_path(page, asset.id, "play")
                controls=true
                preload="none"
                aria-label=asset.name.clone()
            ></audio>
        </div>
    }
    .into_any()
}

fn stand_in(asset: &PublicAsset) -> AnyView {
    view! {
        <div class="pic typed">
            <Icon name=IconName::File large=true/>
            <span>{asset.format.label()}</span>
        </div>
    }
    .into_any()
}
