//! Passkeys.

use app::model::{AccountId, Timestamp};
use sqlx::FromRow;

use super::{Conn, Error, engine::on_engine};

/// A passkey.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct PasskeyRow {
    pub(crate) id: i64,
    pub(crate) account_id: i64,
    pub(crate) data: String,
    pub(crate) name: String,
    pub(crate) created_at: i64,
    pub(crate) used_at: Option<i64>,
}

/// Adds a passkey.
///
/// # Errors
/// [`super::error::Constraint::Other`] when a credential of its id is known already.
pub(crate) async fn insert(
    conn: &mut Conn<'_>,
    account: AccountId,
    (credential, data, name): (&[u8], &str, &str),
    now: Timestamp,
) -> Result<(), Error> {
    const SQL: &str = "
        INSERT INTO passkeys (account_id, credential_id, data, name, created_at)
        VALUES ($1, $2, $3, $4, $5)
    ";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(account.0)
        .bind(credential)
        .bind(data)
        .bind(name)
        .bind(now.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Lists an account's passkeys, in the order they were added.
pub(crate) async fn list(
    conn: &mut Conn<'_>,
    account: AccountId,
) -> Result<Vec<PasskeyRow>, Error> {
    const SQL: &str = "
        SELECT id, account_id, data, name, created_at, used_at
        FROM passkeys
        WHERE account_id = $1
        ORDER BY id
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(account.0)
        .fetch_all(c)
        .await)?)
}

/// Finds the passkey of a credential.
pub(crate) async fn find(
    conn: &mut Conn<'_>,
    credential: &[u8],
) -> Result<Option<PasskeyRow>, Error> {
    const SQL: &str = "
        SELECT id, account_id, data, name, created_at, used_at
        FROM passkeys
        WHERE credential_id = $1
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(credential)
        .fetch_optional(c)
        .await)?)
}

/// Notes that a passkey was used, with what its counter says now.
pub(crate) async fn update_used(
    conn: &mut Conn<'_>,
    passkey: i64,
    data: &str,
    now: Timestamp,
) -> Result<(), Error> {
    const SQL: &str = "UPDATE passkeys SET data = $2, used_at = $3 WHERE id = $1";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(passkey)
        .bind(data)
        .bind(now.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Takes a passkey of an account away, and says whether there was one.
pub(crate) async fn delete(
    conn: &mut Conn<'_>,
    account: AccountId,
    passkey: i64,
) -> Result<bool, Error> {
    const SQL: &str = "DELETE FROM passkeys WHERE account_id = $1 AND id = $2";
    Ok(on_engine!(conn, |c| sqlx::query(SQL)
        .bind(account.0)
        .bind(passkey)
        .execute(c)
        .await
        .map(|done| done.rows_affected() > 0))?)
}
