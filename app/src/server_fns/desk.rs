//! The desk: drafts, publishing, and what is known of what is being typed.

use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Json},
};

use super::{rendered_for, request, with_status};
use crate::{
    AppError,
    model::{
        BulkAct, DeskFilter, DeskPage, DraftAct, DraftFields, EditorPage, Hint, ReviewId,
        SaveOutcome,
    },
};

/// Loads the reviews that the viewer works at.
///
/// # Errors
/// [`AppError`] when they are not the viewer's to see.
pub async fn load_desk(filter: DeskFilter) -> Result<DeskPage, AppError> {
    let (backend, viewer) = request()?;
    let viewer = rendered_for().unwrap_or(viewer);
    backend.desk.list(filter, viewer).await
}

/// Loads a review at the desk.
///
/// # Errors
/// [`AppError`] when it is not there or not the viewer's to change.
pub async fn load_editor(review: ReviewId, with_preview: bool) -> Result<EditorPage, AppError> {
    let (backend, viewer) = request()?;
    let viewer = rendered_for().unwrap_or(viewer);
    backend.desk.open(review, with_preview, viewer).await
}

/// Returns a review at the desk.
#[server(prefix = "/api", endpoint = "desk/review", input = GetUrl)]
pub async fn read_editor(review: ReviewId) -> Result<EditorPage, AppError> {
    with_status(load_editor(review, false).await)
}

/// Makes an empty draft.
#[server(prefix = "/api", endpoint = "desk/create")]
pub async fn create_review() -> Result<ReviewId, AppError> {
    let (backend, viewer) = request()?;
    with_status(backend.desk.create(viewer).await)
}

/// Saves a draft. A conflict is an answer with the status 409 and both sides' versions.
#[server(prefix = "/api", endpoint = "desk/save", input = Json)]
pub async fn save_draft(
    review: ReviewId,
    version: i64,
    fields: DraftFields,
    #[server(default)] key: Option<String>,
) -> Result<SaveOutcome, AppError> {
    let (backend, viewer) = request()?;
    let saved = backend.desk.save(review, version, fields, key, viewer);
    with_conflict(with_status(saved.await))
}

/// Saves a draft and does something with it: publish, schedule, take back, throw away.
#[server(prefix = "/api", endpoint = "desk/act", input = Json)]
pub async fn act_on_review(
    review: ReviewId,
    act: DraftAct,
    version: i64,
    fields: DraftFields,
) -> Result<SaveOutcome, AppError> {
    let (backend, viewer) = request()?;
    let done = backend.desk.act(review, act, (version, fields), viewer);
    with_conflict(with_status(done.await))
}

/// Does something with several reviews at once.
#[server(prefix = "/api", endpoint = "desk/bulk", input = Json)]
pub async fn act_on_reviews(bulk: BulkAct) -> Result<Vec<ReviewId>, AppError> {
    let (backend, viewer) = request()?;
    with_status(backend.desk.act_on_many(bulk, viewer).await)
}

/// Finds films by the beginning of a title.
#[server(prefix = "/api", endpoint = "desk/films", input = GetUrl)]
pub async fn find_films(q: String) -> Result<Vec<Hint>, AppError> {
    hints("films", q).await
}

/// Finds people by the beginning of a name.
#[server(prefix = "/api", endpoint = "desk/people", input = GetUrl)]
pub async fn find_people(q: String) -> Result<Vec<Hint>, AppError> {
    hints("people", q).await
}

/// Finds tags by the beginning of a name.
#[server(prefix = "/api", endpoint = "desk/tags", input = GetUrl)]
pub async fn find_tags(q: String) -> Result<Vec<Hint>, AppError> {
    hints("tags", q).await
}

/// Finds reviews by the beginning of a title.
#[server(prefix = "/api", endpoint = "desk/reviews", input = GetUrl)]
pub async fn find_reviews(q: String) -> Result<Vec<Hint>, AppError> {
    hints("reviews", q).await
}

async fn hints(of: &str, typed: String) -> Result<Vec<Hint>, AppError> {
    let (backend, viewer) = request()?;
    with_status(backend.desk.hints(of, &typed, viewer).await)
}

/// Gives a conflict its status.
fn with_conflict(outcome: Result<SaveOutcome, AppError>) -> Result<SaveOutcome, AppError> {
    if let Ok(SaveOutcome::Conflict { .. }) = &outcome
        && let Some(answer) = use_context::<leptos_axum::ResponseOptions>()
    {
        answer.set_status(http::StatusCode::CONFLICT);
    }
    outcome
}
