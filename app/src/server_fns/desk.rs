//! The desk: drafts, publishing, and what is known of what is being typed.

use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Json},
};

use super::{rendered_for, request, with_status};
use crate::{
    AppError,
    context::{Grant, RenderNotes, Shows},
    error::Thing,
    model::{
        BulkAct, ChangesPage, DeskFilter, DeskPage, DraftAct, DraftFields, EditorPage, FilmForm,
        FilmId, FilmRecordPage, Hint, LockedPage, Review, ReviewId, RevisionsPage, SaveOutcome,
        Slug,
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
    let title = fields.title.clone();
    let saved = backend.desk.save(review, version, fields, key, viewer);
    with_conflict(with_status(saved.await)).map(|saved| saved.suggesting(&title))
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

/// Loads a review's revisions, and how the draft differs from one of them.
///
/// # Errors
/// [`AppError`] when they are not the viewer's to see.
pub async fn load_revisions(
    review: ReviewId,
    shown: Option<i32>,
) -> Result<RevisionsPage, AppError> {
    let (backend, viewer) = request()?;
    let viewer = rendered_for().unwrap_or(viewer);
    backend.revisions.list(review, shown, viewer).await
}

/// Loads what readers are told of a review's changes.
///
/// # Errors
/// [`AppError`] when there is no such review to be read.
pub async fn load_changes(slug: String) -> Result<ChangesPage, AppError> {
    let slug = slug
        .parse()
        .map_err(|_| AppError::NotFound(Thing::Review))?;
    let (backend, _) = request()?;
    let page = backend.revisions.changes(&slug).await?;
    if let Some(notes) = use_context::<RenderNotes>() {
        notes.note(Shows::Review(page.review));
    }
    Ok(page)
}

/// Loads the draft that a link leads to.
///
/// # Errors
/// [`AppError`] when the link does not work.
pub async fn load_preview(word: String) -> Result<Review, AppError> {
    request()?.0.revisions.preview(&word).await
}

/// Loads a review with a password.
///
/// # Errors
/// [`AppError`] when there is none at the address.
pub async fn load_locked(slug: String) -> Result<LockedPage, AppError> {
    let slug = slug
        .parse()
        .map_err(|_| AppError::NotFound(Thing::Review))?;
    let grant = use_context::<Grant>().map(|grant| grant.0);
    request()?.0.revisions.locked_page(&slug, grant).await
}

/// Loads a film's record.
///
/// # Errors
/// [`AppError`] when it is not there or not the viewer's to change.
pub async fn load_film_record(film: FilmId) -> Result<FilmRecordPage, AppError> {
    let (backend, viewer) = request()?;
    let viewer = rendered_for().unwrap_or(viewer);
    backend.film_records.open(film, viewer).await
}

/// Makes a revision the draft.
#[server(prefix = "/api", endpoint = "desk/restore")]
pub async fn restore_revision(review: ReviewId, number: i32) -> Result<SaveOutcome, AppError> {
    let (backend, viewer) = request()?;
    with_status(backend.revisions.restore(review, number, viewer).await)
}

/// Makes a link to a draft for somebody without an account.
#[server(prefix = "/api", endpoint = "desk/make_link")]
pub async fn make_preview_link(review: ReviewId) -> Result<(), AppError> {
    let (backend, viewer) = request()?;
    with_status(backend.revisions.make_link(review, viewer).await)
}

/// Takes such a link back.
#[server(prefix = "/api", endpoint = "desk/revoke_link")]
pub async fn revoke_preview_link(review: ReviewId, link: i64) -> Result<(), AppError> {
    let (backend, viewer) = request()?;
    with_status(backend.revisions.revoke_link(review, link, viewer).await)
}

/// Sets the password a review is read with; without one everybody may read it.
#[server(prefix = "/api", endpoint = "desk/access")]
pub async fn set_access(
    review: ReviewId,
    #[server(default)] password: Option<String>,
) -> Result<(), AppError> {
    let (backend, viewer) = request()?;
    with_status(backend.revisions.set_access(review, password, viewer).await)
}

/// Gives a grant for a review's password.
#[server(prefix = "/api", endpoint = "reviews/unlock")]
pub async fn unlock_review(slug: Slug, password: String) -> Result<(ReviewId, String), AppError> {
    let (backend, viewer) = request()?;
    with_status(backend.revisions.unlock(&slug, password, viewer).await)
}

/// Changes a film's record.
#[server(prefix = "/api", endpoint = "desk/change_film", input = Json)]
pub async fn change_film(film: FilmId, version: i32, form: FilmForm) -> Result<(), AppError> {
    let (backend, viewer) = request()?;
    with_status(
        backend
            .film_records
            .change(film, version, form, viewer)
            .await,
    )
}

/// Adds a film.
#[server(prefix = "/api", endpoint = "desk/add_film", input = Json)]
pub async fn add_film(form: FilmForm) -> Result<FilmId, AppError> {
    let (backend, viewer) = request()?;
    with_status(backend.film_records.add(form, viewer).await)
}
