//! Likes: one per visitor and thing, taken back by a second press.

#[cfg(feature = "ssr")]
use serde::{Deserialize, Serialize};

use super::{CommentId, ReviewId};

/// What is liked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub enum LikeTarget {
    /// A review.
    Review(ReviewId),
    /// A comment.
    Comment(CommentId),
}

/// How things stand after a like or an unlike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct LikeState {
    /// How many like it now.
    pub like_count: i64,
    /// Whether the viewer does.
    pub viewer_has_liked: bool,
}
