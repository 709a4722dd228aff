//! Files on their way into the studio: what waits, what travels, what became of each.

mod decide;
mod driver;
mod remembered;
mod tally;

pub use self::tally::{Phase, State, Tally, figures, time_left};

use crate::domain::access::{Action, Scope};
use crate::domain::format::Format;
use crate::domain::id::{AssetId, CollectionId};
use crate::domain::query::LibraryQuery;
use crate::domain::upload::{Filing, check_size};
use crate::ui::browser::drag::LocalFile;
use crate::ui::browser::timer::Slot;
use crate::ui::browser::upload::{self as wire, Stop};
use crate::ui::state::session::Session;
use crate::ui::state::toasts::Toasts;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Rows of the tray, beyond which only a number is shown.
const ROWS: usize = 40;

/// Where files go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Slug of the brand.
    pub brand: String,
    /// Its name.
    pub name: String,
    pub filing: Filing,
    /// The asset of that brand of which they become versions.
    pub version_of: Option<VersionOf>,
}

/// The asset that gets a version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionOf {
    pub asset: AssetId,
    /// Its name.
    pub name: String,
}

impl Target {
    /// Where files go that are dropped while this brand (its slug; `None` is all brands) and collection are shown: there,
    /// or with all brands the first one the member may upload to, their Personal brand last. `None` when they may not.
    pub fn here(session: Session, brand: Option<&str>, collection: Option<CollectionId>) -> Option<Self> {
        let brands = session.brands();
        let mut open = brands.into_iter().map(|face| face.brand);
        let may = |brand: &crate::domain::brand::Brand| session.may(Action::Upload, &Scope::Brand(brand.scope()));
        let brand = match brand {
            Some(slug) => open.find(|brand| brand.slug == slug).filter(may),
            None => open.find(may),
        }?;
        let filing = Filing { collection, ..Filing::default() };
        Some(Self { brand: brand.slug, name: brand.name.to_string(), filing, version_of: None })
    }
}

/// What a person wants for all files that are uploaded into a brand from now on, in this tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Slug of the brand.
    pub brand: String,
    /// A collection stands over the one that is shown; tags and campaign are given besides.
    pub filing: Filing,
    /// The same in words: "Autumn › Coats, Tide launch, koi".
    pub words: String,
}

/// One file of the tray.
#[derive(Clone, Copy)]
pub struct Upload {
    /// Sets it apart from the others of this tab.
    pub id: u32,
    pub bytes: u64,
    state: RwSignal<State>,
    about: StoredValue<About>,
    local: StoredValue<Local, LocalStorage>,
}

struct About {
    name: String,
    /// When the file was last changed, in milliseconds of Unix time.
    modified: f64,
    target: Target,
    /// BLAKE3 in hex, once it was read.
    hash: Option<String>,
    format: Option<Format>,
    /// It becomes an asset of its own even where the brand has its bytes.
    keep: bool,
    /// It is known what it looks like.
    asked: bool,
    /// Where the studio knows the upload.
    at: Option<String>,
}

/// What lives on the browser's only thread.
struct Local {
    /// `None` while it is awaited.
    file: Option<LocalFile>,
    stop: Stop,
}

impl Upload {
    /// Where it stands, tracked.
    pub fn state(self) -> State {
        self.state.get()
    }

    /// In which phase it is, as a value that changes seldom.
    pub fn phase(self) -> Memo<Phase> {
        Memo::new(move |_| self.state.with(State::phase))
    }

    /// Bytes that have left, tracked; `None` while that is not the question.
    pub fn sent(self) -> Option<u64> {
        self.state.with(|state| match state {
            State::Sending { sent } | State::Paused { sent } | State::Awaited { sent } => Some(*sent),
            State::Finishing => Some(self.bytes),
            _ => None,
        })
    }

    /// The file's name.
    pub fn name(self) -> String {
        self.about.with_value(|about| about.name.clone())
    }

    /// What it is by its content, once that was read.
    pub fn format(self) -> Option<Format> {
        self.about.with_value(|about| about.format)
    }

    /// Runs `look` on the file itself, where it is at hand. In the browser alone.
    pub fn with_file<T>(self, look: impl FnOnce(&LocalFile) -> T) -> Option<T> {
        self.local.with_value(|local| local.file.as_ref().map(look))
    }

    /// Where it goes.
    pub fn target(self) -> Target {
        self.about.with_value(|about| about.target.clone())
    }

    /// Address of the asset it became or was, in the library of its brand.
    pub fn asset_path(self) -> Option<String> {
        let asset = self.state.with(|state| match state {
            State::Done { asset } | State::Alike { asset, .. } | State::Version { asset, .. } => Some(*asset),
            State::AlreadyHere { asset, .. } | State::Identical { asset, .. } => *asset,
            _ => None,
        })?;
        let brand = self.about.with_value(|about| about.target.brand.clone());
        Some(LibraryQuery::of_brand(Some(brand)).asset_path(asset))
    }
}

/// How quickly bytes travel.
#[derive(Clone, Copy)]
struct Pace {
    /// Milliseconds of the page's own time.
    began: f64,
    /// Milliseconds of the page's own time.
    latest: f64,
    /// Bytes that had left before.
    before: u64,
}

/// The queue of this tab. The frame provides it once.
#[derive(Clone, Copy)]
pub struct Uploads {
    list: RwSignal<Vec<Upload>>,
    tally: RwSignal<Tally>,
    /// Rises when a row changes its phase.
    turns: RwSignal<u32>,
    next: StoredValue<u32>,
    /// Files are being read.
    reading: StoredValue<bool>,
    /// Files that travel now.
    travelling: StoredValue<u32>,
    /// The time of the first and of the latest bytes of the present rush, and how many had left before it.
    pace: StoredValue<Option<Pace>>,
    /// The studio is being asked what files look like.
    asking: StoredValue<bool>,
    ask_again: StoredValue<bool>,
    soon: Slot,
    wanted: RwSignal<Option<Wanted>>,
    toasts: Toasts,
    /// Files outlive the event that brought them.
    owner: StoredValue<Owner>,
}

impl Uploads {
    /// Provides an empty queue to everything below.
    pub fn provide() -> Self {
        let uploads = Self {
            list: RwSignal::new(Vec::new()),
            tally: RwSignal::new(Tally::default()),
            turns: RwSignal::new(0),
            next: StoredValue::new(1),
            reading: StoredValue::new(false),
            travelling: StoredValue::new(0),
            pace: StoredValue::new(None),
            asking: StoredValue::new(false),
            ask_again: StoredValue::new(false),
            soon: Slot::of_component(),
            wanted: RwSignal::new(None),
            toasts: Toasts::expect(),
            owner: StoredValue::new(Owner::new()),
        };
        provide_context(uploads);
        wire::on_online(move || uploads.retry_lost());
        uploads.remember();
        uploads.watch_likeness();
        wire::ask_before_leaving(move || uploads.tally.try_with_untracked(|tally| tally.active > 0).unwrap_or(false));
        uploads
    }

    /// The queue of the frame above; one of its own where a part is shown outside a frame.
    pub fn expect() -> Self {
        use_context().unwrap_or_else(Self::provide)
    }

    /// What is wanted for the files of that brand, tracked.
    pub fn wanted(self, brand: &str) -> Option<Wanted> {
        self.wanted.with(|wanted| wanted.clone().filter(|wanted| wanted.brand == brand))
    }

    /// Wants this for all files from now on.
    pub fn want(self, wanted: Option<Wanted>) {
        self.wanted.set(wanted);
    }

    fn as_wanted(self, target: &Target) -> Target {
        let mut target = target.clone();
        let wanted = untrack(|| self.wanted(&target.brand)).filter(|_| target.version_of.is_none());
        if let Some(Wanted { filing, .. }) = wanted {
            target.filing = Filing { collection: filing.collection.or(target.filing.collection), ..filing };
        }
        target
    }

    /// Takes files in. What its size alone rules out is refused at once; what was begun before goes on where it stopped.
    pub fn add(self, files: Vec<LocalFile>, target: &Target) {
        self.rush();
        let new = files.into_iter().filter_map(|file| self.go_on_with(file));
        let target = self.as_wanted(target);
        let fresh: Vec<Upload> = new.map(|file| self.take(file, &target)).collect();
        self.tally.update(|tally| {
            for upload in &fresh {
                upload.state.with_untracked(|state| tally.add(upload.bytes, state));
            }
        });
        self.list.update(|list| list.extend(fresh));
        self.turn();
        self.read_on();
    }

    fn take(self, file: LocalFile, target: &Target) -> Upload {
        let bytes = file.size as u64;
        let state = match check_size(bytes) {
            Ok(()) => State::Waiting,
            Err(refused) => State::never(refused),
        };
        let name = file.name().to_owned();
        let about = About {
            name,
            modified: file.modified,
            target: target.clone(),
            hash: None,
            format: None,
            keep: false,
            asked: false,
            at: None,
        };
        self.new_row(bytes, state, about, Some(file))
    }

    fn new_row(self, bytes: u64, state: State, about: About, file: Option<LocalFile>) -> Upload {
        let id = self.next.get_value();
        self.next.set_value(id.wrapping_add(1));
        self.owner.with_value(|owner| {
            owner.with(|| Upload {
                id,
                bytes,
                state: RwSignal::new(state),
                about: StoredValue::new(about),
                local: StoredValue::new_local(Local { file, stop: Stop::default() }),
            })
        })
    }

    /// Gives one up.
    pub fn cancel(self, upload: Upload) {
        upload.local.with_value(|local| local.stop.stop());
        if let Some(address) = upload.about.try_update_value(|about| about.at.take()).flatten() {
            wire::forget(address);
        }
        self.put(upload, State::Cancelled);
    }

    /// Gives up all that is not done.
    pub fn cancel_all(self) {
        for upload in self.list.get_untracked() {
            if upload.state.with_untracked(State::open) {
                self.cancel(upload);
            }
        }
    }

    /// Stops one for now.
    pub fn pause(self, upload: Upload) {
        let sent = match upload.state.get_untracked() {
            State::Sending { sent } => sent,
            State::Waiting | State::Hashing => 0,
            _ => return,
        };
        upload.local.with_value(|local| local.stop.stop());
        self.put(upload, State::Paused { sent });
    }

    /// Stops all for now that can be stopped.
    pub fn pause_all(self) {
        for upload in self.list.get_untracked() {
            self.pause(upload);
        }
    }

    /// Lets all go on that were stopped for now.
    pub fn resume_all(self) {
        for upload in self.list.get_untracked() {
            if upload.state.with_untracked(State::phase) == Phase::Paused {
                self.retry(upload);
            }
        }
    }

    /// Tries one again, from where it came to.
    pub fn retry(self, upload: Upload) {
        self.rush();
        upload.local.update_value(|local| local.stop = Stop::default());
        self.put(upload, State::Waiting);
        self.read_on();
        self.send_on();
    }

    /// Tries all again whose connection was lost.
    pub fn retry_lost(self) {
        for upload in self.list.try_get_untracked().unwrap_or_default() {
            if upload.state.with_untracked(State::phase) == Phase::Lost {
                self.retry(upload);
            }
        }
    }

    /// Takes one that ended off the tray.
    pub fn dismiss(self, upload: Upload) {
        self.list.update(|list| list.retain(|other| other.id != upload.id));
        self.recount();
    }

    /// Empties the tray of what has ended.
    pub fn clear(self) {
        self.list.update(|list| {
            list.retain(|upload| upload.state.with_untracked(State::open));
        });
        self.recount();
    }

    fn recount(self) {
        let mut tally = Tally::default();
        for upload in self.list.get_untracked() {
            upload.state.with_untracked(|state| tally.add(upload.bytes, state));
        }
        self.tally.set(tally);
        self.turn();
    }

    /// The sum, tracked.
    pub fn tally(self) -> Tally {
        self.tally.get()
    }

    /// Whether there is anything to show, tracked.
    pub fn any(self) -> bool {
        self.list.with(|list| !list.is_empty())
    }

    /// Names of the brands that what waits and travels goes into, each once; of all when nothing does.
    pub fn brands(self) -> Vec<String> {
        self.turns.track();
        let any_open = self.tally.with_untracked(|tally| tally.open() > 0);
        let mut names: Vec<String> = Vec::new();
        self.list.with(|list| {
            for upload in list {
                if !any_open || upload.state.with_untracked(State::open) {
                    upload.about.with_value(|about| {
                        if !names.contains(&about.target.name) {
                            names.push(about.target.name.clone());
                        }
                    });
                }
            }
        });
        names
    }

    /// "about 2 min left", tracked.
    pub fn time_left(self) -> Option<String> {
        let tally = self.tally.get();
        let pace = self.pace.get_value()?;
        time_left(tally.sent.saturating_sub(pace.before), pace.latest - pace.began, tally.bytes - tally.sent)
    }

    /// A pause says nothing of the speed, so a new rush is measured anew.
    fn rush(self) {
        if self.tally.with_untracked(|tally| tally.active == 0) {
            self.pace.set_value(None);
        }
    }

    /// Bytes have left at that time.
    fn clock(self, at: f64) {
        let sent = self.tally.with_untracked(|tally| tally.sent);
        self.pace.try_update_value(|pace| match pace {
            Some(pace) => pace.latest = at,
            None => *pace = Some(Pace { began: at, latest: at, before: sent }),
        });
    }

    /// What the tray shows: the active ones and those that need a person first, then the rest as far as there is room;
    /// and how many are left out.
    pub fn shown(self) -> (Vec<Upload>, usize) {
        self.turns.track();
        let mut list = self.list.get();
        // Stable: within a phase they keep the order in which they came.
        list.sort_by_cached_key(|upload| upload.state.with_untracked(State::phase));
        let hidden = list.len().saturating_sub(ROWS);
        list.truncate(ROWS);
        (list, hidden)
    }

    /// Moves one on; the sum follows.
    fn put(self, upload: Upload, after: State) {
        let Some(before) = upload.state.try_get_untracked() else { return };
        if before == after {
            return;
        }
        self.tally.update(|tally| tally.change(upload.bytes, &before, &after));
        let turned = before.phase() != after.phase();
        upload.state.set(after);
        if turned {
            self.turn();
        }
    }

    fn turn(self) {
        self.turns.update(|turns| *turns = turns.wrapping_add(1));
    }
}
