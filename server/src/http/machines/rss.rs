//! The feed of the site in the RSS 2.0 format, for readers that know no other.

use std::io;

use app::AppError;

use super::{
    dates::rfc2822,
    xml::{Xml, broken},
};
use crate::{
    config::SiteConfig,
    service::feeds::{Entry, Feed},
};

/// Writes the feed of the site `origin`.
pub(super) fn write(feed: &Feed, origin: &str, site: &SiteConfig) -> Result<Vec<u8>, AppError> {
    document(feed, origin, site).map_err(broken)
}

fn document(feed: &Feed, origin: &str, site: &SiteConfig) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new()?;
    xml.open(
        "rss",
        &[
            ("version", "2.0"),
            ("xmlns:atom", "http://www.w3.org/2005/Atom"),
            ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ],
    )?;
    xml.open("channel", &[])?;
    xml.text("title", &feed.title)?;
    xml.text("link", &format!("{origin}{}", feed.page))?;
    xml.text("description", &site.tagline)?;
    xml.text("language", &site.language)?;
    let own = format!("{origin}/feed.rss");
    xml.empty(
        "atom:link",
        &[
            ("rel", "self"),
            ("type", "application/rss+xml"),
            ("href", &own),
        ],
    )?;
    if !feed.entries.is_empty() {
        xml.text("lastBuildDate", &rfc2822(feed.updated))?;
    }
    xml.text("generator", concat!("Foyer ", env!("CARGO_PKG_VERSION")))?;
    for entry in &feed.entries {
        item(&mut xml, entry, origin)?;
    }
    xml.close("channel")?;
    xml.close("rss")?;
    Ok(xml.finish())
}

fn item(xml: &mut Xml, entry: &Entry, origin: &str) -> io::Result<()> {
    let address = format!("{origin}{}", entry.path);
    xml.open("item", &[])?;
    xml.text("title", &entry.title)?;
    xml.text("link", &address)?;
    xml.text_with("guid", &[("isPermaLink", "true")], &address)?;
    xml.text("pubDate", &rfc2822(entry.published))?;
    for (name, _) in &entry.authors {
        xml.text("dc:creator", name)?;
    }
    for tag in &entry.tags {
        xml.text("category", &tag.name)?;
    }
    xml.text("comments", &format!("{address}#comments"))?;
    xml.text("description", &entry.summary)?;
    xml.text("content:encoded", &entry.html)?;
    xml.close("item")
}
