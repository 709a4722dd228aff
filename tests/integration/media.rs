//! Pictures and files as they leave: to members, and to visitors of a public page.

use crate::support::{Client, TestStudio, png};
use atelier::domain::brand::BrandRole;
use atelier::domain::campaign::CampaignDetail;
use atelier::domain::id::{AssetId, CampaignId};
use atelier::domain::member::StudioRole;
use atelier::domain::review::{Move, Status};
use atelier::server::service::review;
use axum::body::Body;
use axum::http::Method;
use serde_json::json;

fn version(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..8].to_owned()
}

async fn ask(client: &mut Client, path: &str, header: (&str, &str)) -> crate::support::Answer {
    client.request(Method::GET, path, &[header], Body::empty()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn originals_come_whole_or_in_parts() {
    let test = TestStudio::set_up().await;
    let asset = test.asset("owner", "koi.png").await;
    let bytes = png("koi.png");
    let size = bytes.len();
    let mut owner = test.signed_in("owner").await;
    let path = format!("/media/{asset}/original");
    let whole = owner.get(&format!("{path}?v={}", version(&bytes))).await;
    assert_eq!((whole.status.as_u16(), &whole.body[..]), (200, &bytes[..]));
    for (name, value) in [
        ("content-type", "image/png"),
        ("cache-control", "private, max-age=31536000, immutable"),
        ("accept-ranges", "bytes"),
        ("x-content-type-options", "nosniff"),
        ("content-length", &size.to_string()),
    ] {
        assert_eq!(whole.header(name), value, "{name}");
    }
    // Another version, or none, must be asked for each time.
    for v in ["", "?v=00000000", "?v="] {
        assert_eq!(owner.get(&format!("{path}{v}")).await.header("cache-control"), "private, no-cache", "{v}");
    }
    let tag = whole.header("etag").to_owned();
    let same = ask(&mut owner, &path, ("if-none-match", &tag)).await;
    assert_eq!((same.status.as_u16(), same.body.len(), same.header("etag")), (304, 0, tag.as_str()));

    for (range, status, content_range, part) in [
        ("bytes=0-9".to_owned(), 206, format!("bytes 0-9/{size}"), &bytes[..10]),
        ("bytes=-4".to_owned(), 206, format!("bytes {}-{}/{size}", size - 4, size - 1), &bytes[size - 4..]),
        (format!("bytes={}-", size - 1), 206, format!("bytes {}-{}/{size}", size - 1, size - 1), &bytes[size - 1..]),
        ("bytes=0-1,5-6".to_owned(), 200, String::new(), &bytes[..]),
    ] {
        let answer = ask(&mut owner, &path, ("range", &range)).await;
        assert_eq!((answer.status.as_u16(), answer.header("content-range")), (status, content_range.as_str()), "{range}");
        assert_eq!(answer.body, part, "{range}");
    }
    let outside = ask(&mut owner, &path, ("range", &format!("bytes={size}-"))).await;
    assert_eq!((outside.status.as_u16(), outside.header("content-range")), (416, format!("bytes */{size}").as_str()));
    let other = [("range", "bytes=0-9"), ("if-range", "\"other\"")];
    assert_eq!(owner.request(Method::GET, &path, &other, Body::empty()).await.status, 200);
    let head = owner.request(Method::HEAD, &path, &[("range", "bytes=0-9")], Body::empty()).await;
    assert_eq!((head.status.as_u16(), head.header("content-length"), head.body.len()), (206, "10", 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn renditions_come_when_they_are_made() {
    let test = TestStudio::set_up().await;
    let asset = test.asset("owner", "koi.png").await;
    let mut owner = test.signed_in("owner").await;
    let pending = owner.get(&format!("/media/{asset}/640")).await;
    assert_eq!((pending.status.as_u16(), pending.header("cache-control")), (404, "no-store"));
    test.work().await;
    let v = version(&png("koi.png"));
    for (size, kind) in [("320", "image/webp"), ("640", "image/webp"), ("2048", "image/jpeg")] {
        let made = owner.get(&format!("/media/{asset}/{size}?v={v}")).await;
        assert_eq!((made.status.as_u16(), made.header("content-type")), (200, kind), "{size}");
        assert_eq!(made.header("cache-control"), "private, max-age=31536000, immutable");
        assert_eq!(made.header("content-length"), made.body.len().to_string());
        let again = ask(&mut owner, &format!("/media/{asset}/{size}"), ("if-none-match", made.header("etag"))).await;
        assert_eq!(again.status, 304);
    }
    assert_eq!(owner.get(&format!("/media/{asset}/321")).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn downloads_carry_the_assets_name() {
    let test = TestStudio::set_up().await;
    let asset = test.asset("owner", "Koi \"élan\".jpg").await;
    let mut owner = test.signed_in("owner").await;
    let answer = owner.get(&format!("/media/{asset}/download")).await;
    // A PNG, whatever its name says.
    let expected = "attachment; filename=\"Koi -_lan-.png\"; filename*=UTF-8''Koi%20-%C3%A9lan-.png";
    assert_eq!(answer.header("content-disposition"), expected);
    assert_eq!(answer.body, png("Koi \"élan\".jpg"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_may_not_see_is_not_there() {
    let test = TestStudio::set_up().await;
    test.member("vera", StudioRole::Member, Some(BrandRole::Viewer)).await;
    test.member("stranger", StudioRole::Member, None).await;
    let asset = test.asset("owner", "koi.png").await;
    for (who, status) in [("", 401), ("stranger", 404), ("vera", 200)] {
        let mut client = if who.is_empty() { test.visitor() } else { test.signed_in(who).await };
        for what in ["original", "download"] {
            let answer = client.get(&format!("/media/{asset}/{what}")).await;
            assert_eq!(answer.status.as_u16(), status, "{who} {what}");
            if status != 200 {
                assert_eq!(answer.header("cache-control"), "no-store");
            }
        }
    }
    let mut vera = test.signed_in("vera").await;
    for path in ["/media/nonsense/original", "/media/01234567890123456789012345/640"] {
        assert_eq!(vera.get(path).await.status, 404, "{path}");
    }
}

/// A public campaign with one approved asset: its page's path.
pub async fn publish(test: &TestStudio, owner: &mut Client, asset: AssetId) -> (CampaignId, String) {
    // Nobody decides over their own.
    test.member("ada", StudioRole::Admin, None).await;
    review::make_move(&test.ctx("owner"), &[(asset, Status::Draft)], Move::Submit, "").await.unwrap();
    review::make_move(&test.ctx("ada"), &[(asset, Status::InReview)], Move::Approve, "").await.unwrap();
    let body = json!({ "brand": "saltmarsh", "name": "Low Tide", "description": "" });
    let campaign: CampaignId = owner.json("/api/campaigns/create", &body).await.json();
    owner.json("/api/campaigns/add", &json!({ "campaign": campaign, "assets": [asset] })).await;
    let detail: CampaignDetail =
        owner.json("/api/campaigns/set_public", &json!({ "campaign": campaign, "public": true })).await.json();
    let link = detail.link.unwrap();
    (campaign, link[link.find("/c/").unwrap()..].to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_public_link_hands_out_and_stops_handing_out() {
    let test = TestStudio::set_up().await;
    let mut owner = test.signed_in("owner").await;
    let (asset, draft) = (test.asset("owner", "Koi.jpg").await, test.asset("owner", "draft.png").await);
    test.work().await;
    let (campaign, page) = publish(&test, &mut owner, asset).await;
    let mut visitor = test.visitor();
    let picture = visitor.get(&format!("{page}/media/{asset}/640")).await;
    assert_eq!(picture.status, 200);
    let download = visitor.get(&format!("{page}/download/{asset}")).await;
    assert_eq!((download.status.as_u16(), download.header("content-type")), (200, "image/png"));
    assert_eq!(download.header("content-disposition"), "attachment; filename=\"Koi.png\"; filename*=UTF-8''Koi.png");
    for answer in [&picture, &download] {
        assert_eq!(answer.header("cache-control"), "private, no-cache");
        assert_eq!(answer.header("x-robots-tag"), "noindex, nofollow");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
    let tag = picture.header("etag").to_owned();
    assert_eq!(ask(&mut visitor, &format!("{page}/media/{asset}/640"), ("if-none-match", &tag)).await.status, 304);
    for gone in [
        format!("{page}/media/{draft}/640"),
        format!("{page}/download/{draft}"),
        format!("{page}/media/{asset}/original"),
        format!("{page}x/media/{asset}/640"),
        format!("/c/saltmarsh/low-tide/download/{asset}"),
    ] {
        let answer = visitor.get(&gone).await;
        assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (404, "no-store"), "{gone}");
        assert_eq!(answer.header("x-robots-tag"), "noindex, nofollow");
    }
    owner.json("/api/campaigns/set_public", &json!({ "campaign": campaign, "public": false })).await;
    for path in [format!("{page}/media/{asset}/640"), format!("{page}/download/{asset}")] {
        assert_eq!(ask(&mut visitor, &path, ("if-none-match", &tag)).await.status, 404, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_embedded_leaves_through_a_public_link() {
    let test = TestStudio::set_up().await;
    let mut owner = test.signed_in("owner").await;
    let mut bytes = png("koi");
    // A comment of the picture's tool, as PNG keeps it, before the end.
    let text = b"Comment\0taken at a secret place";
    let mut chunk = (text.len() as u32).to_be_bytes().to_vec();
    chunk.extend(b"tEXt");
    chunk.extend(text);
    chunk.extend(crc(&chunk[4..]).to_be_bytes());
    let end = bytes.len() - 12;
    bytes.splice(end..end, chunk);
    let asset = keep(&test, &bytes).await;
    test.work().await;
    let (_, page) = publish(&test, &mut owner, asset).await;
    let secret = |body: &[u8]| body.windows(12).any(|window| window == b"secret place");
    let original = owner.get(&format!("/media/{asset}/download")).await;
    assert!(secret(&original.body), "members get the file as it is");
    let download = test.visitor().get(&format!("{page}/download/{asset}")).await;
    assert_eq!(download.status, 200);
    assert!(!secret(&download.body));
    assert_eq!(image::load_from_memory(&download.body).unwrap(), image::load_from_memory(&original.body).unwrap());
}

async fn keep(test: &TestStudio, bytes: &[u8]) -> AssetId {
    let file = test.studio.storage.staging_dir().join("made");
    std::fs::write(&file, bytes).unwrap();
    let arrival = atelier::server::service::assets::Arrival {
        brand: test.brand(),
        file: atelier::server::service::assets::Received {
            name: atelier::domain::upload::file_name("koi.png"),
            file,
            hash: blake3::hash(bytes).to_hex().to_string(),
            crc: None,
            bytes: bytes.len() as u64,
            head: bytes[..bytes.len().min(4_096)].to_vec(),
        },
        source: atelier::domain::asset::Source::Uploaded,
        filing: Default::default(),
        keep: false,
    };
    atelier::server::service::assets::ingest(&test.ctx("owner"), arrival).await.unwrap().asset
}

/// The check sum of PNG.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { 0xedb8_8320 ^ (sum >> 1) } else { sum >> 1 })
    })
}
