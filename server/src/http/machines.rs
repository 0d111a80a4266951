//! What is read by programs: feeds, the sitemap, robots.txt and the cards of shared addresses.
//!
//! They are kept ready like pages, under the same tags, so none of them is ever stale.

mod atom;
mod dates;
mod rss;
mod sitemap;
mod xml;

use app::{
    AppError,
    error::Thing,
    model::{ReviewId, Slug},
};
use axum::{
    extract::{OriginalUri, State},
    http::{HeaderMap, HeaderValue, StatusCode},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use url::Url;

use super::{
    headers::policy,
    page_cache::{Rendered, Tag},
    pages::ready,
    routes::Shared,
};
use crate::service::{
    cards,
    feeds::{self, FeedOf},
    sitemap as places,
};

/// The addresses answered here, in the router's own notation.
pub(super) const PATHS: [&str; 10] = [
    "/feed.atom",
    "/feed.rss",
    "/tags/{slug}/feed.atom",
    "/authors/{slug}/feed.atom",
    "/films/{slug}/feed.atom",
    "/reviews/{slug}/comments.atom",
    "/reviews/{slug}/card.png",
    "/sitemap.xml",
    "/sitemaps/{part}",
    "/robots.txt",
];

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Document {
    Atom(FeedOf),
    Rss,
    Card(Slug),
    Sitemap,
    SitemapPart(usize),
    Robots,
}

/// A document made.
struct Made {
    kind: &'static str,
    body: Vec<u8>,
    tags: Vec<Tag>,
}

/// Sends a document.
pub(super) async fn send(
    State(shared): State<Shared>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let Some(document) = Document::of(uri.path()) else {
        return missing();
    };
    let render = || render(&shared, &document);
    let entry = shared.renderer.cache.get(uri.path(), render).await;
    if entry.page.status == StatusCode::NOT_FOUND {
        return missing();
    }
    let mut answer = ready(&entry, &headers);
    dates::note(
        &mut answer,
        &headers,
        entry.page.made,
        shared.core.clock.now(),
    );
    answer
}

fn missing() -> Response {
    (
        StatusCode::NOT_FOUND,
        "There is nothing of this name here.\n",
    )
        .into_response()
}

async fn render(shared: &Shared, document: &Document) -> Rendered {
    let made_at = shared.core.clock.now();
    let (status, made) = match document.make(shared).await {
        Ok(made) => (StatusCode::OK, made),
        Err(error) => {
            let status = StatusCode::from_u16(error.status()).unwrap_or_default();
            let made = Made {
                kind: "text/plain; charset=utf-8",
                body: Vec::new(),
                // What is not there yet may come with a review.
                tags: vec![Tag::Shelf],
            };
            (status, made)
        }
    };
    Rendered {
        status,
        kind: HeaderValue::from_static(made.kind),
        body: Bytes::from(made.body),
        policy: policy(""),
        tags: made.tags,
        made: Some(made_at),
    }
}

impl Document {
    /// Reads an address.
    fn of(path: &str) -> Option<Self> {
        let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        Some(match parts[..] {
            ["feed.atom"] => Self::Atom(FeedOf::Site),
            ["feed.rss"] => Self::Rss,
            ["tags", slug, "feed.atom"] => Self::Atom(FeedOf::Tag(slug.parse().ok()?)),
            ["authors", slug, "feed.atom"] => Self::Atom(FeedOf::Author(slug.parse().ok()?)),
            ["films", slug, "feed.atom"] => Self::Atom(FeedOf::Film(slug.parse().ok()?)),
            ["reviews", slug, "comments.atom"] => Self::Atom(FeedOf::Comments(slug.parse().ok()?)),
            ["reviews", slug, "card.png"] => Self::Card(slug.parse().ok()?),
            ["sitemap.xml"] => Self::Sitemap,
            ["sitemaps", part] => {
                let number = part.strip_suffix(".xml")?;
                let value: usize = number.parse().ok()?;
                // One address for one document: "01.xml" is none.
                (value.to_string() == number).then_some(Self::SitemapPart(value))?
            }
            ["robots.txt"] => Self::Robots,
            _ => return None,
        })
    }

    async fn make(&self, shared: &Shared) -> Result<Made, AppError> {
        let core = &shared.core;
        let origin = Url::parse(&shared.origin).map_err(|_| AppError::Unavailable)?;
        let listed = |kind, body| Made {
            kind,
            body,
            tags: vec![Tag::Shelf],
        };
        let none = AppError::NotFound(Thing::Page);
        match self {
            Self::Atom(of) => {
                let feed = feeds::feed(core, of, &origin).await?;
                let own = self.path();
                let body = atom::write(&feed, &own, &shared.origin, &core.settings.get())?;
                let tags = match of {
                    FeedOf::Comments(slug) => {
                        vec![Tag::Review(self.review(shared, slug).await?), Tag::Shelf]
                    }
                    _ => vec![Tag::Shelf],
                };
                let kind = "application/atom+xml; charset=utf-8";
                Ok(Made { kind, body, tags })
            }
            Self::Rss => {
                let feed = feeds::feed(core, &FeedOf::Site, &origin).await?;
                let body = rss::write(&feed, &shared.origin, &core.settings.get())?;
                Ok(listed("application/rss+xml; charset=utf-8", body))
            }
            Self::Card(slug) => {
                let card = cards::card_of(core, slug).await?;
                // Drawing takes a few milliseconds of nothing but arithmetic.
                let drawn = tokio::task::spawn_blocking(move || card.draw()).await;
                let body = drawn
                    .ok()
                    .and_then(Result::ok)
                    .ok_or(AppError::Unavailable)?;
                Ok(listed("image/png", body))
            }
            Self::Sitemap => {
                let body = sitemap::write_first(&places::places(core).await?, &shared.origin)?;
                Ok(listed("application/xml; charset=utf-8", body))
            }
            Self::SitemapPart(part) => {
                let all = places::places(core).await?;
                let body = sitemap::write_part(&all, *part, &shared.origin)?.ok_or(none)?;
                Ok(listed("application/xml; charset=utf-8", body))
            }
            Self::Robots => {
                let text = format!(
                    "User-agent: *\nDisallow: /api/\nDisallow: /desk\nDisallow: /search\n\n\
                     Sitemap: {}/sitemap.xml\n",
                    shared.origin
                );
                Ok(Made {
                    kind: "text/plain; charset=utf-8",
                    body: text.into_bytes(),
                    tags: Vec::new(),
                })
            }
        }
    }

    /// Returns the path of a feed.
    fn path(&self) -> String {
        match self {
            Self::Atom(FeedOf::Tag(slug)) => format!("/tags/{slug}/feed.atom"),
            Self::Atom(FeedOf::Author(slug)) => format!("/authors/{slug}/feed.atom"),
            Self::Atom(FeedOf::Film(slug)) => format!("/films/{slug}/feed.atom"),
            Self::Atom(FeedOf::Comments(slug)) => format!("/reviews/{slug}/comments.atom"),
            _ => "/feed.atom".to_owned(),
        }
    }

    async fn review(&self, shared: &Shared, slug: &Slug) -> Result<ReviewId, AppError> {
        feeds::review_of(&shared.core, slug).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_document_or_none() {
        for path in [
            "/sitemaps/01.xml",
            "/sitemaps/x.xml",
            "/tags/A/feed.atom",
            "/tags//feed.atom",
            "/feed.atom/",
            "/reviews/a/card.svg",
        ] {
            assert_eq!(Document::of(path), None, "{path}");
        }
        assert_eq!(
            Document::of("/sitemaps/2.xml"),
            Some(Document::SitemapPart(2))
        );
        let tag = FeedOf::Tag("work".parse().unwrap());
        assert_eq!(
            Document::of("/tags/work/feed.atom"),
            Some(Document::Atom(tag))
        );
    }
}
