//! Revisions, and what differs between two of them.

use serde::{Deserialize, Serialize};

use crate::model::{Moment, ReviewId, Slug};

/// What a run of words is in the second of two texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// In both.
    Same,
    /// In the first alone.
    Removed,
    /// In the second alone.
    Added,
}

/// A field in which two texts differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldDiff {
    /// What the field is called.
    pub label: String,
    /// Its words, run by run.
    pub runs: Vec<(Change, String)>,
}

/// A revision in the list of an editor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevisionLine {
    /// Its number.
    pub number: i32,
    /// Whether readers have seen it; the others are drafts that were put aside.
    pub is_published: bool,
    /// When it was made.
    pub made: Moment,
    /// Who made it; empty when that is not known.
    pub by: String,
}

/// A review's revisions, and one of them beside the draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevisionsPage {
    /// The review.
    pub review: ReviewId,
    /// Its title.
    pub title: String,
    /// The draft's version, which a restored revision replaces.
    pub version: i64,
    /// The revisions, the newest first.
    pub lines: Vec<RevisionLine>,
    /// The revision that is shown, and how the draft differs from it.
    pub shown: Option<(i32, Vec<FieldDiff>)>,
}

/// What readers are told of a review's changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangesPage {
    /// The review.
    pub review: ReviewId,
    /// Its permalink.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// Each change with its time, the newest first.
    pub changes: Vec<(Moment, Vec<FieldDiff>)>,
}

/// A review that is read with a password.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LockedPage {
    /// Its title.
    pub title: String,
    /// The review, for those who have given the password.
    pub review: Option<crate::model::Review>,
}
