//! Why a file has no preview, in sentences for the person who uploaded it.

use crate::domain::asset::{Facts, count_words};
use crate::domain::format::Format;

/// Why [`super::understand`] made no renditions.
#[derive(Debug, Clone, thiserror::Error)]
pub enum MediaError {
    /// A sound file that Atelier does not draw: kept with a placeholder and what its header tells.
    #[error("{reason}")]
    Unsupported { reason: String, facts: Box<Facts> },
    /// Drawing it would cost more than [`super::Limits`] allows.
    #[error("{0}")]
    TooLarge(String),
    /// The file is damaged.
    #[error("{0}")]
    Broken(String),
    /// Nothing is known of the file yet: what looked at it was ended, or could not be started.
    #[error("looking at the file was interrupted")]
    Interrupted,
}

impl MediaError {
    pub(super) fn unsupported(reason: impl Into<String>) -> Self {
        Self::Unsupported { reason: reason.into(), facts: Box::default() }
    }

    pub(super) fn broken(reason: impl Into<String>) -> Self {
        Self::Broken(reason.into())
    }

    /// The file stops before its content is complete.
    pub(super) fn cut_short(format: Format) -> Self {
        Self::Broken(format!("This {format} ends before it is complete; it may have been cut off on its way."))
    }

    pub(super) fn frames(frames: u64, most: u64) -> Self {
        let (frames, most) = (count_words(frames), count_words(most));
        Self::TooLarge(format!("This animation has {frames} frames or more; the limit is {most}."))
    }

    /// A decoder's own words are kept for the log's reader in brackets.
    pub(super) fn damaged(format: Format, why: impl std::fmt::Display) -> Self {
        Self::Broken(format!("This {format} is damaged ({why})."))
    }

    /// What the header told of a file that is not drawn.
    pub fn facts(&self) -> Option<&Facts> {
        match self {
            Self::Unsupported { facts, .. } => Some(facts),
            Self::TooLarge(_) | Self::Broken(_) | Self::Interrupted => None,
        }
    }

    /// The same reason, with what is known of the file all the same.
    pub(super) fn knowing(self, facts: Facts) -> Self {
        match self {
            Self::Interrupted => Self::Interrupted,
            error => Self::Unsupported { reason: error.to_string(), facts: Box::new(facts) },
        }
    }
}
