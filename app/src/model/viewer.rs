//! Whoever makes a request.

#[cfg(feature = "ssr")]
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::{AccountId, AuthorId, Role, SessionId};
use super::{CommentId, LikeTarget, ViewerAccount};

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
    /// What an account adds.
    pub account: ViewerAccount,
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

/// An account that is signed in, as far as its rights go.
#[cfg(feature = "ssr")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The account.
    pub account: AccountId,
    /// What it may do.
    pub role: Role,
    /// The author it signs reviews as.
    pub author: Option<AuthorId>,
    /// The session of this request.
    pub session: SessionId,
}

/// Whoever makes this request: an account, a visitor or nobody.
#[cfg(feature = "ssr")]
#[derive(Clone, Copy, Debug, Default)]
pub struct Viewer {
    /// The account that is signed in.
    pub account: Option<Signed>,
    /// Whose likes and comments they are: the account's own, or those of the visitor's cookie, when
    /// there is one or one can be given.
    pub visitor: Option<VisitorKey>,
    /// The visitor's cookie as such, whoever is signed in besides.
    pub cookie: Option<VisitorKey>,
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

    /// Returns the account that is signed in.
    ///
    /// # Errors
    /// [`crate::AppError::SignInRequired`] when there is none.
    pub fn signed(&self) -> Result<Signed, crate::AppError> {
        self.account.ok_or(crate::AppError::SignInRequired)
    }
}
