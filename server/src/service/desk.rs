//! The desk: writing reviews, and what becomes of them.

mod access;
mod act;
mod diff;
mod fields;
mod film_form;
mod film_records;
mod films;
mod list;
mod open;
mod publish;
mod readers;
mod revisions;
mod save;
mod schedule;
mod stills;

use std::sync::Arc;

use app::{
    AppError,
    backend::Desk,
    error::Thing,
    model::{
        BulkAct, DeskFilter, DeskPage, DraftAct, DraftFields, EditorPage, Hint, ReviewId,
        SaveOutcome, Stage, TextKind, Viewer,
    },
};
use async_trait::async_trait;

pub(crate) use access::{GRANT_SECONDS, is_locked};
pub(crate) use film_records::FilmRecordService;
pub(crate) use readers::RevisionService;
pub(crate) use save::begin;
pub(crate) use schedule::publish_due;
pub(crate) use stills::{named, put_still};

use super::{
    Core, moderation,
    policy::{self, Act, State},
};
use crate::store::{
    Conn,
    desk::{self, DeskReview},
};

/// Implements the port for the desk.
pub(crate) struct DeskService(pub(crate) Arc<Core>);

#[async_trait]
impl Desk for DeskService {
    async fn list(&self, filter: DeskFilter, viewer: Viewer) -> Result<DeskPage, AppError> {
        list::read(&self.0, filter, &viewer).await
    }

    async fn create(&self, viewer: Viewer) -> Result<ReviewId, AppError> {
        begin(&self.0, TextKind::Review, None, viewer).await
    }

    async fn open(
        &self,
        review: ReviewId,
        with_preview: bool,
        viewer: Viewer,
    ) -> Result<EditorPage, AppError> {
        open::page(&self.0, review, with_preview, &viewer).await
    }

    async fn save(
        &self,
        review: ReviewId,
        version: i64,
        fields: DraftFields,
        key: Option<String>,
        viewer: Viewer,
    ) -> Result<SaveOutcome, AppError> {
        save::save(&self.0, review, (version, fields, key), viewer).await
    }

    async fn act(
        &self,
        review: ReviewId,
        act: DraftAct,
        draft: (i64, DraftFields),
        viewer: Viewer,
    ) -> Result<SaveOutcome, AppError> {
        act::act(&self.0, review, act, draft, viewer).await
    }

    async fn act_on_many(&self, bulk: BulkAct, viewer: Viewer) -> Result<Vec<ReviewId>, AppError> {
        act::act_on_many(&self.0, bulk, viewer).await
    }

    async fn hints(&self, of: &str, typed: &str, viewer: Viewer) -> Result<Vec<Hint>, AppError> {
        list::hints(&self.0, of, typed, &viewer).await
    }
}

/// Finds a review that the viewer may do something with.
///
/// # Errors
/// [`AppError::NotFound`] when there is none; what is not the viewer's is refused as [`policy::require`]
/// says, and to somebody without a desk before anything is looked for.
async fn find_for(
    conn: &mut Conn<'_>,
    review: ReviewId,
    act: Act,
    viewer: &Viewer,
) -> Result<DeskReview, AppError> {
    policy::require_any(viewer, act)?;
    let row = desk::find(conn, review)
        .await?
        .ok_or(AppError::NotFound(Thing::Review))?;
    require(conn, &row, act, viewer).await?;
    Ok(row)
}

/// Decides whether the viewer may do something with a review.
async fn require(
    conn: &mut Conn<'_>,
    row: &DeskReview,
    act: Act,
    viewer: &Viewer,
) -> Result<(), AppError> {
    // A page is written like a review, but by fewer.
    let act = if row.kind == "page" {
        Act::WritePage
    } else {
        act
    };
    let whose = moderation::whose_review(conn, ReviewId(row.id), viewer).await?;
    policy::require(viewer, act, whose, state_of(row))
}

/// Returns what a review's stage means for rights. A draft in the trash is a draft still, so that whoever
/// threw it away can fetch it back.
fn state_of(row: &DeskReview) -> State {
    let was_public = row.trashed_from.as_deref() == Some(Stage::Published.key());
    match row.stage() {
        Stage::Published => State::Public,
        Stage::Trashed if was_public => State::Trashed,
        Stage::Trashed | Stage::Draft | Stage::Scheduled | Stage::Unpublished => State::Draft,
    }
}
