//! What the desk's screens ask of the server.

use async_trait::async_trait;

use crate::{
    AppError,
    model::{
        BulkAct, ChangesPage, DeskFilter, DeskPage, DraftAct, DraftFields, EditorPage, FilmForm,
        FilmId, FilmRecordPage, Hint, LockedPage, Review, ReviewId, RevisionsPage, SaveOutcome,
        Slug, Viewer,
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

/// Earlier texts of a review, and who may read what is not for everybody.
#[async_trait]
pub trait Revisions: Send + Sync {
    /// Returns a review's revisions, and how the draft differs from one of them.
    async fn list(
        &self,
        review: ReviewId,
        shown: Option<i32>,
        viewer: Viewer,
    ) -> Result<RevisionsPage, AppError>;

    /// Makes a revision the draft; what stood there is put aside.
    async fn restore(
        &self,
        review: ReviewId,
        number: i32,
        viewer: Viewer,
    ) -> Result<SaveOutcome, AppError>;

    /// Returns what readers are told of a review's changes.
    async fn changes(&self, slug: &Slug) -> Result<ChangesPage, AppError>;

    /// Makes a link to a draft for somebody without an account.
    async fn make_link(&self, review: ReviewId, viewer: Viewer) -> Result<(), AppError>;

    /// Takes such a link back.
    async fn revoke_link(
        &self,
        review: ReviewId,
        link: i64,
        viewer: Viewer,
    ) -> Result<(), AppError>;

    /// Returns the draft that a link leads to, as readers would see it.
    async fn preview(&self, word: &str) -> Result<Review, AppError>;

    /// Sets the password a review is read with, or lets everybody read it.
    async fn set_access(
        &self,
        review: ReviewId,
        password: Option<String>,
        viewer: Viewer,
    ) -> Result<(), AppError>;

    /// Returns a review with a password, to those whose grant holds.
    async fn locked_page(&self, slug: &Slug, grant: Option<String>)
    -> Result<LockedPage, AppError>;

    /// Gives a grant for a password.
    async fn unlock(
        &self,
        slug: &Slug,
        password: String,
        viewer: Viewer,
    ) -> Result<(ReviewId, String), AppError>;
}

/// The records of films.
#[async_trait]
pub trait FilmRecords: Send + Sync {
    /// Returns a film's record with its history.
    async fn open(&self, film: FilmId, viewer: Viewer) -> Result<FilmRecordPage, AppError>;

    /// Changes a film's record, which every review of it shows.
    async fn change(
        &self,
        film: FilmId,
        version: i32,
        form: FilmForm,
        viewer: Viewer,
    ) -> Result<(), AppError>;

    /// Adds a film.
    async fn add(&self, form: FilmForm, viewer: Viewer) -> Result<FilmId, AppError>;
}
