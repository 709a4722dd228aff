//! The public page of a campaign: for anyone with the link, complete without scripts.
//!
//! Its data is asked for while it is rendered and never as a resource, so that nothing but the page
//! itself is sent.

mod viewer;
mod wall;

use self::{viewer::Viewers, wall::Wall};
use super::not_found::NotFoundPage;
use crate::api;
use crate::domain::asset::count_words;
use crate::domain::share::{PublicAsset, PublicCampaign, public_media_path, public_zip_path};
use crate::ui::browser::response;
use crate::ui::kit::{ButtonLink, IconName, Look, Message, Size};
use crate::ui::parts::brand_mark::BrandMark;
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use leptos_router::hooks::use_params_map;

/// Approved assets behind a live link; the common not-found page behind any other.
#[component]
pub fn PublicCampaignPage() -> impl IntoView {
    let segment = use_params_map().with_untracked(|params| params.get("segment")).unwrap_or_default();
    Suspend::new(async move {
        match api::share::open(segment).await {
            Ok(campaign) => shown(campaign),
            Err(_) => view! { <NotFoundPage/> }.into_any(),
        }
    })
}

fn shown(campaign: PublicCampaign) -> AnyView {
    let PublicCampaign { brand, brand_colour, name, description, path, assets } = campaign;
    let about = (!description.is_empty()).then(|| view! { <p class="lead">{description.clone()}</p> });
    let handed_out = assets.iter().filter(|asset| asset.handed_out).count();
    let all = (handed_out > 0).then(|| {
        let words = match handed_out {
            1 => "Download the file".to_owned(),
            count => format!("Download all {}", count_words(count as u64)),
        };
        view! {
            <p class="all">
                <ButtonLink href=public_zip_path(&path) look=Look::Line size=Size::Large icon=IconName::Download download="">
                    {words}
                </ButtonLink>
            </p>
        }
    });
    let body = if assets.is_empty() {
        view! {
            <div class="quiet">
                <Message icon=IconName::Image title="Nothing to show yet" text="Approved work will appear here."/>
            </div>
        }
        .into_any()
    } else {
        view! {
            <Wall assets=assets.clone() page=path.clone()/>
            <Viewers assets=assets.clone() page=path.clone()/>
        }
        .into_any()
    };
    view! {
        {unfurled(&name, &brand, &description, &path, &assets)}
        <div class="pub">
            <header>
                <div class="who-by">
                    <BrandMark name=brand.clone() colour=brand_colour/>
                    {brand.clone()}
                </div>
                <div>
                    <h1>{name}</h1>
                    {about}
                    {all}
                </div>
            </header>
            <main id="main">{body}</main>
            <footer>
                <span>{brand}</span>
                <span>"Shared with Atelier"</span>
            </footer>
        </div>
    }
    .into_any()
}

/// What search engines (nothing) and those who unfurl links read of the page.
fn unfurled(name: &str, brand: &str, description: &str, path: &str, assets: &[PublicAsset]) -> AnyView {
    let title = format!("{name} by {brand}");
    let about = if description.is_empty() { format!("A campaign by {brand}.") } else { description.to_owned() };
    let origin = response::origin().unwrap_or_default();
    let picture = assets.iter().find(|asset| asset.pictured).map(|asset| {
        view! {
            <Meta property="og:image" content=format!("{origin}{}", public_media_path(path, asset.id, "2048"))/>
            <Meta name="twitter:card" content="summary_large_image"/>
        }
    });
    view! {
        <Title text=title.clone()/>
        <Meta name="robots" content="noindex, nofollow"/>
        <Meta name="description" content=about.clone()/>
        <Meta property="og:title" content=title/>
        <Meta property="og:description" content=about/>
        <Meta property="og:type" content="website"/>
        <Meta property="og:url" content=format!("{origin}{path}")/>
        {picture}
    }
    .into_any()
}

/// Address that downloads an asset; `page` is the page's own path.
fn download_path(page: &str, asset: &PublicAsset) -> String {
    format!("{page}/download/{}", asset.id)
}

/// Id of the viewer of an asset.
fn viewer_id(asset: &PublicAsset) -> String {
    format!("view-{}", asset.id)
}

/// Address of an asset's picture so many pixels large; changes with the bytes.
fn picture_path(page: &str, asset: &PublicAsset, what: &str) -> String {
    format!("{}?v={}", public_media_path(page, asset.id, what), asset.version)
}

/// The size of the largest rendition, which lends its shape to the others. Renditions never enlarge.
fn largest(asset: &PublicAsset) -> (u32, u32) {
    scaled(asset, 2_048)
}

/// Width and height of the rendition whose longest edge is `edge`.
fn scaled(asset: &PublicAsset, edge: u32) -> (u32, u32) {
    let longest = asset.width.max(asset.height).max(1);
    if longest <= edge {
        return (asset.width, asset.height);
    }
    let shrink = |side: u32| (f64::from(side) * f64::from(edge) / f64::from(longest)).round().max(1.0) as u32;
    (shrink(asset.width), shrink(asset.height))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{AssetId, Id};

    fn sized(width: u32, height: u32) -> PublicAsset {
        PublicAsset {
            id: AssetId(Id(1)),
            name: "Koi".into(),
            creator: "June".into(),
            width,
            height,
            mat: crate::domain::asset::Mat::Plain,
            pictured: true,
            format: crate::domain::format::Format::Jpeg,
            playback: None,
            handed_out: true,
            version: "01234567".into(),
        }
    }

    #[test]
    fn renditions_keep_the_shape_and_never_enlarge() {
        assert_eq!(scaled(&sized(4_640, 3_480), 640), (640, 480));
        assert_eq!(scaled(&sized(400, 594), 640), (400, 594));
        assert_eq!(scaled(&sized(400, 594), 320), (215, 320));
        assert_eq!(scaled(&sized(9_000, 2), 320), (320, 1));
    }
}
