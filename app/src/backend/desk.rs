//! What the desk's screens ask of the server.

use async_trait::async_trait;

use crate::{
    AppError,
    model::{
        BulkAct, DeskFilter, DeskPage, DraftAct, DraftFields, EditorPage, Hint, ReviewId,
        SaveOutcome, Viewer,
    },
};

/// Writing and publishing reviews.
#[async_trait]
pub trait Desk: Send + Sync {
    /// Returns the reviews that the viewer works at.
    async fn list(&self, filter: DeskFilter, viewer: Viewer) -> Result<DeskPage, AppError>;

    /// Makes an empty draft, signed by the viewer.
    async fn create(&self, viewer: Viewer) -> Result<ReviewId, AppError>;

    /// Returns a review with its draft; with what readers would see, when that is asked for.
    async fn open(
        &self,
        review: ReviewId,
        with_preview: bool,
        viewer: Viewer,
    ) -> Result<EditorPage, AppError>;

    /// Saves a draft that was begun with a version; the same key twice is one save.
    async fn save(
        &self,
        review: ReviewId,
        version: i64,
        fields: DraftFields,
        key: Option<String>,
        viewer: Viewer,
    ) -> Result<SaveOutcome, AppError>;

    /// Saves a draft and does something with it.
    async fn act(
        &self,
        review: ReviewId,
        act: DraftAct,
        draft: (i64, DraftFields),
        viewer: Viewer,
    ) -> Result<SaveOutcome, AppError>;

    /// Does something with several reviews at once, and returns those it was done with.
    async fn act_on_many(&self, bulk: BulkAct, viewer: Viewer) -> Result<Vec<ReviewId>, AppError>;

    /// Finds what is known by the beginning of a name: `films`, `people`, `tags` or `reviews`.
    async fn hints(&self, of: &str, typed: &str, viewer: Viewer) -> Result<Vec<Hint>, AppError>;
}
