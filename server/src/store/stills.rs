//! The library: what is known of each picture, where it is used, and what was deleted from it.

use app::model::{AccountId, AuthorId, MediaId, Timestamp};
use sqlx::FromRow;

use super::{Conn, Error, desk_list::plain, engine::on_engine};

/// A picture as the library has it.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct LibraryRow {
    pub(crate) id: i64,
    pub(crate) hash: String,
    pub(crate) extension: String,
    pub(crate) width: i32,
    pub(crate) height: i32,
    pub(crate) widths: String,
    pub(crate) name: String,
    pub(crate) alt: String,
    pub(crate) credit: String,
    pub(crate) focus_x: i32,
    pub(crate) focus_y: i32,
    pub(crate) uploaded_by: Option<i64>,
    /// The name of the account that sent it in.
    pub(crate) uploader: Option<String>,
    pub(crate) created_at: Option<i64>,
    /// When it was deleted; none while it is in the library.
    pub(crate) deleted_at: Option<i64>,
}

/// What is said of a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct StillFacts {
    /// What it shows.
    pub(crate) alt: String,
    /// Whose it is.
    pub(crate) credit: String,
    /// The point that stays to be seen, in thousandths from the left and from the top.
    pub(crate) focus: (i32, i32),
}

/// Where a picture is used.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct UseRow {
    pub(crate) media_id: i64,
    /// `review`, `page` or `author`.
    pub(crate) kind: String,
    /// The review's number; an author's.
    pub(crate) id: i64,
    /// An author's permalink's word.
    pub(crate) slug: String,
    /// What it is called.
    pub(crate) title: String,
    /// Whether readers can see it, or the author who asks signs it.
    pub(crate) is_known: bool,
}

/// Lists pictures that are in the library, the newest first, before one where that is asked for: those whose name, description or
/// credit has some words, in whichever case; empty for all.
pub(crate) async fn list(
    conn: &mut Conn<'_>,
    words: &str,
    before: Option<MediaId>,
    limit: i64,
) -> Result<Vec<LibraryRow>, Error> {
    const SQL: &str = "
        SELECT
            media.id, media.hash, media.extension, media.width, media.height, media.widths,
            media.name, media.alt, media.credit, media.focus_x, media.focus_y, media.uploaded_by,
            accounts.name AS uploader, media.created_at, media.deleted_at
        FROM media
        LEFT JOIN accounts ON accounts.id = media.uploaded_by
        WHERE media.deleted_at IS NULL
            AND (CAST($1 AS BIGINT) IS NULL OR media.id < $1)
            AND (
                $2 = ''
                OR LOWER(media.name) LIKE $2 ESCAPE '!'
                OR LOWER(media.alt) LIKE $2 ESCAPE '!'
                OR LOWER(media.credit) LIKE $2 ESCAPE '!'
            )
        ORDER BY media.id DESC
        LIMIT $3
    ";
    let words = match words {
        "" => String::new(),
        words => format!("%{}%", plain(words)),
    };
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(before.map(|before| before.0))
        .bind(&words)
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// Finds a picture, also one that was deleted as long as it can be put back.
pub(crate) async fn find(conn: &mut Conn<'_>, still: MediaId) -> Result<Option<LibraryRow>, Error> {
    const SQL: &str = "
        SELECT
            media.id, media.hash, media.extension, media.width, media.height, media.widths,
            media.name, media.alt, media.credit, media.focus_x, media.focus_y, media.uploaded_by,
            accounts.name AS uploader, media.created_at, media.deleted_at
        FROM media
        LEFT JOIN accounts ON accounts.id = media.uploaded_by
        WHERE media.id = $1
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(still.0)
        .fetch_optional(c)
        .await)?)
}

/// Notes who has sent a picture in, and when.
pub(crate) async fn update_origin(
    conn: &mut Conn<'_>,
    still: MediaId,
    account: AccountId,
    now: Timestamp,
) -> Result<(), Error> {
    const SQL: &str = "UPDATE media SET uploaded_by = $2, created_at = $3 WHERE id = $1";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(still.0)
        .bind(account.0)
        .bind(now.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Changes what is said of a picture.
pub(crate) async fn update_facts(
    conn: &mut Conn<'_>,
    still: MediaId,
    facts: &StillFacts,
) -> Result<(), Error> {
    const SQL: &str = "
        UPDATE media SET alt = $2, credit = $3, focus_x = $4, focus_y = $5 WHERE id = $1
    ";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(still.0)
        .bind(&facts.alt)
        .bind(&facts.credit)
        .bind(facts.focus.0)
        .bind(facts.focus.1)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Says of a picture what it shows and whose it is, where that is not said yet.
pub(crate) async fn fill_facts(
    conn: &mut Conn<'_>,
    still: MediaId,
    (alt, credit): (&str, &str),
) -> Result<(), Error> {
    const SQL: &str = "
        UPDATE media
        SET alt = CASE WHEN alt = '' THEN $2 ELSE alt END,
            credit = CASE WHEN credit = '' THEN $3 ELSE credit END
        WHERE id = $1
    ";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(still.0)
        .bind(alt)
        .bind(credit)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Counts what an account has sent in since a time.
pub(crate) async fn count_since(
    conn: &mut Conn<'_>,
    account: AccountId,
    since: Timestamp,
) -> Result<i64, Error> {
    const SQL: &str = "SELECT COUNT(*) FROM media WHERE uploaded_by = $1 AND created_at > $2";
    Ok(on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(account.0)
        .bind(since.0)
        .fetch_one(c)
        .await)?)
}

/// Deletes a picture from the library, or puts it back. Its row and its files stay until they are swept.
pub(crate) async fn update_deleted(
    conn: &mut Conn<'_>,
    still: MediaId,
    deleted: Option<Timestamp>,
) -> Result<(), Error> {
    const SQL: &str = "UPDATE media SET deleted_at = $2 WHERE id = $1";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(still.0)
        .bind(deleted.map(|at| at.0))
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Lists what was deleted before a time.
pub(crate) async fn list_deleted(
    conn: &mut Conn<'_>,
    before: Timestamp,
) -> Result<Vec<MediaId>, Error> {
    const SQL: &str = "SELECT id FROM media WHERE deleted_at < $1 ORDER BY id";
    let ids: Vec<i64> = on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(before.0)
        .fetch_all(c)
        .await)?;
    Ok(ids.into_iter().map(MediaId).collect())
}

/// Removes the row of a picture that was deleted.
pub(crate) async fn delete(conn: &mut Conn<'_>, still: MediaId) -> Result<(), Error> {
    const SQL: &str = "DELETE FROM media WHERE id = $1 AND deleted_at IS NOT NULL";
    on_engine!(conn, |c| sqlx::query(SQL)
        .bind(still.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Lists where pictures of a range of numbers are used: what opens with them, the texts they stand in, also in
/// what is not published yet, and who is shown with them. An author who asks knows what they sign.
pub(crate) async fn list_uses(
    conn: &mut Conn<'_>,
    (first, last): (MediaId, MediaId),
    asking: Option<AuthorId>,
) -> Result<Vec<UseRow>, Error> {
    // The texts are gone through once, whatever the range; most of them have no picture in them.
    const SQL: &str = r#"
        WITH texts AS MATERIALIZED (
            SELECT
                reviews.id, reviews.kind, reviews.still_media_id,
                reviews.published_at IS NOT NULL OR reviews.locked_at IS NOT NULL AS is_public,
                COALESCE(drafts.title, reviews.title) AS title,
                CASE WHEN reviews.body_source LIKE '%media:%' THEN reviews.body_source ELSE '' END AS body,
                COALESCE(drafts.fields, '') AS fields
            FROM reviews
            LEFT JOIN drafts ON drafts.review_id = reviews.id
            WHERE reviews.still_media_id BETWEEN $1 AND $2
                OR reviews.body_source LIKE '%media:%'
                OR drafts.fields LIKE '%media:%'
                OR drafts.fields NOT LIKE '%"still":""%'
        )
        SELECT
            media.id AS media_id, texts.kind, texts.id, '' AS slug, texts.title,
            (
                texts.is_public
                OR EXISTS (
                    SELECT 1 FROM review_authors
                    WHERE review_id = texts.id AND author_id = $3
                )
            ) AS is_known
        FROM texts
        CROSS JOIN media
        WHERE media.id BETWEEN $1 AND $2
            AND (
                texts.still_media_id = media.id
                OR texts.body LIKE '%' || media.hash || '%'
                OR texts.fields LIKE '%' || media.hash || '%'
            )
        UNION ALL
        SELECT
            authors.portrait_media_id AS media_id, 'author' AS kind, authors.id,
            authors.slug, authors.name AS title, TRUE AS is_known
        FROM authors
        WHERE authors.portrait_media_id BETWEEN $1 AND $2
        ORDER BY media_id, kind, id
    "#;
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(first.0)
        .bind(last.0)
        .bind(asking.map(|author| author.0))
        .fetch_all(c)
        .await)?)
}
