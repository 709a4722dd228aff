//! A studio for tests, and clients that talk to its real router.

use atelier::domain::asset::Source;
use atelier::domain::brand::{Brand, BrandRole};
use atelier::domain::id::{AssetId, MemberId};
use atelier::domain::member::StudioRole;
use atelier::domain::time::Timestamp;
use atelier::server::auth::Visit;
use atelier::server::clock::Clock;
use atelier::server::config::{Config, tools_here};
use atelier::server::context::Ctx;
use atelier::server::media::Tools;
use atelier::server::service::assets::{Arrival, Received, ingest};
use atelier::server::service::members;
use atelier::server::studio::Studio;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::net::SocketAddr;
use tempfile::TempDir;
use tower::ServiceExt;

/// 12 Nov 2026, 09:41.
pub const NOW: Timestamp = Timestamp(1_794_476_460_000);
pub const PASSWORD: &str = "correct horse battery";

/// A studio of its own, gone with the value.
pub struct TestStudio {
    pub studio: Studio,
    pub router: Router,
    pub folder: TempDir,
}

impl TestStudio {
    /// Nobody has been here.
    pub async fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = Config {
            database_url: Some("mem://".to_owned()),
            storage_url: Some("memory:".to_owned()),
            storage_options: Vec::new(),
            public_url: None,
            workers: 2,
            tools: Self::tools(),
            ..Config::new(SocketAddr::from(([127, 0, 0, 1], 0)), folder.path().to_owned())
        };
        Self::with(config, folder).await
    }

    /// What there is to make previews with: this machine's ffmpeg, and the real binary for documents.
    pub fn tools() -> Tools {
        tools_here(Some(env!("CARGO_BIN_EXE_atelier").into()))
    }

    /// With settings of its own.
    pub async fn with(config: Config, folder: TempDir) -> Self {
        let studio = Studio::open(config, Clock::fixed(NOW)).await.unwrap();
        let options = leptos::config::LeptosOptions::builder().output_name("atelier").build();
        let router = atelier::serve::router(studio.clone(), options);
        Self { studio, router, folder }
    }

    /// After the first visit of Olga, owner; with the brand Saltmarsh.
    pub async fn set_up() -> Self {
        let test = Self::empty().await;
        test.first_visit().await;
        test
    }

    /// Olga's.
    pub async fn first_visit(&self) {
        let form = members::FirstVisit {
            studio: "Northlight".to_owned(),
            name: "Olga Owner".to_owned(),
            email: "owner@example.com".to_owned(),
            password: PASSWORD.to_owned(),
            brand: "Saltmarsh".to_owned(),
        };
        members::set_up(&self.studio, form, &Visit::default()).await.unwrap();
    }

    /// The team brand of [`TestStudio::set_up`].
    pub fn brand(&self) -> Brand {
        self.studio.catalog.brand_by_slug("saltmarsh").unwrap()
    }

    /// A further member, with a role in Saltmarsh when given. The address is `name@example.com`.
    pub async fn member(&self, name: &str, role: StudioRole, brand: Option<BrandRole>) -> MemberId {
        let member = members::create(&self.studio, name, &format!("{name}@example.com"), role, PASSWORD).await.unwrap();
        if let Some(role) = brand {
            let mut change = self.studio.change().await;
            atelier::server::db::brands::set_role(&mut change.tx, self.brand().id, member.id, role);
            change.commit().await.unwrap();
        }
        member.id
    }

    /// The context of a member by the part of the address before the @.
    pub fn ctx(&self, name: &str) -> Ctx {
        let member = members::by_email(&self.studio, &format!("{name}@example.com")).unwrap();
        Visit { member: Some(member.id), ..Visit::default() }.ctx(&self.studio).unwrap()
    }

    /// A small PNG of its own, kept in Saltmarsh by a member.
    pub async fn asset(&self, by: &str, name: &str) -> AssetId {
        let ctx = self.ctx(by);
        self.asset_in(&ctx, &self.brand(), name).await
    }

    /// A small PNG of its own in a brand.
    pub async fn asset_in(&self, ctx: &Ctx, brand: &Brand, name: &str) -> AssetId {
        self.file_in(ctx, brand, name, &png(name)).await
    }

    /// A file in a brand.
    pub async fn file_in(&self, ctx: &Ctx, brand: &Brand, name: &str, bytes: &[u8]) -> AssetId {
        let file = self.received(name, bytes).await;
        let arrival = Arrival { brand: brand.clone(), file, source: Source::Uploaded, filing: Default::default(), keep: false };
        ingest(ctx, arrival).await.unwrap().asset
    }

    /// A file as the upload desk hands it over.
    pub async fn received(&self, name: &str, bytes: &[u8]) -> Received {
        let file = self.studio.storage.staging_dir().join(atelier::server::ids::mark());
        tokio::fs::write(&file, bytes).await.unwrap();
        Received {
            name: atelier::domain::upload::file_name(name),
            file,
            hash: blake3::hash(bytes).to_hex().to_string(),
            crc: None,
            bytes: bytes.len() as u64,
            head: bytes[..bytes.len().min(4_096)].to_vec(),
        }
    }

    /// Runs the background work that waits, to its end.
    pub async fn work(&self) {
        atelier::server::jobs::tidy_soon(&self.studio);
        let tasks = tokio_util::task::TaskTracker::new();
        let stop = tokio_util::sync::CancellationToken::new();
        atelier::server::jobs::start(&self.studio, &tasks, &stop);
        self.studio.queue.idle().await;
        stop.cancel();
        tasks.close();
        tasks.wait().await;
    }

    /// A browser without a cookie.
    pub fn visitor(&self) -> Client {
        Client { router: self.router.clone(), cookie: None }
    }

    /// A browser of a member with a session made by the service, past the costly password.
    pub async fn signed_in_quickly(&self, name: &str) -> Client {
        let member = members::by_email(&self.studio, &format!("{name}@example.com")).unwrap();
        let (cookie, hash) = atelier::server::auth::SessionCookie::mint(false);
        let now = self.studio.clock.now();
        let session = atelier::server::db::sessions::Session {
            hash,
            face: atelier::server::ids::mint(now),
            member: member.id,
            agent: String::new(),
            address: String::new(),
            created: now,
            seen: now,
            expires: now.plus(atelier::domain::time::DAY),
        };
        atelier::server::db::sessions::create(&self.studio.db, &session).await.unwrap();
        let pair = cookie.header().split(';').next().unwrap().to_owned();
        Client { router: self.router.clone(), cookie: Some(pair) }
    }

    /// A browser of a member, signed in through the form.
    pub async fn signed_in(&self, name: &str) -> Client {
        let mut client = self.visitor();
        let form = format!("email={name}%40example.com&password={}&back=", PASSWORD.replace(' ', "+"));
        let answer = client.form("/api/session/sign_in", &form).await;
        assert_eq!(answer.status, StatusCode::FOUND, "{}", answer.text());
        assert!(client.cookie.is_some());
        client
    }
}

/// A picture whose content depends on its name.
pub fn png(name: &str) -> Vec<u8> {
    let seed = blake3::hash(name.as_bytes());
    let seed = seed.as_bytes();
    let picture = image::RgbImage::from_fn(24, 30, |x, y| {
        image::Rgb([seed[0].wrapping_add(x as u8), seed[1].wrapping_add(y as u8 * 3), seed[2]])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A browser with at most one cookie.
#[derive(Clone)]
pub struct Client {
    router: Router,
    pub cookie: Option<String>,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.text()))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }
}

impl Client {
    pub async fn send(&mut self, mut request: Request<Body>) -> Answer {
        if let Some(cookie) = &self.cookie {
            request.headers_mut().insert(COOKIE, cookie.parse().unwrap());
        }
        request.headers_mut().entry("host").or_insert("studio.test".parse().unwrap());
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        if let Some(set) = parts.headers.get(SET_COOKIE) {
            let pair = set.to_str().unwrap().split(';').next().unwrap();
            self.cookie = (!pair.ends_with('=')).then(|| pair.to_owned());
        }
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub async fn json(&mut self, path: &str, body: &impl Serialize) -> Answer {
        let request = Request::post(path).header("content-type", "application/json").header("accept", "application/json");
        self.send(request.body(Body::from(serde_json::to_vec(body).unwrap())).unwrap()).await
    }

    /// As a browser without scripts sends a form.
    pub async fn form(&mut self, path: &str, body: &str) -> Answer {
        let request = Request::post(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("accept", "text/html")
            .header("referer", "http://studio.test/sign-in");
        self.send(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    pub async fn request(&mut self, method: Method, path: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(body.into()).unwrap()).await
    }
}

/// Bytes of memory this process has in use, where the system tells.
pub fn resident() -> Option<u64> {
    let told = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = told.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().trim_end_matches(" kB").trim().parse::<u64>().ok()? << 10)
}
