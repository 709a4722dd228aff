//! Uploads that outlive their tab: what was under way is kept in this browser when the page goes, and awaited when
//! the next one comes. The bytes that arrived are with the studio; only the file must be chosen again.

use super::{About, Phase, State, Target, Upload, Uploads, VersionOf};
use crate::domain::upload::Filing;
use crate::ui::browser::drag::LocalFile;
use crate::ui::browser::storage;
use crate::ui::browser::upload::{self as wire, Reached};
use crate::ui::state::session::Session;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};

/// Most that are kept; the studio itself forgets them after a few days.
const MOST: usize = 500;

/// One upload, as it is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Kept {
    name: String,
    bytes: u64,
    modified: f64,
    sent: u64,
    /// Where the studio knows it.
    at: String,
    brand: String,
    brand_name: String,
    #[serde(default)]
    filing: Filing,
    #[serde(default)]
    version_of: Option<VersionOf>,
    #[serde(default)]
    keep: bool,
}

/// Each member finds their own.
fn key() -> Option<String> {
    Some(format!("atelier-uploads-{}", Session::expect().member()?.id))
}

fn read(key: &str) -> Vec<Kept> {
    storage::get(key).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

fn write(key: &str, kept: &[Kept]) {
    match serde_json::to_string(kept) {
        Ok(text) if !kept.is_empty() => {
            storage::set(key, &text);
        }
        _ => storage::remove(key),
    }
}

impl Uploads {
    /// Takes over what earlier tabs left, and leaves what is open to later ones.
    pub(super) fn remember(self) {
        let Some(key) = key() else { return };
        let leaving = key.clone();
        wire::on_leaving(move || {
            // Another tab may have left something meanwhile.
            let mut kept = read(&leaving);
            kept.extend(self.open_ones());
            kept.truncate(MOST);
            write(&leaving, &kept);
        });
        // After hydration: the server knows nothing of them.
        Effect::new(move |before: Option<()>| {
            if before.is_none() {
                let kept = read(&key);
                storage::remove(&key);
                self.await_all(kept);
            }
        });
    }

    fn open_ones(self) -> Vec<Kept> {
        let list = self.list.try_get_untracked().unwrap_or_default();
        list.into_iter().filter_map(Upload::kept).collect()
    }

    fn await_all(self, kept: Vec<Kept>) {
        for Kept { name, bytes, modified, sent, at, brand, brand_name, filing, version_of, keep } in kept {
            let target = Target { brand, name: brand_name, filing, version_of };
            let about = About { name, modified, target, hash: None, format: None, keep, asked: false, at: Some(at.clone()) };
            let upload = self.new_row(bytes, State::Awaited { sent }, about, None);
            spawn_local(async move {
                let sent = match wire::reached(&at).await {
                    Reached::Gone => return,
                    Reached::Bytes(sent) => sent,
                    Reached::Unknown => sent,
                };
                upload.state.try_set(State::Awaited { sent });
                self.tally.try_update(|tally| tally.add(bytes, &State::Awaited { sent }));
                self.list.try_update(|list| list.push(upload));
                self.turn();
            });
        }
    }

    /// Goes on with the upload this file was awaited for; hands the file back where there is none.
    pub(super) fn go_on_with(self, file: LocalFile) -> Option<LocalFile> {
        let awaited = self.list.with_untracked(|list| list.iter().copied().find(|upload| upload.awaits(&file)));
        let Some(upload) = awaited else { return Some(file) };
        upload.local.update_value(|local| local.file = Some(file));
        self.retry(upload);
        None
    }
}

impl Upload {
    fn kept(self) -> Option<Kept> {
        let sent = match self.state.try_get_untracked()? {
            State::Sending { sent } | State::Paused { sent } | State::Awaited { sent } => sent,
            State::Finishing => self.bytes,
            State::Waiting | State::Hashing | State::Lost => 0,
            _ => return None,
        };
        self.about.try_with_value(|about| {
            Some(Kept {
                name: about.name.clone(),
                bytes: self.bytes,
                modified: about.modified,
                sent,
                at: about.at.clone()?,
                brand: about.target.brand.clone(),
                brand_name: about.target.name.clone(),
                filing: about.target.filing.clone(),
                version_of: about.target.version_of.clone(),
                keep: about.keep,
            })
        })?
    }

    /// The same name, length and time: what is in it is hashed before anything is sent.
    fn awaits(self, file: &LocalFile) -> bool {
        self.state.with_untracked(State::phase) == Phase::Awaited
            && self.bytes == file.size as u64
            && self.about.with_value(|about| about.name == file.name() && about.modified == file.modified)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{AssetId, Id};

    #[test]
    fn what_is_kept_reads_again() {
        let kept = Kept {
            name: "harbour.tif".into(),
            bytes: 5_000_000_000,
            modified: 1_763_680_000_123.0,
            sent: 8 << 20,
            at: "/upload/01".into(),
            brand: "saltmarsh".into(),
            brand_name: "Saltmarsh".into(),
            filing: Filing::default(),
            version_of: Some(VersionOf { asset: AssetId(Id(7)), name: "harbour.jpg".into() }),
            keep: true,
        };
        let text = serde_json::to_string(std::slice::from_ref(&kept)).unwrap();
        assert_eq!(serde_json::from_str::<Vec<Kept>>(&text).unwrap(), [kept]);
    }
}
