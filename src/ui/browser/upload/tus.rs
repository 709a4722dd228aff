//! The sender's side of the tus protocol: announce, send parts, ask after a break how far it came, go on.

use super::header::metadata;
use super::xhr::{Answer, ask, pause};
use super::{Address, Ended, Reached, Said, Stop};
use crate::domain::text::Tag;
use crate::ui::browser::drag::LocalFile;
use std::rc::Rc;
use std::time::Duration;

/// Bytes of one request. A file that is not longer travels with its announcement.
const PART: u64 = 8 << 20;
/// Breaks in a row before it counts as lost. The waits between them double from one second.
const TRIES: u32 = 6;

const VERSION: (&str, &str) = ("Tus-Resumable", "1.0.0");
const OFFSET_STREAM: (&str, &str) = ("Content-Type", "application/offset+octet-stream");

/// What one request leads to.
enum Step {
    /// On to the next one, from this offset.
    On(u64),
    /// No answer, or none that helps: after a while, ask how far it came.
    Ask,
    /// The studio forgot the upload: from the start.
    Anew,
    End(Ended),
}

struct Travel<'a> {
    file: &'a LocalFile,
    to: &'a Address,
    stop: &'a Stop,
    size: u64,
    said: Rc<dyn Fn(Said)>,
}

pub async fn send(file: &LocalFile, to: &Address, known: Option<String>, stop: &Stop, said: Rc<dyn Fn(Said)>) -> Ended {
    let travel = Travel { file, to, stop, size: file.size as u64, said };
    let mut at = known;
    // `None` is not known: asked for by HEAD.
    let mut offset = None;
    let mut farthest = 0;
    let mut breaks = 0;
    while breaks < TRIES {
        if stop.stopped() {
            return Ended::Stopped;
        }
        let step = match (&at, offset) {
            (None, _) => travel.announce(&mut at).await,
            (Some(address), None) => travel.look(address).await,
            (Some(address), Some(offset)) => travel.part(address, offset).await,
        };
        match step {
            Step::On(next) => {
                // Only bytes that arrived prove that the line is good.
                if next > farthest {
                    farthest = next;
                    breaks = 0;
                }
                offset = Some(next);
                continue;
            }
            Step::Ask => {}
            Step::Anew => at = None,
            Step::End(ended) => return if stop.stopped() { Ended::Stopped } else { ended },
        }
        offset = None;
        breaks += 1;
        pause(Duration::from_millis(500 << breaks), stop).await;
    }
    Ended::Lost
}

/// One question, once.
pub async fn reached(address: &str) -> Reached {
    let answer = ask("HEAD", address, &[(VERSION.0, VERSION.1.to_owned())], None, &Stop::default(), |_, _| {}).await;
    match answer.status {
        200 | 204 if answer.header("Atelier-Asset").is_some() => Reached::Gone,
        200 | 204 => answer.number("Upload-Offset").map_or(Reached::Unknown, Reached::Bytes),
        404 | 410 => Reached::Gone,
        _ => Reached::Unknown,
    }
}

/// Fire and forget.
pub fn forget(address: String) {
    wasm_bindgen_futures::spawn_local(async move {
        ask("DELETE", &address, &[(VERSION.0, VERSION.1.to_owned())], None, &Stop::default(), |_, _| {}).await;
    });
}

impl Travel<'_> {
    async fn announce(&self, at: &mut Option<String>) -> Step {
        let name = self.file.name();
        let filing = &self.to.filing;
        let (collection, campaign) = (filing.collection.map(|id| id.to_string()), filing.campaign.map(|id| id.to_string()));
        let tags: Vec<&str> = filing.tags.iter().map(Tag::as_str).collect();
        let tags = (!tags.is_empty()).then(|| tags.join("\n"));
        let mut pairs = vec![("brand", self.to.brand.as_str()), ("filename", name)];
        for (name, value) in [("collection", &collection), ("campaign", &campaign), ("tags", &tags)] {
            pairs.extend(value.as_deref().map(|value| (name, value)));
        }
        if let Some(asset) = &self.to.version_of {
            pairs.push(("version_of", asset));
        }
        if self.to.keep {
            pairs.push(("keep", "1"));
        }
        if self.file.path != name {
            pairs.push(("relativePath", &self.file.path));
        }
        let mut headers = vec![
            (VERSION.0, VERSION.1.to_owned()),
            ("Upload-Length", self.size.to_string()),
            ("Upload-Metadata", metadata(&pairs)),
        ];
        let whole = self.size <= PART;
        let blob = if whole { self.slice(0, self.size) } else { None };
        if whole {
            if blob.is_none() {
                return Step::End(unreadable());
            }
            headers.push((OFFSET_STREAM.0, OFFSET_STREAM.1.to_owned()));
        }
        let answer = self.ask("POST", "/upload", &headers, blob.as_ref(), 0).await;
        if answer.status == 201 {
            let Some(address) = answer.header("Location") else { return Step::Ask };
            (self.said)(Said::At(address.clone()));
            *at = Some(address);
            return self.onward(&answer);
        }
        if answer.status == 409 {
            // No offset is disputed yet: what it is a version of takes no new bytes.
            return Step::End(refusal(&answer));
        }
        self.otherwise(&answer)
    }

    async fn look(&self, address: &str) -> Step {
        let answer = self.ask("HEAD", address, &[(VERSION.0, VERSION.1.to_owned())], None, 0).await;
        match answer.status {
            200 | 204 => self.onward(&answer),
            404 | 410 => Step::Anew,
            _ => self.otherwise(&answer),
        }
    }

    async fn part(&self, address: &str, offset: u64) -> Step {
        let end = self.size.min(offset + PART);
        let Some(blob) = self.slice(offset, end) else { return Step::End(unreadable()) };
        let headers = [
            (VERSION.0, VERSION.1.to_owned()),
            ("Upload-Offset", offset.to_string()),
            (OFFSET_STREAM.0, OFFSET_STREAM.1.to_owned()),
        ];
        let answer = self.ask("PATCH", address, &headers, Some(&blob), offset).await;
        match answer.status {
            204 => self.onward(&answer),
            404 | 410 => Step::Anew,
            _ => self.otherwise(&answer),
        }
    }

    /// After a good answer: done, or the next offset.
    fn onward(&self, answer: &Answer) -> Step {
        if let Some(asset) = answer.header("Atelier-Asset") {
            let already = answer.header("Atelier-Already").is_some();
            return Step::End(Ended::Kept { asset, already });
        }
        match answer.number("Upload-Offset") {
            Some(offset) => {
                (self.said)(Said::Sent { bytes: offset, at: None });
                Step::On(offset)
            }
            None => Step::Ask,
        }
    }

    /// After any other: given up where a person must act, tried again where time may help.
    fn otherwise(&self, answer: &Answer) -> Step {
        match answer.status {
            401 => Step::End(Ended::Refused("Sign in again, then retry.".to_owned())),
            408 | 409 | 423 | 429 => Step::Ask,
            400..=499 => Step::End(refusal(answer)),
            _ => Step::Ask,
        }
    }

    async fn ask(
        &self,
        method: &str,
        address: &str,
        headers: &[(&str, String)],
        body: Option<&web_sys::Blob>,
        offset: u64,
    ) -> Answer {
        ask(method, address, headers, body, self.stop, {
            let size = self.size;
            let said = self.said.clone();
            move |sent, at| {
                // The browser counts no headers here, only the body.
                let bytes = (offset + sent).min(size);
                said(if bytes == size { Said::Finishing } else { Said::Sent { bytes, at: Some(at) } });
            }
        })
        .await
    }

    fn slice(&self, start: u64, end: u64) -> Option<web_sys::Blob> {
        self.file.file.slice_with_f64_and_f64(start as f64, end as f64).ok()
    }
}

/// In the studio's own words, where it has some.
fn refusal(answer: &Answer) -> Ended {
    let reason = answer.text();
    let plain = answer.header("Content-Type").is_some_and(|kind| kind.starts_with("text/plain"));
    Ended::Refused(if plain && !reason.is_empty() { reason } else { "The studio refused this file.".to_owned() })
}

fn unreadable() -> Ended {
    Ended::Refused("The file cannot be read any more. It may have been moved or changed.".to_owned())
}
