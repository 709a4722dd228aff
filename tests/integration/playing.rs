//! Video, audio and documents from their arrival to where they leave; and a studio whose machine lacks the tools.

use crate::media::publish;
use crate::support::TestStudio;
use atelier::domain::asset::Asset;
use atelier::domain::id::AssetId;
use atelier::domain::library::Page;
use atelier::domain::rendition::Renditions;
use atelier::domain::share::PublicCampaign;
use atelier::server::config::Config;
use atelier::server::media::Tools;
use axum::body::Body;
use axum::http::Method;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;

/// A file that ffmpeg writes; `None`, said aloud, where it is not installed.
fn made(folder: &Path, name: &str, arguments: &str) -> Option<Vec<u8>> {
    let file = folder.join(name);
    let written = Command::new("ffmpeg").args(["-nostdin", "-v", "error", "-y"]).args(arguments.split(' ')).arg(&file).status();
    if !written.is_ok_and(|status| status.success()) {
        eprintln!("skipped: there is no ffmpeg to write {name}");
        return None;
    }
    Some(std::fs::read(file).unwrap())
}

fn film(folder: &Path) -> Option<Vec<u8>> {
    let tags = "-metadata comment=CANARY";
    let coded = "-c:v libx264 -pix_fmt yuv420p -c:a aac";
    let arguments = format!("-f lavfi -i testsrc2=s=320x180:d=4:r=10 -f lavfi -i sine=d=4 {tags} {coded}");
    made(folder, "film.mp4", &arguments)
}

fn sound(folder: &Path) -> Option<Vec<u8>> {
    made(folder, "sound.mp3", "-f lavfi -i sine=d=3 -metadata artist=CANARY")
}

/// Two pages.
const PDF: &[u8] = b"%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Contents 5 0 R>>endobj
4 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]>>endobj
5 0 obj<</Length 29>>stream
0 0.5 0.8 rg 50 50 200 300 re f
endstream endobj
trailer<</Root 1 0 R>>
%%EOF
";

async fn keep(test: &TestStudio, name: &str, bytes: &[u8]) -> AssetId {
    test.file_in(&test.ctx("owner"), &test.brand(), name, bytes).await
}

fn asset(test: &TestStudio, id: AssetId) -> Asset {
    test.studio.catalog.asset(id).unwrap()
}

/// Without tools.
async fn bare() -> TestStudio {
    let folder = tempfile::tempdir().unwrap();
    let config = Config {
        database_url: Some("mem://".to_owned()),
        storage_url: Some("memory:".to_owned()),
        storage_options: Vec::new(),
        tools: Tools::default(),
        ..Config::new(SocketAddr::from(([127, 0, 0, 1], 0)), folder.path().to_owned())
    };
    let test = TestStudio::with(config, folder).await;
    test.first_visit().await;
    test
}

fn holds(bytes: &[u8], mark: &str) -> bool {
    bytes.windows(mark.len()).any(|window| window == mark.as_bytes())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_film_gets_its_poster_its_sheet_and_its_duration() {
    let test = TestStudio::set_up().await;
    let Some(bytes) = film(test.folder.path()) else { return };
    let id = keep(&test, "film.mp4", &bytes).await;
    test.work().await;
    let mut owner = test.signed_in("owner").await;
    let page: Page = owner.get("/api/library/page?query=&start=0&count=60").await.json();
    let card = &page.cards[0];
    let playback = card.playback.as_ref().unwrap();
    assert_eq!((card.width, card.height, &card.renditions), (320, 180, &Renditions::Ready));
    assert!(playback.duration.abs_diff(4_000) < 150 && playback.frames == 10 && playback.sound, "{playback:?}");

    for (what, kind) in [("320", "image/webp"), ("2048", "image/jpeg"), ("sheet", "image/webp")] {
        let answer = owner.get(&format!("/media/{id}/{what}?v={}", card.version)).await;
        assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, kind), "{what}");
        assert_eq!(answer.header("cache-control"), "private, max-age=31536000, immutable", "{what}");
    }
    assert_eq!(owner.get(&format!("/media/{id}/waveform")).await.status, 404);

    // What a player asks: where it is, a part of it, and the rest of the same bytes.
    let path = format!("/media/{id}/original");
    let part = owner.request(Method::GET, &path, &[("range", "bytes=0-1")], Body::empty()).await;
    assert_eq!((part.status.as_u16(), part.header("content-type")), (206, "video/mp4"));
    assert_eq!(part.header("content-range"), format!("bytes 0-1/{}", bytes.len()));
    let tag = part.header("etag").to_owned();
    for (known, status) in [(tag.as_str(), 206), ("\"other\"", 200)] {
        let asked = [("range", "bytes=100-"), ("if-range", known)];
        let rest = owner.request(Method::GET, &path, &asked, Body::empty()).await;
        assert_eq!(rest.status.as_u16(), status, "{known}");
        assert_eq!(rest.body, if status == 206 { &bytes[100..] } else { &bytes[..] });
    }
    // And what is written stays: read anew from the record.
    let rows = atelier::server::catalog::Catalog::new(7);
    atelier::server::db::load::all(&test.studio.db, |facts| rows.apply(&facts)).await.unwrap();
    assert_eq!(rows.asset(id), Some(asset(&test, id)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sound_gets_its_shape() {
    let test = TestStudio::set_up().await;
    let Some(bytes) = sound(test.folder.path()) else { return };
    let id = keep(&test, "sound.mp3", &bytes).await;
    test.work().await;
    let kept = asset(&test, id);
    let playback = kept.facts.playback.as_ref().unwrap();
    assert!(playback.waveform && !playback.picture && playback.duration.abs_diff(3_000) < 100, "{playback:?}");
    assert!(matches!(kept.renditions, Renditions::Placeholder(_)));
    let mut owner = test.signed_in("owner").await;
    let drawn = owner.get(&format!("/media/{id}/waveform?bars=40")).await;
    assert_eq!((drawn.status.as_u16(), drawn.header("content-type")), (200, "image/svg+xml"));
    assert!(drawn.header("content-security-policy").contains("sandbox"));
    assert_eq!(drawn.text().matches('M').count(), 40);
    let same = [("if-none-match", drawn.header("etag"))];
    let again = owner.request(Method::GET, &format!("/media/{id}/waveform?bars=40"), &same, Body::empty()).await;
    assert_eq!(again.status, 304);
    assert_eq!(test.visitor().get(&format!("/media/{id}/waveform")).await.status, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_shows_its_first_page_and_a_bad_one_costs_nothing() {
    let test = TestStudio::set_up().await;
    let id = keep(&test, "brief.pdf", PDF).await;
    // Arrays so deep that reading them takes any stack to its end.
    let deep = [b"%PDF-1.4\n1 0 obj".as_slice(), &b"[".repeat(3_000_000), b"endobj trailer<</Root 1 0 R>>"].concat();
    let deep = keep(&test, "deep.pdf", &deep).await;
    let noise = keep(&test, "noise.pdf", b"%PDF-1.4 and nothing of the kind").await;
    test.work().await;
    let kept = asset(&test, id);
    assert_eq!((kept.facts.pages, kept.facts.width, kept.facts.height), (Some(2), 1_536, 2_048));
    assert_eq!(kept.renditions, Renditions::Ready);
    let mut owner = test.signed_in("owner").await;
    let page = owner.get(&format!("/media/{id}/320")).await;
    let page = image::load_from_memory(&page.body).unwrap().to_rgb8();
    assert_eq!(page.dimensions(), (240, 320));
    let (paper, ink) = (page.get_pixel(10, 10).0, page.get_pixel(120, 160).0);
    assert!(paper.iter().all(|light| *light > 250) && ink[0] < 20 && ink[2] > 180, "{paper:?} {ink:?}");
    for bad in [deep, noise] {
        let kept = asset(&test, bad);
        assert!(matches!(&kept.renditions, Renditions::Placeholder(reason) if reason.contains("PDF")), "{:?}", kept.renditions);
    }
    assert!(test.studio.queue.poisoned().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn without_tools_everything_is_kept() {
    let test = bare().await;
    let folder = test.folder.path().to_owned();
    let (Some(film), Some(sound)) = (film(&folder), sound(&folder)) else { return };
    let files = [keep(&test, "film.mp4", &film).await, keep(&test, "a.mp3", &sound).await, keep(&test, "a.pdf", PDF).await];
    test.work().await;
    assert!(test.studio.queue.poisoned().is_empty());
    let mut owner = test.signed_in("owner").await;
    for id in files {
        let kept = asset(&test, id);
        let Renditions::Placeholder(reason) = &kept.renditions else { panic!("{:?}", kept.renditions) };
        assert!(reason.contains(kept.format.label()), "{reason}");
        assert_eq!((kept.facts.edition, kept.facts.playback), (0, None));
        assert_eq!(owner.get(&format!("/media/{id}/original")).await.body.len() as u64, kept.bytes);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_kept_without_tools_is_caught_up_with() {
    let test = TestStudio::set_up().await;
    let Some(bytes) = film(test.folder.path()) else { return };
    let id = keep(&test, "film.mp4", &bytes).await;
    test.work().await;
    let ready = asset(&test, id);
    // As an earlier version, or one without ffmpeg, left it; and given five stars since.
    let mut before = ready.clone();
    before.facts = Default::default();
    before.renditions = Renditions::Placeholder("There is no preview of MP4 files yet.".to_owned());
    before.rating = atelier::domain::asset::Rating::new(5).unwrap();
    let mut change = test.studio.change().await;
    atelier::server::db::assets::put(&mut change.tx, &before);
    change.commit().await.unwrap();
    test.work().await;
    let after = asset(&test, id);
    assert_eq!((&after.facts, &after.renditions), (&ready.facts, &ready.renditions));
    assert_eq!(after.rating.stars(), 5);
    // Once, and not at every start.
    assert!(test.studio.catalog.looked_at_by_less(|format| test.studio.config.tools.edition(format)).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn films_leave_without_what_is_embedded() {
    let test = TestStudio::set_up().await;
    let Some(bytes) = film(test.folder.path()) else { return };
    assert!(holds(&bytes, "CANARY"));
    let mut owner = test.signed_in("owner").await;
    let id = keep(&test, "film.mp4", &bytes).await;
    test.work().await;
    let (_, page) = publish(&test, &mut owner, id).await;
    let segment = page.rsplit('/').next().unwrap();
    let shown: PublicCampaign = owner.get(&format!("/api/share/open?segment={segment}")).await.json();
    assert!(shown.assets[0].handed_out && shown.assets[0].playback.is_some());
    let mut visitor = test.visitor();
    let clean = visitor.get(&format!("{page}/download/{id}")).await;
    assert_eq!((clean.status.as_u16(), clean.header("content-type")), (200, "video/mp4"));
    assert!(clean.header("content-disposition").starts_with("attachment"));
    assert!(!holds(&clean.body, "CANARY"));
    let played =
        visitor.request(Method::GET, &format!("{page}/media/{id}/play"), &[("range", "bytes=0-99")], Body::empty()).await;
    assert_eq!((played.status.as_u16(), played.header("content-disposition")), (206, ""));
    assert_eq!(played.body, clean.body[..100]);
    let document = visitor.get(&page).await.text();
    assert!(document.contains("<video") && document.contains(&format!("{page}/media/{id}/play")));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_cleaned_does_not_leave() {
    let test = bare().await;
    let Some(bytes) = film(test.folder.path()) else { return };
    let mut owner = test.signed_in("owner").await;
    let id = keep(&test, "film.mp4", &bytes).await;
    test.work().await;
    let (_, page) = publish(&test, &mut owner, id).await;
    let mut visitor = test.visitor();
    for path in [format!("{page}/download/{id}"), format!("{page}/media/{id}/play")] {
        assert_eq!(visitor.get(&path).await.status, 404, "{path}");
    }
    let document = visitor.get(&page).await.text();
    assert!(!document.contains("<video") && !document.contains("/download/"));
}
