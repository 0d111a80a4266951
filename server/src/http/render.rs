//! Renders pages: Leptos with everything a request brings along.

use std::sync::Arc;

use app::{
    backend::Backend,
    context::{
        ClientFiles, DeskSection, DeskSections, Grant, HeadSlot, RefusedForm, RenderFor,
        RenderNotes, Shows, SignedIn, SiteInfo,
    },
    model::{AccountCard, Emblem, Viewer},
    shell::shell,
};
use axum::{
    body::Body,
    http::{HeaderValue, Request, StatusCode},
};
use bytes::Bytes;
use leptos::prelude::provide_context;

use super::{
    cookies::Cookies,
    headers::policy,
    page_cache::{PageCache, Rendered, Tag},
    theme,
};
use crate::{
    clock::Entropy,
    service::{
        Core, pages,
        policy::{Act, require_any},
        settings::{footer_links, rating_look},
    },
    site::Site,
};

/// Renders the pages of one site.
pub(super) struct Renderer {
    /// The use cases.
    pub(super) backend: Backend,
    /// The pages kept ready.
    pub(super) cache: Arc<PageCache>,
    /// The cookies' names.
    pub(super) cookies: Cookies,
    /// Randomness, for new visitors.
    pub(super) entropy: Arc<dyn Entropy>,
    core: Arc<Core>,
    origin: String,
    files: Option<ClientFiles>,
}

/// Whose page it is and what was refused on it.
#[derive(Clone, Default)]
pub(super) struct Occasion {
    /// The viewer; none for the page that everybody shares.
    pub(super) viewer: Option<Viewer>,
    /// The account that is signed in, as the page shows it.
    pub(super) card: Option<AccountCard>,
    /// The form that was refused.
    pub(super) refused: Option<RefusedForm>,
    /// What the browser holds to read the review with a password that the page is about.
    pub(super) grant: Option<String>,
}

impl Renderer {
    /// Makes the renderer of a site.
    pub(super) fn new(site: &Site, files: Option<ClientFiles>) -> Self {
        Self {
            backend: site.backend.clone(),
            cache: site.cache.clone(),
            cookies: Cookies::of_origin(&site.options.origin),
            entropy: site.options.entropy.clone(),
            core: site.core.clone(),
            origin: site.options.origin.clone(),
            files,
        }
    }

    /// Returns the publication as every page shows it now.
    pub(super) async fn info(&self) -> SiteInfo {
        let settings = self.core.settings.get();
        let mut info = SiteInfo {
            name: settings.name.clone(),
            tagline: settings.tagline.clone(),
            language: settings.language.clone(),
            direction: settings.direction.clone(),
            origin: self.origin.clone(),
            pages: pages::links(&self.core).await.unwrap_or_default().to_vec(),
            footer_links: footer_links(&settings),
            ratings: rating_look(&settings),
            has_mail: self.core.mailer.is_some(),
            logo: Emblem::read(&settings.logo),
            icon: Emblem::read(&settings.icon),
            theme: None,
        };
        theme::note(&mut info, &settings);
        info
    }

    /// Renders the page of a path with its query.
    pub(super) async fn render(&self, path: &str, occasion: Occasion) -> Rendered {
        let notes = RenderNotes::default();
        let shown = notes.clone();
        let head = HeadSlot::default();
        let slot = head.clone();
        let info = self.info().await;
        let about = info.clone();
        let sections = desk_sections(occasion.viewer.as_ref());
        let (backend, files) = (self.backend.clone(), self.files.clone());
        let context = move || {
            // Two renderings of a page are the same to the byte, so nothing random may be in it.
            let _ = leptos::prelude::take_context::<leptos::nonce::Nonce>();
            provide_context(backend.clone());
            provide_context(info.clone());
            provide_context(notes.clone());
            provide_context(slot.clone());
            provide_context(RenderFor(occasion.viewer));
            provide_context(DeskSections(sections.clone()));
            provide_context(SignedIn {
                card: occasion.card.clone(),
            });
            if let Some(files) = &files {
                provide_context(files.clone());
            }
            if let Some(grant) = &occasion.grant {
                provide_context(Grant(grant.clone()));
            }
            if let Some(refused) = &occasion.refused {
                provide_context(refused.clone());
            }
        };
        let request = Request::get(path).body(Body::empty());
        let Ok(request) = request else {
            return broken();
        };
        let handler = leptos_axum::render_app_async_with_context(context, shell);
        let (parts, body) = handler(request).await.into_parts();
        let Ok(body) = axum::body::to_bytes(body, usize::MAX).await else {
            return broken();
        };
        let head = head
            .take()
            .map(|head| head.to_html(&about))
            .unwrap_or_default();
        let body = with_head(&body, &head);
        let policy = policy(std::str::from_utf8(&body).unwrap_or_default());
        Rendered {
            status: parts.status,
            kind: html(),
            body,
            policy,
            tags: tags(shown.shows()),
            made: None,
        }
    }
}

/// Lists the sections of the desk that somebody may open.
fn desk_sections(viewer: Option<&Viewer>) -> Vec<DeskSection> {
    let may = |section: &DeskSection| {
        let act = match section {
            DeskSection::Reviews => Act::OpenDesk,
            DeskSection::Pages => Act::WritePage,
            DeskSection::Stills => Act::WriteReview,
            DeskSection::People => Act::ManageAccounts,
            DeskSection::Settings => Act::ChangeSettings,
        };
        viewer.is_some_and(|viewer| require_any(viewer, act).is_ok())
    };
    DeskSection::ALL.into_iter().filter(may).collect()
}

/// Puts what a page says about itself at the end of the document's head.
fn with_head(document: &Bytes, head: &str) -> Bytes {
    const END: &[u8] = b"</head>";
    let Some(end) = document.windows(END.len()).position(|part| part == END) else {
        return document.clone();
    };
    [&document[..end], head.as_bytes(), &document[end..]]
        .concat()
        .into()
}

/// Returns what a page shows, by what was noted while it was rendered.
fn tags(shows: Option<Shows>) -> Vec<Tag> {
    match shows {
        Some(Shows::Review(review)) => vec![Tag::Review(review), Tag::Shelf],
        Some(Shows::Likers(review)) => vec![Tag::Review(review), Tag::Names, Tag::Shelf],
        Some(Shows::Film(film)) => vec![Tag::Film(film), Tag::Lists, Tag::Shelf],
        Some(Shows::Shelf) => vec![Tag::Shelf],
        None => vec![Tag::Lists, Tag::Shelf],
    }
}

fn html() -> HeaderValue {
    HeaderValue::from_static("text/html; charset=utf-8")
}

fn broken() -> Rendered {
    Rendered {
        status: StatusCode::INTERNAL_SERVER_ERROR,
        kind: html(),
        body: "Something broke on our side. Nothing has happened to anything you wrote.\n".into(),
        policy: policy(""),
        tags: Vec::new(),
        made: None,
    }
}
