//! One picture at a time, large: native popovers that show each other, so that no script is needed.

use super::{download_path, largest, picture_path, viewer_id};
use crate::domain::share::PublicAsset;
use crate::ui::kit::{ButtonLink, Icon, IconName, Look};
use crate::ui::parts::thumb::mat_class;
use leptos::prelude::*;

#[component]
pub(super) fn Viewers(
    /// Approved assets.
    assets: Vec<PublicAsset>,
    /// Path of the page.
    page: String,
) -> impl IntoView {
    let large = |asset: &PublicAsset| {
        let plays = asset.handed_out && asset.playback.is_some();
        asset.pictured && asset.width > 0 && asset.height > 0 && !plays
    };
    let pictured: Vec<PublicAsset> = assets.into_iter().filter(large).collect();
    let total = pictured.len();
    (0..total)
        .map(|place| {
            let before = place.checked_sub(1).and_then(|place| pictured.get(place));
            viewer(&pictured[place], &page, (place + 1, total), before, pictured.get(place + 1))
        })
        .collect_view()
}

fn viewer(
    asset: &PublicAsset,
    page: &str,
    (place, total): (usize, usize),
    before: Option<&PublicAsset>,
    after: Option<&PublicAsset>,
) -> AnyView {
    let (width, height) = largest(asset);
    let id = viewer_id(asset);
    let download = asset.handed_out.then(|| {
        view! {
            <ButtonLink
                href=download_path(page, asset)
                look=Look::Ghost
                icon=IconName::Download
                label=format!("Download {}", asset.name)
                download=""
            />
        }
    });
    view! {
        <div class="view" id=id.clone() popover="auto" role="dialog" aria-label=asset.name.clone() data-theme="dark">
            <header>
                <b class="cut">{asset.name.clone()}</b>
                <span class="cut">{asset.creator.clone()}</span>
                <span class="num">{format!("{place} of {total}")}</span>
                {download}
                {turn(Some(&id), IconName::X, "Close", "btn icon ghost", Some("hide"))}
            </header>
            <img
                class=mat_class(asset.mat)
                src=picture_path(page, asset, "2048")
                width=width
                height=height
                alt=asset.name.clone()
                loading="lazy"
                decoding="async"
            />
            {turn(before.map(viewer_id).as_deref(), IconName::Left, "Previous", "btn icon back", None)}
            {turn(after.map(viewer_id).as_deref(), IconName::Right, "Next", "btn icon on", None)}
        </div>
    }
    .into_any()
}

/// A button that shows or hides a viewer, if there is one.
fn turn(
    viewer: Option<&str>,
    icon: IconName,
    label: &'static str,
    class: &'static str,
    deed: Option<&'static str>,
) -> Option<AnyView> {
    let viewer = viewer?.to_owned();
    Some(
        view! {
            <button class=class type="button" popovertarget=viewer popovertargetaction=deed aria-label=label title=label>
                <Icon name=icon/>
            </button>
        }
        .into_any(),
    )
}
