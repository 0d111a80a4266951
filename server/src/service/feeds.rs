//! Feeds: the newest reviews of a shelf or the newest comments of a thread, with their whole texts.

use std::fmt::Write as _;

use app::{
    AppError,
    error::Thing,
    markdown::{self, Dialect},
    model::{Author, CommentId, FilmId, Rating, ReviewId, Slug, Still, Tag, Timestamp},
};
use html_escape::{encode_double_quoted_attribute as attribute, encode_text};
use url::Url;

use super::{
    Core,
    reviews::{rating, still},
};
use crate::{
    content,
    store::{
        Conn, authors, feeds,
        feeds::{CommentEntryRow, EntryRow},
        films, reviews,
        scope::Scope,
        tags,
    },
};

/// How many reviews and how many comments a feed has.
const REVIEWS: i32 = 20;
const COMMENTS: i32 = 50;
/// How long the summary of an entry is at most, in characters.
const SUMMARY_CHARS: usize = 200;

/// Which feed is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FeedOf {
    /// All reviews.
    Site,
    /// The reviews filed under a tag.
    Tag(Slug),
    /// The reviews signed by an author.
    Author(Slug),
    /// The reviews of a film.
    Film(Slug),
    /// The comments under a review.
    Comments(Slug),
}

/// A feed.
#[derive(Clone, Debug)]
pub(crate) struct Feed {
    /// Its title.
    pub(crate) title: String,
    /// The path of the page it follows.
    pub(crate) page: String,
    /// When the newest of it changed.
    pub(crate) updated: Timestamp,
    /// What is in it, newest first.
    pub(crate) entries: Vec<Entry>,
}

/// A review or a comment in a feed.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// Its path, which is its name as well.
    pub(crate) path: String,
    /// Its title.
    pub(crate) title: String,
    /// Its first words or its one line, plain; empty for a comment.
    pub(crate) summary: String,
    /// Its whole text.
    pub(crate) html: String,
    /// Who signs it: name, and the path or address of a page about them.
    pub(crate) authors: Vec<(String, Option<String>)>,
    /// Its topics.
    pub(crate) tags: Vec<Tag>,
    /// When it was published.
    pub(crate) published: Timestamp,
    /// When it last changed.
    pub(crate) updated: Timestamp,
    /// The path of what it answers.
    pub(crate) answers: Option<String>,
}

/// Makes a feed; `origin` is the site's own address.
///
/// # Errors
/// [`AppError::NotFound`] when there is nothing it could follow.
pub(crate) async fn feed(core: &Core, of: &FeedOf, origin: &Url) -> Result<Feed, AppError> {
    let mut snapshot = core.store.snapshot().await?;
    let conn = &mut snapshot.conn();
    let missing = || AppError::NotFound(Thing::Page);
    let name = &core.settings.get().name;
    match of {
        FeedOf::Site => shelf(core, conn, Scope::All, name.clone(), "/".to_owned(), origin).await,
        FeedOf::Tag(slug) => {
            let (id, tag) = tags::find(conn, slug).await?.ok_or_else(missing)?;
            let page = format!("/tags/{slug}");
            shelf(
                core,
                conn,
                Scope::Tag(id),
                format!("{name}: {tag}"),
                page,
                origin,
            )
            .await
        }
        FeedOf::Author(slug) => {
            let (id, author, _) = authors::find(conn, slug).await?.ok_or_else(missing)?;
            let page = format!("/authors/{slug}");
            let title = format!("{name}: reviews by {author}");
            shelf(core, conn, Scope::Author(id), title, page, origin).await
        }
        FeedOf::Film(slug) => {
            let (id, _) = films::find_by_slug(conn, slug).await?.ok_or_else(missing)?;
            let film = films::find(conn, id).await?.ok_or_else(missing)?;
            let page = format!("/films/{slug}");
            let title = format!("{name}: reviews of {}", film.title);
            shelf(core, conn, Scope::Film(id), title, page, origin).await
        }
        FeedOf::Comments(slug) => thread(conn, slug, name, origin).await,
    }
}

async fn shelf(
    core: &Core,
    conn: &mut Conn<'_>,
    scope: Scope,
    title: String,
    page: String,
    origin: &Url,
) -> Result<Feed, AppError> {
    let mut entries = Vec::new();
    for row in feeds::list_entries(conn, scope, REVIEWS).await? {
        entries.push(review_entry(core, conn, row, origin).await?);
    }
    Ok(Feed {
        title,
        page,
        updated: newest(&entries),
        entries,
    })
}

async fn thread(
    conn: &mut Conn<'_>,
    slug: &Slug,
    name: &str,
    origin: &Url,
) -> Result<Feed, AppError> {
    let review = reviews::find_published(conn, slug)
        .await?
        .ok_or(AppError::NotFound(Thing::Review))?;
    let page = format!("/reviews/{slug}");
    let base = origin.join(&page).unwrap_or_else(|_| origin.clone());
    let entries: Vec<Entry> = feeds::list_comment_entries(conn, ReviewId(review.id), COMMENTS)
        .await?
        .into_iter()
        .map(|row| comment_entry(row, &review.title, &page, &base))
        .collect();
    Ok(Feed {
        title: format!("{name}: thoughts on “{}”", review.title),
        updated: newest(&entries).max(Timestamp(review.published_at)),
        page,
        entries,
    })
}

fn newest(entries: &[Entry]) -> Timestamp {
    entries
        .iter()
        .map(|entry| entry.updated)
        .max()
        .unwrap_or_default()
}

fn comment_entry(row: CommentEntryRow, title: &str, page: &str, base: &Url) -> Entry {
    let name = if row.name.is_empty() {
        "Somebody".to_owned()
    } else {
        row.name
    };
    let path = |id| format!("/comments/{}", CommentId(id));
    Entry {
        path: path(row.id),
        title: format!("{name} on “{title}”"),
        summary: String::new(),
        html: content::for_feed(&row.body_source, Dialect::Comment, base),
        authors: vec![(name, row.website)],
        tags: Vec::new(),
        published: Timestamp(row.posted_at),
        updated: Timestamp(row.edited_at.unwrap_or(row.posted_at)),
        answers: Some(row.parent_id.map_or_else(|| page.to_owned(), path)),
    }
}

async fn review_entry(
    core: &Core,
    conn: &mut Conn<'_>,
    row: EntryRow,
    origin: &Url,
) -> Result<Entry, AppError> {
    let id = ReviewId(row.id);
    let path = format!("/reviews/{}", row.slug);
    let film = match row.film_id {
        Some(film) => films::find(conn, FilmId(film)).await?,
        None => None,
    };
    let signed: Vec<Author> = authors::list_for_review(conn, id).await?;
    let tags = reviews::list_tags(conn, id).await?;
    let page = origin.join(&path).unwrap_or_else(|_| origin.clone());
    let picture = still(row.still).filter(Still::is_present);
    let facts = facts(
        film.map(|film| film.line()).unwrap_or_default(),
        rating(core, row.rating_halves, row.rating_out_of),
    );
    let mut html = opening(&page, picture.as_ref(), &row.summary, &facts);
    if let Some(text) = &row.epigraph_text {
        push_epigraph(&mut html, text, row.epigraph_speaker.as_deref());
    }
    html.push_str(&content::for_feed(&row.body_source, Dialect::Review, &page));
    push_watch_also(conn, &mut html, id, origin).await?;
    // Without the number of comments, which would make every feed new with every comment.
    let _ = write!(html, "<p><a href=\"{page}#comments\">Thoughts</a></p>");
    let summary = if row.summary.is_empty() {
        markdown::excerpt(&row.body_source, SUMMARY_CHARS)
    } else {
        row.summary
    };
    Ok(Entry {
        path,
        title: row.title,
        summary,
        html,
        authors: signed
            .into_iter()
            .map(|author| (author.name, Some(format!("/authors/{}", author.slug))))
            .collect(),
        tags,
        published: Timestamp(row.published_at),
        updated: Timestamp(row.changed_at),
        answers: None,
    })
}

/// Returns the film's line and the author's rating in one.
fn facts(film: String, rating: Option<Rating>) -> String {
    let rating = rating.map(|rating| format!("{}/{}", rating.value(), rating.out_of()));
    [Some(film).filter(|line| !line.is_empty()), rating]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

/// Writes what stands before the text: the still with its credit, the one line, the facts.
fn opening(page: &Url, still: Option<&Still>, summary: &str, facts: &str) -> String {
    let mut html = String::new();
    if let Some(still) = still {
        let whole = page.join(&still.src).map(String::from).unwrap_or_default();
        let _ = write!(
            html,
            "<figure><img src=\"{}\" width=\"{}\" height=\"{}\" alt=\"{}\">",
            attribute(&whole),
            still.width,
            still.height,
            attribute(&still.alt)
        );
        if !still.credit.is_empty() {
            let _ = write!(
                html,
                "<figcaption>{}</figcaption>",
                encode_text(&still.credit)
            );
        }
        html.push_str("</figure>\n");
    }
    if !summary.is_empty() {
        let _ = writeln!(html, "<p><em>{}</em></p>", encode_text(summary));
    }
    if !facts.is_empty() {
        let _ = writeln!(html, "<p>{}</p>", encode_text(facts));
    }
    html
}

fn push_epigraph(html: &mut String, text: &str, speaker: Option<&str>) {
    let _ = write!(html, "<blockquote><p>“{}”</p>", encode_text(text));
    if let Some(speaker) = speaker.filter(|speaker| !speaker.is_empty()) {
        let _ = write!(html, "<p>— {}</p>", encode_text(speaker));
    }
    html.push_str("</blockquote>\n");
}

async fn push_watch_also(
    conn: &mut Conn<'_>,
    html: &mut String,
    review: ReviewId,
    origin: &Url,
) -> Result<(), AppError> {
    let items = reviews::list_watch_also(conn, review).await?;
    if items.is_empty() {
        return Ok(());
    }
    html.push_str("\n<h2>Watch also</h2>\n<ul>");
    for item in items {
        let title = encode_text(&item.title);
        match item.review_slug {
            Some(slug) => {
                let href = origin.join(&format!("/reviews/{slug}"));
                let href = href.map(String::from).unwrap_or_default();
                let _ = write!(html, "<li><a href=\"{}\">{title}</a>", attribute(&href));
            }
            None => {
                let _ = write!(html, "<li>{title}");
            }
        }
        html.push_str(&content::for_feed(
            &item.note_source,
            Dialect::Comment,
            origin,
        ));
        html.push_str("</li>");
    }
    html.push_str("</ul>\n");
    Ok(())
}

/// Finds the review that a feed of comments is about.
///
/// # Errors
/// [`AppError::NotFound`] when there is none.
pub(crate) async fn review_of(core: &Core, slug: &Slug) -> Result<ReviewId, AppError> {
    let mut snapshot = core.store.snapshot().await?;
    let row = reviews::find_published(&mut snapshot.conn(), slug).await?;
    row.map(|row| ReviewId(row.id))
        .ok_or(AppError::NotFound(Thing::Review))
}
