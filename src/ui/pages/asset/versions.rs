//! The versions of the asset: the way to add one, and the list of all with what can be done with each.

use leptos::{ev, prelude::*};

use super::{Room, deeds};
use crate::domain::access::Action;
use crate::domain::asset::{bytes_words, size_words};
use crate::domain::id::AssetId;
use crate::domain::rendition::{RenditionSize, Renditions, version_download_path, version_media_path};
use crate::domain::time::Timestamp;
use crate::domain::upload::Filing;
use crate::domain::version::VersionFace;
use crate::ui::browser::drag::chosen;
use crate::ui::kit::{Button, ButtonLink, Icon, IconName, Look, Size};
use crate::ui::parts::status::kind_icon;
use crate::ui::parts::thumb::mat_class;
use crate::ui::parts::when::When;
use crate::ui::state::uploads::{Target, Uploads, VersionOf};
use crate::ui::state::viewed::Viewed;

/// The section of the panel.
pub fn versions(room: Room, viewed: &Viewed) -> AnyView {
    let now = viewed.session().now();
    let all = viewed.part(|detail| detail.versions.clone());
    let locked = viewed.part(|detail| detail.card.status.keeps_bytes().filter(|_| detail.trashed.is_none()));
    let may = {
        let viewed = viewed.clone();
        let trashed = viewed.part(|detail| detail.trashed.is_some());
        Memo::new(move |_| !trashed.get() && viewed.may(Action::AddVersion))
    };
    let adder = {
        let viewed = viewed.clone();
        move || (may.get() && locked.get().is_none()).then(|| add_button(&viewed))
    };
    let reason = move || locked.get().filter(|_| may.get()).map(|reason| view! { <p class="faint">{reason}</p> });
    let list = {
        let viewed = viewed.clone();
        move || {
            let restores = may.get() && locked.get().is_none();
            all.with(|all| {
                let newest = all.first().map(|version| (version.number, version.digest.clone()));
                all.iter().map(|version| line(room, &viewed, version, newest.as_ref(), restores, now)).collect_view()
            })
        }
    };
    view! {
        <hr/>
        <section class="group" aria-label="Versions">
            <span class="lab">"Versions" {adder}</span>
            {reason}
            <ol class="versions" reversed>
                {list}
            </ol>
        </section>
    }
    .into_any()
}

/// A file field dressed as a button. Scripts do the sending.
fn add_button(viewed: &Viewed) -> AnyView {
    let uploads = Uploads::expect();
    let viewed = viewed.clone();
    let choose = move |event: ev::Event| {
        let file = chosen(&event).into_iter().take(1).collect::<Vec<_>>();
        let brand = untrack(|| viewed.brand());
        if let Some(brand) = brand.filter(|_| !file.is_empty()) {
            let version_of = VersionOf { asset: viewed.id(), name: untrack(|| viewed.card().name) };
            let target = Target {
                brand: brand.slug,
                name: brand.name.to_string(),
                filing: Filing::default(),
                version_of: Some(version_of),
            };
            uploads.add(file, &target);
        }
    };
    view! {
        <label class="btn sm pick needs-js">
            <input class="sr" type="file" aria-label="Upload new version" on:change=choose/>
            <Icon name=IconName::Upload/>
            "Upload new version"
        </label>
    }
    .into_any()
}

fn line(
    room: Room,
    viewed: &Viewed,
    version: &VersionFace,
    newest: Option<&(u32, String)>,
    restores: bool,
    now: Timestamp,
) -> AnyView {
    let VersionFace { number, name, uploader, added, .. } = version.clone();
    let current = newest.is_some_and(|(newest, _)| *newest == number);
    // An earlier one of the very same file needs no way back, and has nothing to compare.
    let same = newest.is_some_and(|(_, digest)| *digest == version.digest);
    let mark = match (current, version.restored_from) {
        (true, None) => Some("Current".to_owned()),
        (true, Some(from)) => Some(format!("Current, version {from} again")),
        (false, Some(from)) => Some(format!("Version {from} again")),
        (false, None) => None,
    };
    let size = size_words(version.width, version.height);
    let bytes = bytes_words(version.bytes);
    let size = if size.is_empty() { bytes } else { format!("{bytes}, {size}") };
    let restore = (restores && !same).then(|| {
        let viewed = viewed.clone();
        view! {
            <span class="needs-js">
                <Button
                    look=Look::Ghost
                    size=Size::Small
                    icon=IconName::Restore
                    label=format!("Restore version {number}")
                    on_press=move |_| deeds::restore_version(&viewed, number)
                />
            </span>
        }
    });
    let id = viewed.id();
    view! {
        <li aria-current=current.then_some("true")>
            {thumb(id, version)}
            <div class="about">
                <p>
                    <b>{format!("Version {number}")}</b>
                    {mark.map(|mark| view! { <span class="which">{mark}</span> })}
                </p>
                <p class="cut" title=name.clone()>{name.clone()}</p>
                <p class="faint">{uploader} ", " <When at=added now/></p>
                <p class="faint">{size}</p>
            </div>
            <span class="ac">
                {(!same).then(|| compare_link(room, id, number))}
                {restore}
                <ButtonLink
                    href=version_download_path(id, number)
                    external=true
                    look=Look::Ghost
                    size=Size::Small
                    icon=IconName::Download
                    label=format!("Download version {number}")
                />
            </span>
        </li>
    }
    .into_any()
}

/// Within the viewer, so it takes the place of this view in the history: Back leads to the grid.
fn compare_link(room: Room, asset: AssetId, number: u32) -> AnyView {
    let label = format!("Compare version {number} with the current one");
    let library = room.library;
    let path = move || library.query.with(|query| query.compare_path(asset, number));
    let press = move |event: ev::MouseEvent| {
        if !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.button() != 0) {
            event.prevent_default();
            library.turn(untrack(path));
        }
    };
    let compared = move || (room.compare.get() == Some(number)).then_some("true");
    view! {
        <a
            class="btn ghost sm icon"
            href=path
            aria-label=label.clone()
            title=label
            aria-current=compared
            on:click=press
        >
            <Icon name=IconName::Compare/>
        </a>
    }
    .into_any()
}

fn thumb(asset: AssetId, version: &VersionFace) -> AnyView {
    let VersionFace { number, width, height, .. } = *version;
    match version.renditions {
        Renditions::Ready => {
            let src = version_media_path(asset, number, RenditionSize::S320, &version.digest);
            view! {
                <img
                    class=mat_class(version.mat)
                    src=src
                    alt=""
                    width=width
                    height=height
                    loading="lazy"
                    decoding="async"
                />
            }
            .into_any()
        }
        _ => view! {
            <span class="ph">
                <Icon name=kind_icon(version.format.kind())/>
            </span>
        }
        .into_any(),
    }
}
