//! What an export for another program reads: everything of one review after the other.

use app::model::ReviewId;

use super::{Conn, Error, engine::on_engine, rows::CommentRow};

/// Lists all reviews and pages, whatever became of them.
pub(crate) async fn list_reviews(conn: &mut Conn<'_>) -> Result<Vec<ReviewId>, Error> {
    const SQL: &str = "SELECT id FROM reviews ORDER BY id";
    let ids: Vec<i64> = on_engine!(conn, |c| sqlx::query_scalar(SQL).fetch_all(c).await)?;
    Ok(ids.into_iter().map(ReviewId).collect())
}

/// Lists a review's comments in whatever state, after the one of a number.
pub(crate) async fn list_comments(
    conn: &mut Conn<'_>,
    review: ReviewId,
    after: i64,
    limit: i32,
) -> Result<Vec<CommentRow>, Error> {
    const SQL: &str = "
        SELECT
            id, review_id, parent_id, root_position, kind, state, visitor_id, author_id, name,
            email, website, body_source, body_html, body_rules, posted_at, edited_at,
            brought_likes
        FROM comments
        WHERE review_id = $1 AND id > $2
        ORDER BY id
        LIMIT $3
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(review.0)
        .bind(after)
        .bind(limit)
        .fetch_all(c)
        .await)?)
}
