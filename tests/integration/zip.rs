//! Archives as they leave: to members and to visitors, whole and in parts.

use crate::support::{Answer, Client, NOW, TestStudio, png, resident};
use atelier::domain::asset::{Asset, Facts, Rating, Source};
use atelier::domain::brand::BrandRole;
use atelier::domain::campaign::CampaignDetail;
use atelier::domain::format::Format;
use atelier::domain::id::{AssetId, CampaignId};
use atelier::domain::member::StudioRole;
use atelier::domain::rendition::Renditions;
use atelier::domain::review::{Move, Status};
use atelier::domain::text::FileName;
use atelier::domain::time::DAY;
use atelier::server::change::Fact;
use atelier::server::config::Config;
use atelier::server::service::downloads::LIFE;
use atelier::server::service::{assets, collections, review};
use atelier::server::storage::Key;
use atelier::server::{db, ids};
use axum::body::{Body, Bytes};
use axum::http::{Method, Request};
use futures::StreamExt;
use serde_json::json;
use std::io::{Cursor, Read};
use tower::ServiceExt;

/// Names and contents, as another's reader finds them; it compares the sums.
fn unpacked(body: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(body)).unwrap();
    (0..archive.len())
        .map(|place| {
            let mut file = archive.by_index(place).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

fn names(body: &[u8]) -> Vec<String> {
    unpacked(body).into_iter().map(|(name, _)| name).collect()
}

/// Where the archive can be fetched that a form asks for.
async fn ask(client: &mut Client, form: &str) -> String {
    let answer = client.form("/zip", form).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.header("location").to_owned()
}

async fn part(client: &mut Client, path: &str, headers: &[(&str, &str)]) -> Answer {
    client.request(Method::GET, path, headers, Body::empty()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_selection_comes_whole_and_in_parts() {
    let test = TestStudio::set_up().await;
    let (one, two) = (test.asset("owner", "Koi.jpg").await, test.asset("owner", "koi.PNG").await);
    let mut owner = test.signed_in("owner").await;
    let path = ask(&mut owner, &format!("assets={one}%2C{two}%2C{one}")).await;
    let whole = owner.get(&path).await;
    assert_eq!(whole.status, 200, "{}", whole.text());
    // Told by content, and made different.
    let expected = vec![("Koi.png".to_owned(), png("Koi.jpg")), ("koi (2).PNG".to_owned(), png("koi.PNG"))];
    assert_eq!(unpacked(&whole.body), expected);
    let size = whole.body.len();
    for (name, value) in [
        ("content-type", "application/zip"),
        ("content-length", &size.to_string()),
        ("accept-ranges", "bytes"),
        ("cache-control", "private, no-cache"),
        ("content-disposition", "attachment; filename=\"Saltmarsh 2 assets.zip\"; filename*=UTF-8''Saltmarsh%202%20assets.zip"),
    ] {
        assert_eq!(whole.header(name), value, "{name}");
    }
    let tag = whole.header("etag").to_owned();
    assert!(tag.starts_with('"') && tag.len() == 34, "a strong tag: {tag}");

    // A download that breaks at any byte goes on there.
    for at in (0..size).step_by(97) {
        let rest = part(&mut owner, &path, &[("range", &format!("bytes={at}-")), ("if-range", &tag)]).await;
        assert_eq!((rest.status.as_u16(), rest.header("etag")), (206, tag.as_str()));
        assert_eq!(rest.header("content-range"), format!("bytes {at}-{}/{size}", size - 1));
        assert_eq!(rest.body, whole.body[at..]);
    }
    let outside = part(&mut owner, &path, &[("range", &format!("bytes={size}-"))]).await;
    assert_eq!((outside.status.as_u16(), outside.header("content-range")), (416, format!("bytes */{size}").as_str()));
    let head = owner.request(Method::HEAD, &path, &[], Body::empty()).await;
    assert_eq!((head.status.as_u16(), head.header("content-length"), head.body.len()), (200, size.to_string().as_str(), 0));
    // Proxies and browsers that offer to unpack must not change the length.
    let squeezed = part(&mut owner, &path, &[("accept-encoding", "gzip, br")]).await;
    assert_eq!((squeezed.header("content-encoding"), squeezed.body.len()), ("", size));
    assert_eq!(part(&mut owner, &path, &[("if-none-match", &tag)]).await.status, 304);

    // Another archive is not continued with the rest of this one.
    assets::rename(&test.ctx("owner"), two, "heron.png").await.unwrap();
    let other = part(&mut owner, &path, &[("range", "bytes=90-"), ("if-range", &tag)]).await;
    assert_eq!(other.status, 200);
    assert_ne!(other.header("etag"), tag);
    assert_eq!(names(&other.body), ["Koi.png", "heron.png"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn results_come_as_they_were_chosen() {
    let test = TestStudio::set_up().await;
    for name in ["koi.png", "heron.png", "koi at dusk.png"] {
        test.asset("owner", name).await;
        test.studio.clock.advance(1);
    }
    let mut owner = test.signed_in("owner").await;
    let path = ask(&mut owner, "query=brand%3Dsaltmarsh%26q%3Dkoi%26sort%3Dname").await;
    let first = owner.get(&path).await;
    assert_eq!(names(&first.body), ["koi at dusk.png", "koi.png"]);
    // What comes later does not break a download that is under way.
    test.asset("owner", "koi too.png").await;
    assert_eq!(owner.get(&path).await.body, first.body);
    let nothing = owner.form("/zip", "query=q%3Dnowhere").await;
    assert_eq!((nothing.status.as_u16(), nothing.text().as_str()), (422, "There is nothing to download."));
    assert_eq!(owner.form("/zip", "assets=x").await.status, 422);
    // After two days it is forgotten, at once and then from the record.
    test.studio.clock.advance(LIFE);
    assert_eq!(owner.get(&path).await.status, 404);
    test.work().await;
    let id = path.rsplit('/').next().unwrap().parse().unwrap();
    assert_eq!(db::downloads::get(&test.studio.db, id).await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn collections_become_folders() {
    let test = TestStudio::set_up().await;
    let ctx = test.ctx("owner");
    let autumn = collections::create(&ctx, "saltmarsh", "Autumn: 2026", None).await.unwrap();
    let day = collections::create(&ctx, "saltmarsh", "Day 1", Some(autumn)).await.unwrap();
    let other = collections::create(&ctx, "saltmarsh", "Other", None).await.unwrap();
    let mut files = Vec::new();
    for name in ["a.png", "b.png", "c.png", "d.png"] {
        files.push(test.asset("owner", name).await);
        test.studio.clock.advance(1);
    }
    collections::file(&ctx, &[files[0], files[1]], autumn).await.unwrap();
    collections::file(&ctx, &[files[1], files[2]], day).await.unwrap();
    collections::file(&ctx, &[files[2]], other).await.unwrap();
    let mut owner = test.signed_in("owner").await;
    for (form, name, expected) in [
        (format!("query=collection%3D{autumn}"), "Autumn- 2026.zip", vec!["a.png", "b.png"]),
        (format!("query=collection%3D{autumn}%26nested%3D1"), "Autumn- 2026.zip", vec!["a.png", "b.png", "c.png"]),
        (
            format!("query=collection%3D{autumn}%26nested%3D1&folders=1"),
            "Autumn- 2026.zip",
            vec!["Day 1/b.png", "Day 1/c.png", "a.png", "b.png"],
        ),
        (
            "query=brand%3Dsaltmarsh&folders=1".to_owned(),
            "Saltmarsh 4 assets.zip",
            vec![
                "Autumn- 2026/Day 1/b.png",
                "Autumn- 2026/Day 1/c.png",
                "Autumn- 2026/a.png",
                "Autumn- 2026/b.png",
                "Other/c.png",
                "d.png",
            ],
        ),
    ] {
        let path = ask(&mut owner, &form).await;
        let answer = owner.get(&path).await;
        let mut found = names(&answer.body);
        found.sort();
        assert_eq!(found, expected, "{form}");
        assert!(
            answer.header("content-disposition").contains(&format!("\"{name}\"")),
            "{}",
            answer.header("content-disposition")
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plain_link_is_an_archive_of_this_moment() {
    let test = TestStudio::set_up().await;
    let ctx = test.ctx("owner");
    let shoot = collections::create(&ctx, "saltmarsh", "Shoot", None).await.unwrap();
    let koi = test.asset("owner", "koi.png").await;
    collections::file(&ctx, &[koi], shoot).await.unwrap();
    let mut owner = test.signed_in("owner").await;
    let path = format!("/zip?query=collection%3D{shoot}");
    let first = owner.get(&path).await;
    assert_eq!((first.status.as_u16(), names(&first.body)), (200, vec!["koi.png".to_owned()]));
    let rest = part(&mut owner, &path, &[("range", "bytes=5-"), ("if-range", first.header("etag"))]).await;
    assert_eq!((rest.status.as_u16(), rest.body.as_ref()), (206, &first.body[5..]));
    let heron = test.asset("owner", "heron.png").await;
    collections::file(&ctx, &[heron], shoot).await.unwrap();
    let more = part(&mut owner, &path, &[("range", "bytes=5-"), ("if-range", first.header("etag"))]).await;
    assert_eq!((more.status.as_u16(), unpacked(&more.body).len()), (200, 2));
    assert_eq!(test.visitor().get(&path).await.status, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_one_may_see_is_in_it() {
    let test = TestStudio::set_up().await;
    test.member("vera", StudioRole::Member, Some(BrandRole::Viewer)).await;
    test.member("nils", StudioRole::Member, None).await;
    test.member("ada", StudioRole::Admin, None).await;
    let shared = test.asset("owner", "shared.png").await;
    let ctx = test.ctx("owner");
    let personal = test.studio.brand(test.studio.catalog.member(ctx.actor.member).unwrap().personal).unwrap();
    let secret = test.asset_in(&ctx, &personal, "secret.png").await;
    let both = format!("assets={shared},{secret}");

    let mut owner = test.signed_in("owner").await;
    let path = ask(&mut owner, &both).await;
    assert_eq!(names(&owner.get(&path).await.body), ["shared.png", "secret.png"]);
    let mut vera = test.signed_in("vera").await;
    let hers = ask(&mut vera, &both).await;
    assert_eq!(names(&vera.get(&hers).await.body), ["shared.png"]);
    // Another's archive does not exist, not even for an admin.
    for name in ["vera", "ada", "nils"] {
        let mut client = test.signed_in(name).await;
        assert_eq!(client.get(&path).await.status, 404, "{name}");
        assert_eq!(part(&mut client, &path, &[("range", "bytes=0-9")]).await.status, 404, "{name}");
    }
    let mut nils = test.signed_in("nils").await;
    assert_eq!(nils.form("/zip", &both).await.status, 422);
    assert_eq!(nils.form("/zip", "query=").await.status, 422);
    for answer in [test.visitor().get(&path).await, test.visitor().form("/zip", &both).await] {
        assert_eq!(answer.status, 401);
    }
    // A right that ends, ends for archives too.
    let ended = Fact::Role { brand: test.brand().id, member: test.ctx("vera").actor.member, role: None };
    test.studio.catalog.apply(&[ended]);
    assert_eq!(vera.get(&hers).await.status, 404);
    for path in ["/zip/nonsense", "/zip/01234567890123456789012345"] {
        assert_eq!(owner.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_library_offers_it_without_scripts() {
    let test = TestStudio::set_up().await;
    let asset = test.asset("owner", "koi.png").await;
    let mut owner = test.signed_in("owner").await;
    let page = owner.get("/library?brand=saltmarsh&q=koi").await.text();
    assert!(page.contains("action=\"/zip\""));
    assert!(page.contains("name=\"query\" value=\"brand=saltmarsh&amp;q=koi\""), "{page}");
    assert!(!owner.get("/library?q=nowhere").await.text().contains("action=\"/zip\""));
    assert!(!page.contains("Empty trash"));
    assets::trash(&test.ctx("owner"), &[asset]).await.unwrap();
    assert!(owner.get("/library?bucket=trash").await.text().contains("Empty trash"));
}

/// A public campaign of these: its page's path.
async fn publish(test: &TestStudio, owner: &mut Client, assets: &[AssetId]) -> (CampaignId, String) {
    test.member("ada", StudioRole::Admin, None).await;
    let seen = |status| assets.iter().map(|asset| (*asset, status)).collect::<Vec<_>>();
    review::make_move(&test.ctx("owner"), &seen(Status::Draft), Move::Submit, "").await.unwrap();
    review::make_move(&test.ctx("ada"), &seen(Status::InReview), Move::Approve, "").await.unwrap();
    let body = json!({ "brand": "saltmarsh", "name": "Low Tide", "description": "" });
    let campaign: CampaignId = owner.json("/api/campaigns/create", &body).await.json();
    owner.json("/api/campaigns/add", &json!({ "campaign": campaign, "assets": assets })).await;
    let detail: CampaignDetail =
        owner.json("/api/campaigns/set_public", &json!({ "campaign": campaign, "public": true })).await.json();
    let link = detail.link.unwrap();
    (campaign, link[link.find("/c/").unwrap()..].to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn visitors_get_everything_that_is_approved_without_what_is_embedded() {
    let test = TestStudio::set_up().await;
    let mut owner = test.signed_in("owner").await;
    let one = test.asset("owner", "koi.png").await;
    test.studio.clock.advance(1);
    let two = test.asset("owner", "Koi.jpg").await;
    let draft = test.asset("owner", "draft.png").await;
    test.work().await;
    let (campaign, page) = publish(&test, &mut owner, &[one, two]).await;
    owner.json("/api/campaigns/add", &json!({ "campaign": campaign, "assets": [draft] })).await;
    let mut visitor = test.visitor();
    let path = format!("{page}/zip");
    let whole = visitor.get(&path).await;
    assert_eq!((whole.status.as_u16(), whole.header("x-robots-tag")), (200, "noindex, nofollow"));
    assert!(whole.header("content-disposition").contains("\"Low Tide.zip\""));
    let files = unpacked(&whole.body);
    assert_eq!(files.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["Koi.png", "koi (2).png"]);
    // The very bytes of the single downloads, in parts as well.
    for (asset, (_, bytes)) in [two, one].iter().zip(&files) {
        let single = format!("{page}/download/{asset}");
        let answer = visitor.get(&single).await;
        assert_eq!((answer.body.as_ref(), answer.header("accept-ranges")), (bytes.as_slice(), "bytes"));
        let some = part(&mut visitor, &single, &[("range", "bytes=3-9"), ("if-range", answer.header("etag"))]).await;
        assert_eq!((some.status.as_u16(), some.body.as_ref()), (206, &bytes[3..10]));
    }
    // What was cleaned once is kept; what the disk lost is made anew.
    let object = test.studio.catalog.asset(one).unwrap().object;
    let kept = Key::clean(&object).unwrap();
    assert!(test.studio.storage.exists(&kept).await.unwrap());
    test.studio.storage.delete(&kept).await.unwrap();
    assert_eq!(visitor.get(&path).await.body, whole.body);

    let tag = whole.header("etag").to_owned();
    let rest = part(&mut visitor, &path, &[("range", "bytes=50-"), ("if-range", &tag)]).await;
    assert_eq!((rest.status.as_u16(), rest.body.as_ref()), (206, &whole.body[50..]));
    let shown = visitor.get(&page).await.text();
    assert!(shown.contains(&format!("href=\"{path}\"")), "the page offers it");

    // Archived work is not in it; without the link nothing is.
    review::make_move(&test.ctx("ada"), &[(two, Status::Approved)], Move::Archive, "").await.unwrap();
    let less = part(&mut visitor, &path, &[("range", "bytes=50-"), ("if-range", &tag)]).await;
    assert_eq!((less.status.as_u16(), names(&less.body)), (200, vec!["koi.png".to_owned()]));
    owner.json("/api/campaigns/set_public", &json!({ "campaign": campaign, "public": false })).await;
    for headers in [vec![], vec![("range", "bytes=50-")], vec![("if-none-match", tag.as_str())]] {
        let answer = part(&mut visitor, &path, &headers).await;
        assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (404, "no-store"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_with_nothing_to_hand_out_has_no_archive() {
    let test = TestStudio::set_up().await;
    let mut owner = test.signed_in("owner").await;
    let (_, page) = publish(&test, &mut owner, &[]).await;
    assert_eq!(test.visitor().get(&format!("{page}/zip")).await.status, 404);
    assert!(!test.visitor().get(&page).await.text().contains("/zip\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn sums_are_noted_when_files_arrive_or_when_they_are_first_needed() {
    let test = TestStudio::set_up().await;
    let mut owner = test.signed_in("owner").await;
    let bytes = png("sent");
    let metadata = "filename c2VudC5wbmc=,brand c2FsdG1hcnNo";
    let headers = [
        ("tus-resumable", "1.0.0"),
        ("upload-length", &bytes.len().to_string()),
        ("upload-metadata", metadata),
        ("content-type", "application/offset+octet-stream"),
    ];
    let sent = owner.request(Method::POST, "/upload", &headers, bytes.clone()).await;
    assert_eq!(sent.status, 201, "{}", sent.text());
    let old = test.asset("owner", "old.png").await;
    let hash = |bytes: &[u8]| blake3::hash(bytes).to_hex().to_string();
    let (sent, old_hash) = (hash(&bytes), hash(&png("old.png")));
    let known = async || db::objects::crcs(&test.studio.db, [sent.as_str(), old_hash.as_str()]).await.unwrap();
    assert_eq!(known().await.into_iter().collect::<Vec<_>>(), [(sent.clone(), crc32fast::hash(&bytes))]);
    let path = ask(&mut owner, &format!("assets={old}")).await;
    assert_eq!(unpacked(&owner.get(&path).await.body), [("old.png".to_owned(), png("old.png"))]);
    assert_eq!(known().await.get(&old_hash), Some(&crc32fast::hash(&png("old.png"))));
}

fn crc_of_zeros(length: u64) -> u32 {
    let (mut sum, mut doubled) = (crc32fast::Hasher::new(), crc32fast::Hasher::new());
    doubled.update(&[0]);
    for bit in 0..64 - length.leading_zeros() {
        if length >> bit & 1 == 1 {
            sum.combine(&doubled);
        }
        let half = doubled.clone();
        doubled.combine(&half);
    }
    sum.finalize()
}

/// An asset of zeros that take no room on the disk.
async fn zeros(test: &TestStudio, n: u8, bytes: u64) -> AssetId {
    let hash = format!("{n:064x}");
    let file = test.studio.storage.staging_dir().join("zeros");
    std::fs::File::create(&file).unwrap().set_len(bytes).unwrap();
    test.studio.storage.promote(&file, &hash).await.unwrap();
    let asset = Asset {
        id: ids::mint(NOW),
        brand: test.brand().id,
        name: FileName::new(&format!("film {n}.mp4")).unwrap(),
        object: hash,
        bytes,
        format: Format::Mp4,
        facts: Facts::default(),
        renditions: Renditions::Pending,
        status: Status::Draft,
        source: Source::Uploaded,
        rating: Rating::NONE,
        tags: Vec::new(),
        prompt: None,
        uploader: test.ctx("owner").actor.member,
        added: NOW.plus(-DAY),
        trashed: None,
        versions: 1,
    };
    let mut change = test.studio.change().await;
    db::assets::put(&mut change.tx, &asset);
    db::objects::put_crc(&mut change.tx, &asset.object, crc_of_zeros(bytes));
    change.commit().await.unwrap();
    asset.id
}

/// 5 GB in the full form of the durability tests, 400 MB otherwise.
#[tokio::test(flavor = "multi_thread")]
async fn gigabytes_pass_through_little_memory() {
    let full = crate::durability::full();
    let bytes = if full { 1_250_000_000 } else { 100_000_000 };
    let folder = tempfile::tempdir().unwrap();
    let config = Config {
        database_url: Some("mem://".to_owned()),
        storage_url: None,
        storage_options: Vec::new(),
        ..Config::new(std::net::SocketAddr::from(([127, 0, 0, 1], 0)), folder.path().to_owned())
    };
    let test = TestStudio::with(config, folder).await;
    test.first_visit().await;
    let mut films = Vec::new();
    for n in 1..=4 {
        films.push(zeros(&test, n, bytes).await.to_string());
    }
    let mut owner = test.signed_in("owner").await;
    let path = ask(&mut owner, &format!("assets={}", films.join(","))).await;
    let request = |range: Option<&str>| {
        let request = Request::get(&path).header("host", "studio.test").header("cookie", owner.cookie.as_ref().unwrap());
        let request = if let Some(range) = range { request.header("range", range) } else { request };
        test.router.clone().oneshot(request.body(Body::empty()).unwrap())
    };
    let response = request(None).await.unwrap();
    let length: u64 = response.headers()["content-length"].to_str().unwrap().parse().unwrap();
    assert!(length > 4 * bytes);
    let (mut seen, mut most, before) = (0, 0, resident());
    let mut body = response.into_body().into_data_stream();
    let mut tail: Vec<u8> = Vec::new();
    while let Some(chunk) = body.next().await {
        let chunk: Bytes = chunk.unwrap();
        seen += chunk.len() as u64;
        assert!(chunk.len() <= 1 << 20);
        if length - seen < 4_096 {
            tail.extend_from_slice(&chunk);
        }
        most = most.max(resident().unwrap_or_default());
    }
    assert_eq!(seen, length);
    assert!(tail.windows(4).any(|bytes| bytes == b"PK\x05\x06"));
    if let Some(before) = before {
        let grown = most.saturating_sub(before);
        println!("{length} bytes, {} kB more memory", grown >> 10);
        // Other tests of this process may run beside.
        assert!(grown < 200 << 20, "{grown}");
    }
    // The end comes without the gigabytes before it.
    let response = request(Some(&format!("bytes={}-", length - 22))).await.unwrap();
    assert_eq!(response.status(), 206);
    let end = axum::body::to_bytes(response.into_body(), 100).await.unwrap();
    assert!(end.starts_with(b"PK\x05\x06"));
}
