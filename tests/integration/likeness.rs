//! "Find similar", from the upload to the page: order, rights, and what is described later.

use crate::support::{Client, TestStudio};
use atelier::domain::asset::Rating;
use atelier::domain::brand::BrandRole;
use atelier::domain::id::AssetId;
use atelier::domain::library::Page;
use atelier::domain::member::StudioRole;
use atelier::domain::query::url::encode;
use atelier::server::catalog::Catalog;
use atelier::server::change::Fact;
use atelier::server::db;
use atelier::server::jobs::describing;
use atelier::server::service::{assets, brands};
use axum::http::StatusCode;
use image::imageops::{self, FilterType};
use image::{Rgb, RgbImage};
use tokio_util::sync::CancellationToken;

/// Some blocks of colour on a ground, different for each seed.
pub fn scene(seed: u8) -> RgbImage {
    let noise = blake3::hash(&[seed]);
    let noise = noise.as_bytes();
    let mut picture = RgbImage::from_pixel(240, 180, Rgb([noise[0], noise[1], noise[2]]));
    for block in noise[3..].chunks_exact(6).take(4) {
        let (left, top) = (u32::from(block[0]) % 180, u32::from(block[1]) % 130);
        let (right, bottom) = (left + 20 + u32::from(block[2]) % 40, top + 15 + u32::from(block[3]) % 35);
        for y in top..bottom {
            for x in left..right {
                picture.put_pixel(x, y, Rgb([block[4], block[5], block[0]]));
            }
        }
    }
    picture
}

/// The picture as a file.
pub fn file(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

async fn answer(client: &mut Client, query: &str) -> Page {
    let answer = client.get(&format!("/api/library/answer?query={}&start=0&count=60", encode(query))).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.json()
}

fn told(page: &Page) -> Vec<(&str, bool)> {
    page.cards.iter().map(|card| (card.name.as_str(), card.near_duplicate)).collect()
}

struct Shown {
    test: TestStudio,
    /// In Saltmarsh, which Vera does not see.
    hidden: AssetId,
    /// In Harbour, which she does: the same picture smaller, and mirrored.
    smaller: AssetId,
}

/// Vera sees Harbour alone.
async fn shown() -> Shown {
    let test = TestStudio::set_up().await;
    let vera = test.member("vera", StudioRole::Member, None).await;
    let owner = test.ctx("owner");
    let slug = brands::create(&owner, "Harbour").await.unwrap();
    let harbour = test.studio.catalog.brand_by_slug(&slug).unwrap();
    let mut change = test.studio.change().await;
    db::brands::set_role(&mut change.tx, harbour.id, vera, BrandRole::Viewer);
    change.commit().await.unwrap();
    let owner = test.ctx("owner");

    let original = scene(1);
    let hidden = test.file_in(&owner, &test.brand(), "secret.png", &file(&original)).await;
    let small = imageops::resize(&original, 160, 120, FilterType::Triangle);
    let smaller = test.file_in(&owner, &harbour, "smaller.png", &file(&small)).await;
    test.file_in(&owner, &harbour, "mirrored.png", &file(&imageops::flip_horizontal(&original))).await;
    for seed in 2..6 {
        test.file_in(&owner, &harbour, &format!("other {seed}.png"), &file(&scene(seed))).await;
    }
    test.work().await;
    Shown { test, hidden, smaller }
}

#[tokio::test(flavor = "multi_thread")]
async fn near_duplicates_lead_and_are_marked() {
    let Shown { test, hidden, smaller } = shown().await;
    let mut owner = test.signed_in_quickly("owner").await;
    let page = answer(&mut owner, &format!("similar={hidden}")).await;
    // All others of the seven; the picture asked for is not among them.
    assert_eq!((page.total, page.of), (6, 7));
    let mut copies: Vec<_> = told(&page)[..2].to_vec();
    copies.sort();
    assert_eq!(copies, [("mirrored.png", true), ("smaller.png", true)]);
    assert!(page.cards[2..].iter().all(|card| !card.near_duplicate && card.name.starts_with("other")));
    assert_eq!(page.facets.unwrap().similar_to.as_deref(), Some("secret.png"));

    // Filters narrow before likeness ranks, and another order keeps the same results.
    assets::rate(&test.ctx("owner"), &[smaller], Rating::new(4).unwrap()).await.unwrap();
    assert_eq!(told(&answer(&mut owner, &format!("similar={hidden}&rating=4")).await), [("smaller.png", true)]);
    let by_name = answer(&mut owner, &format!("similar={hidden}&sort=name")).await;
    assert_eq!(by_name.cards.iter().map(|card| card.name.as_str()).collect::<Vec<_>>()[..2], ["mirrored.png", "other 2.png"]);
    assert_eq!(by_name.total, 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn likeness_ends_where_sight_ends() {
    let Shown { test, hidden, smaller } = shown().await;
    let mut vera = test.signed_in_quickly("vera").await;
    let page = answer(&mut vera, &format!("similar={smaller}")).await;
    assert_eq!((page.total, page.of), (5, 6));
    assert_eq!(told(&page)[0], ("mirrored.png", true));
    assert!(page.cards.iter().all(|card| card.name != "secret.png"));
    // What she may not see is like nothing, and has no name.
    let page = answer(&mut vera, &format!("similar={hidden}")).await;
    let unknown = answer(&mut vera, "similar=00000000000000000000000001").await;
    assert_eq!((page.total, page.cards.len()), (0, 0));
    assert_eq!(page, unknown);
    let document = vera.get(&format!("/library?similar={hidden}")).await;
    assert_eq!(document.status, StatusCode::OK);
    assert!(!document.text().contains("secret.png"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_works_without_scripts() {
    let Shown { test, smaller, .. } = shown().await;
    let mut owner = test.signed_in_quickly("owner").await;
    let text = owner.get("/library").await.text();
    assert!(text.contains(&format!("/library?similar={smaller}")) && text.contains("aria-label=\"Find similar\""));
    assert!(!text.contains("Near-duplicate"));
    let text = owner.get(&format!("/library?similar={smaller}")).await.text();
    assert!(text.contains("Similar to smaller.png") && text.contains("Remove similar filter"));
    assert_eq!(text.matches("Near-duplicate").count(), 2);
    let text = owner.get(&format!("/library/{smaller}")).await.text();
    assert!(text.contains("Find similar"));
}

/// What the record holds is what the catalog knows; and what it does not hold is described at the next start.
#[tokio::test(flavor = "multi_thread")]
async fn kept_in_the_record_and_made_up_for() {
    let Shown { test, hidden, .. } = shown().await;
    let studio = &test.studio;
    let mut owner = test.signed_in_quickly("owner").await;
    let question = format!("similar={hidden}");
    let before = answer(&mut owner, &question).await;

    let read = Catalog::new(7);
    db::load::all(&studio.db, |facts| read.apply(&facts)).await.unwrap();
    assert!(read.without_likeness().is_empty());

    let asset = studio.catalog.asset(hidden).unwrap();
    studio.catalog.apply(&[Fact::AssetGone(hidden), Fact::Asset(Box::new(asset))]);
    assert_eq!(studio.catalog.without_likeness(), [hidden]);
    assert_eq!(answer(&mut owner, &question).await.total, 0);
    describing::run(studio.clone(), CancellationToken::new()).await;
    // Described from its rendition, not from the file: the same pictures are marked, and in a trifle other order.
    let after = answer(&mut owner, &question).await;
    let by_name = |page: &Page| {
        let mut told: Vec<_> = told(page).iter().map(|(name, near)| ((*name).to_owned(), *near)).collect();
        told.sort();
        told
    };
    assert_eq!(by_name(&after), by_name(&before));
    assert!(after.cards[..2].iter().all(|card| card.near_duplicate));
}
