//! The ports: what the screens ask of the server, one small trait for each aggregate.
//!
//! Server functions live here, their work lives in the crate `server`, which depends on this one;
//! so the traits stand here, `server` implements them, and each request finds a [`Backend`] in its
//! context.

use std::sync::Arc;

use async_trait::async_trait;

use crate::{
    AppError,
    model::{
        Comment, CommentEdit, CommentId, HomePage, LikeState, LikeTarget, NewComment, ReviewId,
        ReviewPage, Slug, ThreadQuery, Viewer, ViewerState,
    },
};

/// All ports of one server.
#[derive(Clone)]
pub struct Backend {
    /// Reading reviews.
    pub reviews: Arc<dyn Reviews>,
    /// The conversation.
    pub comments: Arc<dyn Comments>,
    /// Likes.
    pub likes: Arc<dyn Likes>,
}

/// Reading reviews.
#[async_trait]
pub trait Reviews: Send + Sync {
    /// Returns the front page, or the reviews older than one.
    async fn home(&self, before: Option<ReviewId>) -> Result<HomePage, AppError>;

    /// Returns a review with a page of its thread.
    ///
    /// With a viewer the page is theirs alone; without one it is everybody's.
    async fn review_page(
        &self,
        slug: &Slug,
        query: ThreadQuery,
        viewer: Option<Viewer>,
    ) -> Result<ReviewPage, AppError>;

    /// Returns what a shared review page lacks for its viewer.
    async fn viewer_state(&self, slug: &Slug, viewer: Viewer) -> Result<ViewerState, AppError>;
}

/// The conversation.
#[async_trait]
pub trait Comments: Send + Sync {
    /// Posts a comment and returns it; the same text sent twice within a minute is one comment.
    async fn post(&self, new: NewComment, viewer: Viewer) -> Result<Comment, AppError>;

    /// Changes the text of an own comment within its time and marks it as edited.
    async fn edit(&self, edit: CommentEdit, viewer: Viewer) -> Result<Comment, AppError>;

    /// Takes back an own comment within its time; its replies keep their place.
    async fn delete(&self, comment: CommentId, viewer: Viewer) -> Result<(), AppError>;

    /// Returns the text of an own comment as it was typed, within the time to change it.
    async fn source(&self, comment: CommentId, viewer: Viewer) -> Result<String, AppError>;

    /// Returns the path of the page a comment stands on, with its anchor.
    async fn place(&self, comment: CommentId) -> Result<String, AppError>;
}

/// Likes.
#[async_trait]
pub trait Likes: Send + Sync {
    /// Likes a thing; liking it again changes nothing.
    async fn like(&self, target: LikeTarget, viewer: Viewer) -> Result<LikeState, AppError>;

    /// Takes a like back; taking back none changes nothing.
    async fn unlike(&self, target: LikeTarget, viewer: Viewer) -> Result<LikeState, AppError>;
}
