//! One item of an export: a review with its fields, or a picture.

use std::io::Write;

use app::{
    markdown::Dialect,
    model::{DraftFields, Film, Rating, ReviewId, Stage, Tag, Timestamp},
};
use jiff::{Timestamp as Instant, fmt::rfc2822, tz::TimeZone};

use super::{Picture, Site, WxrExportError, html, prose, xml::Wxr};
use crate::{
    content,
    service::Core,
    store::{
        self, Conn, authors, desk, desk::DeskReview, drafts, films, leaving, reviews,
        rows::CommentRow,
    },
};

/// How many comments are in memory at a time.
const TOGETHER: i32 = 500;

/// A review with all that is written about it but its comments.
pub(super) struct Leaving {
    review: DeskReview,
    film: Option<Film>,
    authors: Vec<String>,
    tags: Vec<Tag>,
    watch_also: Vec<(String, Option<String>, String)>,
}

impl Leaving {
    /// Reads a review; where readers see none, its draft as it stands.
    pub(super) async fn read(
        conn: &mut Conn<'_>,
        id: ReviewId,
    ) -> Result<Option<Self>, store::Error> {
        let Some(mut review) = desk::find(conn, id).await? else {
            return Ok(None);
        };
        let film = match reviews::find_film(conn, id).await? {
            Some(film) => films::find(conn, film).await?,
            None => None,
        };
        let authors = authors::list_for_review(conn, id).await?.into_iter();
        let leaving = Self {
            film,
            authors: authors
                .map(|author| author.slug.as_str().to_owned())
                .collect(),
            tags: reviews::list_tags(conn, id).await?,
            watch_also: reviews::list_watch_also_sources(conn, id).await?,
            review: {
                if review.stage() != Stage::Published
                    && let Some(draft) = drafts::find(conn, id).await?
                    && let Ok(fields) = serde_json::from_str::<DraftFields>(&draft.fields)
                {
                    review.title = fields.title;
                    review.summary = fields.summary;
                    review.body_source = fields.body;
                }
                review
            },
        };
        Ok(Some(leaving))
    }

    /// Says whether it is a page.
    pub(super) fn is_page(&self) -> bool {
        self.review.kind == "page"
    }

    fn path(&self) -> String {
        let room = if self.is_page() { "pages" } else { "reviews" };
        format!("/{room}/{}", self.review.slug)
    }

    /// Returns the word for where it stands. What is read with a password does not take it along, so
    /// nobody but its author may see it until there is a new one.
    fn status(&self) -> &'static str {
        match self.review.stage() {
            _ if self.review.access_hash.is_some() && self.review.trashed_at.is_none() => "private",
            Stage::Published => "publish",
            Stage::Scheduled => "future",
            Stage::Draft | Stage::Unpublished => "draft",
            Stage::Trashed => "trash",
        }
    }

    /// Writes the item's beginning, up to its comments.
    pub(super) fn write<W: Write>(
        &self,
        xml: &mut Wxr<W>,
        site: &Site,
    ) -> Result<(), WxrExportError> {
        let review = &self.review;
        let address = site.address(&self.path());
        let at = review.publish_at.map(Timestamp).or(review.day());
        let still = review
            .still_hash
            .as_ref()
            .and_then(|hash| site.pictures.get(hash));
        xml.open("item")?;
        xml.cdata("title", &review.title)?;
        xml.plain("link", &address)?;
        if let Some(date) = at.and_then(feed_date) {
            xml.plain("pubDate", &date)?;
        }
        let author = self.authors.first().map_or("", String::as_str);
        xml.cdata("dc:creator", author)?;
        xml.cdata_with("guid", &[("isPermaLink", "false")], &address)?;
        xml.cdata("content:encoded", &self.content(site, still))?;
        xml.cdata("excerpt:encoded", &review.summary)?;
        xml.plain("wp:post_id", &review.id.to_string())?;
        dates(xml, "wp:post_date", at, &site.zone)?;
        let open = if review.comments_open {
            "open"
        } else {
            "closed"
        };
        xml.cdata("wp:comment_status", open)?;
        xml.cdata("wp:ping_status", "closed")?;
        xml.cdata("wp:post_name", &review.slug)?;
        xml.cdata("wp:status", self.status())?;
        xml.plain("wp:post_parent", "0")?;
        xml.plain("wp:menu_order", "0")?;
        xml.cdata("wp:post_type", if self.is_page() { "page" } else { "post" })?;
        xml.cdata("wp:post_password", "")?;
        xml.plain("wp:is_sticky", "0")?;
        for tag in &self.tags {
            let attributes = [("domain", "post_tag"), ("nicename", tag.slug.as_str())];
            xml.cdata_with("category", &attributes, &tag.name)?;
        }
        if let Some(still) = still {
            xml.open("wp:postmeta")?;
            xml.cdata("wp:meta_key", "_thumbnail_id")?;
            xml.cdata("wp:meta_value", &still.id.to_string())?;
            xml.close("wp:postmeta")?;
        }
        Ok(())
    }

    fn content(&self, site: &Site, still: Option<&Picture>) -> String {
        let review = &self.review;
        let mut text = String::new();
        if let Some(still) = still {
            text.push_str(&prose::still(
                still,
                &review.still_alt,
                &review.still_credit,
            ));
        }
        let rating = review.rating_halves.zip(review.rating_out_of);
        let rating = rating.and_then(|(halves, out_of)| Rating::new(halves, out_of));
        text.push_str(&prose::credits(self.film.as_ref(), rating, &review.summary));
        if let Some(epigraph) = review
            .epigraph_text
            .as_deref()
            .filter(|text| !text.is_empty())
        {
            let speaker = review.epigraph_speaker.as_deref().unwrap_or_default();
            text.push_str(&prose::epigraph(epigraph, speaker));
        }
        let page = site
            .origin
            .join(&self.path())
            .unwrap_or_else(|_| site.origin.clone());
        let body = content::for_leaving(&review.body_source, Dialect::Review, &page);
        text.push_str(&html::of_review(&body, site));
        text.push('\n');
        let items = self.watch_also.iter().map(|(title, _, note)| {
            let note = content::for_leaving(note, Dialect::Comment, &page);
            (title.clone(), note)
        });
        text.push_str(&prose::watch_also(&items.collect::<Vec<_>>()));
        text
    }
}

/// Writes the comments of an item and counts them.
pub(super) async fn write_comments<W: Write>(
    xml: &mut Wxr<W>,
    (core, conn): (&Core, &mut Conn<'_>),
    site: &Site,
    leaving: &Leaving,
) -> Result<u64, WxrExportError> {
    let review = ReviewId(leaving.review.id);
    let page = site
        .origin
        .join(&leaving.path())
        .unwrap_or_else(|_| site.origin.clone());
    let (mut after, mut count) = (i64::MIN, 0);
    loop {
        let comments = leaving::list_comments(conn, review, after, TOGETHER).await?;
        let Some(last) = comments.last() else {
            return Ok(count);
        };
        after = last.id;
        for comment in &comments {
            let email = comment
                .email
                .as_deref()
                .and_then(|closed| core.cipher.open(closed));
            let html = content::for_leaving(&comment.body_source, Dialect::Comment, &page);
            let text = html::of_comment(&html);
            write_comment(
                xml,
                comment,
                (&email.unwrap_or_default(), &text),
                &site.zone,
            )?;
            count += 1;
        }
    }
}

fn write_comment<W: Write>(
    xml: &mut Wxr<W>,
    comment: &CommentRow,
    (email, text): (&str, &str),
    zone: &TimeZone,
) -> Result<(), WxrExportError> {
    let approved = match comment.state.as_str() {
        "published" => "1",
        "held" => "0",
        "spam" => "spam",
        // One whose text is gone keeps its place as long as there are replies to it.
        _ => "trash",
    };
    xml.open("wp:comment")?;
    xml.plain("wp:comment_id", &comment.id.to_string())?;
    xml.cdata("wp:comment_author", &comment.name)?;
    xml.cdata("wp:comment_author_email", email)?;
    xml.plain(
        "wp:comment_author_url",
        comment.website.as_deref().unwrap_or_default(),
    )?;
    xml.cdata("wp:comment_author_IP", "")?;
    dates(
        xml,
        "wp:comment_date",
        Some(Timestamp(comment.posted_at)),
        zone,
    )?;
    xml.cdata("wp:comment_content", text)?;
    xml.cdata("wp:comment_approved", approved)?;
    xml.cdata("wp:comment_type", &comment.kind)?;
    xml.plain(
        "wp:comment_parent",
        &comment.parent_id.unwrap_or(0).to_string(),
    )?;
    xml.plain(
        "wp:comment_user_id",
        &comment.author_id.unwrap_or(0).to_string(),
    )?;
    xml.close("wp:comment")?;
    Ok(())
}

/// Writes a picture as an attachment: the address it is fetched from.
pub(super) fn write_picture<W: Write>(
    xml: &mut Wxr<W>,
    picture: &Picture,
) -> Result<(), WxrExportError> {
    xml.open("item")?;
    xml.cdata("title", &picture.name)?;
    xml.plain("link", &picture.url)?;
    xml.cdata("dc:creator", "")?;
    xml.cdata_with("guid", &[("isPermaLink", "false")], &picture.url)?;
    xml.cdata("content:encoded", "")?;
    xml.cdata("excerpt:encoded", "")?;
    xml.plain("wp:post_id", &picture.id.to_string())?;
    xml.cdata("wp:post_name", &format!("picture-{}", picture.id))?;
    xml.cdata("wp:status", "inherit")?;
    xml.plain("wp:post_parent", "0")?;
    xml.cdata("wp:post_type", "attachment")?;
    xml.cdata("wp:attachment_url", &picture.url)?;
    xml.close("item")?;
    Ok(())
}

/// Writes a point in time as exports have it, in the publication's time zone and in UTC.
fn dates<W: Write>(
    xml: &mut Wxr<W>,
    name: &str,
    at: Option<Timestamp>,
    zone: &TimeZone,
) -> std::io::Result<()> {
    let write = |zone: &TimeZone| {
        let instant = at.and_then(|at| Instant::from_microsecond(at.0).ok());
        instant.map_or_else(
            || "0000-00-00 00:00:00".to_owned(),
            |instant| {
                instant
                    .to_zoned(zone.clone())
                    .strftime("%Y-%m-%d %H:%M:%S")
                    .to_string()
            },
        )
    };
    xml.cdata(name, &write(zone))?;
    xml.cdata(&format!("{name}_gmt"), &write(&TimeZone::UTC))
}

fn feed_date(at: Timestamp) -> Option<String> {
    let instant = Instant::from_microsecond(at.0).ok()?;
    rfc2822::to_string(&instant.to_zoned(TimeZone::UTC)).ok()
}
