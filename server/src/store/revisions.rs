//! Revisions: every text that was published, and every draft that another one replaced.

use app::model::{AccountId, ReviewId, Timestamp};
use sqlx::FromRow;

use super::{Conn, Error, engine::on_engine};

/// A revision as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct RevisionRow {
    pub(crate) number: i32,
    pub(crate) is_published: bool,
    pub(crate) fields: String,
    pub(crate) made_at: i64,
    pub(crate) made_by: Option<String>,
}

/// A revision to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NewRevision {
    /// Whether readers have seen it.
    pub(crate) is_published: bool,
    /// All fields, JSON.
    pub(crate) fields: String,
    /// When it was made.
    pub(crate) made_at: Timestamp,
    /// Who made it.
    pub(crate) account: Option<AccountId>,
}

/// Keeps a revision under the next number and returns that.
pub(crate) async fn insert(
    conn: &mut Conn<'_>,
    review: ReviewId,
    revision: &NewRevision,
) -> Result<i32, Error> {
    const SQL: &str = "
        INSERT INTO revisions (review_id, number, is_published, fields, made_at, account_id)
        SELECT $1, CAST(COALESCE(MAX(number), 0) + 1 AS INTEGER), $2, $3, $4, $5
        FROM revisions
        WHERE review_id = $1
        RETURNING number
    ";
    Ok(on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(review.0)
        .bind(revision.is_published)
        .bind(&revision.fields)
        .bind(revision.made_at.0)
        .bind(revision.account.map(|account| account.0))
        .fetch_one(c)
        .await)?)
}

/// Lists a review's revisions, the newest first; those alone that readers have seen, or all.
pub(crate) async fn list(
    conn: &mut Conn<'_>,
    review: ReviewId,
    published_only: bool,
) -> Result<Vec<RevisionRow>, Error> {
    const SQL: &str = "
        SELECT
            revisions.number, revisions.is_published, revisions.fields, revisions.made_at,
            accounts.name AS made_by
        FROM revisions
        LEFT JOIN accounts ON accounts.id = revisions.account_id
        WHERE revisions.review_id = $1 AND (revisions.is_published OR NOT $2)
        ORDER BY revisions.number DESC
        LIMIT 200
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(review.0)
        .bind(published_only)
        .fetch_all(c)
        .await)?)
}

/// Finds a revision by its number.
pub(crate) async fn find(
    conn: &mut Conn<'_>,
    review: ReviewId,
    number: i32,
) -> Result<Option<RevisionRow>, Error> {
    const SQL: &str = "
        SELECT
            revisions.number, revisions.is_published, revisions.fields, revisions.made_at,
            accounts.name AS made_by
        FROM revisions
        LEFT JOIN accounts ON accounts.id = revisions.account_id
        WHERE revisions.review_id = $1 AND revisions.number = $2
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(review.0)
        .bind(number)
        .fetch_optional(c)
        .await)?)
}

/// Counts a review's revisions; those alone that readers have seen, or all.
pub(crate) async fn count(
    conn: &mut Conn<'_>,
    review: ReviewId,
    published_only: bool,
) -> Result<i64, Error> {
    const SQL: &str = "
        SELECT COUNT(*) FROM revisions WHERE review_id = $1 AND (is_published OR NOT $2)
    ";
    Ok(on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(review.0)
        .bind(published_only)
        .fetch_one(c)
        .await)?)
}
