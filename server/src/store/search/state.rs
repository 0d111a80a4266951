//! Making the whole index again: by which rules it was made, and how far that has come.

use app::model::ReviewId;

use super::{entries, follow::follow_reviews};
use crate::store::{Conn, Error, engine::on_engine};

/// The version of the rules by which entries are made; a higher one means "make them again".
pub(crate) const INDEX_VERSION: i32 = 2;

/// Finds by which rules the index was made, and the last review that has been put in again.
pub(crate) async fn find_state(conn: &mut Conn<'_>) -> Result<(i32, ReviewId), Error> {
    const SQL: &str = "SELECT version, last_review FROM search_state";
    let row: Option<(i32, i64)> =
        on_engine!(conn, |c| sqlx::query_as(SQL).fetch_optional(c).await)?;
    let (version, last) = row.unwrap_or_default();
    Ok((version, ReviewId(last)))
}

/// Empties the index, to be filled from the first review on.
pub(crate) async fn begin_again(conn: &mut Conn<'_>) -> Result<(), Error> {
    entries::clear(conn).await?;
    update(conn, 0, ReviewId(0)).await
}

/// Puts the reviews after the last one in, with all that belongs to them, and says whether there are
/// more.
pub(crate) async fn follow_next_reviews(
    conn: &mut Conn<'_>,
    limit: i32,
) -> Result<Option<ReviewId>, Error> {
    const SQL: &str = "SELECT id FROM reviews WHERE id > $1 ORDER BY id LIMIT $2";
    let (version, last) = find_state(conn).await?;
    let ids: Vec<i64> = on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(last.0)
        .bind(limit)
        .fetch_all(c)
        .await)?;
    let ids: Vec<ReviewId> = ids.into_iter().map(ReviewId).collect();
    follow_reviews(conn, &ids).await?;
    let Some(last) = ids.last().copied() else {
        return Ok(None);
    };
    update(conn, version, last).await?;
    Ok(Some(last))
}

/// Notes that the index is whole by today's rules.
pub(crate) async fn finish(conn: &mut Conn<'_>) -> Result<(), Error> {
    update(conn, INDEX_VERSION, ReviewId(0)).await
}

async fn update(conn: &mut Conn<'_>, version: i32, last: ReviewId) -> Result<(), Error> {
    const DELETE: &str = "DELETE FROM search_state";
    const INSERT: &str = "INSERT INTO search_state (version, last_review) VALUES ($1, $2)";
    on_engine!(conn, |c| sqlx::query(DELETE).execute(c).await.map(|_| ()))?;
    on_engine!(conn, |c| sqlx::query(INSERT)
        .bind(version)
        .bind(last.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}
