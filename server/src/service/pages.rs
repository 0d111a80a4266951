//! Pages such as About and Privacy: reading them, and beginning new ones. They are written at the desk
//! like reviews.

use std::sync::Arc;

use app::{
    AppError,
    backend::Pages,
    error::Thing,
    markdown,
    model::{
        DraftFields, Markup, PageLink, PageTemplate, ReviewId, Slug, StaticPage, TextKind,
        Timestamp, Viewer,
    },
};
use async_trait::async_trait;

use super::{Core, desk, reviews::still};
use crate::{intake::EXCERPT_CHARS, store::pages};

/// What a page about the publication begins with.
const ABOUT: &str = include_str!("pages/about.md");
/// What Foyer keeps of readers. Whoever changes what is kept changes this text.
const PRIVACY: &str = include_str!("pages/privacy.md");

/// Implements the port for pages.
pub(crate) struct PageService(pub(crate) Arc<Core>);

#[async_trait]
impl Pages for PageService {
    async fn page(&self, slug: &Slug) -> Result<StaticPage, AppError> {
        let core = &self.0;
        let mut snapshot = core.store.snapshot().await?;
        let row = pages::find(&mut snapshot.conn(), slug)
            .await?
            .ok_or(AppError::NotFound(Thing::Page))?;
        Ok(StaticPage {
            slug: slug.clone(),
            title: row.title,
            summary: row.summary,
            excerpt: markdown::excerpt(&row.body_source, EXCERPT_CHARS),
            body: Markup::sanitized(row.body_html),
            still: still(row.still),
            changed: core.dates.day(Timestamp(row.changed_at)),
        })
    }

    async fn create(&self, template: PageTemplate, viewer: Viewer) -> Result<ReviewId, AppError> {
        let begun = |title: &str, slug: &str, body: &str| DraftFields {
            title: title.to_owned(),
            slug: slug.to_owned(),
            body: body.to_owned(),
            comments_open: false,
            ..DraftFields::default()
        };
        let fields = match template {
            PageTemplate::Empty => None,
            PageTemplate::About => Some(begun("About", "about", ABOUT)),
            PageTemplate::Privacy => Some(begun("Privacy", "privacy", PRIVACY)),
        };
        desk::begin(&self.0, TextKind::Page, fields, viewer).await
    }
}

/// Lists the published pages, for the bottom of every page.
///
/// # Errors
/// When the database fails.
pub(crate) async fn links(core: &Core) -> Result<Vec<PageLink>, AppError> {
    let mut snapshot = core.store.snapshot().await?;
    let rows = pages::list(&mut snapshot.conn()).await?;
    let links = rows.into_iter().map(|row| PageLink {
        title: row.title,
        path: TextKind::Page.path(&row.slug),
    });
    Ok(links.collect())
}

/// Says whether there is a published page of a name.
///
/// # Errors
/// When the database fails.
pub(crate) async fn is_there(core: &Core, slug: &Slug) -> Result<bool, AppError> {
    let mut snapshot = core.store.snapshot().await?;
    Ok(pages::find(&mut snapshot.conn(), slug).await?.is_some())
}
