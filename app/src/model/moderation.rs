//! What moderators do with comments, and what a writer is told of it.

#[cfg(feature = "ssr")]
use serde::{Deserialize, Serialize};

use super::{AccountCard, CommentId, Markup};

/// What a moderator does with a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub enum ModerationAct {
    /// Take it out of sight until it was talked about.
    Hold,
    /// Throw it away.
    Trash,
    /// Put it back.
    Restore,
}

impl ModerationAct {
    /// Returns the word of the database and of forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::Hold => "hold",
            Self::Trash => "trash",
            Self::Restore => "restore",
        }
    }

    /// Returns the act that a word stands for.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Hold, Self::Trash, Self::Restore]
            .into_iter()
            .find(|act| act.key() == key)
    }
}

/// Why a moderator took a comment out of sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub enum ModerationReason {
    /// It goes at a person.
    Rude,
    /// It is about something else.
    OffTopic,
    /// It gives away an ending.
    Spoiler,
    /// It advertises.
    Spam,
    /// None of these.
    Other,
}

impl ModerationReason {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Rude,
        Self::OffTopic,
        Self::Spoiler,
        Self::Spam,
        Self::Other,
    ];

    /// Returns the word of the database and of forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::Rude => "rude",
            Self::OffTopic => "off-topic",
            Self::Spoiler => "spoiler",
            Self::Spam => "spam",
            Self::Other => "other",
        }
    }

    /// Returns the reason that a word stands for.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.key() == key)
    }
}

/// A comment out of sight, as its writer and its moderators see it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct Withheld {
    /// The comment.
    pub id: CommentId,
    /// Its writer's name.
    pub name: String,
    /// Its text as it was typed.
    pub text: String,
    /// What was done with it: held or trashed.
    pub act: ModerationAct,
    /// Why.
    pub reason: ModerationReason,
    /// Whether the viewer wrote it.
    pub is_own: bool,
    /// Whether the viewer may put it back.
    pub may_restore: bool,
}

/// What a viewer's account adds to a review's page, drawn for the browser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct ModerationHtml {
    /// The comments out of sight.
    pub withheld: Markup,
    /// The form with which a comment is moderated, with gaps: `{of}` is the comment, `{name}` its
    /// writer. Empty for whoever does not.
    pub form: Markup,
}

/// What a viewer's account adds to a review's page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct ViewerAccount {
    /// Who is signed in.
    pub card: Option<AccountCard>,
    /// Whether they moderate the conversation under this review.
    pub may_moderate: bool,
    /// The comments under it that are out of sight and that the viewer sees nevertheless.
    #[cfg(feature = "ssr")]
    pub withheld: Vec<Withheld>,
    /// What of this is drawn; none while it stands in the document.
    pub html: Option<ModerationHtml>,
}

/// How much this browser has said and liked that an account may claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct Claimable {
    /// Comments.
    pub comments: i64,
    /// Likes.
    pub likes: i64,
}

impl Claimable {
    /// Says whether there is anything.
    pub fn is_empty(self) -> bool {
        self.comments == 0 && self.likes == 0
    }
}
