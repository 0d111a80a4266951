//! Liking and taking it back.

#![expect(
    missing_docs,
    reason = "#[server] makes a struct of each list of arguments"
)]

use leptos::prelude::*;

use super::{request, with_status};
use crate::{
    AppError,
    model::{CommentId, LikeState, LikeTarget, ReviewId},
};

/// Likes a review.
#[server(prefix = "/api", endpoint = "reviews/like")]
pub async fn like_review(review: ReviewId) -> Result<LikeState, AppError> {
    let (backend, viewer) = request()?;
    with_status(backend.likes.like(LikeTarget::Review(review), viewer).await)
}

/// Takes the like of a review back.
#[server(prefix = "/api", endpoint = "reviews/unlike")]
pub async fn unlike_review(review: ReviewId) -> Result<LikeState, AppError> {
    let (backend, viewer) = request()?;
    with_status(
        backend
            .likes
            .unlike(LikeTarget::Review(review), viewer)
            .await,
    )
}

/// Likes a comment.
#[server(prefix = "/api", endpoint = "comments/like")]
pub async fn like_comment(comment: CommentId) -> Result<LikeState, AppError> {
    let (backend, viewer) = request()?;
    with_status(
        backend
            .likes
            .like(LikeTarget::Comment(comment), viewer)
            .await,
    )
}

/// Takes the like of a comment back.
#[server(prefix = "/api", endpoint = "comments/unlike")]
pub async fn unlike_comment(comment: CommentId) -> Result<LikeState, AppError> {
    let (backend, viewer) = request()?;
    with_status(
        backend
            .likes
            .unlike(LikeTarget::Comment(comment), viewer)
            .await,
    )
}
