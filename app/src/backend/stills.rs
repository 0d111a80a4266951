//! The library of stills.

use async_trait::async_trait;

use crate::{
    AppError,
    model::{MediaId, StillFilter, StillForm, StillPage, StillTarget, StillsPage, Viewer},
};

/// Pictures: what is said of them, and what they are chosen for. They come in by a route of their own.
#[async_trait]
pub trait Stills: Send + Sync {
    /// Returns a part of the library.
    async fn list(&self, filter: StillFilter, viewer: Viewer) -> Result<StillsPage, AppError>;

    /// Returns one picture with everything that is known of it.
    async fn open(&self, still: MediaId, viewer: Viewer) -> Result<StillPage, AppError>;

    /// Changes what is said of a picture.
    async fn describe(
        &self,
        still: MediaId,
        form: StillForm,
        viewer: Viewer,
    ) -> Result<(), AppError>;

    /// Deletes a picture that nothing uses; it can be put back until its files are swept.
    async fn delete(&self, still: MediaId, viewer: Viewer) -> Result<(), AppError>;

    /// Puts a picture back that was deleted.
    async fn restore(&self, still: MediaId, viewer: Viewer) -> Result<(), AppError>;

    /// Chooses a picture for something; none takes away what was chosen.
    async fn choose(
        &self,
        target: StillTarget,
        still: Option<MediaId>,
        viewer: Viewer,
    ) -> Result<(), AppError>;
}
