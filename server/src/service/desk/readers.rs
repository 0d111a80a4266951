//! Implements the port for earlier texts and for what is not for everybody.

use std::sync::Arc;

use app::{
    AppError,
    backend::Revisions,
    model::{ChangesPage, LockedPage, Review, ReviewId, RevisionsPage, SaveOutcome, Slug, Viewer},
};
use async_trait::async_trait;

use super::{access, revisions};
use crate::service::Core;

/// Implements the port for revisions.
pub(crate) struct RevisionService(pub(crate) Arc<Core>);

#[async_trait]
impl Revisions for RevisionService {
    async fn list(
        &self,
        review: ReviewId,
        shown: Option<i32>,
        viewer: Viewer,
    ) -> Result<RevisionsPage, AppError> {
        revisions::list(&self.0, review, shown, &viewer).await
    }

    async fn restore(
        &self,
        review: ReviewId,
        number: i32,
        viewer: Viewer,
    ) -> Result<SaveOutcome, AppError> {
        revisions::restore(&self.0, review, number, viewer).await
    }

    async fn changes(&self, slug: &Slug) -> Result<ChangesPage, AppError> {
        revisions::changes(&self.0, slug).await
    }

    async fn make_link(&self, review: ReviewId, viewer: Viewer) -> Result<(), AppError> {
        access::make_link(&self.0, review, viewer).await
    }

    async fn revoke_link(
        &self,
        review: ReviewId,
        link: i64,
        viewer: Viewer,
    ) -> Result<(), AppError> {
        access::revoke_link(&self.0, review, link, viewer).await
    }

    async fn preview(&self, word: &str) -> Result<Review, AppError> {
        access::preview(&self.0, word).await
    }

    async fn set_access(
        &self,
        review: ReviewId,
        password: Option<String>,
        viewer: Viewer,
    ) -> Result<(), AppError> {
        access::set_access(&self.0, review, password, viewer).await
    }

    async fn locked_page(
        &self,
        slug: &Slug,
        grant: Option<String>,
    ) -> Result<LockedPage, AppError> {
        access::locked_page(&self.0, slug, grant.as_deref()).await
    }

    async fn unlock(
        &self,
        slug: &Slug,
        password: String,
        viewer: Viewer,
    ) -> Result<(ReviewId, String), AppError> {
        access::unlock(&self.0, slug, password, &viewer).await
    }
}
