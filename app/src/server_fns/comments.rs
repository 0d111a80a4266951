//! Posting, editing and taking back comments.

#![expect(
    missing_docs,
    reason = "#[server] makes a struct of each list of arguments"
)]

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::{request, with_status};
use crate::{
    AppError,
    model::{Comment, CommentEdit, CommentId, CommentSource, NewComment},
};

/// Posts a comment and returns it as it stands in the thread.
#[server(prefix = "/api", endpoint = "comments/post")]
pub async fn post_comment(new: NewComment) -> Result<Comment, AppError> {
    let (backend, viewer) = request()?;
    with_status(backend.comments.post(new, viewer).await)
}

/// Changes the text of an own comment and returns it as it stands now.
#[server(prefix = "/api", endpoint = "comments/edit")]
pub async fn edit_comment(edit: CommentEdit) -> Result<Comment, AppError> {
    let (backend, viewer) = request()?;
    with_status(backend.comments.edit(edit, viewer).await)
}

/// Takes back an own comment.
#[server(prefix = "/api", endpoint = "comments/delete")]
pub async fn delete_comment(comment: CommentId) -> Result<(), AppError> {
    let (backend, viewer) = request()?;
    with_status(backend.comments.delete(comment, viewer).await)
}

/// Returns the text of an own comment as it was typed.
#[server(prefix = "/api", endpoint = "comments/source", input = GetUrl)]
pub async fn find_source(comment: CommentId) -> Result<CommentSource, AppError> {
    let (backend, viewer) = request()?;
    let outcome = backend.comments.source(comment, viewer).await;
    with_status(outcome.map(|body| CommentSource { body }))
}
