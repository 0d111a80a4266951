//! Whoever makes a request.

#[cfg(feature = "ssr")]
use serde::{Deserialize, Serialize};

use super::{CommentId, LikeTarget};

/// What a page shows to its viewer alone; empty on the page that everybody shares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct ViewerState {
    /// Whether the viewer likes the review.
    pub has_liked_review: bool,
    /// The comments the viewer likes.
    pub liked_comments: Vec<CommentId>,
    /// The viewer's own comments that may still be edited or deleted.
    pub own_comments: Vec<CommentId>,
    /// What the comment form is filled with.
    pub remembered: Remembered,
}

impl ViewerState {
    /// Says whether the viewer likes a thing.
    pub fn likes(&self, target: LikeTarget) -> bool {
        match target {
            LikeTarget::Review(_) => self.has_liked_review,
            LikeTarget::Comment(id) => self.liked_comments.contains(&id),
        }
    }
}

/// What a visitor asked to be remembered, for the next comment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "hydrate", derive(miniserde::Deserialize))]
#[cfg_attr(feature = "ssr", derive(Serialize, Deserialize))]
pub struct Remembered {
    /// The name comments are signed with.
    pub name: String,
    /// The e-mail address, shown to nobody else.
    pub email: String,
    /// The website the name links to.
    pub website: String,
}

/// A visitor's cookie, hashed: what the database knows a browser by.
#[cfg(feature = "ssr")]
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct VisitorKey {
    /// SHA-256 of the cookie's value.
    pub hash: [u8; 32],
    /// Whether the cookie was made for this very request.
    pub is_new: bool,
}

#[cfg(feature = "ssr")]
impl std::fmt::Debug for VisitorKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("VisitorKey")
            .field("is_new", &self.is_new)
            .finish_non_exhaustive()
    }
}

/// Whoever makes this request: a visitor or nobody.
#[cfg(feature = "ssr")]
#[derive(Clone, Copy, Debug, Default)]
pub struct Viewer {
    /// The visitor's cookie, when there is one or one can be given.
    pub visitor: Option<VisitorKey>,
    /// The address group limits count for; none where they do not apply.
    pub address: Option<std::net::IpAddr>,
}

#[cfg(feature = "ssr")]
impl Viewer {
    /// Returns the visitor behind this request.
    ///
    /// # Errors
    /// [`crate::AppError::Forbidden`] when the request can be nobody's.
    pub fn identity(&self) -> Result<VisitorKey, crate::AppError> {
        self.visitor.ok_or(crate::AppError::Forbidden(
            crate::error::Action::ActWithoutCookie,
        ))
    }
}
