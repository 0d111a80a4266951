//! What the desk works with: drafts, where a review stands, what is done with it.

mod draft;
mod editor;
mod film_form;
mod list;
mod revision;
mod stage;

pub use draft::{DraftConflict, DraftFields, SaveOutcome};
pub use editor::{EditorPage, Hint, PreviewLinkLine};
pub use film_form::{FilmChange, FilmForm, FilmRecordPage};
pub use list::{BulkAct, DeskFilter, DeskOrder, DeskPage, DeskRow};
pub use revision::{Change, ChangesPage, FieldDiff, LockedPage, RevisionLine, RevisionsPage};
pub use stage::{DraftAct, Stage};
