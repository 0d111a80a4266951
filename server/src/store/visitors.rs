//! Visitors: browsers without an account.

use app::model::{Timestamp, VisitorId};
use sqlx::FromRow;

use super::{Conn, Error, engine::on_engine};

/// What is kept of a visitor for the next comment.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromRow)]
pub(crate) struct RememberedRow {
    /// The name.
    pub(crate) name: String,
    /// The e-mail address, encrypted.
    pub(crate) email: Option<Vec<u8>>,
    /// The website.
    pub(crate) website: String,
}

/// Finds a visitor by the digest of the cookie.
pub(crate) async fn find(conn: &mut Conn<'_>, hash: &[u8]) -> Result<Option<VisitorId>, Error> {
    const SQL: &str = "SELECT id FROM visitors WHERE token_hash = $1";
    let id: Option<i64> = on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(hash)
        .fetch_optional(c)
        .await)?;
    Ok(id.map(VisitorId))
}

/// Returns the visitor of a cookie's digest, made now when there was none.
pub(crate) async fn find_or_insert(
    conn: &mut Conn<'_>,
    hash: &[u8],
    now: Timestamp,
) -> Result<VisitorId, Error> {
    const SQL: &str = "
        INSERT INTO visitors (token_hash, created_at, seen_at)
        VALUES ($1, $2, $2)
        ON CONFLICT (token_hash) DO UPDATE SET seen_at = excluded.seen_at
        RETURNING id
    ";
    let id = on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(hash)
        .bind(now.0)
        .fetch_one(c)
        .await)?;
    Ok(VisitorId(id))
}

/// Finds what a visitor asked to be remembered.
pub(crate) async fn find_remembered(
    conn: &mut Conn<'_>,
    visitor: VisitorId,
) -> Result<Option<RememberedRow>, Error> {
    const SQL: &str = "SELECT name, email, website FROM visitors WHERE id = $1";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(visitor.0)
        .fetch_optional(c)
        .await)?)
}

/// Keeps what a visitor asked to be remembered; empty to forget it.
pub(crate) async fn update_remembered(
    conn: &mut Conn<'_>,
    visitor: VisitorId,
    remembered: &RememberedRow,
) -> Result<(), Error> {
    const SQL: &str = "UPDATE visitors SET name = $2, email = $3, website = $4 WHERE id = $1";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(visitor.0)
        .bind(&remembered.name)
        .bind(remembered.email.as_deref())
        .bind(&remembered.website)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}
