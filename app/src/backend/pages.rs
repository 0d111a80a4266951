//! Pages such as About and Privacy.

use async_trait::async_trait;

use crate::{
    AppError,
    model::{PageTemplate, ReviewId, Slug, StaticPage, Viewer},
};

/// Pages such as About and Privacy. They are written at the desk like reviews.
#[async_trait]
pub trait Pages: Send + Sync {
    /// Returns a published page.
    async fn page(&self, slug: &Slug) -> Result<StaticPage, AppError>;

    /// Begins a page and returns its draft.
    async fn create(&self, template: PageTemplate, viewer: Viewer) -> Result<ReviewId, AppError>;
}
