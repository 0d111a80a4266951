//! Holding, trashing and restoring comments, and claiming what one said before one had an account.

use leptos::prelude::*;

use super::{request, with_status};
use crate::{
    AppError,
    model::{CommentId, ModerationAct, ModerationReason},
};

/// Makes what this browser has said and liked the account's own.
#[server(prefix = "/api", endpoint = "accounts/claim")]
pub async fn claim() -> Result<(), AppError> {
    let (backend, viewer) = request()?;
    with_status(backend.moderation.claim(viewer).await)
}

/// Holds, trashes or restores a comment.
#[server(prefix = "/api", endpoint = "comments/moderate")]
pub async fn moderate_comment(
    comment: CommentId,
    act: ModerationAct,
    reason: ModerationReason,
) -> Result<(), AppError> {
    let (backend, viewer) = request()?;
    with_status(
        backend
            .moderation
            .moderate(comment, act, reason, viewer)
            .await,
    )
}
