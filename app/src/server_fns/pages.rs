//! Pages such as About and Privacy.

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::{request, with_status};
use crate::{
    AppError,
    context::{RenderNotes, Shows},
    error::Thing,
    model::{PageTemplate, ReviewId, StaticPage},
};

/// Loads a published page.
///
/// # Errors
/// [`AppError`] when there is none of that name.
pub async fn load_static_page(slug: String) -> Result<StaticPage, AppError> {
    let slug = slug.parse().map_err(|_| AppError::NotFound(Thing::Page))?;
    let page = request()?.0.pages.page(&slug).await?;
    if let Some(notes) = use_context::<RenderNotes>() {
        notes.note(Shows::Shelf);
    }
    Ok(page)
}

/// Returns a published page.
#[server(prefix = "/api", endpoint = "pages/page", input = GetUrl)]
pub async fn read_static_page(slug: String) -> Result<StaticPage, AppError> {
    with_status(load_static_page(slug).await)
}

/// Begins a page.
#[server(prefix = "/api", endpoint = "desk/create_page")]
pub async fn create_page(template: PageTemplate) -> Result<ReviewId, AppError> {
    let (backend, viewer) = request()?;
    with_status(backend.pages.create(template, viewer).await)
}
