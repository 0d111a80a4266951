//! Pictures: what the files in the media folder are.

use app::model::MediaId;
use sqlx::FromRow;

use super::{Conn, Error, engine::on_engine};

/// A picture's files.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct MediaRow {
    /// The digest that names the files.
    pub(crate) hash: String,
    /// Their ending.
    pub(crate) extension: String,
    /// The full size in pixels.
    pub(crate) width: i32,
    /// The full size in pixels.
    pub(crate) height: i32,
    /// The widths there are, ascending, parted by commas.
    pub(crate) widths: String,
    /// The name of the file it came from.
    pub(crate) name: String,
}

/// Adds a picture, or returns the one of the same digest, which is in the library again if it was deleted.
pub(crate) async fn find_or_insert(
    conn: &mut Conn<'_>,
    media: &MediaRow,
) -> Result<MediaId, Error> {
    const SQL: &str = "
        INSERT INTO media (hash, extension, width, height, widths, name)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (hash) DO UPDATE SET deleted_at = NULL
        RETURNING id
    ";
    let id = on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(&media.hash)
        .bind(&media.extension)
        .bind(media.width)
        .bind(media.height)
        .bind(&media.widths)
        .bind(&media.name)
        .fetch_one(c)
        .await)?;
    Ok(MediaId(id))
}

/// Finds a picture by its digest.
pub(crate) async fn find_id(conn: &mut Conn<'_>, hash: &str) -> Result<Option<MediaId>, Error> {
    const SQL: &str = "SELECT id FROM media WHERE hash = $1";
    let id: Option<i64> = on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(hash)
        .fetch_optional(c)
        .await)?;
    Ok(id.map(MediaId))
}

/// Lists the digests of all pictures.
pub(crate) async fn list_hashes(conn: &mut Conn<'_>) -> Result<Vec<String>, Error> {
    const SQL: &str = "SELECT hash FROM media";
    Ok(on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .fetch_all(c)
        .await)?)
}

/// Finds a picture's files by its digest.
pub(crate) async fn find(conn: &mut Conn<'_>, hash: &str) -> Result<Option<MediaRow>, Error> {
    const SQL: &str = "
        SELECT hash, extension, width, height, widths, name FROM media WHERE hash = $1
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(hash)
        .fetch_optional(c)
        .await)?)
}
