//! The review machine: statuses, the moves between them, and who is asked for which right.

use super::access::Action;
use super::id::MemberId;
use super::text::Invalid;
use super::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Where an asset stands in review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Draft,
    InReview,
    Approved,
    Rejected,
    Archived,
}

impl Status {
    pub const ALL: [Self; 5] = [Self::Draft, Self::InReview, Self::Approved, Self::Rejected, Self::Archived];

    /// The stored and URL form.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in_review",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Archived => "archived",
        }
    }

    /// The word people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::InReview => "In review",
            Self::Approved => "Approved",
            Self::Rejected => "Rejected",
            Self::Archived => "Archived",
        }
    }

    /// Reads the stored form.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }

    /// Approved work is locked: its bytes, name, brand and deletion are refused.
    pub fn locked(self) -> bool {
        self == Self::Approved
    }

    /// Why new bytes are refused here, saying what to do instead; `None` where they are taken in.
    pub fn keeps_bytes(self) -> Option<&'static str> {
        match self {
            Self::Draft | Self::InReview | Self::Rejected => None,
            Self::Approved => Some(
                "Approved work is locked. Archive and unarchive it to make it a draft again, or upload the file as an asset \
                 of its own.",
            ),
            Self::Archived => Some("Archived work keeps its file. Unarchive it first."),
        }
    }

    /// The move that new bytes make: what is in review was not seen so, and goes back to draft.
    pub fn on_new_bytes(self) -> Option<Move> {
        self.to_draft().filter(|step| *step == Move::Withdraw)
    }

    /// The moves the machine knows from here.
    pub fn moves(self) -> impl Iterator<Item = Move> {
        Move::ALL.into_iter().filter(move |step| self.after(*step).is_some())
    }

    /// The move that ends in a draft; none from a draft, and none from approved, which is locked.
    pub fn to_draft(self) -> Option<Move> {
        [Move::Withdraw, Move::Revise, Move::Unarchive].into_iter().find(|step| self.after(*step) == Some(Self::Draft))
    }

    /// The status after `step`, or `None` when the machine has no such move from here.
    pub fn after(self, step: Move) -> Option<Status> {
        use Status::{Approved, Archived, Draft, InReview, Rejected};
        match (self, step) {
            (Draft | Rejected, Move::Submit) => Some(InReview),
            (InReview, Move::Withdraw) => Some(Draft),
            (InReview, Move::Approve) => Some(Approved),
            (InReview, Move::Reject) => Some(Rejected),
            (Rejected, Move::Revise) => Some(Draft),
            (Draft | InReview | Approved | Rejected, Move::Archive) => Some(Archived),
            (Archived, Move::Unarchive) => Some(Draft),
            _ => None,
        }
    }
}

/// A step of review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Move {
    Submit,
    Withdraw,
    Approve,
    Reject,
    Revise,
    Archive,
    Unarchive,
}

/// Longest note with a move, in characters.
pub const NOTE_MOST: usize = 2_000;

impl Move {
    pub const ALL: [Self; 7] =
        [Self::Submit, Self::Withdraw, Self::Approve, Self::Reject, Self::Revise, Self::Archive, Self::Unarchive];

    /// The stored form.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::Withdraw => "withdraw",
            Self::Approve => "approve",
            Self::Reject => "reject",
            Self::Revise => "revise",
            Self::Archive => "archive",
            Self::Unarchive => "unarchive",
        }
    }

    /// Reads the stored form.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == text)
    }

    /// The words on its button.
    pub fn label(self) -> &'static str {
        match self {
            Self::Submit => "Submit for review",
            Self::Withdraw => "Withdraw",
            Self::Approve => "Approve",
            Self::Reject => "Reject",
            Self::Revise => "Back to draft",
            Self::Archive => "Archive",
            Self::Unarchive => "Unarchive",
        }
    }

    /// What history and toasts say happened.
    pub fn done(self) -> &'static str {
        match self {
            Self::Submit => "submitted for review",
            Self::Withdraw => "withdrawn",
            Self::Approve => "approved",
            Self::Reject => "rejected",
            Self::Revise => "moved back to draft",
            Self::Archive => "archived",
            Self::Unarchive => "unarchived as a draft",
        }
    }

    /// The right needed to make it from `status`.
    pub fn action(self, status: Status) -> Action {
        match self {
            Self::Submit if status == Status::Rejected => Action::Resubmit,
            Self::Submit => Action::Submit,
            Self::Withdraw => Action::Withdraw,
            Self::Approve | Self::Reject => Action::Decide,
            Self::Revise => Action::Revise,
            Self::Archive | Self::Unarchive => Action::Archive,
        }
    }

    /// Tidies the note that goes with it; a rejection needs one.
    pub fn check_note(self, note: &str) -> Result<String, Invalid> {
        let note = note.trim();
        let count = note.chars().count();
        if self == Self::Reject && note.is_empty() {
            return Err(Invalid::new("note", "Say why, so that the work can be mended."));
        }
        if count > NOTE_MOST {
            return Err(Invalid::new("note", format!("Use at most 2,000 characters; this has {count}.")));
        }
        Ok(note.to_owned())
    }
}

/// One line of an asset's append-only history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub step: Move,
    pub from: Status,
    pub to: Status,
    pub by: MemberId,
    /// Name of the member when the history is shown.
    pub by_name: String,
    pub at: Timestamp,
    pub note: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_machine() {
        let rows: Vec<String> = Status::ALL
            .into_iter()
            .map(|from| {
                let ways: Vec<String> = from
                    .moves()
                    .map(|step| format!("{}>{}", step.as_str(), from.after(step).map(Status::as_str).unwrap_or_default()))
                    .collect();
                format!("{}: {}", from.as_str(), ways.join(" "))
            })
            .collect();
        assert_eq!(
            rows,
            [
                "draft: submit>in_review archive>archived",
                "in_review: withdraw>draft approve>approved reject>rejected archive>archived",
                "approved: archive>archived",
                "rejected: submit>in_review revise>draft archive>archived",
                "archived: unarchive>draft",
            ]
        );
    }

    #[test]
    fn new_bytes() {
        let rows = Status::ALL.map(|status| {
            let after = status.on_new_bytes().and_then(|step| status.after(step)).unwrap_or(status);
            (status.as_str(), status.keeps_bytes().is_none(), after.as_str())
        });
        assert_eq!(
            rows,
            [
                ("draft", true, "draft"),
                ("in_review", true, "draft"),
                ("approved", false, "approved"),
                ("rejected", true, "rejected"),
                ("archived", false, "archived"),
            ]
        );
    }

    #[test]
    fn notes() {
        assert!(Move::Reject.check_note("  ").is_err());
        assert_eq!(Move::Approve.check_note("  ").unwrap(), "");
        assert!(Move::Reject.check_note(&"x".repeat(2_001)).is_err());
    }

    #[test]
    fn stored_forms_read_back() {
        assert!(Status::ALL.into_iter().all(|s| Status::parse(s.as_str()) == Some(s)));
        assert!(Move::ALL.into_iter().all(|m| Move::parse(m.as_str()) == Some(m)));
    }
}
