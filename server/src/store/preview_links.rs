//! Links to a draft for somebody without an account.

use app::model::{AccountId, ReviewId, Timestamp};
use sqlx::FromRow;

use super::{Conn, Error, engine::on_engine};

/// A link that works.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct PreviewLinkRow {
    pub(crate) id: i64,
    pub(crate) account_id: i64,
    pub(crate) made_by: String,
    pub(crate) created_at: i64,
}

/// Gives out a link by the digest of its word.
pub(crate) async fn insert(
    conn: &mut Conn<'_>,
    review: ReviewId,
    token_hash: &[u8],
    account: AccountId,
    now: Timestamp,
) -> Result<i64, Error> {
    const SQL: &str = "
        INSERT INTO preview_links (review_id, token_hash, account_id, created_at)
        VALUES ($1, $2, $3, $4)
        RETURNING id
    ";
    Ok(on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(review.0)
        .bind(token_hash)
        .bind(account.0)
        .bind(now.0)
        .fetch_one(c)
        .await)?)
}

/// Finds the review that a link leads to, unless it was taken back.
pub(crate) async fn find(
    conn: &mut Conn<'_>,
    token_hash: &[u8],
) -> Result<Option<ReviewId>, Error> {
    const SQL: &str =
        "SELECT review_id FROM preview_links WHERE token_hash = $1 AND revoked_at IS NULL";
    let id: Option<i64> = on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(token_hash)
        .fetch_optional(c)
        .await)?;
    Ok(id.map(ReviewId))
}

/// Lists the links to a review that work, the newest first.
pub(crate) async fn list(
    conn: &mut Conn<'_>,
    review: ReviewId,
) -> Result<Vec<PreviewLinkRow>, Error> {
    const SQL: &str = "
        SELECT
            preview_links.id, preview_links.account_id, accounts.name AS made_by,
            preview_links.created_at
        FROM preview_links
        JOIN accounts ON accounts.id = preview_links.account_id
        WHERE preview_links.review_id = $1 AND preview_links.revoked_at IS NULL
        ORDER BY preview_links.id DESC
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(review.0)
        .fetch_all(c)
        .await)?)
}

/// Takes a link to a review back and says whether it worked until now.
pub(crate) async fn revoke(
    conn: &mut Conn<'_>,
    review: ReviewId,
    link: i64,
    now: Timestamp,
) -> Result<bool, Error> {
    const SQL: &str = "
        UPDATE preview_links
        SET revoked_at = $3
        WHERE review_id = $1 AND id = $2 AND revoked_at IS NULL
    ";
    Ok(on_engine!(conn, |c| sqlx::query(SQL)
        .bind(review.0)
        .bind(link)
        .bind(now.0)
        .execute(c)
        .await
        .map(|done| done.rows_affected() > 0))?)
}
