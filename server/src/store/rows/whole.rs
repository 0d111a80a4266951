//! What holds between rows once all of them are there.

use crate::store::{Conn, Error, engine::on_engine};

/// Makes every count again of the rows it counts.
pub(crate) async fn recount(conn: &mut Conn<'_>) -> Result<(), Error> {
    const REVIEWS: &str = "
        UPDATE reviews
        SET like_count = brought_likes + (
                SELECT COUNT(*) FROM review_likes WHERE review_id = reviews.id
            ),
            comment_count = (
                SELECT COUNT(*)
                FROM comments
                WHERE review_id = reviews.id AND kind = 'comment' AND state = 'published'
            )
    ";
    const COMMENTS: &str = "
        UPDATE comments
        SET like_count = brought_likes + (
            SELECT COUNT(*) FROM comment_likes WHERE comment_id = comments.id
        )
        WHERE brought_likes > 0
            OR EXISTS (SELECT 1 FROM comment_likes WHERE comment_id = comments.id)
    ";
    for sql in [REVIEWS, COMMENTS] {
        on_engine!(conn, |c| sqlx::query(sql).execute(c).await.map(|_| ()))?;
    }
    Ok(())
}

/// Says what is counted wrong, where anything is: a table with its column.
pub(crate) async fn find_wrong_count(conn: &mut Conn<'_>) -> Result<Option<&'static str>, Error> {
    const CHECKS: [(&str, &str); 3] = [
        (
            "reviews.like_count",
            "SELECT COUNT(*) FROM reviews WHERE like_count <> brought_likes + (
                SELECT COUNT(*) FROM review_likes WHERE review_id = reviews.id
            )",
        ),
        (
            "reviews.comment_count",
            "SELECT COUNT(*) FROM reviews WHERE comment_count <> (
                SELECT COUNT(*)
                FROM comments
                WHERE review_id = reviews.id AND kind = 'comment' AND state = 'published'
            )",
        ),
        (
            "comments.like_count",
            "SELECT COUNT(*) FROM comments WHERE like_count <> brought_likes + (
                SELECT COUNT(*) FROM comment_likes WHERE comment_id = comments.id
            )",
        ),
    ];
    for (place, sql) in CHECKS {
        let wrong: i64 = on_engine!(conn, |c| sqlx::query_scalar(sql).fetch_one(c).await)?;
        if wrong > 0 {
            return Ok(Some(place));
        }
    }
    Ok(None)
}

/// Counts comments that answer one under another review, or stand in another branch than it, and
/// branches that a review does not know of. No site has any.
pub(crate) async fn count_astray(conn: &mut Conn<'_>) -> Result<i64, Error> {
    const SQL: &str = "
        SELECT
            (
                SELECT COUNT(*)
                FROM comments
                JOIN comments AS parents ON parents.id = comments.parent_id
                WHERE parents.review_id <> comments.review_id
                    OR parents.root_position <> comments.root_position
            ) + (
                SELECT COUNT(*)
                FROM comments
                JOIN reviews ON reviews.id = comments.review_id
                WHERE comments.root_position > reviews.root_count
            )
    ";
    Ok(on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .fetch_one(c)
        .await)?)
}

/// Lets new rows be numbered after those that came with numbers. SQLite does so by itself.
pub(crate) async fn release_numbers(conn: &mut Conn<'_>) -> Result<(), Error> {
    const TABLES: [&str; 11] = [
        "SELECT setval(pg_get_serial_sequence('accounts', 'id'), COALESCE(MAX(id), 1), MAX(id) IS NOT NULL) FROM accounts",
        "SELECT setval(pg_get_serial_sequence('authors', 'id'), COALESCE(MAX(id), 1), MAX(id) IS NOT NULL) FROM authors",
        "SELECT setval(pg_get_serial_sequence('comments', 'id'), COALESCE(MAX(id), 1), MAX(id) IS NOT NULL) FROM comments",
        "SELECT setval(pg_get_serial_sequence('films', 'id'), COALESCE(MAX(id), 1), MAX(id) IS NOT NULL) FROM films",
        "SELECT setval(pg_get_serial_sequence('media', 'id'), COALESCE(MAX(id), 1), MAX(id) IS NOT NULL) FROM media",
        "SELECT setval(pg_get_serial_sequence('moderation', 'id'), COALESCE(MAX(id), 1), MAX(id) IS NOT NULL) FROM moderation",
        "SELECT setval(pg_get_serial_sequence('people', 'id'), COALESCE(MAX(id), 1), MAX(id) IS NOT NULL) FROM people",
        "SELECT setval(pg_get_serial_sequence('reviews', 'id'), COALESCE(MAX(id), 1), MAX(id) IS NOT NULL) FROM reviews",
        "SELECT setval(pg_get_serial_sequence('settings', 'id'), COALESCE(MAX(id), 1), MAX(id) IS NOT NULL) FROM settings",
        "SELECT setval(pg_get_serial_sequence('tags', 'id'), COALESCE(MAX(id), 1), MAX(id) IS NOT NULL) FROM tags",
        "SELECT setval(pg_get_serial_sequence('visitors', 'id'), COALESCE(MAX(id), 1), MAX(id) IS NOT NULL) FROM visitors",
    ];
    if let Conn::Postgres(conn) = conn {
        for sql in TABLES {
            sqlx::query(sql).execute(&mut **conn).await?;
        }
    }
    Ok(())
}
