//! Likes, and the counts kept equal to them.
//!
//! A count is the number of likes there are plus `brought_likes`: those that an import knew as a number
//! only.

use app::model::{CommentId, LikeTarget, ReviewId, Timestamp, VisitorId};

use super::{Conn, Error, engine::on_engine};

/// The most likes that are believed of a bare number.
pub(crate) const MOST_BROUGHT: i64 = 1_000_000_000;

/// Adds a like; says whether there was none. What is not there to be liked gets none.
pub(crate) async fn insert(
    conn: &mut Conn<'_>,
    target: LikeTarget,
    visitor: VisitorId,
    now: Timestamp,
) -> Result<bool, Error> {
    const REVIEW: &str = "
        INSERT INTO review_likes (review_id, visitor_id, created_at)
        SELECT id, $2, $3
        FROM reviews
        WHERE id = $1
        ON CONFLICT DO NOTHING
    ";
    const COMMENT: &str = "
        INSERT INTO comment_likes (comment_id, visitor_id, created_at)
        SELECT id, $2, $3
        FROM comments
        WHERE id = $1
        ON CONFLICT DO NOTHING
    ";
    let (sql, id) = match target {
        LikeTarget::Review(id) => (REVIEW, id.0),
        LikeTarget::Comment(id) => (COMMENT, id.0),
    };
    let added = on_engine!(conn, |c| sqlx::query(sql)
        .bind(id)
        .bind(visitor.0)
        .bind(now.0)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(added > 0)
}

/// Takes a like away; says whether there was one.
pub(crate) async fn delete(
    conn: &mut Conn<'_>,
    target: LikeTarget,
    visitor: VisitorId,
) -> Result<bool, Error> {
    const REVIEW: &str = "DELETE FROM review_likes WHERE review_id = $1 AND visitor_id = $2";
    const COMMENT: &str = "DELETE FROM comment_likes WHERE comment_id = $1 AND visitor_id = $2";
    let (sql, id) = match target {
        LikeTarget::Review(id) => (REVIEW, id.0),
        LikeTarget::Comment(id) => (COMMENT, id.0),
    };
    let gone = on_engine!(conn, |c| sqlx::query(sql)
        .bind(id)
        .bind(visitor.0)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(gone > 0)
}

/// Changes the count of a published thing by `by` and returns the new one with the review it
/// belongs to; nothing when there is no such thing to like.
pub(crate) async fn update_count(
    conn: &mut Conn<'_>,
    target: LikeTarget,
    by: i64,
) -> Result<Option<(ReviewId, i64)>, Error> {
    const REVIEW: &str = "
        UPDATE reviews
        SET like_count = like_count + $2
        WHERE id = $1 AND published_at IS NOT NULL
        RETURNING id, like_count
    ";
    const COMMENT: &str = "
        UPDATE comments
        SET like_count = like_count + $2
        WHERE id = $1
            AND state = 'published'
            AND kind = 'comment'
            AND review_id IN (SELECT id FROM reviews WHERE published_at IS NOT NULL)
        RETURNING review_id, like_count
    ";
    let (sql, id) = match target {
        LikeTarget::Review(id) => (REVIEW, id.0),
        LikeTarget::Comment(id) => (COMMENT, id.0),
    };
    let row: Option<(i64, i64)> = on_engine!(conn, |c| sqlx::query_as(sql)
        .bind(id)
        .bind(by)
        .fetch_optional(c)
        .await)?;
    Ok(row.map(|(review, count)| (ReviewId(review), count)))
}

/// Says whether a visitor likes a review.
pub(crate) async fn exists_for_review(
    conn: &mut Conn<'_>,
    review: ReviewId,
    visitor: VisitorId,
) -> Result<bool, Error> {
    const SQL: &str = "SELECT COUNT(*) FROM review_likes WHERE review_id = $1 AND visitor_id = $2";
    let count: i64 = on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(review.0)
        .bind(visitor.0)
        .fetch_one(c)
        .await)?;
    Ok(count > 0)
}

/// Lists the comments of a review that a visitor likes.
pub(crate) async fn list_comments(
    conn: &mut Conn<'_>,
    review: ReviewId,
    visitor: VisitorId,
) -> Result<Vec<CommentId>, Error> {
    const SQL: &str = "
        SELECT comments.id
        FROM comment_likes
        JOIN comments ON comments.id = comment_likes.comment_id
        WHERE comment_likes.visitor_id = $1 AND comments.review_id = $2
        ORDER BY comments.id
    ";
    let ids: Vec<i64> = on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(visitor.0)
        .bind(review.0)
        .fetch_all(c)
        .await)?;
    Ok(ids.into_iter().map(CommentId).collect())
}

/// Gives a thing likes that are known from elsewhere as a bare number, with nobody here behind them, and
/// returns its review and its new count. Where it has as many already nothing changes and nothing is
/// returned, so that what says less, because it is older, takes nothing away.
pub(crate) async fn bring(
    conn: &mut Conn<'_>,
    target: LikeTarget,
    count: i64,
) -> Result<Option<(ReviewId, i64)>, Error> {
    const REVIEW: &str = "
        UPDATE reviews
        SET like_count = like_count - brought_likes + $2, brought_likes = $2
        WHERE id = $1 AND brought_likes < $2
        RETURNING id, like_count
    ";
    const COMMENT: &str = "
        UPDATE comments
        SET like_count = like_count - brought_likes + $2, brought_likes = $2
        WHERE id = $1 AND kind = 'comment' AND brought_likes < $2
        RETURNING review_id, like_count
    ";
    let (sql, id) = match target {
        LikeTarget::Review(id) => (REVIEW, id.0),
        LikeTarget::Comment(id) => (COMMENT, id.0),
    };
    let row: Option<(i64, i64)> = on_engine!(conn, |c| sqlx::query_as(sql)
        .bind(id)
        .bind(count)
        .fetch_optional(c)
        .await)?;
    Ok(row.map(|(review, count)| (ReviewId(review), count)))
}

/// Returns how many likes a thing was given as a bare number; nothing when it cannot have any.
pub(crate) async fn find_brought(
    conn: &mut Conn<'_>,
    target: LikeTarget,
) -> Result<Option<i64>, Error> {
    const REVIEW: &str = "SELECT brought_likes FROM reviews WHERE id = $1";
    const COMMENT: &str = "SELECT brought_likes FROM comments WHERE id = $1 AND kind = 'comment'";
    let (sql, id) = match target {
        LikeTarget::Review(id) => (REVIEW, id.0),
        LikeTarget::Comment(id) => (COMMENT, id.0),
    };
    Ok(on_engine!(conn, |c| sqlx::query_scalar(sql)
        .bind(id)
        .fetch_optional(c)
        .await)?)
}

/// Gives a thing likes that belong to nobody here, as an import or the demo brings them.
pub(crate) async fn add_foreign(
    conn: &mut Conn<'_>,
    target: LikeTarget,
    visitors: &[VisitorId],
    now: Timestamp,
) -> Result<i64, Error> {
    if update_count(conn, target, 0).await?.is_none() {
        return Ok(0);
    }
    let mut added = 0;
    for visitor in visitors {
        if insert(conn, target, *visitor, now).await? {
            added += 1;
        }
    }
    update_count(conn, target, added).await?;
    Ok(added)
}
