//! Answers made of stored bytes: conditional, in parts where asked, and safe to open in a browser.

use super::headers::{Part, matches, part};
use crate::domain::asset::Asset;
use crate::domain::format::Format;
use crate::domain::rendition::RenditionSize;
use crate::server::error::{Error, Result};
use crate::server::media::draw_waveform;
use crate::server::storage::{Chunks, Key, Storage, is_missing};
use axum::body::Body;
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
    ETAG, HeaderName, HeaderValue, IF_NONE_MATCH, IF_RANGE, RANGE, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use std::future::Future;
use std::ops::Range;

/// Bars of a waveform unless told.
const BARS: u16 = 100;

const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// Of a request, what decides how bytes are answered.
#[derive(Debug)]
pub struct Asked<'a> {
    pub method: &'a Method,
    pub headers: &'a HeaderMap,
}

/// How an answer may be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// The address changes with the bytes: by the person's browser, for a year, without asking.
    Immutable,
    /// By the browser, asking each time whether it still may.
    Asking,
}

impl Keep {
    fn value(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Immutable => "private, max-age=31536000, immutable",
            Self::Asking => "private, no-cache",
        })
    }
}

/// One thing to hand out, without its bytes.
#[derive(Debug)]
pub struct Sheet {
    headers: HeaderMap,
    tag: String,
}

impl Sheet {
    /// `what` tells apart what is made of one object ("640", "original").
    pub fn new(asset: &Asset, what: &str, mime: &'static str, keep: Keep) -> Self {
        Self::tagged(&format!("{}-{what}", asset.object.get(..32).unwrap_or(&asset.object)), mime, keep)
    }

    /// `tag` is the same for the same bytes alone.
    pub fn tagged(tag: &str, mime: &'static str, keep: Keep) -> Self {
        let tag = format!("\"{tag}\"");
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(mime));
        headers.insert(CACHE_CONTROL, keep.value());
        headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        headers.insert(RESOURCE_POLICY, HeaderValue::from_static("same-origin"));
        if mime == Format::Svg.mime() {
            // A drawing may hold scripts and pull in strangers' pictures; opened by itself it does neither.
            let policy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";
            headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
        }
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            headers.insert(ETAG, tag);
        }
        Self { headers, tag }
    }

    /// Saved under a name instead of shown.
    pub fn saved_as(mut self, disposition: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(disposition) {
            self.headers.insert(CONTENT_DISPOSITION, value);
        }
        self
    }

    /// "Nothing new" where the client has it already.
    pub fn unchanged(&self, asked: &Asked) -> Option<Response> {
        let known = asked.headers.get(IF_NONE_MATCH).and_then(|known| known.to_str().ok());
        matches(known, &self.tag).then(|| {
            let mut headers = self.headers.clone();
            headers.remove(CONTENT_TYPE);
            (StatusCode::NOT_MODIFIED, headers).into_response()
        })
    }

    /// All of it, from memory.
    pub fn whole(mut self, bytes: Bytes) -> Response {
        self.headers.insert(CONTENT_LENGTH, bytes.len().into());
        (StatusCode::OK, self.headers, Body::from(bytes)).into_response()
    }

    /// All of it or the part asked for, streamed from storage.
    pub async fn stream(self, storage: &Storage, key: &Key, size: u64, asked: &Asked<'_>) -> Result<Response> {
        self.parts(size, asked, |range| async move { Ok(storage.get(key, Some(range)).await?.1) }).await
    }

    /// All of it or the part asked for, of `size` bytes, which `read` begins to read.
    pub async fn parts<F>(mut self, size: u64, asked: &Asked<'_>, read: impl FnOnce(Range<u64>) -> F) -> Result<Response>
    where
        F: Future<Output = Result<Chunks>>,
    {
        self.headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        let (status, range) = match self.part(size, asked) {
            Part::Whole => (StatusCode::OK, 0..size),
            Part::Some(range) => {
                let words = format!("bytes {}-{}/{size}", range.start, range.end - 1);
                self.headers
                    .insert(CONTENT_RANGE, HeaderValue::from_str(&words).map_err(|error| Error::Internal(error.to_string()))?);
                (StatusCode::PARTIAL_CONTENT, range)
            }
            Part::Outside => {
                let mut answer = plain(StatusCode::RANGE_NOT_SATISFIABLE, "The file is shorter than that.");
                if let Ok(words) = HeaderValue::from_str(&format!("bytes */{size}")) {
                    answer.headers_mut().insert(CONTENT_RANGE, words);
                }
                return Ok(answer);
            }
        };
        self.headers.insert(CONTENT_LENGTH, (range.end - range.start).into());
        if asked.method == Method::HEAD {
            return Ok((status, self.headers).into_response());
        }
        match read(range).await {
            Ok(chunks) => Ok((status, self.headers, Body::from_stream(chunks)).into_response()),
            Err(error) if is_missing(&error) => Ok(absent()),
            Err(error) => Err(error),
        }
    }

    fn part(&self, size: u64, asked: &Asked) -> Part {
        let text = |name| asked.headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
        match text(IF_RANGE) {
            // The rest of other bytes would not fit to what the client has.
            Some(tag) if tag != self.tag => Part::Whole,
            _ => part(text(RANGE), size),
        }
    }
}

/// A rendition, or that there is none yet.
pub async fn rendition(storage: &Storage, asset: &Asset, size: RenditionSize, keep: Keep, asked: &Asked<'_>) -> Result<Response> {
    let probe = Sheet::new(asset, size.as_str(), "image/webp", keep);
    if let Some(unchanged) = probe.unchanged(asked) {
        return Ok(unchanged);
    }
    Ok(match storage.rendition(&asset.object, size).await? {
        Some((coding, bytes)) => Sheet::new(asset, size.as_str(), coding.mime(), keep).whole(bytes),
        None => absent(),
    })
}

/// The sheet of frames of a film, or that there is none.
pub async fn sheet_of_frames(storage: &Storage, asset: &Asset, keep: Keep, asked: &Asked<'_>) -> Result<Response> {
    let sheet = Sheet::new(asset, "sheet", "image/webp", keep);
    made(storage, &Key::sheet(&asset.object)?, sheet, asked, |bytes| bytes).await
}

/// The shape of a sound, drawn with so many bars, or that there is none.
pub async fn waveform(storage: &Storage, asset: &Asset, bars: Option<u16>, keep: Keep, asked: &Asked<'_>) -> Result<Response> {
    let bars = bars.unwrap_or(BARS);
    let sheet = Sheet::new(asset, &format!("waveform{bars}"), Format::Svg.mime(), keep);
    made(storage, &Key::peaks(&asset.object)?, sheet, asked, |peaks| draw_waveform(&peaks, bars).into()).await
}

async fn made(
    storage: &Storage,
    key: &Key,
    sheet: Sheet,
    asked: &Asked<'_>,
    draw: impl FnOnce(Bytes) -> Bytes,
) -> Result<Response> {
    if let Some(unchanged) = sheet.unchanged(asked) {
        return Ok(unchanged);
    }
    match storage.read_all(key).await {
        // Empty is what a power cut can leave of a file that nobody waited for.
        Ok(bytes) if bytes.is_empty() => Ok(absent()),
        Ok(bytes) => Ok(sheet.whole(draw(bytes))),
        Err(error) if is_missing(&error) => Ok(absent()),
        Err(error) => Err(error),
    }
}

/// Not there, or not yet; asked again soon it may be.
fn absent() -> Response {
    plain(StatusCode::NOT_FOUND, "There is no such picture.")
}

/// A sentence that nobody keeps.
pub fn plain(status: StatusCode, sentence: &'static str) -> Response {
    (status, [(CACHE_CONTROL, "no-store"), (CONTENT_TYPE, "text/plain; charset=utf-8")], sentence).into_response()
}
