//! Where an upload stands, and the sum over all of them.

use crate::domain::asset::Card;
use crate::domain::id::AssetId;

/// Where one upload stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// For its turn to be read, or to be sent.
    Waiting,
    /// Its bytes are read to know them again.
    Hashing,
    Sending {
        /// Bytes.
        sent: u64,
    },
    /// All bytes have left; the studio is keeping them.
    Finishing,
    /// Stopped by the person, to go on from there.
    Paused {
        /// Bytes.
        sent: u64,
    },
    /// Begun in a tab that is gone; the browser needs to be given the file again.
    Awaited {
        /// Bytes.
        sent: u64,
    },
    Done {
        asset: AssetId,
    },
    /// It became the newest version of an asset.
    Version {
        asset: AssetId,
        /// What that is called.
        name: String,
    },
    /// The brand has these bytes, or an earlier file of the tray does; a person may keep both.
    Identical {
        /// The asset, where it is one.
        asset: Option<AssetId>,
        /// What it is called there.
        name: String,
    },
    /// The same as something else, and done without.
    AlreadyHere {
        asset: Option<AssetId>,
        /// What it is called there.
        name: String,
    },
    /// It is kept, and looks like something that was here; a person may decide otherwise.
    Alike {
        asset: AssetId,
        like: Box<Card>,
    },
    /// It was kept, and lies in the trash now.
    Skipped {
        asset: AssetId,
    },
    /// It will not be kept, for this reason.
    Refused {
        reason: String,
        /// Trying again may help.
        hope: bool,
    },
    /// The studio could not be reached; going on loses nothing.
    Lost,
    Cancelled,
}

/// [`State`] without what changes often, so that a row is drawn anew only when it must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Sending or finishing.
    Busy,
    Paused,
    Awaited,
    Lost,
    Refused,
    /// Asks whether both are kept.
    Identical,
    /// Asks what becomes of it.
    Alike,
    /// Waiting or hashing.
    Waiting,
    AlreadyHere,
    /// A version of another asset included.
    Done,
    Skipped,
    Cancelled,
}

impl State {
    /// The phase it is in.
    pub fn phase(&self) -> Phase {
        match self {
            Self::Waiting | Self::Hashing => Phase::Waiting,
            Self::Sending { .. } | Self::Finishing => Phase::Busy,
            Self::Paused { .. } => Phase::Paused,
            Self::Awaited { .. } => Phase::Awaited,
            Self::Done { .. } | Self::Version { .. } => Phase::Done,
            Self::Identical { .. } => Phase::Identical,
            Self::Alike { .. } => Phase::Alike,
            Self::Skipped { .. } => Phase::Skipped,
            Self::AlreadyHere { .. } => Phase::AlreadyHere,
            Self::Refused { .. } => Phase::Refused,
            Self::Lost => Phase::Lost,
            Self::Cancelled => Phase::Cancelled,
        }
    }

    /// Whether it is not over yet, whoever it waits for.
    pub fn open(&self) -> bool {
        matches!(self.phase(), Phase::Busy | Phase::Waiting | Phase::Paused | Phase::Awaited)
    }

    /// A refusal that another try will not change.
    pub fn never(reason: impl ToString) -> Self {
        Self::Refused { reason: reason.to_string(), hope: false }
    }

    /// A refusal that another try may change.
    pub fn not_now(reason: impl ToString) -> Self {
        Self::Refused { reason: reason.to_string(), hope: true }
    }

    /// What an upload of `bytes` adds to the sum.
    fn share(&self, bytes: u64) -> Tally {
        let mut share = Tally { files: 1, ..Tally::default() };
        match self.phase() {
            Phase::Busy | Phase::Waiting => {
                share.active = 1;
                share.bytes = bytes;
                share.sent = match self {
                    Self::Sending { sent } => *sent,
                    Self::Finishing => bytes,
                    _ => 0,
                };
            }
            Phase::Done | Phase::Alike => {
                share.done = 1;
                share.alike = u32::from(self.phase() == Phase::Alike);
                share.bytes = bytes;
                share.sent = bytes;
            }
            Phase::Paused => share.paused = 1,
            Phase::Awaited => share.awaited = 1,
            Phase::Identical => share.identical = 1,
            Phase::AlreadyHere => share.already = 1,
            Phase::Skipped => share.skipped = 1,
            Phase::Refused => share.refused = 1,
            Phase::Lost => share.lost = 1,
            Phase::Cancelled => share.cancelled = 1,
        }
        share
    }
}

/// The sum over all uploads of the tray.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub files: u32,
    /// Waiting or under way.
    pub active: u32,
    pub paused: u32,
    pub awaited: u32,
    pub done: u32,
    /// Identical to something, and not decided on.
    pub identical: u32,
    /// Of those that are done, how many look like something and are not decided on.
    pub alike: u32,
    pub already: u32,
    pub skipped: u32,
    pub refused: u32,
    pub lost: u32,
    pub cancelled: u32,
    /// Bytes of those that are done or will be.
    pub bytes: u64,
    /// Bytes of these that have left.
    pub sent: u64,
}

impl Tally {
    /// One more upload.
    pub fn add(&mut self, bytes: u64, state: &State) {
        self.apply(state.share(bytes), u32::wrapping_add, u64::wrapping_add);
    }

    /// An upload stands elsewhere now.
    pub fn change(&mut self, bytes: u64, before: &State, after: &State) {
        self.apply(before.share(bytes), u32::wrapping_sub, u64::wrapping_sub);
        self.add(bytes, after);
    }

    fn apply(&mut self, share: Self, count: fn(u32, u32) -> u32, size: fn(u64, u64) -> u64) {
        self.files = count(self.files, share.files);
        self.active = count(self.active, share.active);
        self.paused = count(self.paused, share.paused);
        self.awaited = count(self.awaited, share.awaited);
        self.done = count(self.done, share.done);
        self.identical = count(self.identical, share.identical);
        self.alike = count(self.alike, share.alike);
        self.already = count(self.already, share.already);
        self.skipped = count(self.skipped, share.skipped);
        self.refused = count(self.refused, share.refused);
        self.lost = count(self.lost, share.lost);
        self.cancelled = count(self.cancelled, share.cancelled);
        self.bytes = size(self.bytes, share.bytes);
        self.sent = size(self.sent, share.sent);
    }

    /// "Uploading 24 files", "24 files uploaded".
    pub fn title(&self) -> String {
        match (self.active, self.paused, self.awaited, self.done) {
            (0, 0, 0, 0) if self.identical > 0 => format!("{} to decide on", files(self.identical)),
            (0, 0, 0, 0) => "Nothing was uploaded".to_owned(),
            (0, 0, 0, done) => format!("{} uploaded", files(done)),
            (0, 0, awaited, _) => format!("{} to go on with", files(awaited)),
            (0, paused, ..) => format!("{} paused", files(paused)),
            (active, ..) => format!("Uploading {}", files(active)),
        }
    }

    /// What is not over yet, whoever it waits for.
    pub fn open(&self) -> u32 {
        self.active + self.paused + self.awaited
    }

    /// What did not go as wished: "2 already here. 1 refused." Empty when all went well.
    pub fn exceptions(&self) -> String {
        let (paused, awaited) = match (self.active, self.paused) {
            // The title says it.
            (0, 0) => (0, 0),
            (0, _) => (0, self.awaited),
            _ => (self.paused, self.awaited),
        };
        let undecided = if self.open() + self.done == 0 { 0 } else { self.identical + self.alike };
        let parts = [
            (paused, "paused"),
            (awaited, "to choose again"),
            (undecided, "to decide on"),
            (self.already, "already here"),
            (self.skipped, "skipped"),
            (self.refused, "refused"),
            (self.lost, "interrupted"),
            (self.cancelled, "cancelled"),
        ];
        let parts: Vec<String> =
            parts.iter().filter(|(count, _)| *count > 0).map(|(count, words)| format!("{count} {words}.")).collect();
        parts.join(" ")
    }

    /// From 0 to 1.
    pub fn fraction(&self) -> f64 {
        if self.bytes == 0 { 0.0 } else { self.sent as f64 / self.bytes as f64 }
    }
}

fn files(count: u32) -> String {
    if count == 1 { "1 file".to_owned() } else { format!("{count} files") }
}

/// "2.1 of 8.4 MB": both in the unit of the whole.
pub fn figures(sent: u64, whole: u64) -> String {
    let (unit, name, places) = match whole {
        0..1_000_000 => (1e3, "kB", 0),
        1_000_000..1_000_000_000 => (1e6, "MB", 1),
        _ => (1e9, "GB", 1),
    };
    format!("{:.places$} of {:.places$} {name}", sent as f64 / unit, whole as f64 / unit)
}

/// "about 2 min left", from bytes sent in so many milliseconds. Nothing while that says too little.
pub fn time_left(sent: u64, millis: f64, left: u64) -> Option<String> {
    if millis < 3_000.0 || sent == 0 || left == 0 {
        return None;
    }
    let seconds = left as f64 * millis / sent as f64 / 1_000.0;
    Some(match seconds {
        ..45.0 => "less than a minute left".to_owned(),
        ..5_400.0 => format!("about {:.0} min left", (seconds / 60.0).max(1.0)),
        _ => format!("about {:.0} h left", seconds / 3_600.0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Id;

    #[test]
    fn the_sum_follows_every_change() {
        let asset = AssetId(Id(1));
        let states = [
            State::Waiting,
            State::Hashing,
            State::Sending { sent: 40 },
            State::Finishing,
            State::Paused { sent: 40 },
            State::Awaited { sent: 40 },
            State::Done { asset },
            State::Version { asset, name: "koi.jpg".into() },
            State::Identical { asset: None, name: "koi.jpg".into() },
            State::AlreadyHere { asset: Some(asset), name: "koi.jpg".into() },
            State::Skipped { asset },
            State::Refused { reason: "No.".into(), hope: false },
            State::Lost,
            State::Cancelled,
        ];
        for before in &states {
            for after in &states {
                let (mut changed, mut fresh) = (Tally::default(), Tally::default());
                changed.add(100, before);
                changed.change(100, before, after);
                fresh.add(100, after);
                assert_eq!(changed, fresh, "{before:?} {after:?}");
                assert_eq!(changed.files, 1);
            }
        }
    }

    #[test]
    fn questions_are_counted_until_they_are_decided() {
        let name = "koi.jpg".to_owned();
        let mut tally = Tally::default();
        tally.add(100, &State::Identical { asset: None, name: name.clone() });
        assert_eq!((tally.title().as_str(), tally.exceptions().as_str()), ("1 file to decide on", ""));
        tally.change(100, &State::Identical { asset: None, name: name.clone() }, &State::AlreadyHere { asset: None, name });
        assert_eq!((tally.exceptions().as_str(), tally.open()), ("1 already here.", 0));
    }

    #[test]
    fn words() {
        let mut tally = Tally::default();
        tally.add(100, &State::Sending { sent: 25 });
        tally.add(100, &State::Waiting);
        assert_eq!((tally.title().as_str(), tally.fraction()), ("Uploading 2 files", 0.125));
        tally.change(100, &State::Sending { sent: 25 }, &State::Done { asset: AssetId(Id(1)) });
        tally.change(100, &State::Waiting, &State::Lost);
        assert_eq!((tally.title().as_str(), tally.exceptions().as_str()), ("1 file uploaded", "1 interrupted."));
        tally.change(100, &State::Lost, &State::Paused { sent: 5 });
        assert_eq!((tally.title().as_str(), tally.exceptions().as_str()), ("1 file paused", ""));
        tally.add(100, &State::Awaited { sent: 5 });
        tally.add(100, &State::Waiting);
        assert_eq!((tally.title().as_str(), tally.open()), ("Uploading 1 file", 3));
        assert_eq!(tally.exceptions(), "1 paused. 1 to choose again.");
        assert_eq!(figures(2_100_000, 8_400_000), "2.1 of 8.4 MB");
        assert_eq!(figures(0, 400), "0 of 0 kB");
        assert_eq!(figures(1_500_000_000, 5_000_000_000), "1.5 of 5.0 GB");
    }

    #[test]
    fn time() {
        assert_eq!(time_left(10, 1_000.0, 100), None);
        assert_eq!(time_left(0, 10_000.0, 100), None);
        assert_eq!(time_left(100, 10_000.0, 100).as_deref(), Some("less than a minute left"));
        assert_eq!(time_left(100, 10_000.0, 1_200).as_deref(), Some("about 2 min left"));
        assert_eq!(time_left(100, 10_000.0, 108_000).as_deref(), Some("about 3 h left"));
    }
}
