//! Writing a `WordPress` export (WXR 1.2): posts, pages, tags, comments and where the pictures are.
//!
//! `WordPress` has no fields for a film, a rating or an epigraph, so they stand in the text as people who
//! review films there write them, which is also how [`crate::import`] finds them again. One review is in
//! memory at a time.

mod html;
mod item;
mod prose;
mod xml;

use std::{collections::HashMap, io::Write};

use app::model::ReviewId;
use jiff::tz::TimeZone;
use url::Url;

use crate::{
    service::Core,
    store::{
        self, leaving,
        rows::{self, AuthorRow, MediaRow, TagRow},
    },
};
use item::Leaving;
use xml::Wxr;

/// Why an export could not be written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum WxrExportError {
    /// The database failed.
    #[error("the database failed: {0}")]
    Store(#[from] store::Error),
    /// The file cannot be written.
    #[error("it cannot be written: {0}")]
    File(#[from] std::io::Error),
    /// The site's own address is none.
    #[error("{0} is no address of a site; write it like https://reviews.example")]
    Origin(String),
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Written {
    /// Reviews and other texts.
    pub(crate) posts: u64,
    /// Pages.
    pub(crate) pages: u64,
    /// Comments and mentions.
    pub(crate) comments: u64,
    /// Pictures, by their addresses.
    pub(crate) pictures: u64,
}

/// What all items need to know of the site.
struct Site {
    origin: Url,
    zone: TimeZone,
    /// The largest file of each picture, by the picture's digest.
    pictures: HashMap<String, Picture>,
}

/// A picture as an attachment.
#[derive(Clone, Debug)]
struct Picture {
    id: i64,
    url: String,
    name: String,
}

/// Writes everything of a site that `WordPress` has a place for, and tells after each review how many
/// there have been.
///
/// # Errors
/// [`WxrExportError`]; what was written until then is no export.
pub(crate) async fn export<W: Write>(
    core: &Core,
    origin: &str,
    out: W,
    told: impl Fn(u64),
) -> Result<Written, WxrExportError> {
    let settings = core.settings.get();
    let origin = Url::parse(origin).map_err(|_| WxrExportError::Origin(origin.to_owned()))?;
    // All of it is of the moment in which the first row is read.
    let mut snapshot = core.store.snapshot().await?;
    let conn = &mut snapshot.conn();
    let reviews = leaving::list_reviews(conn).await?;
    let mut site = Site {
        origin,
        zone: TimeZone::get(&settings.time_zone).unwrap_or(TimeZone::UTC),
        pictures: HashMap::new(),
    };
    // Attachments are items like posts, so they are numbered after them.
    let last = reviews.last().copied().unwrap_or(ReviewId(0)).0;
    let mut pictures = Vec::new();
    rows::for_each(conn, |row: MediaRow| {
        let picture = site.picture(last, &row);
        pictures.push(picture.clone());
        site.pictures.insert(row.hash, picture);
        Ok::<(), store::Error>(())
    })
    .await?;
    let mut authors = Vec::new();
    rows::for_each(conn, |row: AuthorRow| {
        authors.push(row);
        Ok::<(), store::Error>(())
    })
    .await?;
    let mut xml = Wxr::begin(out)?;
    write_head(
        &mut xml,
        &site,
        (&settings.name, &settings.tagline),
        &authors,
    )?;
    rows::for_each(conn, |row: TagRow| {
        xml.open("wp:tag")?;
        xml.plain("wp:term_id", &row.id.to_string())?;
        xml.cdata("wp:tag_slug", &row.slug)?;
        xml.cdata("wp:tag_name", &row.name)?;
        xml.close("wp:tag")?;
        Ok::<(), WxrExportError>(())
    })
    .await?;
    let mut written = Written::default();
    for picture in pictures {
        item::write_picture(&mut xml, &picture)?;
        written.pictures += 1;
    }
    for (done, review) in (1..).zip(reviews) {
        if let Some(leaving) = Leaving::read(conn, review).await? {
            leaving.write(&mut xml, &site)?;
            written.comments +=
                item::write_comments(&mut xml, (core, conn), &site, &leaving).await?;
            xml.close("item")?;
            let is_page = leaving.is_page();
            written.pages += u64::from(is_page);
            written.posts += u64::from(!is_page);
        }
        told(done);
    }
    xml.finish()?;
    Ok(written)
}

fn write_head<W: Write>(
    xml: &mut Wxr<W>,
    site: &Site,
    (name, tagline): (&str, &str),
    authors: &[AuthorRow],
) -> std::io::Result<()> {
    let address = site.origin.as_str().trim_end_matches('/');
    xml.plain("title", name)?;
    xml.plain("link", address)?;
    xml.plain("description", tagline)?;
    xml.plain("wp:wxr_version", "1.2")?;
    xml.plain("wp:base_site_url", address)?;
    xml.plain("wp:base_blog_url", address)?;
    for author in authors {
        xml.open("wp:author")?;
        xml.plain("wp:author_id", &author.id.to_string())?;
        xml.cdata("wp:author_login", &author.slug)?;
        xml.cdata("wp:author_email", "")?;
        xml.cdata("wp:author_display_name", &author.name)?;
        xml.cdata("wp:author_first_name", "")?;
        xml.cdata("wp:author_last_name", "")?;
        xml.close("wp:author")?;
    }
    Ok(())
}

impl Site {
    fn picture(&self, last: i64, row: &MediaRow) -> Picture {
        let width = row.widths.rsplit(',').next().unwrap_or_default();
        Picture {
            id: last + row.id,
            url: self.address(&format!("/media/{}/{width}.{}", row.hash, row.extension)),
            name: row.name.clone(),
        }
    }

    /// Returns the whole address of a path.
    fn address(&self, path: &str) -> String {
        let address = self.origin.join(path);
        address.map_or_else(|_| path.to_owned(), String::from)
    }
}
