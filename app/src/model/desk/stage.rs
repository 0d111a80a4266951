//! Where a review stands, and what an author does with it.

use serde::{Deserialize, Serialize};

/// Where a review stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// Being written, never seen by readers.
    Draft,
    /// To be published by the server at a time.
    Scheduled,
    /// To be read.
    Published,
    /// Taken back.
    Unpublished,
    /// Thrown away, to be restored.
    Trashed,
}

impl Stage {
    /// All of them, in the order of the desk's list.
    pub const ALL: [Self; 5] = [
        Self::Draft,
        Self::Scheduled,
        Self::Published,
        Self::Unpublished,
        Self::Trashed,
    ];

    /// Returns the word of the database and of addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Scheduled => "scheduled",
            Self::Published => "published",
            Self::Unpublished => "unpublished",
            Self::Trashed => "trashed",
        }
    }

    /// Returns the stage that a word stands for.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.key() == key)
    }

    /// Returns what the interface calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::Scheduled => "Scheduled",
            Self::Published => "Published",
            Self::Unpublished => "Unpublished",
            Self::Trashed => "In the trash",
        }
    }
}

/// What the editor's buttons do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DraftAct {
    /// Keep it.
    Save,
    /// Keep it and show what readers would see.
    Preview,
    /// Let everybody read it, or read it as it is now.
    Publish,
    /// Publish it at a time.
    Schedule,
    /// Take it back; a scheduled one is a draft again.
    Unpublish,
    /// Throw it away.
    Trash,
    /// Fetch it back out of the trash.
    Restore,
    /// Save over what somebody else saved meanwhile, which is put aside.
    KeepMine,
    /// Leave what somebody else saved; this is put aside.
    TakeTheirs,
    /// Put the draft aside and go back to the published text.
    Discard,
    /// Keep it and go on to the library, to choose its still.
    Still,
}

impl DraftAct {
    const ALL: [(Self, &'static str); 11] = [
        (Self::Save, "save"),
        (Self::Preview, "preview"),
        (Self::Publish, "publish"),
        (Self::Schedule, "schedule"),
        (Self::Unpublish, "unpublish"),
        (Self::Trash, "trash"),
        (Self::Restore, "restore"),
        (Self::KeepMine, "keep-mine"),
        (Self::TakeTheirs, "take-theirs"),
        (Self::Discard, "discard"),
        (Self::Still, "still"),
    ];

    /// Returns the word of forms.
    pub fn key(self) -> &'static str {
        let row = Self::ALL.iter().find(|(act, _)| *act == self);
        row.map_or("save", |(_, key)| key)
    }

    /// Returns the act that a word stands for.
    pub fn from_key(key: &str) -> Option<Self> {
        let row = Self::ALL.iter().find(|(_, word)| *word == key);
        row.map(|(act, _)| *act)
    }
}
