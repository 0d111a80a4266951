//! Feeds in the Atom format (RFC 4287), answers in threads as RFC 4685 has them.

use std::io;

use app::AppError;

use super::{
    dates::rfc3339,
    xml::{Xml, broken},
};
use crate::{
    config::SiteConfig,
    service::feeds::{Entry, Feed},
};

/// Writes a feed that stands at the path `own` of the site `origin`.
pub(super) fn write(
    feed: &Feed,
    own: &str,
    origin: &str,
    site: &SiteConfig,
) -> Result<Vec<u8>, AppError> {
    document(feed, own, origin, site).map_err(broken)
}

fn document(feed: &Feed, own: &str, origin: &str, site: &SiteConfig) -> io::Result<Vec<u8>> {
    let whole = |path: &str| format!("{origin}{path}");
    let own = whole(own);
    let mut xml = Xml::new()?;
    xml.open(
        "feed",
        &[
            ("xmlns", "http://www.w3.org/2005/Atom"),
            ("xmlns:thr", "http://purl.org/syndication/thread/1.0"),
            ("xml:lang", &site.language),
        ],
    )?;
    xml.text("id", &own)?;
    xml.text("title", &feed.title)?;
    if !site.tagline.is_empty() {
        xml.text("subtitle", &site.tagline)?;
    }
    xml.text("updated", &rfc3339(feed.updated))?;
    xml.empty(
        "link",
        &[
            ("rel", "self"),
            ("type", "application/atom+xml"),
            ("href", &own),
        ],
    )?;
    let page = whole(&feed.page);
    xml.empty(
        "link",
        &[("rel", "alternate"), ("type", "text/html"), ("href", &page)],
    )?;
    xml.text("icon", &whole("/favicon.svg"))?;
    xml.text_with(
        "generator",
        &[("version", env!("CARGO_PKG_VERSION"))],
        "Foyer",
    )?;
    // An entry without an author of its own takes the feed's, which must then be there.
    xml.open("author", &[])?;
    xml.text("name", &site.name)?;
    xml.text("uri", &whole("/"))?;
    xml.close("author")?;
    for item in &feed.entries {
        entry(&mut xml, item, &whole)?;
    }
    xml.close("feed")?;
    Ok(xml.finish())
}

fn entry(xml: &mut Xml, entry: &Entry, whole: &dyn Fn(&str) -> String) -> io::Result<()> {
    let address = whole(&entry.path);
    xml.open("entry", &[])?;
    xml.text("id", &address)?;
    xml.text("title", &entry.title)?;
    xml.empty(
        "link",
        &[
            ("rel", "alternate"),
            ("type", "text/html"),
            ("href", &address),
        ],
    )?;
    xml.text("published", &rfc3339(entry.published))?;
    xml.text("updated", &rfc3339(entry.updated))?;
    for (name, page) in &entry.authors {
        xml.open("author", &[])?;
        xml.text("name", name)?;
        if let Some(page) = page {
            let page = if page.starts_with('/') {
                whole(page)
            } else {
                page.clone()
            };
            xml.text("uri", &page)?;
        }
        xml.close("author")?;
    }
    for tag in &entry.tags {
        xml.empty(
            "category",
            &[("term", tag.slug.as_str()), ("label", &tag.name)],
        )?;
    }
    if let Some(answers) = &entry.answers {
        let answers = whole(answers);
        xml.empty(
            "thr:in-reply-to",
            &[("ref", &answers), ("href", &answers), ("type", "text/html")],
        )?;
    }
    if !entry.summary.is_empty() {
        xml.text("summary", &entry.summary)?;
    }
    xml.text_with("content", &[("type", "html")], &entry.html)?;
    xml.close("entry")
}
