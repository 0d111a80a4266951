//! Pages such as About and Privacy: reading them, and beginning new ones. They are written at the desk
//! like reviews.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

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
use crate::{
    intake::EXCERPT_CHARS,
    store::{
        CommitObserver,
        events::{Event, EventKind},
        pages,
    },
};

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

/// The published pages, as the bottom of every page leads to them: every answer shows them, so they are
/// read again only after a change.
#[derive(Default)]
pub(crate) struct PageLinks {
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    links: Option<Arc<[PageLink]>>,
    /// How many changes there have been: what was read before one must not be kept after it.
    changes: u64,
}

impl PageLinks {
    fn known(&self) -> MutexGuard<'_, Known> {
        // Replacing the value cannot fail half-way, so one behind a poisoned lock is whole.
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl CommitObserver for PageLinks {
    fn committed(&self, events: &[Event]) {
        if events.iter().any(|event| event.kind == EventKind::Review) {
            let mut known = self.known();
            known.links = None;
            known.changes += 1;
        }
    }
}

/// Lists the published pages, in the order they were first published.
///
/// # Errors
/// When the database fails.
pub(crate) async fn links(core: &Core) -> Result<Arc<[PageLink]>, AppError> {
    let changes = {
        let known = core.page_links.known();
        if let Some(links) = &known.links {
            return Ok(links.clone());
        }
        known.changes
    };
    let rows = {
        let mut snapshot = core.store.snapshot().await?;
        pages::list(&mut snapshot.conn()).await?
    };
    let links: Arc<[PageLink]> = rows
        .into_iter()
        .map(|row| PageLink {
            title: row.title,
            path: TextKind::Page.path(&row.slug),
        })
        .collect();
    let mut known = core.page_links.known();
    if known.changes == changes {
        known.links = Some(links.clone());
    }
    Ok(links)
}

/// Says whether there is a published page of a name.
///
/// # Errors
/// When the database fails.
pub(crate) async fn is_there(core: &Core, slug: &Slug) -> Result<bool, AppError> {
    let mut snapshot = core.store.snapshot().await?;
    Ok(pages::find(&mut snapshot.conn(), slug).await?.is_some())
}
