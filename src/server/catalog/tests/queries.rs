//! What people type, and what they expect first: names and tags as they are in real folders of logos, camera files and
//! product photos, with a few generated pictures.

use super::ranking::{asset, library, page};
use crate::domain::library::Field;
use crate::domain::query::Sort;

/// Name, tags, prompt; newest last. Product photos are named by numbers nobody knows and tagged by their folder.
const LIBRARY: [(&str, &[&str], &str); 66] = [
    ("06a00c0f-5f9a-410d-a7da-3881a9df3a71.jpg", &["dress", "Summer 2026"], ""),
    ("28b09463-6bbb-491d-9ffc-f36df5c6b211.jpg", &["dress", "floral"], ""),
    ("2a12baab-f020-42e3-8e6b-5d82e3ed0b55.jpg", &["hat", "wool"], ""),
    ("31ae3916-c352-45fe-9866-a8947fc74991.jpg", &["hat", "straw hat", "Summer 2026"], ""),
    ("03a33083-e7bf-414d-bd35-c56273ae779c.jpg", &["longsleeve"], ""),
    ("0df1efc7-34ba-4e11-b027-21ec8fa5a35e.jpg", &["longsleeve", "striped"], ""),
    ("outwear-parka-olive_01.jpg", &["outwear", "parka", "Autumn 2026"], ""),
    ("outwear-parka-olive_02.jpg", &["outwear", "parka", "Autumn 2026"], ""),
    ("outwear-quilted-green_01.jpg", &["outwear", "quilted"], ""),
    ("pants-mustard_01.jpg", &["pants"], ""),
    ("shirt-check-blue_01.jpg", &["shirt", "floral"], ""),
    ("shirt-denim_01.jpg", &["shirt", "denim"], ""),
    ("shoes-sneaker-neon_01.jpg", &["shoes", "sneaker"], ""),
    ("shoes-slide-navy_01.jpg", &["shoes"], ""),
    ("shorts-linen_01.jpg", &["shorts", "linen", "Summer 2026"], ""),
    ("skirt-floral_01.jpg", &["skirt", "floral"], ""),
    ("t-shirt-white_01.jpg", &["t-shirt"], ""),
    ("t-shirt-vneck-olive_01.jpg", &["t-shirt", "olive"], ""),
    ("apple-iphone-4s.jpg", &["camera test"], ""),
    ("apple-iphone-5.jpg", &["camera test"], ""),
    ("apple-iphone-6.jpg", &["camera test", "GPS"], ""),
    ("canon-eos-350d.jpg", &["camera test"], ""),
    ("canon-eos-450d.jpg", &["camera test"], ""),
    ("canon-eos-5d.jpg", &["camera test"], ""),
    ("canon-powershot-a610.jpg", &["camera test"], ""),
    ("htc-one-m8.jpg", &["camera test", "GPS"], ""),
    ("kodak-pixpro-s-1.jpg", &["camera test"], ""),
    ("minolta-dimage-7hi.jpg", &["camera test"], ""),
    ("panasonic-lumix-dmc-lx7.jpg", &["camera test"], ""),
    ("Landscape_1.jpg", &["orientation"], ""),
    ("Landscape_6.jpg", &["orientation"], ""),
    ("Portrait_1.jpg", &["orientation"], ""),
    ("Portrait_8.jpg", &["orientation"], ""),
    ("bigtiff.tif", &[], ""),
    ("cmyk-16bit.psd", &["print"], ""),
    ("phone.heic", &[], ""),
    ("with-gps.mov", &["GPS"], ""),
    ("with-gps.mp4", &["GPS"], ""),
    ("bottle-detection.mp4", &["video"], ""),
    ("car-detection.mp4", &["video", "street"], ""),
    ("one-by-one-person-detection.mp4", &["video"], ""),
    ("adobe.svg", &["logo"], ""),
    ("adobe-icon.svg", &["logo", "icon"], ""),
    ("airbnb.svg", &["logo"], ""),
    ("airbnb-icon.svg", &["logo", "icon"], ""),
    ("android.svg", &["logo"], ""),
    ("android-icon.svg", &["logo", "icon"], ""),
    ("angular.svg", &["logo"], ""),
    ("apache-superset.svg", &["logo"], ""),
    ("basecamp-icon.svg", &["logo", "icon"], ""),
    ("basecamp.svg", &["logo"], ""),
    ("brandfolder.svg", &["logo"], ""),
    ("cloudflare-workers.svg", &["logo"], ""),
    ("cloudflare-workers-icon.svg", &["logo", "icon"], ""),
    ("cloudflare.svg", &["logo"], ""),
    ("daisyUI.svg", &["logo"], ""),
    ("digital-ocean.svg", &["logo"], ""),
    ("dribbble.svg", &["logo"], ""),
    ("elasticpath-icon.svg", &["logo", "icon"], ""),
    ("eventbrite.svg", &["logo"], ""),
    ("Low Tide hero.png", &["campaign", "beach"], "Parka on a hanger over wet sand, low sun"),
    ("Untitled 3.png", &["beach"], "a lighthouse at dusk with a quilted jacket on the railing"),
    ("Untitled 4.png", &[], "Straw hat and sandals on white linen, studio light"),
    ("Harbour dawn.jpg", &["location", "Blue hour"], ""),
    ("LookbookAutumn2026.pdf", &["lookbook"], ""),
    ("Übersicht Kollektion.pdf", &["plan", "Größe"], ""),
];

/// What is typed, and what comes first, in order.
const CASES: [(&str, &[&str]); 84] = [
    // Exact names, with and without extension, in any case and with any signs between words.
    ("adobe", &["adobe.svg", "adobe-icon.svg"]),
    ("adobe.svg", &["adobe.svg"]),
    ("ADOBE", &["adobe.svg", "adobe-icon.svg"]),
    ("adobe icon", &["adobe-icon.svg"]),
    ("airbnb", &["airbnb.svg", "airbnb-icon.svg"]),
    ("basecamp", &["basecamp.svg", "basecamp-icon.svg"]),
    ("cloudflare", &["cloudflare.svg", "cloudflare-workers-icon.svg", "cloudflare-workers.svg"]),
    ("cloudflare workers", &["cloudflare-workers.svg", "cloudflare-workers-icon.svg"]),
    ("canon eos 5d", &["canon-eos-5d.jpg"]),
    ("canon-eos-350d.jpg", &["canon-eos-350d.jpg"]),
    ("phone", &["phone.heic"]),
    ("with gps", &["with-gps.mp4", "with-gps.mov"]),
    ("landscape_6", &["Landscape_6.jpg"]),
    ("harbour dawn", &["Harbour dawn.jpg"]),
    ("untitled 3", &["Untitled 3.png"]),
    // Beginnings of names.
    ("canon", &["canon-powershot-a610.jpg", "canon-eos-5d.jpg", "canon-eos-450d.jpg", "canon-eos-350d.jpg"]),
    ("canon eos", &["canon-eos-5d.jpg", "canon-eos-450d.jpg", "canon-eos-350d.jpg"]),
    ("apple", &["apple-iphone-6.jpg", "apple-iphone-5.jpg", "apple-iphone-4s.jpg"]),
    ("land", &["Landscape_6.jpg", "Landscape_1.jpg"]),
    ("portr", &["Portrait_8.jpg", "Portrait_1.jpg"]),
    ("elastic", &["elasticpath-icon.svg"]),
    ("06a00c0f", &["06a00c0f-5f9a-410d-a7da-3881a9df3a71.jpg"]),
    ("outwear-parka", &["outwear-parka-olive_02.jpg", "outwear-parka-olive_01.jpg"]),
    ("lookb", &["LookbookAutumn2026.pdf"]),
    ("übers", &["Übersicht Kollektion.pdf"]),
    // Names before tags, tags as they read before words of tags and of names.
    ("dress", &["28b09463-6bbb-491d-9ffc-f36df5c6b211.jpg", "06a00c0f-5f9a-410d-a7da-3881a9df3a71.jpg"]),
    ("hat", &["31ae3916-c352-45fe-9866-a8947fc74991.jpg", "2a12baab-f020-42e3-8e6b-5d82e3ed0b55.jpg", "Untitled 4.png"]),
    ("straw hat", &["31ae3916-c352-45fe-9866-a8947fc74991.jpg", "Untitled 4.png"]),
    ("straw", &["31ae3916-c352-45fe-9866-a8947fc74991.jpg", "Untitled 4.png"]),
    ("longsleeve", &["0df1efc7-34ba-4e11-b027-21ec8fa5a35e.jpg", "03a33083-e7bf-414d-bd35-c56273ae779c.jpg"]),
    ("floral", &["skirt-floral_01.jpg", "shirt-check-blue_01.jpg", "28b09463-6bbb-491d-9ffc-f36df5c6b211.jpg"]),
    ("olive", &["t-shirt-vneck-olive_01.jpg", "outwear-parka-olive_02.jpg", "outwear-parka-olive_01.jpg"]),
    ("parka", &["outwear-parka-olive_02.jpg", "outwear-parka-olive_01.jpg", "Low Tide hero.png"]),
    ("gps", &["with-gps.mp4", "with-gps.mov", "htc-one-m8.jpg", "apple-iphone-6.jpg"]),
    ("camera test", &["panasonic-lumix-dmc-lx7.jpg", "minolta-dimage-7hi.jpg"]),
    (
        "summer 2026",
        &["shorts-linen_01.jpg", "31ae3916-c352-45fe-9866-a8947fc74991.jpg", "06a00c0f-5f9a-410d-a7da-3881a9df3a71.jpg"],
    ),
    ("autumn 2026", &["outwear-parka-olive_02.jpg", "outwear-parka-olive_01.jpg", "LookbookAutumn2026.pdf"]),
    ("summer", &["shorts-linen_01.jpg", "31ae3916-c352-45fe-9866-a8947fc74991.jpg"]),
    ("t-shirt", &["t-shirt-vneck-olive_01.jpg", "t-shirt-white_01.jpg"]),
    ("größe", &["Übersicht Kollektion.pdf"]),
    ("beach", &["Untitled 3.png", "Low Tide hero.png"]),
    ("blue", &["Harbour dawn.jpg", "shirt-check-blue_01.jpg"]),
    ("icon", &["elasticpath-icon.svg", "cloudflare-workers-icon.svg"]),
    // Words inside names.
    ("eos", &["canon-eos-5d.jpg", "canon-eos-450d.jpg", "canon-eos-350d.jpg"]),
    ("iphone 6", &["apple-iphone-6.jpg"]),
    ("iphone", &["apple-iphone-6.jpg", "apple-iphone-5.jpg", "apple-iphone-4s.jpg"]),
    ("lumix", &["panasonic-lumix-dmc-lx7.jpg"]),
    ("detection", &["one-by-one-person-detection.mp4", "car-detection.mp4", "bottle-detection.mp4"]),
    ("detection car", &["car-detection.mp4"]),
    ("workers", &["cloudflare-workers-icon.svg", "cloudflare-workers.svg"]),
    ("ocean", &["digital-ocean.svg"]),
    ("ui", &["daisyUI.svg"]),
    ("hero", &["Low Tide hero.png"]),
    ("autumn", &["outwear-parka-olive_02.jpg", "outwear-parka-olive_01.jpg", "LookbookAutumn2026.pdf"]),
    ("16bit", &["cmyk-16bit.psd"]),
    ("navy slide", &["shoes-slide-navy_01.jpg"]),
    ("psd", &["cmyk-16bit.psd"]),
    ("denim shirt", &["shirt-denim_01.jpg"]),
    ("green quilt", &["outwear-quilted-green_01.jpg"]),
    // Prompts, after everything else.
    ("lighthouse", &["Untitled 3.png"]),
    ("sandals linen", &["Untitled 4.png"]),
    ("linen", &["shorts-linen_01.jpg", "Untitled 4.png"]),
    ("quilted", &["outwear-quilted-green_01.jpg", "Untitled 3.png"]),
    ("beach lighthouse", &["Untitled 3.png"]),
    // Spelled differently, after what is spelled so.
    ("addobe", &["adobe-icon.svg", "adobe.svg"]),
    ("adboe", &["adobe-icon.svg", "adobe.svg"]),
    ("canno", &["canon-powershot-a610.jpg"]),
    ("iphnoe", &["apple-iphone-6.jpg"]),
    ("harbor", &["Harbour dawn.jpg"]),
    ("cloudfare", &["cloudflare.svg", "cloudflare-workers-icon.svg", "cloudflare-workers.svg"]),
    ("dribble", &["dribbble.svg"]),
    ("snaeker", &["shoes-sneaker-neon_01.jpg"]),
    ("longsleve", &["0df1efc7-34ba-4e11-b027-21ec8fa5a35e.jpg"]),
    ("longslevve", &["0df1efc7-34ba-4e11-b027-21ec8fa5a35e.jpg"]),
    ("pnats", &["pants-mustard_01.jpg"]),
    ("lihgthouse", &["Untitled 3.png"]),
    (
        "shirt",
        &[
            "shirt-denim_01.jpg",
            "shirt-check-blue_01.jpg",
            "t-shirt-vneck-olive_01.jpg",
            "t-shirt-white_01.jpg",
            "skirt-floral_01.jpg",
        ],
    ),
    ("kollection", &["Übersicht Kollektion.pdf"]),
    // Quotes and minus.
    ("\"straw hat\"", &["31ae3916-c352-45fe-9866-a8947fc74991.jpg", "Untitled 4.png"]),
    ("\"low sun\"", &["Low Tide hero.png"]),
    ("hat -straw", &["2a12baab-f020-42e3-8e6b-5d82e3ed0b55.jpg"]),
    ("adobe -icon", &["adobe.svg"]),
    ("canon -eos", &["canon-powershot-a610.jpg"]),
    ("outwear -\"parka olive\"", &["outwear-quilted-green_01.jpg"]),
];

#[test]
fn expected_first() {
    let text = |prompt: &'static str| Some(prompt).filter(|prompt| !prompt.is_empty());
    let facts = LIBRARY.iter().enumerate().map(|(number, (name, tags, prompt))| asset(number, name, tags, text(prompt)));
    let catalog = library(facts);
    let mut missed = Vec::new();
    for (typed, expected) in CASES {
        let found: Vec<String> = page(&catalog, typed, Sort::Newest).cards.into_iter().map(|card| card.name).collect();
        if !found.iter().zip(expected).all(|(found, expected)| found == expected) || found.len() < expected.len() {
            missed.push(format!("{typed}: {:?}, not {expected:?}", &found[..found.len().min(expected.len() + 2)]));
        }
    }
    assert!(missed.is_empty(), "{} of {}\n{}", missed.len(), CASES.len(), missed.join("\n"));
}

#[test]
fn each_says_why() {
    let text = |prompt: &'static str| Some(prompt).filter(|prompt| !prompt.is_empty());
    let facts = LIBRARY.iter().enumerate().map(|(number, (name, tags, prompt))| asset(number, name, tags, text(prompt)));
    let catalog = library(facts);
    for (typed, field, reason, marked) in [
        ("canon eos 5d", Field::Name, "Name", vec!["canon", "eos", "5d"]),
        ("canno", Field::Name, "Similar spelling", vec!["canon"]),
        ("straw", Field::Tag, "Tag", vec!["straw"]),
        ("summre", Field::Tag, "Tag, similar spelling", vec!["Summer"]),
        ("lighth", Field::Prompt, "Prompt", vec!["lighth"]),
        ("lihgthouse", Field::Prompt, "Prompt, similar spelling", vec!["lighthouse"]),
    ] {
        let page = page(&catalog, typed, Sort::Newest);
        let first = &page.found[0][0];
        assert_eq!((first.field, first.reason()), (field, reason), "{typed}");
        let found: Vec<&str> = first.pieces().into_iter().filter(|(_, found)| *found).map(|(text, _)| text).collect();
        assert_eq!(found, marked, "{typed}");
    }
    // Words that stand in different places name both.
    let page = page(&catalog, "beach lighthouse", Sort::Newest);
    assert_eq!(page.found[0].iter().map(|found| found.field).collect::<Vec<_>>(), [Field::Tag, Field::Prompt]);
}
