//! Questions of the tray: files that are identical to something, and pictures that look like something that was here.

use super::{Phase, State, Upload, Uploads};
use crate::api;
use crate::domain::format::Kind;
use crate::domain::id::AssetId;
use crate::domain::upload::{RESEMBLES_MOST, Resemblance};
use crate::ui::browser::timer;
use crate::ui::state::live::Live;
use crate::ui::state::toasts::Toast;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// How long answers are gathered before the studio is asked what they look like.
const GATHER: Duration = Duration::from_millis(300);

impl Uploads {
    /// Asks what has arrived looks like whenever the studio says that something changed: descriptions come later.
    pub(super) fn watch_likeness(self) {
        Live::expect().on_assets(move || self.ask_soon());
    }

    /// Asks in a moment, together with what arrives until then.
    pub(super) fn ask_soon(self) {
        self.soon.set(timer::after(GATHER, move || self.ask_likeness()));
    }

    fn ask_likeness(self) {
        if self.asking.try_get_value() != Some(false) {
            // What came meanwhile is asked about afterwards.
            self.ask_again.try_set_value(true);
            return;
        }
        let due = self.undecided();
        if due.is_empty() {
            return;
        }
        self.asking.set_value(true);
        spawn_local(async move {
            for due in due.chunks(RESEMBLES_MOST) {
                let assets = due.iter().map(|(_, asset)| *asset).collect();
                // Where there is no answer, the next change asks again.
                let Ok(found) = api::uploads::resembles(assets, self.asking_assets()).await else { break };
                for ((upload, asset), found) in due.iter().zip(found) {
                    self.take_answer(*upload, *asset, found);
                }
            }
            self.asking.try_set_value(false);
            if self.ask_again.try_update_value(std::mem::take) == Some(true) {
                self.ask_soon();
            }
        });
    }

    /// What has arrived as an asset of its own and may look like another.
    fn undecided(self) -> Vec<(Upload, AssetId)> {
        let list = self.list.try_get_untracked().unwrap_or_default();
        list.into_iter().filter_map(|upload| Some((upload, upload.undecided()?))).collect()
    }

    fn take_answer(self, upload: Upload, asset: AssetId, found: Resemblance) {
        if upload.undecided() != Some(asset) || found == Resemblance::Unknown {
            return;
        }
        upload.about.try_update_value(|about| about.asked = true);
        if let Resemblance::Like(like) = found {
            self.put(upload, State::Alike { asset, like });
        }
    }

    /// What looks like something and is not decided on, so that nothing else is told to look like it.
    fn asking_assets(self) -> Vec<AssetId> {
        let asking = |upload: &Upload| match upload.state.try_get_untracked()? {
            State::Alike { asset, .. } => Some(asset),
            _ => None,
        };
        self.list.try_get_untracked().unwrap_or_default().iter().filter_map(asking).collect()
    }

    /// Does without these: what is identical is not sent, what was sent goes to the trash.
    pub fn skip(self, uploads: Vec<Upload>) {
        let mut trashed = Vec::new();
        for upload in uploads {
            match upload.state.get_untracked() {
                State::Identical { asset, name } => self.put(upload, State::AlreadyHere { asset, name }),
                before @ State::Alike { asset, .. } => {
                    self.put(upload, State::Skipped { asset });
                    trashed.push((upload, asset, before));
                }
                _ => {}
            }
        }
        if trashed.is_empty() {
            return;
        }
        spawn_local(async move {
            let answer = api::assets::trash(trashed.iter().map(|(_, asset, _)| *asset).collect()).await;
            let (gone, words) = match answer {
                Ok(outcome) => {
                    let words = outcome.skipped.first().map(|skipped| skipped.reason.clone());
                    (outcome.done, words)
                }
                Err(error) => (Vec::new(), Some(error.to_string())),
            };
            for (upload, asset, before) in trashed {
                if !gone.contains(&asset) {
                    self.put(upload, before);
                }
            }
            words.into_iter().for_each(|words| self.toasts.say(Toast::problem(words)));
        });
    }

    /// Takes what was skipped out of the trash again.
    pub fn take_back(self, upload: Upload) {
        let State::Skipped { asset } = upload.state.get_untracked() else { return };
        self.put(upload, State::Done { asset });
        spawn_local(async move {
            if let Err(error) = api::assets::restore(vec![asset]).await {
                self.put(upload, State::Skipped { asset });
                self.toasts.say(Toast::problem(error.to_string()));
            }
        });
    }

    /// Keeps these beside what they are like: what is identical is sent after all.
    pub fn keep(self, uploads: Vec<Upload>) {
        for upload in uploads {
            match upload.state.get_untracked() {
                State::Identical { .. } => {
                    upload.about.update_value(|about| {
                        about.keep = true;
                        // The studio knows the end of that one.
                        about.at = None;
                    });
                    self.rush();
                    self.put(upload, State::Waiting);
                }
                State::Alike { asset, .. } => self.put(upload, State::Done { asset }),
                _ => {}
            }
        }
        self.send_on();
    }

    /// Makes each the newest version of what it looks like.
    pub fn add_as_versions(self, uploads: Vec<Upload>) {
        spawn_local(async move {
            // One after another: several may be of one asset, and keep the order of the tray.
            for upload in uploads {
                let Some(before @ State::Alike { .. }) = upload.state.try_get_untracked() else { continue };
                let State::Alike { asset, like } = &before else { continue };
                self.put(upload, State::Version { asset: like.id, name: like.name.clone() });
                if let Err(error) = api::versions::adopt(like.id, *asset).await {
                    self.put(upload, before);
                    self.toasts.say(Toast::problem(error.to_string()));
                }
            }
        });
    }

    /// What waits for a decision of that kind, in the order of the tray, hidden rows included.
    pub fn questions(self, phase: Phase) -> Vec<Upload> {
        self.list.with_untracked(|list| list.iter().copied().filter(|upload| upload.is(phase)).collect())
    }

    /// The name of an earlier file of the tray with these bytes that goes to the same brand.
    pub(super) fn twin_of(self, upload: Upload, hash: &str) -> Option<String> {
        let brand = upload.about.with_value(|about| about.target.brand.clone());
        self.list.try_with_untracked(|list| {
            let mut kept = list.iter().filter(|other| {
                let over = [Phase::Refused, Phase::Cancelled, Phase::Skipped, Phase::Identical, Phase::AlreadyHere];
                other.id != upload.id && !over.iter().any(|phase| other.is(*phase))
            });
            kept.find_map(|other| {
                other.about.with_value(|about| {
                    let same = about.hash.as_deref() == Some(hash) && about.target.brand == brand;
                    (same && about.target.version_of.is_none()).then(|| about.name.clone())
                })
            })
        })?
    }
}

impl Upload {
    /// The asset, while it is to be found out what it looks like.
    fn undecided(self) -> Option<AssetId> {
        let picture = self.about.try_with_value(|about| {
            let alone = !about.asked && !about.keep && about.target.version_of.is_none();
            alone && about.format.is_some_and(|format| format.kind() == Kind::Image)
        })?;
        match self.state.try_get_untracked()? {
            State::Done { asset } if picture => Some(asset),
            _ => None,
        }
    }
}
