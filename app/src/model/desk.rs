//! What the desk works with: drafts, where a review stands, what is done with it.

mod draft;
mod editor;
mod list;
mod stage;

pub use draft::{DraftConflict, DraftFields, SaveOutcome};
pub use editor::{EditorPage, Hint, PreviewLinkLine};
pub use list::{BulkAct, DeskFilter, DeskOrder, DeskPage, DeskRow};
pub use stage::{DraftAct, Stage};
