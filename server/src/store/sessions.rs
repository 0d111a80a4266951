//! Sessions: the browsers an account is signed in with.

use app::model::{AccountId, SessionId, Timestamp};
use sqlx::FromRow;

use super::{Conn, Error, engine::on_engine};

/// A session to be begun.
#[derive(Clone, Debug)]
pub(crate) struct NewSession {
    /// SHA-256 of the cookie's value.
    pub(crate) token_hash: [u8; 32],
    /// The account.
    pub(crate) account: AccountId,
    /// The browser's family and system.
    pub(crate) browser: String,
    /// Whether the cookie outlives the browser.
    pub(crate) is_lasting: bool,
    /// When the password was given.
    pub(crate) signed_in_at: Timestamp,
    /// When it ends anyway.
    pub(crate) ends_at: Timestamp,
}

/// A session with what its account may do.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct SessionRow {
    pub(crate) id: i64,
    pub(crate) account_id: i64,
    pub(crate) browser: String,
    pub(crate) is_lasting: bool,
    pub(crate) signed_in_at: i64,
    pub(crate) seen_at: i64,
    pub(crate) ends_at: i64,
    pub(crate) name: String,
    pub(crate) role: String,
    pub(crate) author_id: Option<i64>,
    pub(crate) has_factor: bool,
    pub(crate) visitor_hash: Vec<u8>,
}

/// Begins a session, seen when its password was given.
pub(crate) async fn insert(conn: &mut Conn<'_>, session: &NewSession) -> Result<SessionId, Error> {
    const SQL: &str = "
        INSERT INTO sessions (
            token_hash, account_id, browser, is_lasting, signed_in_at, seen_at, ends_at
        )
        VALUES ($1, $2, $3, $4, $5, $5, $6)
        RETURNING id
    ";
    let id = on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(session.token_hash.as_slice())
        .bind(session.account.0)
        .bind(&session.browser)
        .bind(session.is_lasting)
        .bind(session.signed_in_at.0)
        .bind(session.ends_at.0)
        .fetch_one(c)
        .await)?;
    Ok(SessionId(id))
}

/// Finds the session of a cookie's digest, unless its account is disabled.
pub(crate) async fn find(
    conn: &mut Conn<'_>,
    token_hash: &[u8],
) -> Result<Option<SessionRow>, Error> {
    const SQL: &str = "
        SELECT
            sessions.id, sessions.account_id, sessions.browser, sessions.is_lasting,
            sessions.signed_in_at, sessions.seen_at, sessions.ends_at, accounts.name,
            accounts.role, accounts.author_id, visitors.token_hash AS visitor_hash,
            EXISTS (
                SELECT 1 FROM second_factors
                WHERE second_factors.account_id = accounts.id
                    AND second_factors.confirmed_at IS NOT NULL
            ) AS has_factor
        FROM sessions
        JOIN accounts ON accounts.id = sessions.account_id
        JOIN visitors ON visitors.id = accounts.visitor_id
        WHERE sessions.token_hash = $1 AND accounts.disabled_at IS NULL
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(token_hash)
        .fetch_optional(c)
        .await)?)
}

/// Lists an account's sessions, the one used last first.
pub(crate) async fn list(
    conn: &mut Conn<'_>,
    account: AccountId,
) -> Result<Vec<SessionRow>, Error> {
    const SQL: &str = "
        SELECT
            sessions.id, sessions.account_id, sessions.browser, sessions.is_lasting,
            sessions.signed_in_at, sessions.seen_at, sessions.ends_at, accounts.name,
            accounts.role, accounts.author_id, visitors.token_hash AS visitor_hash,
            EXISTS (
                SELECT 1 FROM second_factors
                WHERE second_factors.account_id = accounts.id
                    AND second_factors.confirmed_at IS NOT NULL
            ) AS has_factor
        FROM sessions
        JOIN accounts ON accounts.id = sessions.account_id
        JOIN visitors ON visitors.id = accounts.visitor_id
        WHERE sessions.account_id = $1
        ORDER BY sessions.seen_at DESC, sessions.id DESC
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(account.0)
        .fetch_all(c)
        .await)?)
}

/// Notes that a session is in use.
pub(crate) async fn update_seen(
    conn: &mut Conn<'_>,
    session: SessionId,
    now: Timestamp,
) -> Result<(), Error> {
    const SQL: &str = "UPDATE sessions SET seen_at = $2 WHERE id = $1";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(session.0)
        .bind(now.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Ends a session of an account and says whether there was one.
pub(crate) async fn delete(
    conn: &mut Conn<'_>,
    account: AccountId,
    session: SessionId,
) -> Result<bool, Error> {
    const SQL: &str = "DELETE FROM sessions WHERE account_id = $1 AND id = $2";
    let gone = on_engine!(conn, |c| sqlx::query(SQL)
        .bind(account.0)
        .bind(session.0)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(gone > 0)
}

/// Ends all sessions of an account but one, and returns how many there were.
pub(crate) async fn delete_others(
    conn: &mut Conn<'_>,
    account: AccountId,
    but: Option<SessionId>,
) -> Result<u64, Error> {
    const SQL: &str = "DELETE FROM sessions WHERE account_id = $1 AND id <> $2";
    Ok(on_engine!(conn, |c| sqlx::query(SQL)
        .bind(account.0)
        .bind(but.map_or(0, |session| session.0))
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?)
}

/// Forgets the sessions that ended before a time or were last seen before another, and returns how
/// many there were.
pub(crate) async fn delete_ended(
    conn: &mut Conn<'_>,
    ended_before: Timestamp,
    seen_before: Timestamp,
) -> Result<u64, Error> {
    const SQL: &str = "DELETE FROM sessions WHERE ends_at < $1 OR seen_at < $2";
    Ok(on_engine!(conn, |c| sqlx::query(SQL)
        .bind(ended_before.0)
        .bind(seen_before.0)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?)
}
