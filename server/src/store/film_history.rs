//! What a film's record said before it was changed.

use app::model::{AccountId, FilmId, Timestamp};
use sqlx::FromRow;

use super::{Conn, Error, engine::on_engine};

/// What a record said before a change.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct FilmHistoryRow {
    pub(crate) number: i32,
    pub(crate) fields: String,
    pub(crate) changed_at: i64,
    pub(crate) changed_by: Option<String>,
}

/// Keeps what a record said before a change, under the next number.
pub(crate) async fn insert(
    conn: &mut Conn<'_>,
    film: FilmId,
    fields: &str,
    account: AccountId,
    now: Timestamp,
) -> Result<(), Error> {
    const SQL: &str = "
        INSERT INTO film_history (film_id, number, fields, changed_at, account_id)
        SELECT $1, CAST(COALESCE(MAX(number), 0) + 1 AS INTEGER), $2, $3, $4
        FROM film_history
        WHERE film_id = $1
    ";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(film.0)
        .bind(fields)
        .bind(now.0)
        .bind(account.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Returns the number of a record's last change; 0 for none.
pub(crate) async fn newest(conn: &mut Conn<'_>, film: FilmId) -> Result<i32, Error> {
    const SQL: &str = "
        SELECT CAST(COALESCE(MAX(number), 0) AS INTEGER) FROM film_history WHERE film_id = $1
    ";
    Ok(on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(film.0)
        .fetch_one(c)
        .await)?)
}

/// Lists a record's changes, the newest first.
pub(crate) async fn list(conn: &mut Conn<'_>, film: FilmId) -> Result<Vec<FilmHistoryRow>, Error> {
    const SQL: &str = "
        SELECT
            film_history.number, film_history.fields, film_history.changed_at,
            accounts.name AS changed_by
        FROM film_history
        LEFT JOIN accounts ON accounts.id = film_history.account_id
        WHERE film_history.film_id = $1
        ORDER BY film_history.number DESC
        LIMIT 100
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(film.0)
        .fetch_all(c)
        .await)?)
}

/// Finds a film's number at `IMDb`.
pub(crate) async fn find_imdb(conn: &mut Conn<'_>, film: FilmId) -> Result<Option<String>, Error> {
    const SQL: &str = "SELECT imdb_id FROM films WHERE id = $1";
    let found: Option<Option<String>> = on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(film.0)
        .fetch_optional(c)
        .await)?;
    Ok(found.flatten())
}
