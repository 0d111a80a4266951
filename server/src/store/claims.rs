//! Making a visitor's likes and comments somebody else's: an account's.

use app::model::{AuthorId, VisitorId};
use sqlx::FromRow;

use super::{Conn, Error, engine::on_engine};

/// How much a visitor has said and liked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromRow)]
pub(crate) struct ClaimRow {
    pub(crate) comments: i64,
    pub(crate) likes: i64,
}

/// Counts what a visitor has said and liked.
pub(crate) async fn count(conn: &mut Conn<'_>, visitor: VisitorId) -> Result<ClaimRow, Error> {
    const SQL: &str = "
        SELECT
            (SELECT COUNT(*) FROM comments WHERE visitor_id = $1 AND body_source <> '') AS comments,
            (SELECT COUNT(*) FROM review_likes WHERE visitor_id = $1)
                + (SELECT COUNT(*) FROM comment_likes WHERE visitor_id = $1) AS likes
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(visitor.0)
        .fetch_one(c)
        .await)?)
}

/// Makes a visitor's comments somebody else's; the names they are signed with stay.
pub(crate) async fn move_comments(
    conn: &mut Conn<'_>,
    (from, to): (VisitorId, VisitorId),
    author: Option<AuthorId>,
) -> Result<(), Error> {
    const SQL: &str = "
        UPDATE comments
        SET visitor_id = $2, author_id = COALESCE(author_id, $3), client_key = NULL
        WHERE visitor_id = $1
    ";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(from.0)
        .bind(to.0)
        .bind(author.map(|author| author.0))
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Makes a visitor's likes somebody else's. What both like is liked once, and its count says so.
pub(crate) async fn move_likes(
    conn: &mut Conn<'_>,
    (from, to): (VisitorId, VisitorId),
) -> Result<(), Error> {
    const STATEMENTS: [&str; 6] = [
        "UPDATE reviews SET like_count = like_count - 1 WHERE id IN (
            SELECT one.review_id
            FROM review_likes AS one
            JOIN review_likes AS other ON other.review_id = one.review_id
            WHERE one.visitor_id = $1 AND other.visitor_id = $2
        )",
        "DELETE FROM review_likes WHERE visitor_id = $1 AND review_id IN (
            SELECT review_id FROM review_likes WHERE visitor_id = $2
        )",
        "UPDATE review_likes SET visitor_id = $2 WHERE visitor_id = $1",
        "UPDATE comments SET like_count = like_count - 1 WHERE id IN (
            SELECT one.comment_id
            FROM comment_likes AS one
            JOIN comment_likes AS other ON other.comment_id = one.comment_id
            WHERE one.visitor_id = $1 AND other.visitor_id = $2
        )",
        "DELETE FROM comment_likes WHERE visitor_id = $1 AND comment_id IN (
            SELECT comment_id FROM comment_likes WHERE visitor_id = $2
        )",
        "UPDATE comment_likes SET visitor_id = $2 WHERE visitor_id = $1",
    ];
    for sql in STATEMENTS {
        on_engine!(conn, |c| sqlx::query(sql)
            .bind(from.0)
            .bind(to.0)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}
