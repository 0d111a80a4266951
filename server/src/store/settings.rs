//! Settings of the publication, with their history.

use app::model::{AccountId, Timestamp};
use sqlx::FromRow;

use super::{Conn, Error, engine::on_engine};

/// A setting as it was set.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct SettingRow {
    pub(crate) key: String,
    pub(crate) value: String,
}

/// Lists what is in force, by key.
pub(crate) async fn list(conn: &mut Conn<'_>) -> Result<Vec<SettingRow>, Error> {
    const SQL: &str = "
        SELECT key, value
        FROM settings
        WHERE id IN (SELECT MAX(id) FROM settings GROUP BY key)
        ORDER BY key
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .fetch_all(c)
        .await)?)
}

/// Sets something; what it was before stays in the history.
pub(crate) async fn insert(
    conn: &mut Conn<'_>,
    (key, value): (&str, &str),
    account: Option<AccountId>,
    now: Timestamp,
) -> Result<(), Error> {
    const SQL: &str = "
        INSERT INTO settings (key, value, account_id, created_at)
        VALUES ($1, $2, $3, $4)
    ";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(key)
        .bind(value)
        .bind(account.map(|account| account.0))
        .bind(now.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// A setting that was changed, with what it was before.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct SettingChangeRow {
    pub(crate) key: String,
    pub(crate) value: String,
    pub(crate) before: Option<String>,
    pub(crate) created_at: i64,
    pub(crate) by: Option<String>,
}

/// Lists the last changes, the newest first.
pub(crate) async fn list_changes(
    conn: &mut Conn<'_>,
    limit: i32,
) -> Result<Vec<SettingChangeRow>, Error> {
    const SQL: &str = "
        SELECT changes.key, changes.value, changes.before, changes.created_at, accounts.name AS by
        FROM (
            SELECT
                id, key, value, account_id, created_at,
                LAG(value) OVER (PARTITION BY key ORDER BY id) AS before
            FROM settings
        ) AS changes
        LEFT JOIN accounts ON accounts.id = changes.account_id
        ORDER BY changes.id DESC
        LIMIT $1
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(limit)
        .fetch_all(c)
        .await)?)
}
