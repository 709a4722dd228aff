//! The whole router: pages and server functions of Leptos, the plain routes, and the layers around them.

use crate::app::{App, shell};
use crate::domain::session::{Density, Theme};
use crate::server::auth::{Visit, cookie};
use crate::server::http::middleware::{cross_site, guard, security, session};
use crate::server::http::{self, v1};
use crate::server::jobs;
use crate::server::service::members;
use crate::server::studio::Studio;
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::request::Parts;
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use leptos::config::LeptosOptions;
use leptos::nonce::use_nonce;
use leptos::prelude::{provide_context, use_context};
use leptos_axum::{LeptosRoutes, ResponseOptions, generate_route_list};
use std::future::Future;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::trace::TraceLayer;

/// How long requests under way may take to finish after the signal to stop.
const GRACE: Duration = Duration::from_secs(20);

/// Every route of the studio with its layers.
pub fn router(studio: Studio, options: LeptosOptions) -> Router {
    let context = page_context(studio.clone());
    let pages = Router::new()
        .leptos_routes_with_context(&options, generate_route_list(App), context.clone(), {
            let options = options.clone();
            move || shell(options.clone())
        })
        .fallback(leptos_axum::file_and_error_handler_with_context(context, shell))
        .with_state(options.clone());
    // Documents and answers only: media is compressed already, and events must not be held back.
    let compressible = SizeAbove::new(1_024)
        .and(NotForContentType::IMAGES)
        .and(NotForContentType::SSE)
        .and(NotForContentType::const_new("application/octet-stream"))
        .and(NotForContentType::const_new("application/zip"))
        .and(NotForContentType::const_new("video/"))
        .and(NotForContentType::const_new("audio/"));
    site(&options)
        .merge(http::routes().with_state(studio.clone()))
        .merge(pages.layer(from_fn(without_scripts)))
        .layer(from_fn_with_state(studio.clone(), guard::lead))
        .layer(from_fn(cross_site::refuse))
        .layer(from_fn_with_state(studio, session::resolve))
        .layer(from_fn(security::headers))
        .layer(CatchPanicLayer::new())
        .layer(from_fn(v1::problem::only))
        .layer(CompressionLayer::new().compress_when(compressible))
        .layer(TraceLayer::new_for_http())
}

/// Files of the site. Those in the package folder carry a hash in their name and never change.
fn site(options: &LeptosOptions) -> Router {
    let root = Path::new(&*options.site_root);
    let cached = |value: &'static str| SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, HeaderValue::from_static(value));
    let package_age = if options.hash_files { "public, max-age=31536000, immutable" } else { "no-cache" };
    let folder = |name: &str| ServeDir::new(root.join(name)).precompressed_br().precompressed_gzip();
    let package = Router::new().fallback_service(folder(&options.site_pkg_dir)).layer(cached(package_age));
    let fonts = Router::new().fallback_service(folder("fonts")).layer(cached("public, max-age=31536000, immutable"));
    let mut files = Router::new();
    for name in ["icons.svg", "sheet.svg", "favicon.svg", "manifest.webmanifest"] {
        files = files.route_service(&format!("/{name}"), ServeFile::new(root.join(name)));
    }
    files.layer(cached("public, max-age=3600")).nest(&format!("/{}", options.site_pkg_dir), package).nest("/fonts", fonts)
}

/// Gives each page and server function its studio, and each page its boot data and content security policy.
fn page_context(studio: Studio) -> impl Fn() + Clone + Send + Sync + 'static {
    move || {
        provide_context(studio.clone());
        let Some(parts) = use_context::<Parts>() else { return };
        let visit = parts.extensions.get::<Visit>().cloned().unwrap_or_default();
        let cookies = parts.headers.get(header::COOKIE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let theme = cookie(cookies, Theme::COOKIE).map(Theme::parse).unwrap_or_default();
        let density = cookie(cookies, Density::COOKIE).map(Density::parse).unwrap_or_default();
        provide_context(members::boot(&studio, &visit, theme, density));
        if let (Some(nonce), Some(response)) = (use_nonce(), use_context::<ResponseOptions>())
            && let Ok(policy) = HeaderValue::from_str(&policy(&nonce))
        {
            response.insert_header(HeaderName::from_static("content-security-policy"), policy);
        }
    }
}

/// Cuts off what Leptos writes behind every document for hydration: public pages load no script, so it has no reader.
async fn without_scripts(request: Request, next: Next) -> Response {
    let public = request.uri().path().starts_with("/c/");
    let response = next.run(request).await;
    if !public {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(document) = axum::body::to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    const END: &[u8] = b"</html>";
    let end = document.windows(END.len()).rposition(|part| part == END).map_or(document.len(), |at| at + END.len());
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(document.slice(..end)))
}

/// Scripts by nonce alone; styles, pictures and requests of this origin. Inline style attributes carry ratios and colours.
fn policy(nonce: &str) -> String {
    format!(
        "default-src 'self'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; \
         style-src 'self' 'nonce-{nonce}'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; \
         object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
}

/// Listens on the configured address, tells it on standard output, and serves until `stop`; then finishes the requests
/// and jobs in hand.
pub async fn serve(
    studio: Studio,
    options: LeptosOptions,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let listener = TcpListener::bind(studio.config.addr).await?;
    let address = listener.local_addr()?;
    let tasks = TaskTracker::new();
    let stopping = CancellationToken::new();
    if studio.config.tools.ffmpeg.is_none() {
        tracing::warn!("ffmpeg and ffprobe were not found: video, audio and HEIC are kept without previews");
    }
    jobs::start(&studio, &tasks, &stopping);
    let app = router(studio.clone(), options).into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn({
        let (stopping, tools) = (stopping.clone(), studio.config.tools.clone());
        async move {
            stop.await;
            tracing::info!("stopping");
            stopping.cancel();
            // What it was made for is made anew at the next start.
            tools.stop.now();
        }
    });
    // Whoever started this process reads the port from here.
    println!("listening on http://{address}");
    tracing::info!(%address, version = env!("CARGO_PKG_VERSION"), "the studio is open");
    let finished = stopping.clone();
    let server = axum::serve(listener, app).with_graceful_shutdown(async move { finished.cancelled().await });
    let server = async move { server.await };
    tokio::pin!(server);
    tokio::select! {
        outcome = &mut server => outcome?,
        // Event streams never end by themselves; they are cut off here.
        () = async { stopping.cancelled().await; tokio::time::sleep(GRACE).await } => {}
    }
    tasks.close();
    let _ = tokio::time::timeout(GRACE, tasks.wait()).await;
    studio.close().await;
    Ok(())
}
