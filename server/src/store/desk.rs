//! Reviews as the desk sees them: where they stand, and moving them from there.

use app::model::{MediaId, ReviewId, Slug, Stage, Timestamp};
use sqlx::FromRow;

use super::{Conn, Error, engine::on_engine, reviews::NewReview};

/// A review as the desk sees it, with its text as it was last published.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct DeskReview {
    pub(crate) id: i64,
    pub(crate) kind: String,
    pub(crate) slug: String,
    pub(crate) title: String,
    pub(crate) film_slug: Option<String>,
    pub(crate) rating_halves: Option<i32>,
    pub(crate) rating_out_of: Option<i32>,
    pub(crate) summary: String,
    pub(crate) epigraph_text: Option<String>,
    pub(crate) epigraph_speaker: Option<String>,
    pub(crate) still_hash: Option<String>,
    pub(crate) still_alt: String,
    pub(crate) still_credit: String,
    pub(crate) body_source: String,
    pub(crate) comments_open: bool,
    pub(crate) canonical: String,
    pub(crate) published_at: Option<i64>,
    pub(crate) first_published_at: Option<i64>,
    pub(crate) publish_at: Option<i64>,
    pub(crate) publish_problem: String,
    pub(crate) unpublished_at: Option<i64>,
    pub(crate) locked_at: Option<i64>,
    pub(crate) access_hash: Option<String>,
    pub(crate) trashed_at: Option<i64>,
    pub(crate) trashed_from: Option<String>,
    pub(crate) edited_at: Option<i64>,
}

impl DeskReview {
    /// Returns where it stands.
    pub(crate) fn stage(&self) -> Stage {
        if self.trashed_at.is_some() {
            Stage::Trashed
        } else if self.published_at.or(self.locked_at).is_some() {
            Stage::Published
        } else if self.publish_at.is_some() {
            Stage::Scheduled
        } else if self.unpublished_at.is_some() {
            Stage::Unpublished
        } else {
            Stage::Draft
        }
    }

    /// Returns the day it carries, while it can be read and after.
    pub(crate) fn day(&self) -> Option<Timestamp> {
        let day = self.published_at.or(self.locked_at);
        day.or(self.first_published_at).map(Timestamp)
    }
}

/// Finds a review or a page, whatever became of it.
pub(crate) async fn find(
    conn: &mut Conn<'_>,
    review: ReviewId,
) -> Result<Option<DeskReview>, Error> {
    const SQL: &str = "
        SELECT
            reviews.id, reviews.kind, reviews.slug, reviews.title, films.slug AS film_slug, reviews.rating_halves, reviews.rating_out_of,
            reviews.summary, reviews.epigraph_text, reviews.epigraph_speaker,
            media.hash AS still_hash, reviews.still_alt, reviews.still_credit,
            reviews.body_source, reviews.comments_open, reviews.canonical, reviews.published_at,
            reviews.first_published_at, reviews.publish_at, reviews.publish_problem,
            reviews.unpublished_at, reviews.locked_at, reviews.access_hash, reviews.trashed_at,
            reviews.trashed_from, reviews.edited_at
        FROM reviews
        LEFT JOIN films ON films.id = reviews.film_id
        LEFT JOIN media ON media.id = reviews.still_media_id
        WHERE reviews.id = $1
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(review.0)
        .fetch_optional(c)
        .await)?)
}

/// Replaces a review's text by the same with other pictures, and gives it a still where it has none.
pub(crate) async fn update_pictures(
    conn: &mut Conn<'_>,
    review: ReviewId,
    (source, html, rules): (&str, &str, i32),
    still: Option<MediaId>,
) -> Result<(), Error> {
    const SQL: &str = "
        UPDATE reviews
        SET body_source = $2,
            body_html = $3,
            body_rules = $4,
            still_media_id = COALESCE(still_media_id, CAST($5 AS BIGINT))
        WHERE id = $1
    ";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(review.0)
        .bind(source)
        .bind(html)
        .bind(rules)
        .bind(still.map(|still| still.0))
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Finds who has a slug.
pub(crate) async fn find_by_slug(
    conn: &mut Conn<'_>,
    slug: &Slug,
) -> Result<Option<ReviewId>, Error> {
    const SQL: &str = "SELECT id FROM reviews WHERE slug = $1";
    let id: Option<i64> = on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(slug.as_str())
        .fetch_optional(c)
        .await)?;
    Ok(id.map(ReviewId))
}

/// Replaces a review's text and all its fields; whether it can be read is not changed by it. Tags and
/// "Watch also" are taken off, to be put on anew.
///
/// # Errors
/// [`super::error::Constraint::ReviewSlug`] when its slug is taken.
pub(crate) async fn update_text(
    conn: &mut Conn<'_>,
    review: ReviewId,
    text: &NewReview,
    canonical: &str,
) -> Result<(), Error> {
    const TEXT: &str = "
        UPDATE reviews
        SET slug = $2, title = $3, film_id = $4, rating_halves = $5, rating_out_of = $6,
            summary = $7, epigraph_text = $8, epigraph_speaker = $9, still_media_id = $10,
            still_alt = $11, still_credit = $12, body_source = $13, body_html = $14,
            body_rules = $15, excerpt = $16, word_count = $17, comments_open = $18,
            canonical = $19, updated_at = $20
        WHERE id = $1
    ";
    const TAGS: &str = "DELETE FROM review_tags WHERE review_id = $1";
    const WATCH_ALSO: &str = "DELETE FROM watch_also WHERE review_id = $1";
    let epigraph = text.epigraph.as_ref();
    on_engine!(conn, |c| sqlx::query(TEXT)
        .bind(review.0)
        .bind(text.slug.as_str())
        .bind(&text.title)
        .bind(text.film.map(|film| film.0))
        .bind(text.rating.map(app::model::Rating::halves))
        .bind(text.rating.map(app::model::Rating::out_of))
        .bind(&text.summary)
        .bind(epigraph.map(|epigraph| epigraph.0.as_str()))
        .bind(epigraph.map(|epigraph| epigraph.1.as_str()))
        .bind(text.still.media.map(|media| media.0))
        .bind(&text.still.alt)
        .bind(&text.still.credit)
        .bind(&text.body_source)
        .bind(&text.body_html)
        .bind(text.body_rules)
        .bind(&text.excerpt)
        .bind(text.word_count)
        .bind(text.comments_open)
        .bind(canonical)
        .bind(text.created_at.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    for sql in [TAGS, WATCH_ALSO] {
        on_engine!(conn, |c| sqlx::query(sql)
            .bind(review.0)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}

/// Lets a review be read, by everybody or with its password, with the day it carries.
pub(crate) async fn update_published(
    conn: &mut Conn<'_>,
    review: ReviewId,
    day: Timestamp,
) -> Result<(), Error> {
    const SQL: &str = "
        UPDATE reviews
        SET published_at = CASE WHEN access_hash IS NULL THEN CAST($2 AS BIGINT) END,
            locked_at = CASE WHEN access_hash IS NOT NULL THEN CAST($2 AS BIGINT) END,
            first_published_at = $2, publish_at = NULL, publish_problem = '',
            unpublished_at = NULL, trashed_at = NULL, trashed_from = NULL
        WHERE id = $1
    ";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(review.0)
        .bind(day.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Notes that the text that readers see has changed.
pub(crate) async fn update_edited(
    conn: &mut Conn<'_>,
    review: ReviewId,
    now: Timestamp,
) -> Result<(), Error> {
    const SQL: &str = "UPDATE reviews SET edited_at = $2 WHERE id = $1";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(review.0)
        .bind(now.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Schedules a review that cannot be read; without a time it is a draft again.
pub(crate) async fn update_schedule(
    conn: &mut Conn<'_>,
    review: ReviewId,
    publish_at: Option<Timestamp>,
    problem: &str,
) -> Result<(), Error> {
    const SQL: &str = "
        UPDATE reviews
        SET publish_at = $2, publish_problem = $3, trashed_at = NULL, trashed_from = NULL
        WHERE id = $1
    ";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(review.0)
        .bind(publish_at.map(|time| time.0))
        .bind(problem)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Takes a review back; the day it carries is kept.
pub(crate) async fn update_unpublished(
    conn: &mut Conn<'_>,
    review: ReviewId,
    now: Timestamp,
) -> Result<(), Error> {
    const SQL: &str = "
        UPDATE reviews
        SET first_published_at = COALESCE(published_at, locked_at, first_published_at),
            published_at = NULL, locked_at = NULL, publish_at = NULL, unpublished_at = $2,
            trashed_at = NULL, trashed_from = NULL
        WHERE id = $1
    ";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(review.0)
        .bind(now.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Throws a review away and notes where it stood.
pub(crate) async fn update_trashed(
    conn: &mut Conn<'_>,
    review: ReviewId,
    from: Stage,
    now: Timestamp,
) -> Result<(), Error> {
    const SQL: &str = "
        UPDATE reviews
        SET first_published_at = COALESCE(published_at, locked_at, first_published_at),
            published_at = NULL, locked_at = NULL, trashed_at = $2, trashed_from = $3
        WHERE id = $1
    ";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(review.0)
        .bind(now.0)
        .bind(from.key())
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Fetches a review out of the trash as something that cannot be read.
pub(crate) async fn update_restored(conn: &mut Conn<'_>, review: ReviewId) -> Result<(), Error> {
    const SQL: &str = "UPDATE reviews SET trashed_at = NULL, trashed_from = NULL WHERE id = $1";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(review.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Sets or takes off the password a review is read with. One that can be read is at once behind it, or
/// no longer.
pub(crate) async fn update_access(
    conn: &mut Conn<'_>,
    review: ReviewId,
    access_hash: Option<&str>,
) -> Result<(), Error> {
    const SQL: &str = "
        UPDATE reviews
        SET access_hash = $2,
            published_at = CASE
                WHEN CAST($2 AS TEXT) IS NULL THEN COALESCE(published_at, locked_at)
            END,
            locked_at = CASE
                WHEN CAST($2 AS TEXT) IS NOT NULL THEN COALESCE(published_at, locked_at)
            END
        WHERE id = $1
    ";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(review.0)
        .bind(access_hash)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Lists the reviews whose time to be published has come, the earliest first.
pub(crate) async fn list_due(
    conn: &mut Conn<'_>,
    now: Timestamp,
) -> Result<Vec<(ReviewId, Timestamp)>, Error> {
    const SQL: &str = "
        SELECT id, publish_at
        FROM reviews
        WHERE publish_at IS NOT NULL
            AND publish_at <= $1
            AND published_at IS NULL
            AND locked_at IS NULL
            AND trashed_at IS NULL
        ORDER BY publish_at, id
        LIMIT 50
    ";
    let rows: Vec<(i64, i64)> =
        on_engine!(conn, |c| sqlx::query_as(SQL).bind(now.0).fetch_all(c).await)?;
    let due = rows.into_iter();
    Ok(due.map(|(id, at)| (ReviewId(id), Timestamp(at))).collect())
}

/// Lets every address that leads to a path lead to another one, that path itself included, and lets
/// the new one lead nowhere, since it is a place of its own.
pub(crate) async fn move_address(conn: &mut Conn<'_>, from: &str, to: &str) -> Result<(), Error> {
    const FREE: &str = "DELETE FROM redirects WHERE path = $1";
    const FOLLOW: &str = "UPDATE redirects SET target = $2 WHERE target = $1";
    const LEAD: &str = "
        INSERT INTO redirects (path, target) VALUES ($1, $2)
        ON CONFLICT (path) DO UPDATE SET target = excluded.target
    ";
    on_engine!(conn, |c| sqlx::query(FREE)
        .bind(to)
        .execute(c)
        .await
        .map(|_| ()))?;
    for sql in [FOLLOW, LEAD] {
        on_engine!(conn, |c| sqlx::query(sql)
            .bind(from)
            .bind(to)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}

/// Takes a review's time off it, if it still is to be published at that time; of many who try at once,
/// one succeeds.
pub(crate) async fn take_due(
    conn: &mut Conn<'_>,
    review: ReviewId,
    at: Timestamp,
) -> Result<bool, Error> {
    const SQL: &str = "
        UPDATE reviews
        SET publish_at = NULL
        WHERE id = $1
            AND publish_at = $2
            AND published_at IS NULL
            AND locked_at IS NULL
            AND trashed_at IS NULL
    ";
    Ok(on_engine!(conn, |c| sqlx::query(SQL)
        .bind(review.0)
        .bind(at.0)
        .execute(c)
        .await
        .map(|done| done.rows_affected() > 0))?)
}
