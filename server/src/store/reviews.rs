//! Reviews, their tags and what they point to.

use std::collections::HashMap;

use app::model::{FilmId, MediaId, Rating, ReviewId, ReviewLink, Slug, Tag, Timestamp};
use sqlx::{FromRow, QueryBuilder};

use super::{Conn, Error, authors::slug, engine::on_engine};

/// A review to be added.
#[derive(Clone, Debug)]
pub(crate) struct NewReview {
    /// `review`, or `page` for one without a film that no list shows.
    pub(crate) kind: &'static str,
    /// The permalink's word.
    pub(crate) slug: Slug,
    /// The title.
    pub(crate) title: String,
    /// The film.
    pub(crate) film: Option<FilmId>,
    /// The author's rating.
    pub(crate) rating: Option<Rating>,
    /// The author's own one line.
    pub(crate) summary: String,
    /// The words it opens with and who says them.
    pub(crate) epigraph: Option<(String, String)>,
    /// The picture it opens with, what it shows and whose it is.
    pub(crate) still: NewStill,
    /// The text as typed, as rendered, and by which rules.
    pub(crate) body_source: String,
    /// The text as rendered.
    pub(crate) body_html: String,
    /// The version of the rules it was rendered by.
    pub(crate) body_rules: i32,
    /// Its first words.
    pub(crate) excerpt: String,
    /// How many words it has.
    pub(crate) word_count: i32,
    /// Whether it takes comments.
    pub(crate) comments_open: bool,
    /// When it was published; none for a draft.
    pub(crate) published_at: Option<Timestamp>,
    /// Now.
    pub(crate) created_at: Timestamp,
}

/// The picture a review opens with; one without media is missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct NewStill {
    /// The picture.
    pub(crate) media: Option<MediaId>,
    /// What it shows.
    pub(crate) alt: String,
    /// Whose it is.
    pub(crate) credit: String,
}

/// A published review as its row has it.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct ReviewRow {
    pub(crate) id: i64,
    pub(crate) slug: String,
    pub(crate) title: String,
    pub(crate) film_id: Option<i64>,
    pub(crate) rating_halves: Option<i32>,
    pub(crate) rating_out_of: Option<i32>,
    pub(crate) summary: String,
    pub(crate) epigraph_text: Option<String>,
    pub(crate) epigraph_speaker: Option<String>,
    pub(crate) body_html: String,
    pub(crate) excerpt: String,
    pub(crate) word_count: i32,
    pub(crate) comments_open: bool,
    pub(crate) published_at: i64,
    pub(crate) like_count: i64,
    pub(crate) comment_count: i64,
    pub(crate) root_count: i32,
    pub(crate) event_seq: i64,
    pub(crate) edited_at: Option<i64>,
    pub(crate) canonical: String,
    #[sqlx(flatten)]
    pub(crate) still: StillRow,
}

/// The picture a row opens with.
#[expect(clippy::struct_field_names, reason = "the names of columns")]
#[derive(Clone, Debug, FromRow)]
pub(crate) struct StillRow {
    pub(crate) still_alt: String,
    pub(crate) still_credit: String,
    pub(crate) still_hash: Option<String>,
    pub(crate) still_extension: Option<String>,
    pub(crate) still_width: Option<i32>,
    pub(crate) still_height: Option<i32>,
    pub(crate) still_widths: Option<String>,
}

/// Something else to watch, as its row has it.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct WatchAlsoRow {
    pub(crate) title: String,
    pub(crate) review_slug: Option<String>,
    pub(crate) note_source: String,
    pub(crate) note_html: String,
    #[sqlx(flatten)]
    pub(crate) still: StillRow,
}

/// Something else to watch, to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NewWatchAlso {
    /// The film's title.
    pub(crate) title: String,
    /// The slug of the review of it here.
    pub(crate) target: Option<Slug>,
    /// Why, as typed.
    pub(crate) note_source: String,
    /// Why, as rendered.
    pub(crate) note_html: String,
}

/// What a comment needs to know of its review.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct ReviewState {
    pub(crate) slug: String,
    pub(crate) comments_open: bool,
    pub(crate) published_at: i64,
    pub(crate) event_seq: i64,
}

/// Adds a review.
///
/// # Errors
/// [`super::error::Constraint::ReviewSlug`] when its slug is taken.
pub(crate) async fn insert(conn: &mut Conn<'_>, review: &NewReview) -> Result<ReviewId, Error> {
    const SQL: &str = "
        INSERT INTO reviews (
            kind, slug, title, film_id, rating_halves, rating_out_of, summary, epigraph_text,
            epigraph_speaker, still_media_id, still_alt, still_credit, body_source, body_html,
            body_rules, excerpt, word_count, comments_open, published_at, created_at, updated_at
        )
        VALUES (
            $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
            $20, $20
        )
        RETURNING id
    ";
    let epigraph = review.epigraph.as_ref();
    let id = on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(review.kind)
        .bind(review.slug.as_str())
        .bind(&review.title)
        .bind(review.film.map(|film| film.0))
        .bind(review.rating.map(Rating::halves))
        .bind(review.rating.map(Rating::out_of))
        .bind(&review.summary)
        .bind(epigraph.map(|epigraph| epigraph.0.as_str()))
        .bind(epigraph.map(|epigraph| epigraph.1.as_str()))
        .bind(review.still.media.map(|media| media.0))
        .bind(&review.still.alt)
        .bind(&review.still.credit)
        .bind(&review.body_source)
        .bind(&review.body_html)
        .bind(review.body_rules)
        .bind(&review.excerpt)
        .bind(review.word_count)
        .bind(review.comments_open)
        .bind(review.published_at.map(|time| time.0))
        .bind(review.created_at.0)
        .fetch_one(c)
        .await)?;
    Ok(ReviewId(id))
}

/// Says whether a slug is taken.
pub(crate) async fn exists_slug(conn: &mut Conn<'_>, slug: &Slug) -> Result<bool, Error> {
    const SQL: &str = "SELECT COUNT(*) FROM reviews WHERE slug = $1";
    let count: i64 = on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(slug.as_str())
        .fetch_one(c)
        .await)?;
    Ok(count > 0)
}

/// Counts all reviews and pages, drafts too.
pub(crate) async fn count(conn: &mut Conn<'_>) -> Result<i64, Error> {
    const SQL: &str = "SELECT COUNT(*) FROM reviews";
    Ok(on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .fetch_one(c)
        .await)?)
}

/// Finds a published review by its slug.
pub(crate) async fn find_published(
    conn: &mut Conn<'_>,
    slug: &Slug,
) -> Result<Option<ReviewRow>, Error> {
    const SQL: &str = "
        SELECT
            reviews.id, reviews.slug, reviews.title, reviews.film_id,
            reviews.rating_halves, reviews.rating_out_of, reviews.summary, reviews.epigraph_text,
            reviews.epigraph_speaker, reviews.body_html, reviews.excerpt, reviews.word_count,
            reviews.comments_open, reviews.published_at, reviews.like_count, reviews.comment_count,
            reviews.root_count, reviews.event_seq, reviews.edited_at, reviews.canonical,
            reviews.still_alt, reviews.still_credit,
            media.hash AS still_hash, media.extension AS still_extension,
            media.width AS still_width, media.height AS still_height, media.widths AS still_widths
        FROM reviews
        LEFT JOIN media ON media.id = reviews.still_media_id
        WHERE reviews.slug = $1 AND reviews.kind = 'review' AND reviews.published_at IS NOT NULL
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(slug.as_str())
        .fetch_optional(c)
        .await)?)
}

/// Finds what a comment needs to know of a published review.
pub(crate) async fn find_state(
    conn: &mut Conn<'_>,
    review: ReviewId,
) -> Result<Option<ReviewState>, Error> {
    const SQL: &str = "
        SELECT slug, comments_open, published_at, event_seq
        FROM reviews
        WHERE id = $1 AND kind = 'review' AND published_at IS NOT NULL
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(review.0)
        .fetch_optional(c)
        .await)?)
}

/// Finds the film that a review is about.
pub(crate) async fn find_film(
    conn: &mut Conn<'_>,
    review: ReviewId,
) -> Result<Option<FilmId>, Error> {
    const SQL: &str = "SELECT film_id FROM reviews WHERE id = $1";
    let film: Option<Option<i64>> = on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(review.0)
        .fetch_optional(c)
        .await)?;
    Ok(film.flatten().map(FilmId))
}

/// Finds the published reviews before and after one in time.
pub(crate) async fn find_neighbours(
    conn: &mut Conn<'_>,
    review: ReviewId,
    published_at: Timestamp,
) -> Result<(Option<ReviewLink>, Option<ReviewLink>), Error> {
    const PREVIOUS: &str = "
        SELECT slug, title
        FROM reviews
        WHERE kind = 'review' AND published_at IS NOT NULL AND (published_at, id) < ($1, $2)
        ORDER BY published_at DESC, id DESC
        LIMIT 1
    ";
    const NEXT: &str = "
        SELECT slug, title
        FROM reviews
        WHERE kind = 'review' AND published_at IS NOT NULL AND (published_at, id) > ($1, $2)
        ORDER BY published_at, id
        LIMIT 1
    ";
    let mut links = [None, None];
    for (link, sql) in links.iter_mut().zip([PREVIOUS, NEXT]) {
        let row: Option<(String, String)> = on_engine!(conn, |c| sqlx::query_as(sql)
            .bind(published_at.0)
            .bind(review.0)
            .fetch_optional(c)
            .await)?;
        if let Some((text, title)) = row {
            *link = Some(ReviewLink {
                slug: slug(text, "reviews")?,
                title,
            });
        }
    }
    let [previous, next] = links;
    Ok((previous, next))
}

/// Files a review that has no tags yet under these, in order; those are made that are not there.
pub(crate) async fn insert_tags(
    conn: &mut Conn<'_>,
    review: ReviewId,
    tags: &[Tag],
) -> Result<(), Error> {
    const TAGS: &str = "INSERT INTO tags (slug, name) ";
    const KNOWN: &str = " ON CONFLICT (slug) DO UPDATE SET slug = excluded.slug RETURNING slug, id";
    const REVIEW: &str = "INSERT INTO review_tags (review_id, position, tag_id) ";
    let mut distinct: Vec<&Tag> = Vec::new();
    for tag in tags {
        if distinct.iter().all(|known| known.slug != tag.slug) {
            distinct.push(tag);
        }
    }
    if distinct.is_empty() {
        return Ok(());
    }
    let ids: Vec<(String, i64)> = on_engine!(conn, |c| {
        let mut insert = QueryBuilder::new(TAGS);
        insert.push_values(&distinct, |mut row, tag| {
            row.push_bind(tag.slug.as_str()).push_bind(&tag.name);
        });
        insert.push(KNOWN);
        insert.build_query_as().fetch_all(c).await
    })?;
    let ids: HashMap<_, _> = ids.into_iter().collect();
    let filed = (1_i32..)
        .zip(&distinct)
        .filter_map(|(position, tag)| Some((position, *ids.get(tag.slug.as_str())?)));
    let filed: Vec<_> = filed.collect();
    on_engine!(conn, |c| {
        let mut insert = QueryBuilder::new(REVIEW);
        insert.push_values(&filed, |mut row, (position, tag)| {
            row.push_bind(review.0).push_bind(*position).push_bind(*tag);
        });
        insert.build().execute(c).await.map(|_| ())
    })?;
    Ok(())
}

/// Lists a review's tags, in order.
pub(crate) async fn list_tags(conn: &mut Conn<'_>, review: ReviewId) -> Result<Vec<Tag>, Error> {
    const SQL: &str = "
        SELECT tags.slug, tags.name
        FROM review_tags
        JOIN tags ON tags.id = review_tags.tag_id
        WHERE review_tags.review_id = $1
        ORDER BY review_tags.position
    ";
    let rows: Vec<(String, String)> = on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(review.0)
        .fetch_all(c)
        .await)?;
    rows.into_iter()
        .map(|(text, name)| {
            Ok(Tag {
                slug: slug(text, "tags")?,
                name,
            })
        })
        .collect()
}

/// Adds what a review would have its readers watch besides, in order.
pub(crate) async fn insert_watch_also(
    conn: &mut Conn<'_>,
    review: ReviewId,
    items: &[NewWatchAlso],
) -> Result<(), Error> {
    const SQL: &str = "
        INSERT INTO watch_also (review_id, position, title, target_slug, note_source, note_html)
        VALUES ($1, $2, $3, $4, $5, $6)
    ";
    for (position, item) in (1_i32..).zip(items) {
        on_engine!(conn, |c| sqlx::query(SQL)
            .bind(review.0)
            .bind(position)
            .bind(&item.title)
            .bind(item.target.as_ref().map(Slug::as_str))
            .bind(&item.note_source)
            .bind(&item.note_html)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}

/// Lists what a review would have its readers watch besides, with the reviews here of those films.
pub(crate) async fn list_watch_also(
    conn: &mut Conn<'_>,
    review: ReviewId,
) -> Result<Vec<WatchAlsoRow>, Error> {
    const SQL: &str = "
        SELECT
            watch_also.title, reviews.slug AS review_slug, watch_also.note_source,
            watch_also.note_html,
            COALESCE(reviews.still_alt, '') AS still_alt,
            COALESCE(reviews.still_credit, '') AS still_credit,
            media.hash AS still_hash, media.extension AS still_extension,
            media.width AS still_width, media.height AS still_height, media.widths AS still_widths
        FROM watch_also
        LEFT JOIN reviews
            ON reviews.slug = watch_also.target_slug AND reviews.published_at IS NOT NULL
        LEFT JOIN media ON media.id = reviews.still_media_id
        WHERE watch_also.review_id = $1
        ORDER BY watch_also.position
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(review.0)
        .fetch_all(c)
        .await)?)
}

/// Changes the number of comments that can be read under a review.
pub(crate) async fn update_comment_count(
    conn: &mut Conn<'_>,
    review: ReviewId,
    by: i64,
) -> Result<(), Error> {
    const SQL: &str = "UPDATE reviews SET comment_count = comment_count + $2 WHERE id = $1";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(review.0)
        .bind(by)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Closes a review for comments.
pub(crate) async fn close_comments(conn: &mut Conn<'_>, slug: &str) -> Result<(), Error> {
    const SQL: &str = "UPDATE reviews SET comments_open = FALSE WHERE slug = $1";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(slug)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Gives out the places of so many new roots in a review's thread, and returns the first of them.
pub(crate) async fn take_root_positions(
    conn: &mut Conn<'_>,
    review: ReviewId,
    count: i32,
) -> Result<i32, Error> {
    const SQL: &str =
        "UPDATE reviews SET root_count = root_count + $2 WHERE id = $1 RETURNING root_count";
    let last: i32 = on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(review.0)
        .bind(count)
        .fetch_one(c)
        .await)?;
    Ok(last - count + 1)
}

/// Lists what a review would have its readers watch besides, as it was typed: title, slug of the review
/// here, note.
pub(crate) async fn list_watch_also_sources(
    conn: &mut Conn<'_>,
    review: ReviewId,
) -> Result<Vec<(String, Option<String>, String)>, Error> {
    const SQL: &str = "
        SELECT title, target_slug, note_source
        FROM watch_also
        WHERE review_id = $1
        ORDER BY position
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(review.0)
        .fetch_all(c)
        .await)?)
}
