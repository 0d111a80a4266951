//! Liking and taking it back.

#![expect(
    missing_docs,
    reason = "#[server] makes a struct of each list of arguments"
)]

use leptos::prelude::*;

use super::{request, with_status};
use crate::{
    AppError,
    context::{RenderNotes, Shows},
    error::Thing,
    model::{CommentId, LikeState, LikeTarget, LikersPage, ReviewId, VisitorId},
};

/// Loads who likes a review, or those who liked it before somebody did.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such review.
pub async fn load_review_likers(
    slug: String,
    before: Option<VisitorId>,
) -> Result<LikersPage, AppError> {
    let notes = use_context::<RenderNotes>();
    let slug = slug
        .parse()
        .map_err(|_| AppError::NotFound(Thing::Review))?;
    let page = request()?.0.likes.of_review(&slug, before).await?;
    Ok(noted(page, notes))
}

/// Loads who likes a comment, or those who liked it before somebody did.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such comment.
pub async fn load_comment_likers(
    comment: Option<CommentId>,
    before: Option<VisitorId>,
) -> Result<LikersPage, AppError> {
    let notes = use_context::<RenderNotes>();
    let comment = comment.ok_or(AppError::NotFound(Thing::Comment))?;
    let page = request()?.0.likes.of_comment(comment, before).await?;
    Ok(noted(page, notes))
}

/// Notes what the page shows.
fn noted(page: LikersPage, notes: Option<RenderNotes>) -> LikersPage {
    if let Some(notes) = notes {
        notes.note(Shows::Likers(page.review));
    }
    page
}

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
