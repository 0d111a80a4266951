//! Second factors: the app that makes codes, and the codes for when it is lost.

use app::model::{AccountId, Timestamp};
use sqlx::FromRow;

use super::{Conn, Error, engine::on_engine};

/// A second factor.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct FactorRow {
    pub(crate) secret: Vec<u8>,
    pub(crate) last_step: i64,
    pub(crate) created_at: i64,
    pub(crate) confirmed_at: Option<i64>,
}

/// Finds an account's second factor, confirmed or not.
pub(crate) async fn find(
    conn: &mut Conn<'_>,
    account: AccountId,
) -> Result<Option<FactorRow>, Error> {
    const SQL: &str = "
        SELECT secret, last_step, created_at, confirmed_at
        FROM second_factors
        WHERE account_id = $1
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(account.0)
        .fetch_optional(c)
        .await)?)
}

/// Gives an account a new second factor, to be confirmed; one it had is gone.
pub(crate) async fn put(
    conn: &mut Conn<'_>,
    account: AccountId,
    secret: &[u8],
    now: Timestamp,
) -> Result<(), Error> {
    const SQL: &str = "
        INSERT INTO second_factors (account_id, secret, created_at)
        VALUES ($1, $2, $3)
        ON CONFLICT (account_id) DO UPDATE
        SET secret = excluded.secret, created_at = excluded.created_at, last_step = 0,
            confirmed_at = NULL
    ";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(account.0)
        .bind(secret)
        .bind(now.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Takes the code of a step: says whether it is later than the last one taken. Of several who bring the
/// same code, one succeeds.
pub(crate) async fn take_step(
    conn: &mut Conn<'_>,
    account: AccountId,
    step: i64,
) -> Result<bool, Error> {
    const SQL: &str =
        "UPDATE second_factors SET last_step = $2 WHERE account_id = $1 AND last_step < $2";
    Ok(on_engine!(conn, |c| sqlx::query(SQL)
        .bind(account.0)
        .bind(step)
        .execute(c)
        .await
        .map(|done| done.rows_affected() > 0))?)
}

/// Notes that a first code has shown that the app has the secret.
pub(crate) async fn confirm(
    conn: &mut Conn<'_>,
    account: AccountId,
    now: Timestamp,
) -> Result<(), Error> {
    const SQL: &str = "UPDATE second_factors SET confirmed_at = $2 WHERE account_id = $1";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(account.0)
        .bind(now.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Takes an account's second factor away, with its recovery codes.
pub(crate) async fn delete(conn: &mut Conn<'_>, account: AccountId) -> Result<(), Error> {
    const FACTOR: &str = "DELETE FROM second_factors WHERE account_id = $1";
    const CODES: &str = "DELETE FROM recovery_codes WHERE account_id = $1";
    for sql in [FACTOR, CODES] {
        on_engine!(conn, |c| sqlx::query(sql)
            .bind(account.0)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}

/// Gives an account recovery codes by their digests; those it had are gone.
pub(crate) async fn put_codes(
    conn: &mut Conn<'_>,
    account: AccountId,
    digests: &[[u8; 32]],
) -> Result<(), Error> {
    const CLEAR: &str = "DELETE FROM recovery_codes WHERE account_id = $1";
    const SQL: &str = "INSERT INTO recovery_codes (account_id, code_digest) VALUES ($1, $2)";
    on_engine!(conn, |c| sqlx::query(CLEAR)
        .bind(account.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    for digest in digests {
        on_engine!(conn, |c| sqlx::query(SQL)
            .bind(account.0)
            .bind(digest.as_slice())
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}

/// Uses a recovery code up, and says whether there was one.
pub(crate) async fn spend_code(
    conn: &mut Conn<'_>,
    account: AccountId,
    digest: &[u8],
    now: Timestamp,
) -> Result<bool, Error> {
    const SQL: &str = "
        UPDATE recovery_codes
        SET used_at = $3
        WHERE account_id = $1 AND code_digest = $2 AND used_at IS NULL
    ";
    Ok(on_engine!(conn, |c| sqlx::query(SQL)
        .bind(account.0)
        .bind(digest)
        .bind(now.0)
        .execute(c)
        .await
        .map(|done| done.rows_affected() > 0))?)
}

/// Counts the recovery codes an account can still use.
pub(crate) async fn count_codes(conn: &mut Conn<'_>, account: AccountId) -> Result<i64, Error> {
    const SQL: &str =
        "SELECT COUNT(*) FROM recovery_codes WHERE account_id = $1 AND used_at IS NULL";
    Ok(on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(account.0)
        .fetch_one(c)
        .await)?)
}
