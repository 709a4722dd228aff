//! Reads, asks and sends: first what the files are, then whether the studio has them, then the bytes of the rest.

use super::{Phase, State, Upload, Uploads};
use crate::api;
use crate::api::error::ApiError;
use crate::domain::upload::accept;
use crate::ui::browser::hash::{Hashed, hash};
use crate::ui::browser::upload::{Address, Ended, Said, send};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeMap;

/// Files that travel at once.
const AT_ONCE: u32 = 3;
/// Files that are read before the studio is asked about them. The first few go quicker.
const BATCH: usize = 24;
const FIRST_BATCH: usize = 3;
/// Bytes that are read before the studio is asked about them.
const BATCH_BYTES: u64 = 96 << 20;

impl Uploads {
    /// Reads what waits, in batches, unless that is under way.
    pub(super) fn read_on(self) {
        if self.reading.get_value() {
            return;
        }
        self.reading.set_value(true);
        spawn_local(async move {
            let mut most = FIRST_BATCH;
            loop {
                let batch = self.unread(most);
                if batch.is_empty() {
                    break;
                }
                let mut read = Vec::new();
                for upload in batch {
                    if let Some(hash) = self.read(upload).await {
                        read.push((upload, hash));
                    }
                }
                self.ask(read).await;
                most = BATCH;
            }
            self.reading.try_set_value(false);
        });
    }

    fn unread(self, most: usize) -> Vec<Upload> {
        let mut bytes = 0;
        let unread = |upload: &&Upload| upload.is(Phase::Waiting) && upload.about.with_value(|about| about.hash.is_none());
        let batch = self.list.try_with_untracked(|list| {
            let waiting = list.iter().filter(unread).copied().take(most);
            waiting
                .take_while(|upload| {
                    let room = bytes < BATCH_BYTES;
                    bytes += upload.bytes;
                    room
                })
                .collect()
        });
        batch.unwrap_or_default()
    }

    /// Tells the file's hash, or what keeps it from being sent.
    async fn read(self, upload: Upload) -> Option<String> {
        if !upload.is(Phase::Waiting) {
            return None;
        }
        self.put(upload, State::Hashing);
        let (Some(file), stop) = upload.local.with_value(|local| (local.file.clone(), local.stop.clone())) else {
            return None;
        };
        let read = hash(&file, &stop).await;
        if stop.stopped() {
            return None;
        }
        let Some(Hashed { hash, head }) = read else {
            self.put(upload, State::not_now("The file cannot be read."));
            return None;
        };
        match accept(upload.bytes, &head) {
            Ok(format) => {
                upload.about.try_update_value(|about| about.format = Some(format));
                Some(hash)
            }
            Err(refused) => {
                self.put(upload, State::never(refused));
                None
            }
        }
    }

    /// Asks which of them the studio has, and lets the others go.
    async fn ask(self, read: Vec<(Upload, String)>) {
        let mut by_brand: BTreeMap<String, Vec<(Upload, String)>> = BTreeMap::new();
        for (upload, hash) in read {
            let (brand, ask) =
                upload.about.with_value(|about| (about.target.brand.clone(), about.target.version_of.is_none() && !about.keep));
            if ask {
                by_brand.entry(brand).or_default().push((upload, hash));
            } else {
                // It is to be there twice, or the studio compares it with the one it is a version of.
                upload.about.try_update_value(|about| about.hash = Some(hash));
                self.put_unless_stopped(upload, State::Waiting);
            }
        }
        for (brand, uploads) in by_brand {
            let hashes = uploads.iter().map(|(_, hash)| hash.clone()).collect();
            let answer = api::uploads::already_here(brand, hashes).await;
            let known = match answer {
                Ok(known) => known,
                Err(error @ (ApiError::Denied(_) | ApiError::Missing(_) | ApiError::SignedOut)) => {
                    for (upload, _) in uploads {
                        self.put_unless_stopped(upload, State::not_now(&error));
                    }
                    continue;
                }
                // The senders have more patience, and the studio knows bytes again by itself.
                Err(_) => Vec::new(),
            };
            let known = known.into_iter().chain(std::iter::repeat(None));
            for ((upload, hash), card) in uploads.into_iter().zip(known) {
                let after = match card {
                    Some(card) => State::Identical { asset: Some(card.id), name: card.name },
                    None => match self.twin_of(upload, &hash) {
                        Some(name) => State::Identical { asset: None, name },
                        None => State::Waiting,
                    },
                };
                upload.about.try_update_value(|about| about.hash = Some(hash));
                self.put_unless_stopped(upload, after);
            }
        }
        self.send_on();
    }

    fn put_unless_stopped(self, upload: Upload, after: State) {
        if !upload.is(Phase::Cancelled) && !upload.is(Phase::Paused) {
            self.put(upload, after);
        }
    }

    /// Sends what was read, a few at once.
    pub(super) fn send_on(self) {
        while self.travelling.try_get_value().is_some_and(|travelling| travelling < AT_ONCE) {
            let ready = |upload: &&Upload| upload.is(Phase::Waiting) && upload.about.with_value(|about| about.hash.is_some());
            let next = self.list.try_with_untracked(|list| list.iter().find(ready).copied());
            let Some(upload) = next.flatten() else { return };
            self.travelling.update_value(|travelling| *travelling += 1);
            self.put(upload, State::Sending { sent: 0 });
            spawn_local(async move {
                self.travel(upload).await;
                self.travelling.try_update_value(|travelling| *travelling -= 1);
                self.send_on();
            });
        }
    }

    async fn travel(self, upload: Upload) {
        let (Some(file), stop) = upload.local.with_value(|local| (local.file.clone(), local.stop.clone())) else {
            return;
        };
        let (to, known, name, version_of) = upload.about.with_value(|about| {
            let target = about.target.clone();
            let to = Address {
                brand: target.brand,
                filing: target.filing,
                version_of: target.version_of.as_ref().map(|of| of.asset.to_string()),
                keep: about.keep,
            };
            (to, about.at.clone(), about.name.clone(), target.version_of)
        });
        let heard = stop.clone();
        let ended = send(&file, &to, known, &stop, move |said| {
            if heard.stopped() {
                return;
            }
            match said {
                Said::At(address) => {
                    upload.about.try_update_value(|about| about.at = Some(address));
                }
                Said::Sent { bytes, at } => {
                    if let Some(at) = at {
                        self.clock(at);
                    }
                    self.put(upload, State::Sending { sent: bytes });
                }
                Said::Finishing => self.put(upload, State::Finishing),
            }
        })
        .await;
        if stop.stopped() {
            return;
        }
        let after = match ended {
            Ended::Kept { asset, already } => match asset.parse() {
                Ok(asset) => match version_of {
                    Some(of) if already => State::AlreadyHere { asset: Some(asset), name: of.name },
                    Some(of) => State::Version { asset, name: of.name },
                    None if already => State::Identical { asset: Some(asset), name },
                    None => State::Done { asset },
                },
                Err(_) => State::not_now("The studio’s answer does not read."),
            },
            Ended::Refused(reason) => State::not_now(reason),
            Ended::Lost => State::Lost,
            Ended::Stopped => return,
        };
        let kept = matches!(after, State::Done { .. });
        self.put(upload, after);
        if kept {
            self.ask_soon();
        }
    }
}

impl Upload {
    pub(super) fn is(self, phase: Phase) -> bool {
        self.state.try_with_untracked(State::phase) == Some(phase)
    }
}
