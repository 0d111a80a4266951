//! What whole pages are made of.

#[cfg(feature = "ssr")]
use serde::{Deserialize, Serialize};

use super::{CommentId, Discussed, Moment, Review, ReviewCard, Slug, ThreadPage, ViewerState};

/// The front page.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct HomePage {
    /// The latest reviews, newest first.
    pub reviews: Vec<ReviewCard>,
    /// The latest comments, newest first.
    pub thoughts: Vec<LatestThought>,
    /// The reviews most talked about, and whether that is within the last week.
    pub discussed: (Vec<Discussed>, bool),
    /// The address of the next page of reviews, when there is one.
    pub older: Option<String>,
    /// The address of the previous page, when this is not the first.
    pub newer: Option<String>,
}

/// A comment quoted on the front page.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct LatestThought {
    /// The comment.
    pub comment: CommentId,
    /// Its writer's name.
    pub name: String,
    /// Its first words as plain text.
    pub excerpt: String,
    /// The review it is about.
    pub review: Slug,
    /// That review's title.
    pub title: String,
    /// When it was posted.
    pub posted: Moment,
}

/// A review with its thread.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct ReviewPage {
    /// The review.
    pub review: Review,
    /// A page of its thread.
    pub thread: ThreadPage,
    /// What only this page's viewer sees.
    pub viewer: ViewerState,
    /// The comment that `?reply-to=`, `?edit=` or `?delete=` asks for, when it can be had.
    pub focus: Option<Focus>,
    /// The number of the last event this page includes; live updates begin after it.
    pub events_after: i64,
}

/// The comment a form on the page is about.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct Focus {
    /// What is to be done with it.
    pub act: FocusAct,
    /// The comment.
    pub comment: CommentId,
    /// Its writer's name.
    pub name: String,
    /// Its text as typed; only for its own writer, else empty.
    pub source: String,
}

/// What is to be done with the comment in focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub enum FocusAct {
    /// Answer it.
    Reply,
    /// Change its text.
    Edit,
    /// Take it back.
    Delete,
}
