//! What readers gave films, and what was read elsewhere about them over time.

use app::model::{FilmId, Timestamp, VisitorId};

use super::{Conn, Error, engine::on_engine};

/// Finds whose ratings an account's are, by the digest of its e-mail address.
pub(crate) async fn find_rater(
    conn: &mut Conn<'_>,
    email_digest: &[u8],
) -> Result<Option<VisitorId>, Error> {
    const SQL: &str = "SELECT visitor_id FROM accounts WHERE email_digest = $1";
    let id: Option<i64> = on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(email_digest)
        .fetch_optional(c)
        .await)?;
    Ok(id.map(VisitorId))
}

/// Keeps what a visitor gives a film; what they gave it before gives way.
pub(crate) async fn set(
    conn: &mut Conn<'_>,
    film: FilmId,
    visitor: VisitorId,
    (halves, out_of): (i32, i32),
    now: Timestamp,
) -> Result<(), Error> {
    const SQL: &str = "
        INSERT INTO film_ratings (film_id, visitor_id, halves, out_of, rated_at)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (film_id, visitor_id) DO UPDATE
        SET halves = excluded.halves, out_of = excluded.out_of, rated_at = excluded.rated_at
    ";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(film.0)
        .bind(visitor.0)
        .bind(halves)
        .bind(out_of)
        .bind(now.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Takes back what a visitor gave a film; says whether there was anything.
pub(crate) async fn delete(
    conn: &mut Conn<'_>,
    film: FilmId,
    visitor: VisitorId,
) -> Result<bool, Error> {
    const SQL: &str = "DELETE FROM film_ratings WHERE film_id = $1 AND visitor_id = $2";
    let gone = on_engine!(conn, |c| sqlx::query(SQL)
        .bind(film.0)
        .bind(visitor.0)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(gone > 0)
}

/// Finds what a visitor gave a film: half steps and scale.
pub(crate) async fn find(
    conn: &mut Conn<'_>,
    film: FilmId,
    visitor: VisitorId,
) -> Result<Option<(i32, i32)>, Error> {
    const SQL: &str =
        "SELECT halves, out_of FROM film_ratings WHERE film_id = $1 AND visitor_id = $2";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(film.0)
        .bind(visitor.0)
        .fetch_optional(c)
        .await)?)
}

/// Counts how many gave a film each rating: half steps, scale, number.
pub(crate) async fn list_counts(
    conn: &mut Conn<'_>,
    film: FilmId,
) -> Result<Vec<(i32, i32, i64)>, Error> {
    const SQL: &str = "
        SELECT halves, out_of, COUNT(*)
        FROM film_ratings
        WHERE film_id = $1
        GROUP BY halves, out_of
        ORDER BY out_of, halves
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(film.0)
        .fetch_all(c)
        .await)?)
}

/// Notes an outside rating that was read: source, tenths, scale, when.
pub(crate) async fn insert_outside(
    conn: &mut Conn<'_>,
    film: FilmId,
    (source, tenths, out_of, read_at): (&str, i32, i32, Timestamp),
) -> Result<(), Error> {
    const SQL: &str = "
        INSERT INTO outside_ratings (film_id, source, tenths, out_of, read_at)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (film_id, source, read_at) DO UPDATE
        SET tenths = excluded.tenths, out_of = excluded.out_of
    ";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(film.0)
        .bind(source)
        .bind(tenths)
        .bind(out_of)
        .bind(read_at.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Lists the outside ratings that were read of a film, newest first: source, tenths, scale, when.
pub(crate) async fn list_outside(
    conn: &mut Conn<'_>,
    film: FilmId,
) -> Result<Vec<(String, i32, i32, i64)>, Error> {
    const SQL: &str = "
        SELECT source, tenths, out_of, read_at
        FROM outside_ratings
        WHERE film_id = $1
        ORDER BY read_at DESC, source
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(film.0)
        .fetch_all(c)
        .await)?)
}
