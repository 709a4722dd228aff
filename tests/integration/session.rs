//! First visit, signing in and out, sessions, and where visitors are led.

use crate::support::{PASSWORD, TestStudio};
use atelier::api::error::ApiError;
use atelier::domain::session::SessionFace;
use atelier::domain::time::{DAY, MINUTE};
use axum::http::{Method, StatusCode};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn the_first_visit_makes_the_studio_once() {
    let test = TestStudio::empty().await;
    let mut browser = test.visitor();
    let answer = browser.get("/library").await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/set-up"));
    let form = format!(
        "studio=Northlight&name=Mara+Lind&email=mara%40example.com&password={}&brand=Saltmarsh",
        PASSWORD.replace(' ', "+")
    );
    let answer = browser.form("/api/session/set_up", &form).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::FOUND, "/library"), "{}", answer.text());
    assert!(answer.header("set-cookie").contains("HttpOnly; SameSite=Lax"));
    assert_eq!(browser.get("/library").await.status, StatusCode::OK);

    let brands = browser.get("/api/brands/list").await.text();
    assert!(brands.contains("Saltmarsh") && brands.contains("Personal"), "{brands}");
    let again = test.visitor().json("/api/session/set_up", &json!({})).await;
    assert_ne!(again.status, StatusCode::OK);
    let again = test.visitor().form("/api/session/set_up", &form.replace("mara", "eve")).await;
    assert!(again.header("set-cookie").is_empty());
    assert_eq!(test.studio.catalog.members().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn visitors_are_led_to_sign_in_and_back() {
    let test = TestStudio::set_up().await;
    let mut browser = test.visitor();
    let answer = browser.get("/library?q=low%20tide").await;
    assert_eq!(answer.header("location"), "/sign-in?back=%2Flibrary%3Fq%3Dlow%2520tide");
    assert_eq!(browser.get("/api/brands/list").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(browser.get("/events").await.status, StatusCode::UNAUTHORIZED);
    let form = format!("email=OWNER%40example.com&password={}&back=%2Flibrary%3Fq%3Dx", PASSWORD.replace(' ', "+"));
    let answer = browser.form("/api/session/sign_in", &form).await;
    assert_eq!(answer.header("location"), "/library?q=x", "{}", answer.text());
    assert_eq!(browser.get("/library?q=x").await.status, StatusCode::OK);
    assert_eq!(browser.get("/sign-in").await.header("location"), "/library");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_says_so_and_is_limited() {
    let test = TestStudio::set_up().await;
    let mut browser = test.visitor();
    let mut attempt = async |email: &str, password: &str| {
        let form = format!("email={email}&password={password}&back=");
        let answer = browser
            .request(
                Method::POST,
                "/api/session/sign_in",
                &[("content-type", "application/x-www-form-urlencoded"), ("accept", "application/json")],
                form,
            )
            .await;
        (answer.status, answer.json::<ApiError>())
    };
    let (status, unknown) = attempt("nobody%40example.com", "wrong-password").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let (_, wrong) = attempt("owner%40example.com", "wrong-password").await;
    assert_eq!(unknown, wrong, "an address cannot be probed");
    for _ in 0..7 {
        attempt("owner%40example.com", "wrong-password").await;
    }
    let right = PASSWORD.replace(' ', "+");
    let (status, _) = attempt("owner%40example.com", &right).await;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
    test.studio.clock.advance(16 * MINUTE);
    test.signed_in("owner").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_guesses_at_once_no_more_are_let_through() {
    let test = TestStudio::set_up().await;
    let guesses = (0..20).map(|n| {
        let mut browser = test.visitor();
        async move {
            let form = format!("email=owner%40example.com&password=wrong-{n}&back=");
            let headers = [("content-type", "application/x-www-form-urlencoded"), ("accept", "application/json")];
            browser.request(Method::POST, "/api/session/sign_in", &headers, form).await.status
        }
    });
    let mut answers = futures::future::join_all(guesses).await;
    answers.sort();
    let refused = answers.iter().filter(|status| **status == StatusCode::TOO_MANY_REQUESTS).count();
    assert_eq!(refused, 12, "{answers:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_good_token_is_never_refused_for_its_neighbours() {
    let test = TestStudio::set_up().await;
    let token = atelier::server::service::tokens::create(&test.ctx("owner"), "Import", &[], None).await.unwrap();
    let ask = async |secret: &str| {
        let header = format!("Bearer {secret}");
        test.visitor().request(Method::GET, "/api/v1/me", &[("authorization", header.as_str())], String::new()).await.status
    };
    for n in 0..60 {
        assert_eq!(ask(&format!("atl_wrong-{n}")).await, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(ask("atl_wrong-60").await, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(ask(&token.secret).await, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_lives_for_thirty_days_from_its_last_use() {
    let test = TestStudio::set_up().await;
    let mut browser = test.signed_in("owner").await;
    let first = browser.cookie.clone();
    for _ in 0..20 {
        test.studio.clock.advance(2 * DAY);
        let answer = browser.get("/api/session/mine").await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.header("set-cookie").contains("Max-Age=2592000"), "the browser keeps it as long");
        assert!(browser.get("/api/session/mine").await.header("set-cookie").is_empty(), "not at every request");
    }
    assert_eq!(browser.cookie, first, "the secret is the same");
    test.studio.clock.advance(2 * DAY);
    browser.form("/api/session/sign_out", "").await;
    assert_eq!(browser.cookie, None, "signing out is not undone by it");
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_are_rotated_listed_revoked_and_expire() {
    let test = TestStudio::set_up().await;
    let mut laptop = test.signed_in("owner").await;
    let first = laptop.cookie.clone();
    let mut phone = test.signed_in("owner").await;
    let sessions: Vec<SessionFace> = laptop.get("/api/session/mine").await.json();
    assert_eq!(sessions.len(), 3, "the first visit's, the laptop's, the phone's");
    assert_eq!(sessions.iter().filter(|session| session.current).count(), 1);
    for other in sessions.iter().filter(|session| !session.current) {
        assert_eq!(laptop.json("/api/session/revoke", &json!({ "session": other.id })).await.status, StatusCode::OK);
    }
    assert_eq!(phone.get("/api/session/mine").await.status, StatusCode::UNAUTHORIZED);

    let form = format!("email=owner%40example.com&password={}&back=", PASSWORD.replace(' ', "+"));
    laptop.form("/api/session/sign_in", &form).await;
    assert_ne!(laptop.cookie, first);
    let mut thief = test.visitor();
    thief.cookie = first;
    assert_eq!(thief.get("/api/session/mine").await.status, StatusCode::UNAUTHORIZED, "the old secret died at sign-in");

    let kept = laptop.cookie.clone();
    laptop.form("/api/session/sign_out", "").await;
    assert_eq!(laptop.cookie, None);
    laptop.cookie = kept;
    assert_eq!(laptop.get("/api/session/mine").await.status, StatusCode::UNAUTHORIZED);

    let mut browser = test.signed_in("owner").await;
    test.studio.clock.advance(31 * DAY);
    assert_eq!(browser.get("/api/session/mine").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test(flavor = "multi_thread")]
async fn other_sites_cannot_act_in_a_members_name() {
    let test = TestStudio::set_up().await;
    let mut browser = test.signed_in("owner").await;
    for (headers, status) in [
        (vec![("origin", "https://evil.example")], StatusCode::FORBIDDEN),
        (vec![("sec-fetch-site", "cross-site"), ("origin", "null")], StatusCode::FORBIDDEN),
        (vec![("sec-fetch-site", "same-site")], StatusCode::FORBIDDEN),
        (vec![("origin", "http://studio.test")], StatusCode::OK),
        (vec![("sec-fetch-site", "same-origin")], StatusCode::OK),
    ] {
        let name = format!("Brand {}", headers.iter().map(|(_, value)| *value).collect::<String>());
        let mut all = vec![("content-type", "application/json")];
        all.extend(headers.iter().copied());
        let answer = browser.request(Method::POST, "/api/brands/create", &all, json!({ "name": name }).to_string()).await;
        assert_eq!(answer.status, status, "{headers:?} {}", answer.text());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn health_names_the_version() {
    let test = TestStudio::empty().await;
    let answer = test.visitor().get("/healthz").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.json::<serde_json::Value>()["version"], env!("CARGO_PKG_VERSION"));
}
