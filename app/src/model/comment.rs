//! The comment.

#[cfg(feature = "ssr")]
use serde::{Deserialize, Serialize};

use super::{CommentId, Markup, Moment, ReviewId};

/// A remark under a review, as everybody may read it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct Comment {
    /// Its id; `/comments/{id}` leads to it.
    pub id: CommentId,
    /// The comment it answers.
    pub parent: Option<CommentId>,
    /// The name it is signed with.
    pub name: String,
    /// Where the name links to.
    pub website: Option<String>,
    /// Whether an author of the review wrote it.
    pub by_author: bool,
    /// When it was posted.
    pub posted: Moment,
    /// When it was last edited.
    pub edited: Option<Moment>,
    /// Its text; empty once removed.
    pub body: Markup,
    /// How many like it.
    pub like_count: i64,
    /// Whether it stands or was removed.
    pub state: CommentState,
}

/// What became of a comment. Only the first two can be seen by everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub enum CommentState {
    /// It stands.
    Published,
    /// Its text is gone; its place stays because it has replies.
    Removed,
    /// It waits for a moderator.
    Held,
    /// A filter or a moderator took it for spam.
    Spam,
    /// A moderator threw it away, or its writer did before anybody had answered.
    Trashed,
}

impl CommentState {
    /// Returns the word that stands for the state in the database.
    pub fn key(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Removed => "removed",
            Self::Held => "held",
            Self::Spam => "spam",
            Self::Trashed => "trashed",
        }
    }

    /// Returns the state that a word of the database stands for.
    pub fn from_key(key: &str) -> Option<Self> {
        [
            Self::Published,
            Self::Removed,
            Self::Held,
            Self::Spam,
            Self::Trashed,
        ]
        .into_iter()
        .find(|state| state.key() == key)
    }
}

/// What kind of remark it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub enum CommentKind {
    /// Written by a person under the review.
    Comment,
    /// Another site's note that it links here.
    Pingback,
    /// The older form of such a note.
    Trackback,
}

impl CommentKind {
    /// Returns the word that stands for the kind in the database.
    pub fn key(self) -> &'static str {
        match self {
            Self::Comment => "comment",
            Self::Pingback => "pingback",
            Self::Trackback => "trackback",
        }
    }
}

/// A comment's text as it was typed, for its own writer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct CommentSource {
    /// The text, Markdown.
    pub body: String,
}

/// A comment somebody sends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "ssr", serde(deny_unknown_fields))]
pub struct NewComment {
    /// The review it is about.
    pub review: i64,
    /// The comment it answers; none for a new thread.
    #[cfg_attr(feature = "ssr", serde(default))]
    pub parent: Option<i64>,
    /// The text, Markdown.
    #[cfg_attr(feature = "ssr", serde(default))]
    pub body: String,
    /// The name to sign with.
    #[cfg_attr(feature = "ssr", serde(default))]
    pub name: String,
    /// The e-mail address, optional.
    #[cfg_attr(feature = "ssr", serde(default))]
    pub email: String,
    /// The website, optional.
    #[cfg_attr(feature = "ssr", serde(default))]
    pub website: String,
    /// Whether name, e-mail and website are kept for the next time.
    #[cfg_attr(feature = "ssr", serde(default))]
    pub remember: bool,
    /// A `UUIDv7` of the hydrated client, with which sending again posts nothing twice.
    #[cfg_attr(feature = "ssr", serde(default))]
    pub key: Option<String>,
}

impl NewComment {
    /// Returns the review it is about.
    pub fn review(&self) -> ReviewId {
        ReviewId(self.review)
    }
}

/// A changed text for an own comment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "ssr", serde(deny_unknown_fields))]
pub struct CommentEdit {
    /// The comment.
    pub comment: i64,
    /// The new text, Markdown.
    pub body: String,
}
