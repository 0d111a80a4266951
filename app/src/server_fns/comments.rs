//! Posting, editing and taking back comments.

#![expect(
    missing_docs,
    reason = "#[server] makes a struct of each list of arguments"
)]

use leptos::prelude::*;

use super::{request, with_status};
use crate::{
    AppError,
    model::{CommentEdit, CommentId, NewComment},
};

/// Posts a comment and returns its id.
#[server(prefix = "/api", endpoint = "comments/post")]
pub async fn post_comment(new: NewComment) -> Result<CommentId, AppError> {
    let (backend, viewer) = request()?;
    with_status(backend.comments.post(new, viewer).await)
}

/// Changes the text of an own comment and returns its id.
#[server(prefix = "/api", endpoint = "comments/edit")]
pub async fn edit_comment(edit: CommentEdit) -> Result<CommentId, AppError> {
    let (backend, viewer) = request()?;
    with_status(backend.comments.edit(edit, viewer).await)
}

/// Takes back an own comment.
#[server(prefix = "/api", endpoint = "comments/delete")]
pub async fn delete_comment(comment: CommentId) -> Result<(), AppError> {
    let (backend, viewer) = request()?;
    with_status(backend.comments.delete(comment, viewer).await)
}
